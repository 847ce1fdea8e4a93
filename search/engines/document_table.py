"""What filters, facets and ranking need of every stored document, as arrays in the order of their numbers.

A stored document never changes, so after a publish only those that are new are read; a rebuild alone changes what is
stored of a document, and begins a table anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from search.engines.base import FIELDS
from search.engines.documents import DocumentStore, Rows

Codes = npt.NDArray[np.int32]
UNDATED = np.iinfo(np.int64).min
AT_ONCE = 2_000  # rows read as Python objects; more of them would leave holes in the memory of the process
CODED = ("source", "section", "place", "language", "story")


class Coding(dict[str | None, int]):
    """A code for each value, in the order in which they came, from 1 on; None has 0. Codes never change."""

    def __init__(self) -> None:
        super().__init__({None: 0})

    def __missing__(self, value: str | None) -> int:
        code = self[value] = len(self)
        return code

    def codes(self, values: Iterable[str | None]) -> Codes:
        """Return the codes of the values; one that is new gets the next code."""
        return np.fromiter(map(self.__getitem__, values), np.int32)

    def values_in_order(self) -> tuple[str, ...]:
        """Return the values that have codes from 1 on."""
        return tuple(value for value in self if value is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentTable:
    """The columns of stored documents, retired ones too, one element for each of them."""

    number: npt.NDArray[np.int64]  # ascending
    id: list[str]
    published: npt.NDArray[np.int64]  # seconds since 1970, or UNDATED
    lengths: Codes  # [document, field]: terms
    codes: dict[str, Codes]  # of each column of CODED
    tag_counts: Codes  # tags of each document …
    tags: Codes  # … and their codes, one document after the other
    codings: dict[str, Coding]  # by column and of "tag"; shared by the tables that grow out of one another


def empty_table() -> DocumentTable:
    """Return a table without documents."""
    return _table_of(Rows(), {name: Coding() for name in (*CODED, "tag")})


def extended(table: DocumentTable, store: DocumentStore) -> DocumentTable:
    """Return the table with the documents of the store whose numbers are greater than all in it."""
    parts = [table]
    while (rows := store.rows(after=_last(parts[-1]), most=AT_ONCE)).number:
        parts.append(_table_of(rows, table.codings))
    if len(parts) == 1:
        return table
    return DocumentTable(
        number=np.concatenate([one.number for one in parts]),
        id=[*chain.from_iterable(one.id for one in parts)],
        published=np.concatenate([one.published for one in parts]),
        lengths=np.concatenate([one.lengths for one in parts]),
        codes={name: np.concatenate([one.codes[name] for one in parts]) for name in CODED},
        tag_counts=np.concatenate([one.tag_counts for one in parts]),
        tags=np.concatenate([one.tags for one in parts]),
        codings=table.codings,
    )


def _last(table: DocumentTable) -> int:
    return int(table.number[-1]) if len(table.number) else 0


def _table_of(rows: Rows, codings: dict[str, Coding]) -> DocumentTable:
    return DocumentTable(
        number=np.array(rows.number, np.int64),
        id=list(rows.id),
        published=np.array([UNDATED if moment is None else moment for moment in rows.published], np.int64),
        lengths=np.array(rows.lengths, np.int32).reshape(len(rows.number), len(FIELDS)),
        codes={name: codings[name].codes(getattr(rows, name)) for name in CODED},
        tag_counts=np.array([len(tags) for tags in rows.tags], np.int32),
        tags=codings["tag"].codes(chain.from_iterable(rows.tags)),
        codings=codings,
    )
