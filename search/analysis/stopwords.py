"""Stop words: the function words of both languages, that carry a sentence and no topic.

They are indexed like other words, because phrases need them; a query that has other words leaves them out.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from search.analysis.folding import fold
from search.analysis.sound import sound_key


def is_stop_word(term: str) -> bool:
    """Return whether a folded term is a function word, in the language of its script.

    >>> is_stop_word("में"), is_stop_word("the"), is_stop_word("us"), is_stop_word("आप")
    (True, True, False, False)
    """
    return term in _stop_words()


def sounds_like_stop_word(term: str) -> bool:
    """Return whether a Latin term is a Hindi function word by its sound or as it is typed: ki, mein, kyu.

    >>> sounds_like_stop_word("mein"), sounds_like_stop_word("mausam")
    (True, False)
    """
    return sound_key(term) in _stop_sounds() or term in _typed_stop_words()


@cache
def _typed_stop_words() -> frozenset[str]:
    return frozenset(_read("stop_latin.txt"))


@cache
def _stop_sounds() -> frozenset[str]:
    return frozenset(sound_key(fold(word)) for word in _read("stop_hi.txt"))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(fold(word) for name in ("stop_hi.txt", "stop_en.txt") for word in _read(name))


def _read(name: str) -> list[str]:
    lines = (files("search") / "data" / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]
