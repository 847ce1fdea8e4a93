"""Stems: the inflected forms of a word meet. Kept beside the terms, never in place of them.

Snowball's stemmers in C (PyStemmer takes 0.4 s for 1,000 articles, Python's snowballstemmer 2.9 s), with what the
Hindi one lacks before and after it. Every stemmer merges words that differ (चीन चीनी, कमल कमला): so the engine
only relates terms by their stems, and an exact match always counts for more.
"""

from __future__ import annotations

import re
import threading
from functools import lru_cache

import Stemmer

from search.analysis.folding import is_devanagari

# Plurals in -ī, so that the stemmer sees the singular: कंपनियों would give कंपन, कंपनी gives कंप.
_PLURAL_I = re.compile("(?<=.)([िइ])य(?:ां|ों|ो)$")
_SINGULAR_I = {"ि": "ी", "इ": "ई"}
# Forms of -yā whose y folding has removed: रुपए रुपया, नए नई नया.
_FORM_OF_YA = re.compile("(?<=.)(?:(?<=[क-ह])ई|(?<!ु)ए)$")
_O_AS_A = str.maketrans("ॉऑ", "ाआ")
_O_AS_A_FROM = 5  # code points: डॉक्टर is डाक्टर, but हॉल (hall) is not हाल (state), nor कॉफी काफी
_SHORTEST = 2  # code points of a stem; a word that would be less stays whole

_thread = threading.local()  # a PyStemmer object must not be used by two threads


@lru_cache(maxsize=65536)
def stem(term: str) -> str:
    """Return the stem of a folded term, by its script; words with digits stay, no stem is empty.

    >>> stem("कंपनियों") == stem("कंपनी"), stem("elections"), stem("100000")
    (True, 'elect', '100000')
    """
    if any(char.isdecimal() for char in term):
        return term
    if is_devanagari(term):
        return _stem_hindi(term)
    if term.isascii() and term.isalpha():
        return _snowball("english", term) or term
    return term


def _stem_hindi(term: str) -> str:
    word = _PLURAL_I.sub(lambda match: _SINGULAR_I[match[1]], term)
    word = _FORM_OF_YA.sub("या", word)
    stemmed = _snowball("hindi", word)
    if len(stemmed) < _SHORTEST:
        return word
    return stemmed.translate(_O_AS_A) if len(stemmed) >= _O_AS_A_FROM else stemmed


def _snowball(algorithm: str, word: str) -> str:
    stemmer = getattr(_thread, algorithm, None)
    if stemmer is None:
        stemmer = Stemmer.Stemmer(algorithm)
        setattr(_thread, algorithm, stemmer)
    return str(stemmer.stemWord(word))
