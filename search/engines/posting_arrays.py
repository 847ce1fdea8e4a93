"""The postings of one field as arrays: made by sorting, merged by sorting again, read where they lie in a file.

A row is one document that has a term. Rows stand in the order of the terms and, for each term, of the documents; the
positions of all rows stand one after the other. Nothing is decoded when a term is looked up: its rows are a slice.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.generic]
Integers = npt.NDArray[np.signedinteger]
Unsigned = npt.NDArray[np.unsignedinteger]  # as narrow as its greatest value allows
BLOCK = 32  # terms, of which the first is kept as a Python object: `find` looks at five more of its block
GONE = -1  # in place of the slot of a document that was deleted


@dataclass(frozen=True)  # without slots, so that what `find` needs is made once
class PostingArrays:
    """Terms in the order of their UTF-8, and for each of them its rows."""

    text: Unsigned  # the bytes of all terms
    term_ends: Unsigned  # in `text`
    row_ends: Unsigned  # of each term
    position_ends: Unsigned  # of each term
    slots: Unsigned  # the document of each row, ascending for each term
    counts: Unsigned  # how often the document has the term
    positions: Unsigned  # of all rows, ascending for each row

    def __len__(self) -> int:
        """Return the number of terms."""
        return len(self.term_ends)

    def terms(self) -> list[str]:
        """Return all terms, in order."""
        text = self.text.tobytes()
        ends = self.term_ends.tolist()
        return [text[start:end].decode("utf-8") for start, end in zip([0, *ends], ends, strict=False)]

    def used_terms(self) -> list[str]:
        """Return the terms that have rows, in order."""
        return [term for term, count in zip(self.terms(), _counts(self.row_ends).tolist(), strict=True) if count]

    def find(self, term: str) -> int | None:
        """Return the place of a term, or None where the field does not have it."""
        wanted = term.encode("utf-8")
        firsts, text, ends = self._lookup
        block = bisect_right(firsts, wanted) - 1
        if block < 0:
            return None

        def at(place: int) -> bytes:
            return text[ends[place - 1] if place else 0 : ends[place]].tobytes()

        beyond = min((block + 1) * BLOCK, len(ends))
        place = bisect_left(range(beyond), wanted, block * BLOCK, beyond, key=at)
        return place if place < beyond and at(place) == wanted else None

    @cached_property
    def _lookup(self) -> tuple[list[bytes], memoryview, memoryview]:
        """The first term of each block, all terms, and their ends; elements of arrays would take four times as long."""
        text, ends = self.text.data, self.term_ends.astype(self.term_ends.dtype.newbyteorder("=")).data
        starts = [0, *ends[BLOCK - 1 : -1 : BLOCK]]
        firsts = [text[start:end].tobytes() for start, end in zip(starts, ends[::BLOCK], strict=False)]
        return firsts, text, ends

    def rows(self, place: int) -> slice:
        """Return where the rows of a term stand in `slots` and `counts`."""
        return _part(self.row_ends, place)

    def positions_of(self, place: int) -> slice:
        """Return where the positions of a term stand in `positions`."""
        return _part(self.position_ends, place)

    def term_of_row(self) -> Integers:
        """Return, for each row, the place of its term."""
        return np.repeat(
            np.arange(len(self), dtype=np.int32), np.diff(self.row_ends, prepend=self.row_ends.dtype.type(0))
        )


def invert(documents: Sequence[Mapping[str, Sequence[int]]]) -> PostingArrays:
    """Return the postings of a field of documents, given the positions of each term; slots count from 0."""
    known: dict[str, int] = {}
    term_of_row: list[int] = []
    counts: list[int] = []
    positions: list[int] = []
    for terms in documents:
        term_of_row += [known.setdefault(term, len(known)) for term in terms]
        counts += map(len, terms.values())
        positions += chain.from_iterable(terms.values())
    slots = np.repeat(np.arange(len(documents)), [len(terms) for terms in documents])
    return _arrange(list(known), *(np.array(one, np.int32) for one in (term_of_row, slots, counts, positions)))


def merge(parts: Sequence[tuple[PostingArrays, Integers]]) -> PostingArrays:
    """Return the postings of several parts, given the new slot of each old one, or GONE; new slots ascend.

    Each part is in order, so that nothing is sorted: the rows of a term go behind those that earlier parts have of it.
    """
    left = [_without_gone(part, new_slots) for part, new_slots in parts]
    terms = [part.used_terms() for part in left]
    known = sorted(set().union(*terms))  # by code points, which is the order of UTF-8
    place_of = {term: place for place, term in enumerate(known)}
    places = [np.array([place_of[term] for term in one], np.int64) for one in terms]
    row_ends, row_targets = _targets(places, [_counts(part.row_ends) for part in left], len(known))
    position_ends, position_targets = _targets(places, [_counts(part.position_ends) for part in left], len(known))
    size = max((int(slots.max(initial=0)) for _, slots in parts), default=0)
    merged = PostingArrays(
        *_encoded(known),
        row_ends=_narrow(row_ends),
        position_ends=_narrow(position_ends),
        slots=np.zeros(sum(len(part.slots) for part in left), np.min_scalar_type(size)),
        counts=np.zeros(sum(len(part.slots) for part in left), _widest([part.counts for part in left])),
        positions=np.zeros(sum(len(part.positions) for part in left), _widest([part.positions for part in left])),
    )
    for part, (_, new_slots), target in zip(left, parts, row_targets, strict=True):
        merged.slots[target] = new_slots[part.slots]
        merged.counts[target] = part.counts
    for part, target in zip(left, position_targets, strict=True):
        merged.positions[target] = part.positions
    return merged


def spread(starts: Integers, counts: Integers) -> Integers:
    """Return the places of runs: for each start, as many places from there on as its count says.

    >>> spread(np.array([10, 20]), np.array([2, 3])).tolist()
    [10, 11, 20, 21, 22]
    """
    places = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    places += np.arange(len(places), dtype=places.dtype)
    return places


def arrays_of(postings: PostingArrays) -> Iterator[tuple[str, Array]]:
    """Yield the arrays with their names, in the order of the fields."""
    for name in PostingArrays.__dataclass_fields__:
        yield name, getattr(postings, name)


def _arrange(terms: Sequence[str], term_of_row: Any, slots: Any, counts: Any, positions: Any) -> PostingArrays:
    """Sort rows whose slots ascend for each term; terms without rows are left out."""
    used = np.flatnonzero(np.bincount(term_of_row, minlength=len(terms))).tolist()
    order = sorted(used, key=terms.__getitem__)  # by code points, which is the order of UTF-8
    rank = np.zeros(len(terms), np.int32)
    rank[order] = np.arange(len(order))
    key = rank[term_of_row]
    rows = np.argsort(key, kind="stable")
    # 32 bits while they suffice: a merge holds a few numbers for each position of its documents
    starts = np.cumsum(counts, dtype=np.int32 if len(positions) < 2**31 else np.int64) - counts
    counts = counts[rows]
    row_ends = np.cumsum(np.bincount(key, minlength=len(order)))
    return PostingArrays(
        *_encoded([terms[number] for number in order]),
        row_ends=_narrow(row_ends),
        position_ends=_narrow(np.cumsum(counts)[row_ends - 1] if len(order) else row_ends),
        slots=_narrow(slots[rows]),
        counts=_narrow(counts),
        positions=_narrow(positions[spread(starts[rows], counts)]),
    )


def _targets(places: Sequence[Integers], counts: Sequence[Integers], size: int) -> tuple[Integers, Iterator[Integers]]:
    """Return where each of `size` terms ends, given how much every part has of its terms, and where that goes.

    The second is made part by part, and in 32 bits while they suffice: for a large segment each takes 10 MB.
    """
    narrow = np.int32 if sum(int(more.sum()) for more in counts) < 2**31 else np.int64
    used = [(of_part, more[more > 0].astype(narrow)) for of_part, more in zip(places, counts, strict=True)]
    total = np.zeros(size, np.int64)
    for of_part, more in used:
        total[of_part] += more
    ends = np.cumsum(total)

    def targets() -> Iterator[Integers]:
        free = (ends - total).astype(narrow)
        for of_part, more in used:
            yield spread(free[of_part], more)
            free[of_part] += more

    return ends, targets()


def _without_gone(part: PostingArrays, new_slots: Integers) -> PostingArrays:
    """Return a part without the rows of documents that are gone; its terms stay, some without rows."""
    kept = new_slots[part.slots] != GONE
    if kept.all():
        return part
    rows = np.concatenate([[0], np.cumsum(kept)])[part.row_ends]
    all_kept = np.repeat(kept, part.counts)
    positions = np.concatenate([[0], np.cumsum(all_kept)])[part.position_ends]
    return replace(
        part,
        row_ends=rows,
        position_ends=positions,
        slots=part.slots[kept],
        counts=part.counts[kept],
        positions=part.positions[all_kept],
    )


def _counts(ends: Unsigned) -> Integers:
    return np.asarray(np.subtract(ends, np.concatenate([[0], ends[:-1]]), dtype=np.int64))


def _widest(arrays: Sequence[Unsigned]) -> npt.DTypeLike:
    return max((one.dtype.newbyteorder("=") for one in arrays), key=lambda dtype: dtype.itemsize, default=np.uint8)


def _encoded(terms: Sequence[str]) -> tuple[Unsigned, Unsigned]:
    """Return the bytes of all terms, and their ends."""
    encoded = [term.encode("utf-8") for term in terms]
    ends = np.cumsum([len(term) for term in encoded], dtype=np.int64)
    return np.frombuffer(b"".join(encoded), np.uint8), _narrow(ends)


def _narrow(values: npt.NDArray[Any]) -> Unsigned:
    greatest = int(values.max()) if len(values) else 0
    return values.astype(np.min_scalar_type(greatest))


def _part(ends: Unsigned, place: int) -> slice:
    return slice(int(ends[place - 1]) if place else 0, int(ends[place]))
