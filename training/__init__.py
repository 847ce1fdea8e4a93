"""How the bundled Hindi→English model is made: prepare, train, export, evaluate, card.

Nothing else of Dubhashi imports this package, and the wheel does not carry it. What each step needs stands in
training/requirements.txt; README.md says how to make the model again.
"""
