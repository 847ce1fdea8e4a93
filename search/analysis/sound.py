"""Sound keys: a Hindi word and the ways people type it in Latin letters meet in one key (राहुल, rahul, raahul).

Both scripts take the same steps, after Devanagari is romanised with its inherent vowels: what Hindi leaves unspoken
and what writers leave out (janata, janta, जनता) is dropped on both sides by one rule. Measured on 285 words of
tests/cases/sounds.txt, 5,000 rows of public transliterations and the 13,990 forms of the lexicon (mean number of
forms that share a key: 1.09). Not taken, because they merge more words than spellings: dropping a final a
(काला = काल), aspirates (साथ = सात), final n and e, b = v, o = u.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from search.analysis.folding import fold, is_devanagari
from search.analysis.romanising import romanise

_FOREIGN = re.compile("[^a-z0-9]")
_FIRST_VOWEL = re.compile("[aeiou]")
_INNER_A = re.compile(r"(?<=([^aeiou]))a(?=[^aeiou])(?!\1|ya?$)")


@lru_cache(maxsize=65536)
def sound_key(term: str) -> str:
    """Return the sound of a term: small ASCII letters and digits, or "" where there is none (numbers, other scripts).

    The key of a word is that of its folded form.

    >>> sound_key("मुलाक़ात"), sound_key("mulaqat"), sound_key("mulakaat")
    ('mulkt', 'mulkt', 'mulkt')
    """
    word = fold(term)
    if is_devanagari(word):
        word = romanise(word)
    word = _FOREIGN.sub("", word)
    if word.isdecimal():
        return ""
    for step in STEPS:
        word = step(word)
    return word.lower()


def sound_keys(term: str) -> tuple[str, ...]:
    """Return all sounds by which a term may be asked for, its `sound_key` first; nothing where it has none.

    ड and ढ within a word are mostly the flaps ड़ and ढ़, which people type as d or as r (ladka, larka; Almora).
    Folding has taken their nukta away, so such a word has both sounds. And a Latin word may end in a silent e
    (Rathore, Indore, Lahore) or lack the nasal of its last vowel (bachcho: बच्चों).

    >>> sound_keys("लडका"), sound_key("ladka"), sound_key("larka")
    (('ladka', 'larka'), 'ladka', 'larka')
    """
    first = sound_key(term)
    other = _FLAP.sub("र", term) if is_devanagari(term) else _OPEN_END.sub(r"\1n", _SILENT_E.sub("", term))
    keys = (first, sound_key(other)) if other != term else (first,)
    return tuple(key for key in dict.fromkeys(keys) if key)


# not at the beginning, not doubled or in a cluster: there it is a plain ड (डर, अड्डा, ठंडा)
_FLAP = re.compile("(?<![\u094d\u0902])(?<!^)[डढ](?!\u094d)")
# the nasal at the end of plurals is often not typed: bachcho, kisano, nahi
_OPEN_END = re.compile("(.[^aeiou]o|ahi)$")
_SILENT_E = re.compile("(?<=[aeiou]r)e$")


def _replacing(pattern: str, replacement: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)
    return lambda word: compiled.sub(replacement, word)


def _drop_inner_a(word: str) -> str:
    """Drop each a between two consonants that differ, unless it is the first vowel: kal, kul and kil stay apart."""
    first = _FIRST_VOWEL.search(word)
    kept = first.end() if first else len(word)
    return word[:kept] + _INNER_A.sub("", word[kept - 1 :])[1:] if first else word


STEPS: tuple[Callable[[str], str], ...] = (
    # Consonants that are typed in several ways.
    _replacing("(?:c+h+)+", "C"),  # च, छ and both doubled: bachcha baccha, chhattisgarh chattisgarh
    _replacing("c(?=[eiy])", "s"),
    _replacing("que$", "k"),  # haque
    _replacing("[cq]", "k"),
    _replacing("ph", "f"),
    _replacing("z", "j"),
    _replacing("x", "ks"),
    _replacing("(?<=ga)rh|rh$", "dh"),  # ढ़: garhwal, aligarh; but farhan
    _replacing("ow(?![aeiou])", "au"),  # bhowmik
    _replacing("w", "v"),
    _replacing("sh", "s"),
    # Long vowels.
    _replacing("aa+", "a"),
    _replacing("ee+|ii+", "i"),
    _replacing("oo+|uu+", "u"),
    _replacing("ou", "au"),  # chouhan
    _replacing("^ei", "i"),  # eid
    _replacing("eh", "ah"),  # mehangai: a before h is spoken e
    # Endings.
    _replacing("ao$", "av"),  # chunao
    _replacing("aon$", "anv"),  # gaon
    _replacing("(?<=.[ls])aya$", "ay"),  # vidyalaya, akshaya
    _replacing("(?<=ddh)a$", ""),  # yuddha
    # y that may be missing; and what may be missing beside it.
    _replacing("(?<=[aeou])y(?=[ie])", ""),  # gayi
    _replacing("(?<=[^aeiouy])iy?a(?=.)", "ya"),  # hariyana, priyanka
    _replacing(r"([^aeiou])\1+", r"\1"),
    _drop_inner_a,
    _replacing("(?<=[^aeiou][ryvm])a$|(?<=[ks]s)a$|(?<=isn)a$", ""),  # kshetra, paksha, krishna
    _replacing(r"([^aeiou])\1+", r"\1"),
    _replacing(r"([kgjtdb])\1h", r"\1h"),  # yuddh
    _replacing("(?<=[^aeiou])y(?=[^aeiouy]|$)|(?<=[^aeiouy])y(?=[aeou])", "i"),  # madhy, vyapar
    _replacing("(?:iya?|ia)$", "ia"),  # bharatiya
    _replacing("iy(?=[aeou])", "i"),
    # Diphthongs.
    _replacing("ay(?![aeiou])", "ai"),  # jaypur
    _replacing("e[iy](?![aeou])", "e"),  # mein
    _replacing("ai(?=.)", "e"),
    _replacing("au", "o"),
    # Nasals of any kind before a consonant; and what doubled in between.
    _replacing("m(?=[pbfvskgtdjC])", "n"),
    _replacing(r"(.)\1+", r"\1"),
)
