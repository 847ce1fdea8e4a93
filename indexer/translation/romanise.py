"""Writes Hindi in Latin letters as English newspapers spell names: सुनीता राठौड़ → Sunita Rathaur.

Not a transliteration that can be turned back: vowel length is not shown, and the vowel that Hindi does not speak
(राम is Ram, not Rama) is left out by the usual rule: at the end of a word, and between a vowel with one consonant
and a consonant with a vowel.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.normalise import ascii_digits, normalise

_NUKTA, _VIRAMA = "\u093c", "\u094d"
_NASALS = "\u0901\u0902"  # chandrabindu, anusvara


def _table(text: str) -> dict[str, str]:
    """Return the spellings in a text such as "क=k ख=kh"."""
    return dict(pair.split("=") for pair in text.split())


_CONSONANTS = _table("""
    क=k ख=kh ग=g घ=gh ङ=n च=ch छ=chh ज=j झ=jh ञ=n ट=t ठ=th ड=d ढ=dh ण=n त=t थ=th द=d ध=dh न=n
    प=p फ=ph ब=b भ=bh म=m य=y र=r ल=l व=v श=sh ष=sh स=s ह=h ळ=l
""")
_WITH_NUKTA = _table("क=q ख=kh ग=gh ज=z झ=zh ड=r ढ=rh फ=f य=y")
_VOWELS = _table("अ=a आ=a इ=i ई=i उ=u ऊ=u ऋ=ri ए=e ऐ=ai ओ=o औ=au ऑ=o ऍ=e ॲ=a ऎ=e ऒ=o")
_SIGNS = _table("ा=a ि=i ी=i ु=u ू=u ृ=ri े=e ै=ai ो=o ौ=au ॉ=o ॅ=e ॆ=e ॊ=o")
_KEPT_AFTER_CLUSTER = "यरलवनम"  # चंद्र Chandra, शुक्ल Shukla; but वक्त vakt
_LABIALS = "पफबभम"
_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")
_SPOKEN = (("jn", "gy"), ("shv", "shw"), ("sv", "sw"))  # विज्ञान vigyan, विश्वास vishwas, स्वामी swami


@dataclass(slots=True)
class _Syllable:
    """Consonants and the vowel after them; the vowel "a" is unwritten where `inherent` says so."""

    consonants: list[str]
    vowel: str = ""
    inherent: bool = False
    nasal: str = ""


def romanise(text: str) -> str:
    """Return the text with every Hindi word in lower-case Latin letters; everything else stays.

    >>> romanise("सुनीता राठौड़, सिंह")
    'sunita rathaur, singh'
    """
    return _WORD.sub(lambda match: _romanise_word(match.group()), ascii_digits(normalise(text)))


def _romanise_word(word: str) -> str:
    if word.endswith("सिंह"):  # the one name that nobody writes by the rules
        return _romanise_word(word.removesuffix("सिंह")) + "singh" if word != "सिंह" else "singh"
    return "".join(_spell(syllables)) if (syllables := _syllables(word)) else ""


def _syllables(word: str) -> list[_Syllable]:
    """Return the syllables of a word as written, with the inherent vowels that are not spoken taken out."""
    syllables: list[_Syllable] = []
    open_cluster = False  # the last character was a virama
    for at, char in enumerate(word):
        following = word[at + 1 : at + 2]
        if char in _CONSONANTS:
            if not open_cluster:
                syllables.append(_Syllable([], "a", inherent=True))
            syllables[-1].consonants.append(char + (_NUKTA if following == _NUKTA else ""))
            syllables[-1].vowel, syllables[-1].inherent = "a", True
            open_cluster = False
        elif char in _SIGNS and syllables:
            syllables[-1].vowel, syllables[-1].inherent = _SIGNS[char], False
        elif char == _VIRAMA and syllables:
            syllables[-1].vowel, syllables[-1].inherent = "", False
            open_cluster = True
        elif char in _VOWELS:
            syllables.append(_Syllable([], _VOWELS[char]))
            open_cluster = False
        elif char in _NASALS and syllables:
            syllables[-1].nasal = _nasal(following)
            syllables[-1].inherent = False
    return _without_silent(syllables)


def _without_silent(syllables: list[_Syllable]) -> list[_Syllable]:
    last = len(syllables) - 1
    for at in range(last, 0, -1):
        syllable = syllables[at]
        if not syllable.inherent:
            continue
        if at == last:
            cluster = len(syllable.consonants) > 1 and syllable.consonants[-1] in _KEPT_AFTER_CLUSTER
            silent = not cluster
        else:
            after = syllables[at + 1]
            silent = (
                len(syllable.consonants) == 1
                and bool(syllables[at - 1].vowel)
                and not syllables[at - 1].nasal
                and len(after.consonants) == 1
                and bool(after.vowel)
            )
        if silent:
            syllable.vowel = ""
    return syllables


def _spell(syllables: list[_Syllable]) -> Iterator[str]:
    for syllable in syllables:
        cluster = "".join(_letter(consonant) for consonant in syllable.consonants)
        for written, spoken in _SPOKEN:
            cluster = cluster.replace(written, spoken)
        yield cluster + syllable.vowel + syllable.nasal


def _letter(consonant: str) -> str:
    if consonant.endswith(_NUKTA):
        return _WITH_NUKTA.get(consonant[0], _CONSONANTS[consonant[0]])
    return _CONSONANTS[consonant]


def _nasal(following: str) -> str:
    return "m" if following and following in _LABIALS else "n"
