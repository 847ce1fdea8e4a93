"""One word written together or apart: जोंगउन and जोंग-उन, कोरोनावायरस and कोरोना वायरस, oneday and one day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from search.engines.base import Vocabulary

SHORTEST_PART = 2  # code points; of Latin words one more, since "par", "ki" and "on" stand in any text
SHORTEST_WORD = 5  # code points of a word that may be two
MOST_PARTINGS = 3  # each of them is looked up with positions
RARE = 5  # documents; a word that more of them have is written together by everybody


def joined(terms: Sequence[str | None], vocabulary: Vocabulary) -> dict[int, tuple[str, ...]]:
    """Return, for the places of neighbouring terms, the terms of the index that they make together.

    None stands for what cannot be joined. Both neighbours get the term, since it says what either of them says.
    """
    pairs = [(place, one + other) for place, (one, other) in enumerate(pairwise(terms)) if one and other]
    known = vocabulary.known([term for _, term in pairs])
    found: dict[int, tuple[str, ...]] = {}
    for place, term in pairs:
        if term in known:
            found[place] = (*found.get(place, ()), term)
            found[place + 1] = (term,)
    return found


def parted(term: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Yield the ways to part a rare term into two terms of the index, at most three, the longest parts first."""
    if len(term) < SHORTEST_WORD or any(map(str.isdecimal, term)):
        return
    if vocabulary.frequencies([term])[0] > RARE:
        return
    shortest = SHORTEST_PART + term.isascii()
    places = range(shortest, len(term) - shortest + 1)
    pairs = [(term[:place], term[place:]) for place in places if not _is_sign(term[place])]
    known = vocabulary.known([part for pair in pairs for part in pair])
    whole = [pair for pair in pairs if known.issuperset(pair)]
    yield from sorted(whole, key=lambda pair: -min(map(len, pair)))[:MOST_PARTINGS]


def _is_sign(letter: str) -> bool:
    return not letter.isalpha()  # a word begins with no vowel sign
