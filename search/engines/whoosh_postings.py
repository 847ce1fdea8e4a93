"""Whoosh's index as a store of postings: terms with positions in, numpy arrays out.

Whoosh 2.7.4's own scoring walks postings one by one in Python. Here the rows of a term are slices of arrays that lie
in its segments (whoosh_codec.py), joined when they are asked for; the scorer keeps what it makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns, fields, formats, index
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader, SegmentReader
from whoosh.writing import SegmentWriter

from search.engines.base import FIELDS, Field
from search.engines.folder import LOCK
from search.engines.posting_arrays import GONE, PostingArrays, spread
from search.engines.seals import broken_files
from search.engines.whoosh_codec import ArrayCodec
from search.engines.whoosh_storage import DurableStorage
from search.errors import IndexDamaged

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Postings = tuple[Numbers, Weights]  # slots of documents, ascending, and a frequency for each
NUMBER = "number"
NOWHERE: Postings = (np.empty(0, np.int64), np.empty(0, np.float64))
# Segments are merged when there are a few of one size, sizes growing by the same factor: each document is merged a
# few times, and a term is looked up in few segments. A merge holds its positions in memory several times over, so no
# segment becomes larger than LARGEST (90 MB are needed for one of that size).
FEW = 4
LARGEST = 16_384  # documents
PLACE = 2**32  # more than any position, so that slot and position make one number


class TermsField(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A field whose terms the codec writes; Whoosh itself indexes nothing of it."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None


class NumberField(fields.COLUMN):  # type: ignore[misc]
    """The number of a document: a column of 64-bit integers."""

    def __init__(self) -> None:
        super().__init__(columns.NumericColumn("q"))

    def to_column_value(self, value: int) -> int:
        """Return the number as Whoosh's column keeps it."""
        return value


def schema() -> fields.Schema:
    """Return Whoosh's schema: the four text fields, and the number that names a row of the document store."""
    return fields.Schema(**{field: TermsField() for field in FIELDS}, **{NUMBER: NumberField()})


def take_lock(path: Path) -> Callable[[], None] | None:
    """Take the writer's lock of an index folder; return what gives it back, or None while another writer has it."""
    lock = FileStorage(str(path)).lock(LOCK)
    return lock.release if lock.acquire(blocking=False) else None


def create_postings(path: Path) -> None:
    """Make empty postings in the folder unless it holds some."""
    if not index.exists_in(str(path)):
        DurableStorage(path).create_index(schema())


def change_postings(
    path: Path,
    added: Sequence[tuple[int, Mapping[Field, Mapping[str, Sequence[int]]]]],
    deleted: Sequence[int],
    seals: Mapping[str, str] | None = None,
) -> None:
    """Delete and add documents by number in one Whoosh commit, durably; on an error the old postings stay.

    Raises IndexDamaged where a segment is to be merged that is not as `seals` say: its faults would be sealed anew.
    """
    writer = DurableStorage(path).open_index().writer(codec=ArrayCodec())
    try:
        if deleted:
            _delete(writer, deleted)
        if added:
            for number, _ in added:
                writer.add_document(**{NUMBER: number})
            writer.fieldwriter.add_documents(0, [terms for _, terms in added])
    except BaseException:
        writer.cancel()
        raise
    try:
        writer.commit(mergetype=partial(_merge_like, path, seals or {}))
    except BaseException:
        if not writer.is_closed:
            writer.cancel()  # else Whoosh keeps its lock
        raise


def _delete(writer: SegmentWriter, deleted: Sequence[int]) -> None:
    for segment in writer.segments:
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            for slot in np.flatnonzero(np.isin(_numbers(reader), deleted)).tolist():
                segment.delete_document(slot)


def _merge_like(path: Path, seals: Mapping[str, str], writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge segments of like size into the one that is being written; return those that stay."""
    merged: list[Any] = [one for one in segments if 2 * one.doc_count() < one.doc_count_all()]
    by_size: dict[int, list[Any]] = {}
    for one in segments:
        if one not in merged:
            by_size.setdefault(_size(one.doc_count()), []).append(one)
    for size, like in by_size.items():
        new = _size(writer.docnum) == size
        if len(like) + new >= FEW and sum(one.doc_count() for one in like) + writer.docnum <= LARGEST:
            merged += like
    for segment in merged:
        name = segment.make_filename(segment.COMPOUND_EXT)
        for _, reason in broken_files(path, {name: seals[name]} if name in seals else {}, set()):
            raise IndexDamaged(path.parent, f"{path.name}/{name} {reason}")
        with SegmentReader(writer.storage, writer.schema, segment) as reader:
            numbers = _numbers(reader)
            new_slots = np.full(len(numbers), GONE, np.int64)
            live = np.flatnonzero(_live(reader))
            new_slots[live] = np.arange(writer.docnum, writer.docnum + len(live))
            for number in numbers[live].tolist():
                writer.add_document(**{NUMBER: number})
            if len(live):
                writer.fieldwriter.add_part(reader._terms.fields, new_slots)
    return [one for one in segments if one not in merged]


def _size(documents: int) -> int:
    """Return the class of size of a segment: classes begin at powers of FEW."""
    return (documents.bit_length() - 1) // (FEW.bit_length() - 1)


class PostingsReader:
    """One snapshot of the postings. Safe for several threads."""

    def __init__(self, path: Path) -> None:
        self._storage = FileStorage(str(path))
        self._reader: IndexReader = self._storage.open_index().reader()
        self._leaves: list[tuple[Any, int]] = [
            (leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.doc_count_all()
        ]
        self.size = int(self._reader.doc_count_all())

    def segments(self) -> frozenset[str]:
        """Return the names of the segments; a segment never changes, and what replaces it has another name."""
        return frozenset(leaf.segment().segment_id() for leaf, _ in self._leaves)

    def close(self) -> None:
        """Close Whoosh's files."""
        self._reader.close()

    def document_numbers(self) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Return, for each slot of the postings, the document's number and whether it is there (not deleted)."""
        if not self._leaves:
            return np.empty(0, np.int64), np.empty(0, np.bool_)
        return (
            np.concatenate([_numbers(leaf) for leaf, _ in self._leaves]),
            np.concatenate([_live(leaf) for leaf, _ in self._leaves]),
        )

    def occurrences(self, field: Field, terms: tuple[str, ...]) -> Postings:
        """Return the slots of the documents in whose field the terms stand one after the other, and how often."""
        find = _rows if len(terms) == 1 else _aligned
        found = [
            (slots + offset, counts)
            for segment, offset in self._segments(field)
            for slots, counts in find(segment, terms)
        ]
        if not found:
            return NOWHERE
        return np.concatenate([slots for slots, _ in found]), np.concatenate([counts for _, counts in found])

    def terms(self, field: Field) -> set[str]:
        """Return all terms of the field, those of deleted documents too."""
        return {term for postings, _ in self._segments(field) for term in postings.terms()}

    def term_totals(self, field: Field) -> Numbers:
        """Return, for each slot, the number of terms in the field, counted from every position."""
        totals = np.zeros(self.size, np.int64)
        for postings, offset in self._segments(field):
            rows = postings.term_of_row()
            if len(rows) != len(postings.slots) or int(postings.counts.sum()) != len(postings.positions):
                raise ValueError(f"the arrays of {field} do not belong together")
            counted = np.bincount(postings.slots, weights=postings.counts).astype(np.int64)
            totals[offset : offset + len(counted)] += counted
        return totals

    def _segments(self, field: Field) -> Iterator[tuple[PostingArrays, int]]:
        for leaf, offset in self._leaves:
            yield leaf._terms.fields[field], offset


def _rows(postings: PostingArrays, terms: Sequence[str]) -> Iterator[Postings]:
    """Yield the rows of a term, if the segment has it."""
    place = postings.find(terms[0])
    if place is not None:
        rows = postings.rows(place)
        yield postings.slots[rows].astype(np.int64), postings.counts[rows].astype(np.float64)


def _aligned(postings: PostingArrays, terms: Sequence[str]) -> Iterator[Postings]:
    """Yield the documents in which the terms follow each other, if the segment has all of them."""
    places = [place for term in terms for place in [postings.find(term)] if place is not None]
    if len(places) == len(terms):
        slots, counts = np.unique(_starts(postings, places) // PLACE, return_counts=True)
        yield slots, counts.astype(np.float64)


def _starts(postings: PostingArrays, places: Sequence[int]) -> Numbers:
    """Return where the terms stand one after the other, as slot * PLACE + position of the first of them."""
    rarest, *others = sorted((postings.slots[postings.rows(place)] for place in set(places)), key=len)
    candidates = rarest.astype(np.int64)
    for slots in others:
        candidates = np.intersect1d(candidates, slots, assume_unique=True)
    starts = _points(postings, places[0], candidates)
    for step, place in enumerate(places[1:], 1):
        starts = np.intersect1d(starts, _points(postings, place, candidates) - step, assume_unique=True)
    return starts


def _points(postings: PostingArrays, place: int, slots: Numbers) -> Numbers:
    """Return the positions of a term in documents that all have it, as slot * PLACE + position."""
    rows = postings.rows(place)
    chosen = np.searchsorted(postings.slots[rows], slots)
    counts = postings.counts[rows].astype(np.int64)
    starts = np.cumsum(counts) - counts
    positions = postings.positions[postings.positions_of(place)]
    found = positions[spread(starts[chosen], counts[chosen])].astype(np.int64)
    return np.repeat(slots * PLACE, counts[chosen]) + found


def _numbers(reader: SegmentReader) -> Numbers:
    column = reader.column_reader(NUMBER, translate=False)
    count = reader.doc_count_all()
    # what column[slot] gives, all at once
    return np.frombuffer(column._dbfile.get(column._basepos, 8 * count), ">i8").astype(np.int64)


def _live(reader: SegmentReader) -> npt.NDArray[np.bool_]:
    live = np.ones(reader.doc_count_all(), np.bool_)
    live[list(reader.segment().deleted_docs())] = False
    return live
