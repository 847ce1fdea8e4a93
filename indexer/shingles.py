"""What an article is compared by to find its copies: its runs of words, a sketch of them, and its figures.

A run of a few words, a *shingle*, is a number: a hash that is the same on every machine and in every run. The *sketch*
holds the smallest of the hashes (Broder's bottom-k MinHash). Unlike bands of MinHash values, the sketches of an
article and of its first paragraphs share members, so a copy that was cut finds its original.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from itertools import chain

import numpy as np
import numpy.typing as npt

from search.analysis.tokens import Token, analyse, chunks
from search.model import Article

Hashes = npt.NDArray[np.uint64]
Figures = Mapping[int, frozenset[str]]  # figures by a hash of the words around them

WORDS = 4  # in a shingle
SKETCH = 24  # hashes in a sketch: of a copy cut to a quarter six are shared on average
REACH = 2  # words before a figure, and behind it, by which it is known

# Days and months part the instalments of one template as its numbers do.
_CALENDAR = {
    token.term: token.term
    for token in analyse(
        "सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार "
        "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर "
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
        "January February March April June July August September October November December"
    )
} | {"बृहस्पतिवार": "गुरुवार", "वीरवार": "गुरुवार", "इतवार": "रविवार", "अक्तूबर": "अक्टूबर"}  # of two names one
_FIGURE = np.uint64(1)  # stands for any other figure among the words around one
_EDGE = np.uint64(2)  # stands for what is before and behind a text


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Profile:
    """An article as it is compared with others."""

    shingles: Hashes  # of the body, sorted, each once
    lead: Hashes  # the same in the order of the text
    figures: Figures  # numbers, of the headline too
    days: Figures  # weekdays, months, and numbers beside them


def profile_of(article: Article) -> Profile:
    """Return the profile of an article; its headline gives figures, but no shingles, since each paper has its own."""
    title, body = _tokens([article.title]), _tokens(article.body)
    hashes = _hashes(body)
    figures: defaultdict[int, set[str]] = defaultdict(set)
    days: defaultdict[int, set[str]] = defaultdict(set)
    for around, figure, is_day in chain(_figures(title, _hashes(title)), _figures(body, hashes)):
        (days if is_day else figures)[around].add(figure)
    lead = _shingles(hashes, WORDS)
    return Profile(
        shingles=np.unique(lead),
        lead=lead,
        figures={around: frozenset(found) for around, found in figures.items()},
        days={around: frozenset(found) for around, found in days.items()},
    )


def _tokens(texts: Sequence[str]) -> list[Token]:
    # their places are not needed, so they are taken as they are remembered: half the time of `analyse`
    return [token for text in texts for _, tokens in chunks(text) for token in tokens]


def sketch_of(profile: Profile) -> tuple[int, ...]:
    """Return the smallest hashes of a profile, in order; copies share some of them."""
    # SQLite's integers are signed; the last bit of a hash says no more than the others
    return tuple((profile.shingles[:SKETCH] >> np.uint64(1)).tolist())


def _figures(text: Sequence[Token], hashes: Hashes) -> Iterator[tuple[int, str, bool]]:
    """Yield each figure of a text after a hash of the words before it, then of those behind it; and: does it say a day.

    For the words around a figure all others are the same, so that a line of five new prices is five differences.
    """
    places = [place for place, token in enumerate(text) if token.script == "num" or token.term in _CALENDAR]
    if not places:
        return
    edge = np.full(REACH, _EDGE)
    masked = np.concatenate([edge, hashes, edge])
    masked[np.array(places) + REACH] = _FIGURE
    runs = _shingles(masked, REACH)
    for place in places:
        figure = _CALENDAR.get(text[place].term, text[place].term)
        is_day = any(token.term in _CALENDAR for token in text[max(place - 1, 0) : place + 2])
        yield int(runs[place]), figure, is_day
        yield ~int(runs[place + REACH + 1]), figure, is_day


def _shingles(hashes: Hashes, words: int) -> Hashes:
    """Return a hash for each run of so many words, in order."""
    if len(hashes) < words:
        return np.zeros(0, np.uint64)
    total = np.zeros(len(hashes) - words + 1, np.uint64)
    for step in range(words):
        total = total * np.uint64(0x9E3779B97F4A7C15) + hashes[step : len(hashes) - words + 1 + step]
    return _mixed(total)


def _mixed(values: Hashes) -> Hashes:
    """Return well mixed hashes, as splitmix64 ends: the smallest of them must be a fair sample."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed


def _hashes(text: Sequence[Token]) -> Hashes:
    return np.array([_hash(token.term) for token in text], np.uint64)


@lru_cache(maxsize=65536)
def _hash(term: str) -> int:
    return int.from_bytes(blake2b(term.encode("utf-8"), digest_size=8).digest(), "big")
