"""How Whoosh keeps our postings: a codec of arrays in place of its blocks of pickled lists.

Segments, their list, deletions, commits and locks are Whoosh's, and so is the column of document numbers. Only what
a segment says of its terms is written by us: one file of arrays (posting_arrays.py), mapped into memory to be read.
Whoosh's own blocks took 15.4 kB a document of 640 words, and had to be decoded; these take 2.7 kB.
The private members of Whoosh that this uses are those of the pinned 2.7.4; tests/test_search_engines_whoosh_codec.py
reads the postings back through Whoosh's public reader.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from whoosh.codec.base import FieldWriter, TermsReader
from whoosh.codec.whoosh3 import W3Codec
from whoosh.formats import Positions
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from search.engines.base import FIELDS, Field
from search.engines.posting_arrays import Integers, PostingArrays, arrays_of, invert, merge

FILE = ".arr"
ALIGNED = 8  # bytes; each array begins at a multiple


class ArrayCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's codec with our form of postings; segments name it, so it must stay importable under this name."""

    length_stats = False

    def field_writer(self, storage: Any, segment: Any) -> ArrayWriter:
        """Return what writes the postings of a new segment."""
        return ArrayWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: Any) -> ArrayReader:
        """Return what reads the postings of a segment."""
        return ArrayReader(storage, segment)


class ArrayWriter(FieldWriter):  # type: ignore[misc]
    """The postings of a new segment: of new documents, and of segments that are merged into it."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._storage = storage
        self._segment = segment
        self._parts: list[tuple[Mapping[Field, PostingArrays], Integers]] = []
        self.is_closed = False  # Whoosh asks

    def add_documents(self, first: int, documents: Sequence[Mapping[Field, Mapping[str, Sequence[int]]]]) -> None:
        """Take new documents; the first has the slot `first`."""
        fields = {field: invert([one.get(field, {}) for one in documents]) for field in FIELDS}
        self._parts.append((fields, np.arange(first, first + len(documents))))

    def add_part(self, fields: Mapping[Field, PostingArrays], new_slots: Integers) -> None:
        """Take the postings of another segment, given the new slot of each of its documents, or GONE."""
        self._parts.append((fields, new_slots))

    def add_postings(self, schema: Any, lengths: Any, items: Any) -> None:
        """Write the file; Whoosh calls this once for a segment that has documents, with the postings of its own pool.

        Its pool is empty, since no field of the schema is indexed by Whoosh.
        """
        merged = {field: merge([(part[field], slots) for part, slots in self._parts]) for field in FIELDS}
        stream = self._segment.create_file(self._storage, FILE)
        for piece in to_bytes(merged):
            stream.write(piece)
        stream.close()

    def close(self) -> None:
        """Forget the postings."""
        self._parts.clear()
        self.is_closed = True


class ArrayReader(TermsReader):  # type: ignore[misc]
    """The postings of a segment, by field, mapped into memory."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self.fields = from_bytes(_content(storage, segment.make_filename(FILE)))

    def __contains__(self, term: tuple[Field, bytes]) -> bool:
        return self._place(*term) is not None

    def indexed_field_names(self) -> list[Field]:
        """Return the fields that have terms."""
        return [field for field, postings in self.fields.items() if len(postings)]

    def terms(self) -> Iterator[tuple[Field, bytes]]:
        """Yield every term."""
        for field, postings in self.fields.items():
            yield from ((field, term.encode("utf-8")) for term in postings.terms())

    def terms_from(self, field: Field, prefix: bytes) -> Iterator[tuple[Field, bytes]]:
        """Yield the terms of a field from `prefix` on, in order."""
        return ((field, term) for _, term in self.terms() if _ == field and term >= prefix)

    def term_info(self, field: Field, term: bytes) -> TermInfo:
        """Return Whoosh's statistics of a term, without lengths, which are no business of the postings."""
        matcher = self.matcher(field, term, Positions())
        slots, weights = matcher._ids, matcher._weights
        return TermInfo(sum(weights), len(slots), 0, 0, maxweight=max(weights), minid=slots[0], maxid=slots[-1])

    def doc_frequency(self, field: Field, term: bytes) -> int:
        """Return how many documents of the segment have the term, deleted ones too."""
        place = self._place(field, term)
        if place is None:
            return 0
        rows = self.fields[field].rows(place)
        return int(rows.stop - rows.start)

    def matcher(self, field: Field, term: bytes, form: Positions, scorer: Any = None) -> ListMatcher:
        """Return Whoosh's view of the rows of a term; raise its TermNotFound where there are none."""
        place = self._place(field, term)
        if place is None:
            raise TermNotFound(f"No term {field}:{term!r}")
        postings = self.fields[field]
        rows = postings.rows(place)
        counts = postings.counts[rows]
        runs = np.split(postings.positions[postings.positions_of(place)], np.cumsum(counts)[:-1])
        return ListMatcher(
            postings.slots[rows].tolist(),
            counts.astype(np.float64).tolist(),
            [form.encode(run.tolist()) for run in runs],
            form,
            scorer=scorer,
            term=(field, term),
        )

    def close(self) -> None:
        """Do nothing; the map goes with the last array on it."""

    def _place(self, field: Field, term: bytes) -> int | None:
        postings = self.fields.get(field)
        return None if postings is None else postings.find(term.decode("utf-8"))


def _content(storage: Any, name: str) -> memoryview:
    """Return the bytes of a file of a segment, in Whoosh's memory map where the system has maps.

    Whoosh's open_file would copy all of it. The arrays keep the map alive after Whoosh has closed it.
    """
    compound = getattr(storage, "a", None)  # the one file of the segment, beside the folder it lies in
    mapped = getattr(compound, "_source", None)
    if compound is None or mapped is None:
        return memoryview(storage.open_file(name).get(0, storage.file_length(name)))
    start, length = compound.range(name)
    return memoryview(mapped)[start : start + length]


def to_bytes(fields: Mapping[Field, PostingArrays]) -> Iterator[bytes]:
    """Yield the content of a file: a head that names the arrays with type and length, and the arrays."""
    arrays = [(field, name, array) for field, postings in fields.items() for name, array in arrays_of(postings)]
    little = [array.astype(array.dtype.newbyteorder("<"), copy=False) for _, _, array in arrays]
    head = [[field, name, one.dtype.str, len(one)] for (field, name, _), one in zip(arrays, little, strict=True)]
    encoded = json.dumps(head).encode("ascii")
    yield len(encoded).to_bytes(ALIGNED, "little") + encoded + b" " * (-len(encoded) % ALIGNED)
    for array in little:
        yield array.tobytes() + bytes(-array.nbytes % ALIGNED)


def from_bytes(content: memoryview) -> dict[Field, PostingArrays]:
    """Return the postings of `to_bytes`, reading nothing yet but the head."""
    length = int.from_bytes(content[:ALIGNED], "little")
    head = json.loads(bytes(content[ALIGNED : ALIGNED + length]))
    at = ALIGNED + length + -length % ALIGNED
    found: dict[Field, dict[str, Any]] = {}
    for field, name, kind, count in head:
        dtype = np.dtype(kind)
        found.setdefault(field, {})[name] = np.frombuffer(content, dtype, count, at)
        at += count * dtype.itemsize + -(count * dtype.itemsize) % ALIGNED
    return {field: PostingArrays(**arrays) for field, arrays in found.items()}
