"""SQLite's FTS5: an external table of documents, and an index with bm25 over both languages."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from benchmarks.compare.contestant import FIELDS, SHOWN, TOP, Question, Record

TEXTS = ("title_hi", "body_hi", "title_en", "body_en")
# letters, digits and marks are words; without the marks Devanagari would fall apart at every vowel sign
TOKENISER = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"


def version() -> str:
    """Return the engine and its version."""
    return f"SQLite FTS5 {sqlite3.sqlite_version}"


class Engine:
    """An open database; see Contestant."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(folder / "fts5.sqlite", isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute(
            "CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY, id TEXT UNIQUE, published INTEGER,"
            " source TEXT, section TEXT, tags TEXT, title_hi TEXT, body_hi TEXT, title_en TEXT, body_en TEXT)"
        )
        self._db.execute(
            f"CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5({', '.join(TEXTS)}, content='documents',"
            f" content_rowid='number', tokenize = \"{TOKENISER}\")"
        )

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add and delete; see Contestant."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN")
        columns = ", ".join(TEXTS)
        for document_id in deleted:
            self._db.execute(
                f"INSERT INTO words (words, rowid, {columns}) SELECT 'delete', number, {columns} FROM documents"
                " WHERE id = ?",
                (document_id,),
            )
            self._db.execute("DELETE FROM documents WHERE id = ?", (document_id,))
        for one in added:
            values = [json.dumps(one[name]) if name == "tags" else one[name] for name in SHOWN]
            number = self._db.execute(
                f"INSERT INTO documents ({', '.join(SHOWN)}) VALUES ({', '.join('?' * len(SHOWN))})", values
            ).lastrowid
            self._db.execute(
                f"INSERT INTO words (rowid, {columns}) VALUES (?, ?, ?, ?, ?)",
                (number, *(one[name] for name in TEXTS)),
            )

    def commit(self) -> None:
        """Commit; see Contestant."""
        self._db.execute("COMMIT")

    def search(self, question: Question) -> list[str]:
        """Return the numbers of the top ten; see Contestant."""
        match, where, values = self._condition(question)
        if question["facet"]:
            self._db.execute(
                f"SELECT source, count(*) FROM words JOIN documents ON number = words.rowid WHERE words MATCH ?{where}"
                " GROUP BY source ORDER BY 2 DESC",
                (match, *values),
            ).fetchall()
        join = " JOIN documents ON number = words.rowid" if where else ""
        rows = self._db.execute(
            f"SELECT words.rowid FROM words{join} WHERE words MATCH ?{where} ORDER BY rank LIMIT {TOP}",
            (match, *values),
        )
        return [str(number) for (number,) in rows]

    def page(self, question: Question) -> list[str]:
        """Return documents with snippets; see Contestant."""
        match, where, values = self._condition(question)
        rows = self._db.execute(
            "SELECT documents.*, snippet(words, 1, '[', ']', '…', 30), snippet(words, 3, '[', ']', '…', 30)"
            f" FROM words JOIN documents ON number = words.rowid WHERE words MATCH ?{where} ORDER BY rank LIMIT {TOP}",
            (match, *values),
        )
        return [f"{row[6]} {row[7]} {row[8]} {row[9]} {row[10]} {row[11]}" for row in rows]

    def _condition(self, question: Question) -> tuple[str, str, tuple[int | None, ...]]:
        quoted = [f'"{term}"' for term in question["terms"]]
        words = {
            "or": " OR ".join(quoted),
            "and": " AND ".join(quoted),
            "phrase": f'"{" ".join(question["terms"])}"',
            "prefix": f"{quoted[0]} *",
        }[question["mode"]]
        match = f"{{{' '.join(FIELDS[question['language']])}}} : ({words})"
        if question["since"] is None:
            return match, "", ()
        return match, " AND published >= ? AND published < ?", (question["since"], question["until"])
