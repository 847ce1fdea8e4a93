"""Takes out what a translation says twice on end: "died on Friday on Friday".

The model does that in one sentence of 90. Loops, which say a thing again and again, are left to be decoded anew.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import eq

_LONGEST = 6  # words
_DOUBLED = re.compile(
    rf"(?<![\w'’-])([^\W\d_]+(?: [^\W\d_]+){{0,{_LONGEST - 1}}})((?: \([^()]*\))?)(?: \1(?![\w'’-]))+"
)
_TWICE = re.compile(r"(?<![\w\u0900-\u0963])([\w\u0900-\u0963]+)[\s,-]+\1(?![\w\u0900-\u0963])")  # घर-घर, बार बार
_ASCII = bytes(code if chr(code).isalnum() else 32 for code in bytes(range(128)).lower())
_SMALL = _ASCII + bytes(range(128, 256))  # every other letter stays
_WELL_SAID = frozenset(("had", "that", "very", "long", "so"))


def mend_doubling(source: str, output: str) -> str:
    """Return the output with what stands twice on end once, unless the Hindi doubles a word.

    >>> mend_doubling("शुक्रवार को मौत हुई।", "He died on Friday on Friday.")
    'He died on Friday.'
    """
    words = plain_words(output)
    twice = min(len(words) - len(set(words)), _LONGEST)
    if not twice or not ("(" in output or _is_doubled(words, twice)) or _TWICE.search(source):
        return output
    return _DOUBLED.sub(lambda match: match[0] if match[1] in _WELL_SAID else match[1] + match[2], output)


@lru_cache(maxsize=64)  # the same output is looked at for loops
def plain_words(text: str) -> tuple[bytes, ...]:
    """Return the words in small letters, without marks; as bytes, which takes a third of the time."""
    return tuple(text.encode("utf-8", "surrogatepass").translate(_SMALL).split())


def repeats(words: Sequence[object], unit: int, times: int) -> bool:
    """Say whether so many words on end are said so many times on end."""
    return b"\1" * (unit * (times - 1)) in bytes(map(eq, words, words[unit:]))


def _is_doubled(words: Sequence[bytes], longest: int) -> bool:
    return any(repeats(words, unit, 2) for unit in range(1, longest + 1))
