"""Dubhashi: `search` is its engine alone with exact words, `page` the same with documents and snippets."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version as installed
from pathlib import Path

from benchmarks.compare.contestant import FIELDS, TOP, Question, Record
from benchmarks.compare.corpus import document_of
from search.analysis.entry import make_entry
from search.engines.base import Alternative, Concept, Field, Filters, Request, TermSequence, Writer
from search.engines.opening import open_writer
from search.engines.whoosh_engine import WhooshEngine
from search.snippets import Highlighter

PUBLISH_EVERY = 500  # documents, as the indexer does
FIELD_NAMES: dict[str, tuple[Field, ...]] = {"hi": ("title_hi", "body_hi"), "en": ("title_en", "body_en")}
assert FIELD_NAMES == FIELDS


def version() -> str:
    """Return the engine and its version."""
    return f"Dubhashi {installed('dubhashi')}"


class Engine:
    """An index in a folder; see Contestant. A record names a generated document, which is analysed here."""

    def __init__(self, folder: Path) -> None:
        self._path = folder
        self._writer: Writer | None = None
        self._added = 0
        self._engine: WhooshEngine | None = None

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add and delete, publishing as often as the indexer does; see Contestant."""
        if self._writer is None:
            self._writer = open_writer(self._path)
        if deleted:
            self._writer.delete(deleted)
        for one in added:
            self._writer.add(make_entry(one["document"]))
            self._added += 1
            if self._added % PUBLISH_EVERY == 0:
                self._writer.publish()

    def commit(self) -> None:
        """Publish; see Contestant."""
        if self._writer is not None:
            self._writer.publish()
            self._writer.close()
            self._writer = None
        if self._engine is not None:
            self._engine.refresh()

    def search(self, question: Question) -> list[str]:
        """Return the numbers of the top ten, scored with everything but evidence; see Contestant."""
        snapshot = self._open().refresh()
        scored = snapshot.scorer.score(self._request(question))
        if question["facet"]:
            snapshot.columns.source.counts(scored.all)
        return [str(number) for number in snapshot.numbers[scored.slots].tolist()]

    def page(self, question: Question) -> list[str]:
        """Return documents with snippets; see Contestant."""
        request = self._request(question)
        highlighter = Highlighter(request.concepts)
        shown: list[str] = []
        for one in self._open().search(request).found:
            document = one.document
            found = highlighter.highlight(document, one.places, one.parts)
            shown.append(f"{document.title} {document.article.body} {found.snippets}")
        return shown

    def _open(self) -> WhooshEngine:
        if self._engine is None:
            self._engine = WhooshEngine(self._path)
        return self._engine

    def _request(self, question: Question) -> Request:
        fields = FIELD_NAMES[question["language"]]
        terms = question["terms"]
        concepts: tuple[Concept, ...]
        if question["mode"] == "phrase":
            concepts = (Concept(text="", sequences=(TermSequence(tuple(terms), 1.0, "exact", fields),), required=True),)
        elif question["mode"] == "prefix":
            forms = self._open().terms("prefix", terms[0])
            concepts = (Concept(text="", alternatives=tuple(Alternative(one, 1.0, "prefix", fields) for one in forms)),)
        else:
            required = question["mode"] == "and"
            concepts = tuple(
                Concept(text=term, alternatives=(Alternative(term, 1.0, "exact", fields),), required=required)
                for term in terms
            )
        filters = Filters(since=question["since"], until=question["until"])
        return Request(
            concepts=concepts,
            filters=() if question["since"] is None else (filters,),
            minimum_share=0.0,
            limit=TOP,
        )


def with_documents(records: Sequence[Record]) -> list[Record]:
    """Return the records with the generated documents that they name."""
    return [{**one, "document": document_of(one["id"])} for one in records]
