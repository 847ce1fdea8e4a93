"""tantivy through tantivy-py: whitespace tokens, BM25, fast fields for dates and facets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import version as installed
from pathlib import Path
from typing import Any

import tantivy

from benchmarks.compare.contestant import BODY, FIELDS, SHOWN, TOP, Question, Record

TEXTS = ("title_hi", "body_hi", "title_en", "body_en")
HEAP = 128_000_000  # bytes of its writer


def version() -> str:
    """Return the engine and its version."""
    return f"tantivy-py {installed('tantivy')}"


class Engine:
    """An index in a folder; see Contestant."""

    def __init__(self, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        for name in TEXTS:
            builder.add_text_field(name, stored=True, tokenizer_name="spaces")
        builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("source", stored=True, fast=True, tokenizer_name="raw", index_option="basic")
        for name in ("section", "tags"):
            builder.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_integer_field("published", stored=True, indexed=True, fast=True)
        self._schema = builder.build()
        folder.mkdir(parents=True, exist_ok=True)
        self._index = tantivy.Index(self._schema, path=str(folder))
        spaces = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.whitespace()).build()
        self._index.register_tokenizer("spaces", spaces)
        self._writer: Any = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add and delete; see Contestant."""
        if self._writer is None:
            self._writer = self._index.writer(HEAP, 1)
        for document_id in deleted:
            self._writer.delete_documents_by_term("id", document_id)
        for one in added:
            values = {name: one[name] for name in SHOWN if name != "tags"}
            self._writer.add_document(tantivy.Document(tags=json.dumps(one["tags"]), **values))

    def commit(self) -> None:
        """Commit and wait for merges; see Contestant."""
        self._writer.commit()
        self._writer.wait_merging_threads()
        self._writer = None
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: Question) -> list[str]:
        """Return the addresses of the top ten; see Contestant."""
        asked = self._query(question)
        if question["facet"]:
            self._searcher.aggregate(asked, {"sources": {"terms": {"field": "source"}}})
        hits = self._searcher.search(asked, TOP, count=False).hits
        return [f"{address.segment_ord}/{address.doc}" for _, address in hits]

    def page(self, question: Question) -> list[str]:
        """Return documents with snippets; see Contestant."""
        asked = self._query(question)
        makers = [
            tantivy.SnippetGenerator.create(self._searcher, asked, self._schema, names[BODY])
            for names in FIELDS.values()
        ]
        shown: list[str] = []
        for _, address in self._searcher.search(asked, TOP, count=False).hits:
            document = self._searcher.doc(address)
            texts = [document.get_first(name) or "" for name in TEXTS]
            shown.append(" ".join([*texts, *(maker.snippet_from_doc(document).to_html() for maker in makers)]))
        return shown

    def _query(self, question: Question) -> Any:
        q, names = tantivy.Query, FIELDS[question["language"]]
        should, must = tantivy.Occur.Should, tantivy.Occur.Must
        if question["mode"] == "phrase":
            words = [q.phrase_query(self._schema, name, list(question["terms"])) for name in names]
            asked = q.boolean_query([(should, one) for one in words])
        elif question["mode"] == "prefix":
            words = [q.regex_query(self._schema, name, question["terms"][0] + ".*") for name in names]
            asked = q.boolean_query([(should, one) for one in words])
        else:
            each = [
                q.boolean_query([(should, q.term_query(self._schema, name, term)) for name in names])
                for term in question["terms"]
            ]
            asked = q.boolean_query([(must if question["mode"] == "and" else should, one) for one in each])
        if question["since"] is None:
            return asked
        days = q.range_query(
            self._schema,
            "published",
            tantivy.FieldType.Integer,
            question["since"],
            question["until"],
            include_upper=False,
        )
        return q.boolean_query([(must, asked), (must, q.const_score_query(days, 0.0))])
