"""What an engine is: the narrow interface behind which postings and documents are kept.

Analysis happens before an engine: it sees terms, never raw text, and gives back our records. One contract suite
(tests/test_search_engines_contract.py) runs against every engine; a new method begins there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from search.analysis.places import Places
from search.model import Document, EvidenceKind, Facets, Sort, Statistics

Field = Literal["title_hi", "body_hi", "title_en", "body_en"]
FIELDS: tuple[Field, ...] = ("title_hi", "body_hi", "title_en", "body_en")
Relation = Literal["stem", "sound", "skeleton"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A document with its analysed text: per field the positions of each term, and what is known of its terms.

    `relations` holds, for each term, the keys by which it can be found again, such as its stem.
    """

    document: Document
    fields: Mapping[Field, Mapping[str, tuple[int, ...]]]
    places: Places = field(compare=False)
    relations: Mapping[str, tuple[tuple[Relation, str], ...]]


@dataclass(frozen=True, slots=True)
class Alternative:
    """One form that may stand for a word of the query in a document; `weight` is 1.0 for the word itself."""

    term: str
    weight: float
    kind: EvidenceKind
    fields: tuple[Field, ...] = FIELDS


@dataclass(frozen=True, slots=True)
class TermSequence:
    """Terms that must stand one after the other in one of the fields."""

    terms: tuple[str, ...]
    weight: float
    kind: EvidenceKind
    fields: tuple[Field, ...] = FIELDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One word or phrase of the query with all that may stand for it, pooled as if it were one term.

    A document matches when it has any of the alternatives or sequences.
    """

    text: str
    alternatives: tuple[Alternative, ...] = ()
    sequences: tuple[TermSequence, ...] = ()
    required: bool = False  # a document without it is no result


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a result must be beside matching; None or empty: no condition. Values are folded as by `facet_key`."""

    since: int | None = None  # seconds since 1970, inclusive
    until: int | None = None  # seconds since 1970, exclusive
    source: tuple[str, ...] = ()  # any of these
    section: tuple[str, ...] = ()
    place: tuple[str, ...] = ()  # compared by `place_key`
    tag: tuple[str, ...] = ()
    language: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A query as an engine takes it. Without concepts every document that passes the filters is a result."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    filters: tuple[Filters, ...] = ()  # a result passes all of them …
    barred: tuple[Filters, ...] = ()  # … and none of these
    # A result has concepts that hold at least this share of the idf of all concepts that the index knows.
    minimum_share: float = 0.4
    story: str | None = None  # only documents of this story, every one a result; None: one result for each story
    recency: bool = True  # newer documents are mildly preferred, as search/ranking.py says
    sort: Sort = "relevance"
    limit: int = 10
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One result: the document, its score, how much each concept gave, and how many of its story are folded in."""

    document: Document
    places: Places = field(compare=False)  # of its words, for marking
    score: float
    parts: tuple[float, ...]
    similar: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One page of results, best first, with the number of all of them (stories folded) and their facets."""

    found: tuple[Found, ...]
    total: int
    facets: Facets
    matched: tuple[bool, ...]  # per concept: has any document of the index any of its forms
    average_lengths: Mapping[Field, float]  # terms of a field, over the documents that have it


class Writer(Protocol):
    """Changes to an index, kept back until they are published. One at a time for an index."""

    def add(self, entry: Entry) -> None:
        """Add a document, or replace the one with its id; the last one added with an id counts."""

    def delete(self, document_ids: Sequence[str]) -> int:
        """Delete documents; return how many of the ids were there (published or added before)."""

    def publish(self) -> int:
        """Make all changes visible at once and durable; return the number of documents in the index."""

    def close(self) -> None:
        """Drop what was not published and let go of the lock; a second call does nothing."""


class Vocabulary(Protocol):
    """The words of an index. Words of documents that were deleted may still be known, with a frequency of 0."""

    def terms(self, relation: Relation | Literal["prefix"], key: str, limit: int = 64) -> tuple[str, ...]:
        """Return at most `limit` terms of the index that stand in a relation to the key, in a stable order."""

    def known(self, terms: Sequence[str]) -> frozenset[str]:
        """Return those of the terms that the index knows; much cheaper than their frequencies."""

    def frequencies(self, terms: Sequence[str]) -> tuple[int, ...]:
        """Return, for each of the terms, how many documents have it in the field in which most have it."""


class Engine(Vocabulary, Protocol):
    """An open index. Reading never waits for a writer; a reader sees whole publishes only.

    `search` also answers with the documents, so that a page of results costs one call.
    """

    def search(self, request: Request) -> Response:
        """Return the results of a request. Equal scores are ordered newest first, then by id."""

    def documents(self, document_ids: Sequence[str]) -> tuple[Document, ...]:
        """Return the documents with these ids, in this order; unknown ids are left out."""

    def statistics(self) -> Statistics:
        """Return what the index holds."""
