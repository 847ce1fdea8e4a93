"""Translates Hindi sentences to English without a network: Argos packages, run by CTranslate2 directly.

Importing any module of this package loads neither argostranslate nor ctranslate2 nor sentencepiece; opening a
translator does.
"""
