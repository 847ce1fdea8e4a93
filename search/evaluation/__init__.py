"""Measuring retrieval: topics and judgements → runs → measures → a report, a comparison, a table of many systems.

topics.py and judgements.py read files, runs.py asks an index, directions.py says whose judgements count for which
queries, measures.py computes, comparison.py tests a difference, report.py and cli.py show it.
"""
