"""Folding: spellings that readers take for the same word become one term; vowel length and stems stay apart.

The Devanagari steps are the mild folding that was measured best under a stemmer (32 of 34 groups, against 27 for
Lucene's, which folds दिन = दीन). indic-nlp-library's normaliser is the first of them. Each step is a function of the
word; their order is written once, in the tuple.
"""

from __future__ import annotations

import re
from functools import lru_cache

from search.normalise import ascii_digits, bare_letters, simplify

_ANUSVARA = "\u0902"
_VIRAMA = "\u094d"
_VISARGA = "\u0903"

# Visarga and the accents of Sanskrit; and a nukta that stood before a sign.
_DROPPED = dict.fromkeys(map(ord, _VISARGA + "\u093c\u0951\u0952\u0953\u0954"))
# Candra e and the short vowels of other languages are typing accidents. ॉ and ऑ stay: nobody writes कोलेज for कॉलेज
# (0 of 411 in news), but लॉग is not लोग, nor वॉटर वोटर; the older कालेज is related by its stem, and both by sound.
_RARE_VOWELS = str.maketrans("ॅऍॲॆॊऎऒ", "ेएएेोएओ")
# न before stops of every row and sibilants, where English words put it (इन्फोसिस); `simplify` knows its own row only.
_NASAL = re.compile("न्(?=[क-घच-झट-ढत-धप-भशषस])")
_NASALS_TWICE = re.compile(f"{_ANUSVARA}{{2,}}")
# The glide य between vowels is written or not: गयी गई, नये नए, जायेगा जाएगा.
_GLIDE = re.compile("(?<=[ा-ौअ-औ])य([ीे])|(?<=.)य([ीे])(?=ं?$)")
_GLIDE_FOR = {"ी": "ई", "े": "ए"}


def _drop_small_signs(word: str) -> str:
    return word.translate(_DROPPED)


def _plain_vowels(word: str) -> str:
    return word.translate(_RARE_VOWELS)


def _anusvara_for_nasals(word: str) -> str:
    word = _NASAL.sub(_ANUSVARA, word.replace("\u0901", _ANUSVARA))  # chandrabindu
    return _NASALS_TWICE.sub(_ANUSVARA, word)


def _drop_final_virama(word: str) -> str:
    return word.rstrip(_VIRAMA)


def _glide_to_vowel(word: str) -> str:
    return _GLIDE.sub(lambda match: _GLIDE_FOR[match[1] or match[2]], word)


# Words that no step changes, which are most words of a text: small ASCII letters, or Devanagari without any of the
# letters and signs that the steps look for. Asking first takes an eighth of the time of the steps.
_FOLDED = re.compile(
    "[a-z]+|(?!.*(?:[ङञणनम]\u094d|\u0902\u0902|\u094d$|य[ीे]))"
    "[\u0902अ-ऋएऐऑओ-नप-रलवशषसह\u093e-\u0943\u0947-\u0949\u094b-\u094d]+"
)

STEPS_HI = (
    simplify,
    _drop_small_signs,
    _plain_vowels,
    ascii_digits,
    _anusvara_for_nasals,
    _drop_final_virama,
    _glide_to_vowel,
)


def is_devanagari(word: str) -> bool:
    """Return whether the first letter of the word is Devanagari (its digits are not letters)."""
    for char in word:
        if char.isalpha():
            return "\u0900" <= char <= "\u097f"
    return False


def is_folded(word: str) -> bool:
    """Return True for most words that folding does not change, at a glance; False where the steps must tell."""
    return _FOLDED.fullmatch(word) is not None


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Return the term under which a word is indexed, by its script; folding a term again gives the term.

    The word is one token of `analyse`; a word of nothing but marks comes back as it is, never empty.

    >>> fold("क़ानूनों"), fold("हिन्दी"), fold("गयी"), fold("Château")
    ('कानूनों', 'हिंदी', 'गई', 'chateau')
    """
    if is_folded(word):
        return word
    if is_devanagari(word):
        term = word.lower()
        for step in STEPS_HI:
            term = step(term)
    else:
        term = ascii_digits(bare_letters(word))
    return term or word
