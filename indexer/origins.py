"""Which file or address brought each article of an index, so that what has gone from a folder can be told.

The rule: whatever is unsure keeps an article. It has gone only where a later run read its file, or found the file
gone, without a fault and without it, and no other file or address brought it.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.remade import check_whole, open_or_begin_anew
from search.model import Article, Rejected

_SCHEMA = """
CREATE TABLE IF NOT EXISTS origins (number INTEGER PRIMARY KEY, name BLOB NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS articles (
    id TEXT NOT NULL,
    origin INTEGER NOT NULL,
    run INTEGER NOT NULL,  -- the last one that found the article there, or could not tell
    PRIMARY KEY (id, origin)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_origin ON articles (origin, run);
"""
_BELOW = "origin IN (SELECT number FROM origins WHERE name = ?1 OR (name > ?2 AND name < ?3))"


class Origins:
    """The memory of one run. A name is an absolute path, an address, or that of standard input."""

    def __init__(self, path: Path) -> None:
        """Open the file, beginning anew where there is none or where it is broken."""
        self._db = open_or_begin_anew(path, _open)
        self._run = int(self._db.execute("SELECT coalesce(max(run), 0) + 1 FROM articles").fetchone()[0])
        self._kept: set[str] = set()

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def note(self, found: Iterable[tuple[str, Article | Rejected]]) -> Iterator[Article | Rejected]:
        """Yield what was found, noting where; what a rejected input brought before counts as found again."""
        for origin, one in found:
            if isinstance(one, Article):
                self._found(origin, one.id)
            elif origin not in self._kept:
                self._kept.add(origin)
                statement = f"UPDATE articles SET run = ?4 WHERE {_BELOW}"
                self._db.execute(statement, (*_bounds(origin), self._run))
            yield one

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep what is taken inside the `with` only when it ends well."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def trial(self) -> Iterator[Callable[[], None]]:
        """Give a function that takes back what was taken inside the `with`."""
        self._db.execute("SAVEPOINT trial")

        def take_back() -> None:
            self._db.execute("ROLLBACK TO trial")

        yield take_back
        self._db.execute("RELEASE trial")

    def take_gone(self, place: str) -> tuple[str, ...]:
        """Forget what the files at or below a place bring no more; return the articles that nothing else brings."""
        bounds = (*_bounds(place), self._run)
        gone = f"SELECT DISTINCT id FROM articles WHERE {_BELOW} AND run < ?4"
        self._db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (id TEXT PRIMARY KEY) WITHOUT ROWID")
        self._db.execute("DELETE FROM gone")
        self._db.execute(f"INSERT INTO gone {gone}", bounds)
        self._db.execute(f"DELETE FROM articles WHERE {_BELOW} AND run < ?4", bounds)
        rows = self._db.execute(
            "SELECT id FROM gone WHERE NOT EXISTS (SELECT 1 FROM articles WHERE articles.id = gone.id) ORDER BY id"
        )
        return tuple(article_id for (article_id,) in rows)

    def is_empty(self, place: str) -> bool:
        """Tell whether nothing is known of any file at or below a place."""
        statement = f"SELECT 1 FROM articles WHERE {_BELOW} LIMIT 1"
        return self._db.execute(statement, _bounds(place)).fetchone() is None

    def _found(self, origin: str, article_id: str) -> None:
        # kept at once: an article that is published before its origin is known could never be told to have gone
        name = os.fsencode(origin)
        self._db.execute("INSERT OR IGNORE INTO origins (name) VALUES (?)", (name,))
        self._db.execute(
            "INSERT OR REPLACE INTO articles SELECT ?, number, ? FROM origins WHERE name = ?",
            (article_id, self._run, name),
        )


def _bounds(place: str) -> tuple[bytes, bytes, bytes]:
    """Return a place, and the names between which all that lies below it stands in the order of bytes."""
    name = os.fsencode(place)
    return name, name.rstrip(b"/") + b"/", name.rstrip(b"/") + b"0"  # the byte after the slash


def _open(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    db = sqlite3.connect(path, isolation_level=None, timeout=30)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.executescript(_SCHEMA)
        check_whole(db, _SCHEMA)
    except BaseException:
        db.close()
        raise
    return db
