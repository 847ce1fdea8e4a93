"""Xapian through Debian's python3-xapian: BM25 over prefixed terms, a slot for dates and one for facets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import xapian

from benchmarks.compare.contestant import BODY, FIELDS, SHOWN, TOP, Question, Record

PREFIXES = {"title_hi": "XTH", "body_hi": "XBH", "title_en": "XTE", "body_en": "XBE"}
PUBLISHED, SOURCE = 0, 1  # value slots
LONGEST = 240  # bytes of a term


def version() -> str:
    """Return the engine and its version."""
    return f"Xapian {xapian.version_string()}"


class Engine:
    """A database in a folder; see Contestant."""

    def __init__(self, folder: Path) -> None:
        self._path = str(folder)
        self._writer: Any = None
        self._database: Any = None

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add and delete; see Contestant."""
        if self._writer is None:
            self._writer = xapian.WritableDatabase(self._path, xapian.DB_CREATE_OR_OPEN)
        for document_id in deleted:
            self._writer.delete_document("Q" + document_id)
        for one in added:
            document = xapian.Document()
            for name, prefix in PREFIXES.items():
                for place, term in enumerate(one[name].split()):
                    if len(term.encode()) < LONGEST:
                        document.add_posting(prefix + term, place)
            document.add_boolean_term("Q" + one["id"])
            document.add_value(PUBLISHED, xapian.sortable_serialise(one["published"]))
            document.add_value(SOURCE, one["source"])
            document.set_data(json.dumps({name: one[name] for name in SHOWN}, ensure_ascii=False))
            self._writer.add_document(document)

    def commit(self) -> None:
        """Commit; see Contestant."""
        self._writer.commit()
        self._writer.close()
        self._writer = self._database = None

    def search(self, question: Question) -> list[str]:
        """Return the numbers of the top ten; see Contestant."""
        return [str(match.docid) for match in self._ask(question)]

    def page(self, question: Question) -> list[str]:
        """Return documents with snippets; see Contestant."""
        found = self._ask(question)
        shown: list[str] = []
        for match in found:
            stored = json.loads(match.document.get_data())
            bodies = [stored[names[BODY]] for names in FIELDS.values()]
            snippets = [found.snippet(body).decode() for body in bodies]
            shown.append(" ".join([stored["title_hi"], stored["title_en"], *bodies, *snippets]))
        return shown

    def _open(self) -> Any:
        if self._database is None:
            self._database = xapian.Database(self._path)
        return self._database

    def _ask(self, question: Question) -> Any:
        enquire = xapian.Enquire(self._open())
        enquire.set_query(self._query(question))
        if not question["facet"]:
            return enquire.get_mset(0, TOP)
        sources = xapian.ValueCountMatchSpy(SOURCE)
        enquire.add_matchspy(sources)
        found = enquire.get_mset(0, TOP, self._open().get_doccount())
        _ = [(one.term, one.termfreq) for one in sources.values()]
        return found

    def _query(self, question: Question) -> Any:
        q = xapian.Query
        stem = question["terms"][0]
        prefixes = [PREFIXES[name] for name in FIELDS[question["language"]]]
        if question["mode"] == "phrase":
            count = len(question["terms"])
            asked = q(q.OP_OR, [q(q.OP_PHRASE, [p + term for term in question["terms"]], count) for p in prefixes])
        elif question["mode"] == "prefix":
            asked = q(q.OP_OR, [q(q.OP_WILDCARD, p + stem, 0, q.WILDCARD_LIMIT_ERROR) for p in prefixes])
        else:
            each = [q(q.OP_OR, [p + term for p in prefixes]) for term in question["terms"]]
            asked = q(q.OP_AND if question["mode"] == "and" else q.OP_OR, each)
        if question["since"] is None or question["until"] is None:
            return asked
        ends = (xapian.sortable_serialise(question["since"]), xapian.sortable_serialise(question["until"] - 1))
        return q(q.OP_FILTER, asked, q(q.OP_VALUE_RANGE, PUBLISHED, *ends))
