"""Devanagari in Latin letters, roughly as people type it; long and short vowels look alike.

Not a transliteration to show: every inherent vowel but the last is written, and sound.py drops what speech drops.
(indic-nlp-library's to_itrans silently loses letters without its resource files: राष्ट्रपति gave `ारपि`.)
"""

from __future__ import annotations

import re

_CONSONANTS = {
    "क": "k", "ख": "kh", "ग": "g", "घ": "gh", "ङ": "n",
    "च": "ch", "छ": "chh", "ज": "j", "झ": "jh", "ञ": "n",
    "ट": "t", "ठ": "th", "ड": "d", "ढ": "dh", "ण": "n",
    "त": "t", "थ": "th", "द": "d", "ध": "dh", "न": "n",
    "प": "p", "फ": "f", "ब": "b", "भ": "bh", "म": "m",
    "य": "y", "र": "r", "ल": "l", "ळ": "l", "व": "v", "श": "sh", "ष": "sh", "स": "s", "ह": "h",
}  # fmt: skip
_VOWELS = {
    "अ": "a", "आ": "a", "इ": "i", "ई": "i", "उ": "u", "ऊ": "u",
    "ऋ": "ri", "ॠ": "ri", "ए": "e", "ऐ": "ai", "ओ": "o", "औ": "au", "ऑ": "o",
    "ा": "a", "ि": "i", "ी": "i", "ु": "u", "ू": "u",
    "ृ": "ri", "ॄ": "ri", "े": "e", "ै": "ai", "ो": "o", "ौ": "au", "ॉ": "o",
}  # fmt: skip
_UNSPOKEN = re.compile("(?<=[^\u094d])([क-ह])(?=\\1[ा-ौ])")  # the vowel within बनने is silent: banne
_SYLLABLE = re.compile("([क-ह])([ा-ौ\u094d])?|.", re.DOTALL)
_NASALS = "\u0901\u0902"


def romanise(term: str) -> str:
    """Return a folded Devanagari term in Latin letters; signs and letters of other scripts are left out, digits stay.

    >>> romanise("राष्ट्रपति"), romanise("सरकार"), romanise("ज्ञान")
    ('rashtrapati', 'sarakar', 'gyan')
    """
    pieces = []
    for match in _SYLLABLE.finditer(_UNSPOKEN.sub("\\1\u094d", term.replace("ज्ञ", "ग्य"))):
        consonant, sign = match[1], match[2]
        if consonant:
            pieces.append(_CONSONANTS.get(consonant, ""))
            last = match.end() == len(term)
            pieces.append(_VOWELS.get(sign, "") if sign else "" if last and len(pieces) > 1 else "a")
        elif match[0] in _NASALS:
            pieces.append("n")
        else:
            pieces.append(_VOWELS.get(match[0], match[0] if match[0].isdigit() else ""))
    return "".join(pieces)


def spell_in_latin(term: str) -> str:
    """Return a folded Devanagari term as people type it, without the inherent vowels that speech drops.

    >>> spell_in_latin("सरकार"), spell_in_latin("बचपन"), spell_in_latin("जनता"), spell_in_latin("प्रदेश")
    ('sarkar', 'bachpan', 'janta', 'pradesh')
    """
    pieces = [(match[0], match[1], match[2]) for match in _SYLLABLE.finditer(term.replace("ज्ञ", "ग्य"))]
    last = len(pieces) - 1
    silent: set[int] = set()
    if last > 0 and not pieces[last][2] and not (pieces[last - 1][2] or "").endswith("\u094d"):
        silent.add(last)  # but it is narendra and krishna
    # from the end, since a vowel that is dropped keeps the one before it: समझना is samajhna
    for place in range(last - 1, 0, -1):
        _, consonant, sign = pieces[place]
        inherent = consonant and not sign
        open_before = not (pieces[place - 1][2] or "").endswith("\u094d") and pieces[place - 1][0] not in _NASALS
        follower = pieces[place + 1]
        spoken_after = follower[1] and not (follower[2] or "").endswith("\u094d") and place + 1 not in silent
        if inherent and open_before and spoken_after:
            silent.add(place)
    return "".join(_spoken(*piece, silent=place in silent) for place, piece in enumerate(pieces))


def _spoken(letters: str, consonant: str | None, sign: str | None, *, silent: bool) -> str:
    if consonant:
        return _CONSONANTS.get(consonant, "") + (_VOWELS.get(sign, "") if sign else "" if silent else "a")
    return "n" if letters in _NASALS else _VOWELS.get(letters, letters if letters.isdigit() else "")
