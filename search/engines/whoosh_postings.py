"""Whoosh's files as a store of postings: terms with positions in, numpy arrays out.

Whoosh 2.7.4's own scoring walks postings one by one in Python. Here a posting list is decoded once, block by block,
into arrays of document numbers and frequencies, and kept in a cache with a byte limit. That uses private members of
its block reader; tests/test_search_engines_whoosh_postings.py compares the result with its public, slow reader.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from whoosh import columns, fields, formats, index, query
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import IndexReader, SegmentReader, TermNotFound
from whoosh.writing import SegmentWriter

from search.engines.base import FIELDS, Field
from search.engines.folder import LOCK

Numbers = npt.NDArray[np.int64]
Weights = npt.NDArray[np.float64]
Postings = tuple[Numbers, Weights]  # slots of documents, ascending, and a frequency for each
NUMBER = "number"
NOWHERE: Postings = (np.empty(0, np.int64), np.empty(0, np.float64))
# Whoosh's own policy merges everything at once now and then: the publish that reached 8,500 documents took 88 s. A
# merge costs more than writing anew (11 ms a document against 4), so only small segments are merged, and such as are
# mostly deleted; segments of a whole publish stay as they are. `dubhashi rebuild` makes few large ones.
SMALL = 500  # documents
MANY = 10  # small segments


class TermsField(fields.FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A Whoosh field whose value is already analysed: a mapping of term to positions."""

    def __init__(self) -> None:
        self.format = formats.Positions()
        self.analyzer = None
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None

    def index(self, value: Mapping[str, Sequence[int]], **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Yield (term, frequency, weight, encoded positions), as Whoosh's writer wants them."""
        for term, positions in value.items():
            yield term.encode("utf-8"), len(positions), float(len(positions)), self.format.encode(positions)


class NumberField(fields.ID):  # type: ignore[misc]
    """The number of a document: a term to delete by, and a column of 64-bit integers to read back."""

    def __init__(self) -> None:
        super().__init__()
        self.column_type = columns.NumericColumn("q")

    def to_column_value(self, value: str) -> int:
        """Return the number as Whoosh's column keeps it."""
        return int(value)


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
        index.create_in(str(path), schema())


def change_postings(
    path: Path,
    added: Sequence[tuple[int, Mapping[Field, Mapping[str, Sequence[int]]]]],
    deleted: Sequence[int],
) -> None:
    """Delete and add documents by number in one Whoosh commit; on an error the old postings stay."""
    writer = index.open_dir(str(path)).writer(limitmb=256)
    try:
        if deleted:
            # delete_by_term would open a searcher for each number
            writer.delete_by_query(query.Or([query.Term(NUMBER, str(number)) for number in deleted]))
        for number, terms in added:
            writer.add_document(**{NUMBER: str(number)}, **{field: terms[field] for field in terms if terms[field]})
    except BaseException:
        writer.cancel()
        raise
    try:
        writer.commit(mergetype=_merge_small)
    except BaseException:
        if not writer.is_closed:
            writer.cancel()  # else Whoosh keeps its lock
        raise


def seal(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Bring the files of the last commit safely to the disk; return the sha256 of every file of the postings by name.

    Whoosh neither syncs nor checks what it writes. Files never change, so those in `known` are not read again.
    """
    sealed: dict[str, str] = {}
    for file in sorted(path.glob("*.*")):
        if file.suffix not in (".seg", ".toc"):
            continue
        if file.name not in known:
            with file.open("rb") as stream:
                os.fsync(stream.fileno())
        sealed[file.name] = known.get(file.name) or checksum(file)
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened, and renames are durable without
        folder = os.open(path, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    return sealed


def checksum(file: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _merge_small(writer: SegmentWriter, segments: list[Any]) -> list[Any]:
    """Merge small segments into the one that is being written, when there are many; return those that stay."""
    small = [one for one in segments if one.doc_count() < SMALL or 2 * one.doc_count() < one.doc_count_all()]
    if len(small) < MANY:
        return segments
    for segment in small:
        reader = SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [one for one in segments if one not in small]


class PostingsReader:
    """One snapshot of the postings, decoded on demand. Safe for several threads."""

    def __init__(self, path: Path, cache_bytes: int) -> None:
        self._storage = FileStorage(str(path))
        self._reader: IndexReader = self._storage.open_index().reader()
        self._leaves: list[tuple[Any, int]] = [
            (leaf, offset) for leaf, offset in self._reader.leaf_readers() if leaf.doc_count_all()
        ]
        self._guard = threading.RLock()  # Whoosh's files have one position for all threads
        self._cache: OrderedDict[tuple[Field, tuple[str, ...]], Postings] = OrderedDict()
        self._cache_bytes = cache_bytes
        self._held = 0
        self.size = int(self._reader.doc_count_all())

    def close(self) -> None:
        """Close Whoosh's files."""
        with self._guard:
            self._reader.close()

    def document_numbers(self) -> tuple[Numbers, npt.NDArray[np.bool_]]:
        """Return, for each slot of the postings, the document's number and whether it is there (not deleted)."""
        numbers = np.zeros(self.size, np.int64)
        live = np.ones(self.size, np.bool_)
        with self._guard:
            for leaf, offset in self._leaves:
                count = leaf.doc_count_all()
                column = leaf.column_reader(NUMBER, translate=False)
                numbers[offset : offset + count] = [column[slot] for slot in range(count)]
                if leaf.has_deletions():
                    live[offset : offset + count] = [not leaf.is_deleted(slot) for slot in range(count)]
        return numbers, live

    def postings(self, field: Field, term: str) -> Postings | None:
        """Return the slots of the documents that have the term in the field, ascending, and its frequencies."""
        return self.occurrences(field, (term,))

    def occurrences(self, field: Field, terms: tuple[str, ...]) -> Postings | None:
        """Return the slots of the documents in whose field the terms stand one after the other, and how often."""
        key = (field, terms)
        with self._guard:
            found = self._cache.get(key)
            if found is None:
                found = self._decode(field, terms[0]) if len(terms) == 1 else self._align(field, terms)
                self._keep(key, found)
            else:
                self._cache.move_to_end(key)
        return found if len(found[0]) else None

    def term_totals(self, field: Field) -> Numbers:
        """Return, for each slot, the number of terms in the field, counted from every posting."""
        totals = np.zeros(self.size, np.int64)
        with self._guard:
            terms = [term.decode("utf-8") for term in self._reader.lexicon(field)]
        for term in terms:
            found = self.postings(field, term)
            if found:
                totals[found[0]] += found[1].astype(np.int64)
        return totals

    def _decode(self, field: Field, term: str) -> Postings:
        slots: list[Numbers] = []
        frequencies: list[Sequence[float]] = []
        for offset, block in self._blocks(field, term):
            slots.append(np.asarray(block._ids, np.int64) + offset)
            if block._weights is None:
                block._read_weights()
            frequencies.append(block._weights)
        if not slots:
            return NOWHERE
        return np.concatenate(slots), np.concatenate(frequencies).astype(np.float64)

    def _align(self, field: Field, terms: tuple[str, ...]) -> Postings:
        lists = [self.postings(field, term) for term in dict.fromkeys(terms)]
        slots: Numbers | None = None
        for found in sorted((one for one in lists if one), key=lambda one: len(one[0])):
            slots = found[0] if slots is None else np.intersect1d(slots, found[0], assume_unique=True)
        if slots is None or not len(slots) or any(found is None for found in lists):
            return NOWHERE
        places = {term: self._positions(field, term, slots) for term in dict.fromkeys(terms)}
        counts = np.array([_runs([places[term][slot] for term in terms]) for slot in slots.tolist()], np.float64)
        return slots[counts > 0], counts[counts > 0]

    def _positions(self, field: Field, term: str, slots: Numbers) -> dict[int, list[int]]:
        """Return the positions of a term in those of the given documents (ascending slots) that have it."""
        wanted = set(slots.tolist())
        found: dict[int, list[int]] = {}
        for offset, block in self._blocks(field, term, slots):
            block._read_values()
            for slot, value in zip(block._ids, block._values, strict=True):
                if slot + offset in wanted:
                    found[slot + offset] = block.format.decode_positions(value)
        return found

    def _blocks(self, field: Field, term: str, slots: Numbers | None = None) -> Iterator[tuple[int, Any]]:
        """Yield (offset of the segment, block reader with ids read), without blocks that hold none of `slots`."""
        for leaf, offset in self._leaves:
            try:
                block = leaf.postings(field, term)
            except TermNotFound:
                continue
            # a segment with deletions wraps the block reader in a filter; deletions are masked by the engine
            while not hasattr(block, "_next_block"):
                block = block.child
            block.reset()
            previous = -1
            while not block._atend:
                last = block._maxid
                if slots is None or _any_between(slots, previous + offset, last + offset):
                    if block._ids is None:
                        block._read_ids()
                    yield offset, block
                previous = last
                block._next_block()

    def _keep(self, key: tuple[Field, tuple[str, ...]], value: Postings) -> None:
        self._cache[key] = value
        self._held += _cost(value)
        while self._held > self._cache_bytes and self._cache:
            _, dropped = self._cache.popitem(last=False)
            self._held -= _cost(dropped)


def _cost(value: Postings) -> int:
    return value[0].nbytes + value[1].nbytes + 200  # 200: two array objects, the key and the entry


def _any_between(slots: Numbers, after: int, last: int) -> bool:
    at = int(np.searchsorted(slots, after, side="right"))
    return at < len(slots) and int(slots[at]) <= last


def _runs(places: Sequence[Sequence[int]]) -> int:
    """Return how often a position of the first list is followed by the next ones in the further lists."""
    following = [set(positions) for positions in places[1:]]
    return sum(all(start + step in positions for step, positions in enumerate(following, 1)) for start in places[0])
