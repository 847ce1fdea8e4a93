"""Whoosh 2.7.4 as it comes: its own fields, scoring, collectors, facets and highlights."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import whoosh
from whoosh import fields, highlight, index, query
from whoosh.analysis import SpaceSeparatedTokenizer

from benchmarks.compare.contestant import BODY, FIELDS, TOP, Question, Record

TEXTS = ("title_hi", "body_hi", "title_en", "body_en")


def version() -> str:
    """Return the engine and its version."""
    return f"Whoosh {'.'.join(map(str, whoosh.__version__))}"


class Engine:
    """An index in a folder; see Contestant."""

    def __init__(self, folder: Path) -> None:
        text = fields.TEXT(analyzer=SpaceSeparatedTokenizer(), phrase=True, stored=True)
        self._schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            published=fields.NUMERIC(int, bits=64, sortable=True, signed=True),
            source=fields.ID(stored=True, sortable=True),
            section=fields.ID(stored=True),
            tags=fields.STORED(),
            **dict.fromkeys(TEXTS, text),
        )
        folder.mkdir(parents=True, exist_ok=True)
        there = index.exists_in(str(folder))
        self._index = index.open_dir(str(folder)) if there else index.create_in(str(folder), self._schema)
        self._writer: Any = None
        self._searcher: Any = None

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add and delete; see Contestant."""
        if self._writer is None:
            self._writer = self._index.writer(limitmb=256)
        if deleted:
            self._writer.delete_by_query(query.Or([query.Term("id", document_id) for document_id in deleted]))
        for one in added:
            self._writer.add_document(**{**one, "tags": json.dumps(one["tags"])})

    def commit(self) -> None:
        """Commit with Whoosh's own way of merging; see Contestant."""
        self._writer.commit()
        self._writer = None
        self._searcher = self._open().refresh()

    def search(self, question: Question) -> list[str]:
        """Return the document numbers of the top ten; see Contestant."""
        return [str(number) for number in self._ask(question).docs_top]

    def page(self, question: Question) -> list[str]:
        """Return documents with snippets; see Contestant."""
        results = self._ask(question).results
        results.fragmenter = highlight.PinpointFragmenter(maxchars=200)
        bodies = [names[BODY] for names in FIELDS.values()]
        return [
            " ".join([hit["title_hi"], hit["title_en"], *(hit[body] + hit.highlights(body, top=2) for body in bodies)])
            for hit in results
        ]

    def _open(self) -> Any:
        if self._searcher is None:
            self._searcher = self._index.searcher()
        return self._searcher

    def _ask(self, question: Question) -> Any:
        results = self._open().search(
            self._query(question),
            limit=TOP,
            filter=None
            if question["since"] is None
            else query.NumericRange("published", question["since"], question["until"], endexcl=True),
            groupedby="source" if question["facet"] else None,
        )
        if question["facet"]:
            results.groups("source")
        return Answer(results)

    def _query(self, question: Question) -> query.Query:
        names = FIELDS[question["language"]]
        if question["mode"] == "phrase":
            return query.Or([query.Phrase(name, question["terms"]) for name in names])
        if question["mode"] == "prefix":
            return query.Or([query.Prefix(name, question["terms"][0]) for name in names])
        words = [query.Or([query.Term(name, term) for name in names]) for term in question["terms"]]
        return query.And(words) if question["mode"] == "and" else query.Or(words)


class Answer:
    """Whoosh's results, and their document numbers."""

    def __init__(self, results: Any) -> None:
        self.results = results
        self.docs_top = [number for _, number in results.top_n]
