"""Reads the parallel text and holds pairs out of it for measuring."""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

TRAIN, AUTHORED, LEXICON, NAMES = "train.tsv.xz", "news-authored.tsv.xz", "lexicon.tsv", "names.tsv.xz"
HELD_OUT, HELD_OUT_SEED = 500, 11


class Pair(NamedTuple):
    """A Hindi text, its English, and the tag of its source. A tuple, because there are hundreds of thousands."""

    hi: str
    en: str
    source: str


def read_table(path: Path) -> list[list[str]]:
    """Return the columns of a file of tab-separated lines, packed or not; [] where there is no such file."""
    if not path.exists():
        return []
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file]


def read_pairs(path: Path) -> list[Pair]:
    """Return the pairs of a file in its order; lines without three columns are left out."""
    return [Pair(*columns[:3]) for columns in read_table(path) if len(columns) >= 3]


def read_development(folder: Path) -> list[Pair]:
    """Return the development set: the lines of dev.hi and dev.en."""
    sides = [folder / "dev.hi", folder / "dev.en"]
    if not all(side.exists() for side in sides):
        return []
    hindi, english = (side.read_text(encoding="utf-8").splitlines() for side in sides)
    return [Pair(hi, en, "dev") for hi, en in zip(hindi, english, strict=True)]


def hold_out(authored: Sequence[Pair], count: int = HELD_OUT) -> list[Pair]:
    """Return the authored pairs that are never trained on: always the same ones of the same file.

    They are the first of the shuffled file with 6 to 40 words, which is how they were drawn for the first model: its
    scores and later ones are of the same 500 pairs.
    """
    shuffled = list(authored)
    random.Random(HELD_OUT_SEED).shuffle(shuffled)
    return [pair for pair in shuffled if 6 <= len(pair.hi.split()) <= 40][:count]


def leave_out(pairs: Iterable[Pair], held: Iterable[Pair]) -> list[Pair]:
    """Return the pairs of which neither side stands in the held-out ones, whatever its capitals and punctuation.

    >>> leave_out([Pair("धूप।", "Sun", "mkb"), Pair("वर्षा", "Rain", "mkb")], [Pair("धूप", "Sunshine", "news")])
    [Pair(hi='वर्षा', en='Rain', source='mkb')]
    """
    hindi: set[str] = set()
    english: set[str] = set()
    for pair in held:
        hindi.add(_bare(pair.hi))
        english.add(_bare(pair.en))
    return [pair for pair in pairs if _bare(pair.hi) not in hindi and _bare(pair.en) not in english]


_PUNCTUATION = re.compile(r"[\s.,:;!?।\"'‘’“”()\[\]–—…-]+")


def _bare(text: str) -> str:
    """Return the text for comparing; one of punctuation alone stays as it is."""
    return _PUNCTUATION.sub(" ", text.lower()).strip() or text
