"""Remembers what was fetched and when, so that servers are asked only for what is new (ETag, Last-Modified).

The file is a cache: losing it means that everything is fetched once more, never that anything is lost.
"""

from __future__ import annotations

import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path

from indexer.remade import check_whole, open_or_begin_anew

_TABLE = (
    "CREATE TABLE IF NOT EXISTS fetched (url TEXT PRIMARY KEY, etag TEXT NOT NULL, modified TEXT NOT NULL, "
    "seconds REAL NOT NULL)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What a server said about an address when it was last fetched."""

    etag: str = ""
    modified: str = ""  # its Last-Modified, as it came
    seconds: float = 0.0  # since 1970


class FetchedStore:
    """The memory of one index; what a run has fetched counts only once `settle` is called at its end.

    So a run that is killed before its articles are published fetches them again.
    """

    def __init__(self, path: Path) -> None:
        """Take the file at `path`, which is opened, or made, when an address is first asked for."""
        self._path = path
        self._waiting: dict[str, Fetched] = {}
        self._opened: sqlite3.Connection | None = None

    def get(self, url: str) -> Fetched | None:
        """Return what is remembered of the address; None where it was never fetched."""
        row = self._connection().execute("SELECT etag, modified, seconds FROM fetched WHERE url = ?", (url,)).fetchone()
        return None if row is None else Fetched(etag=row[0], modified=row[1], seconds=row[2])

    def put(self, url: str, *, etag: str, modified: str) -> None:
        """Note what the server said; it is remembered when the run is settled."""
        self._waiting[url] = Fetched(etag=etag, modified=modified, seconds=time.time())

    def settle(self) -> None:
        """Remember what was noted: the articles of this run are published."""
        if not self._waiting:
            return
        rows = [(url, one.etag, one.modified, one.seconds) for url, one in self._waiting.items()]
        with self._connection() as connection:
            connection.executemany("INSERT OR REPLACE INTO fetched VALUES (?, ?, ?, ?)", rows)
        self._waiting.clear()

    def close(self) -> None:
        """Close the file; what was not settled is forgotten."""
        if self._opened is not None:
            self._opened.close()

    def _connection(self) -> sqlite3.Connection:
        if self._opened is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._opened = open_or_begin_anew(self._path, _open)
        return self._opened


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=30, check_same_thread=False)
    try:
        connection.execute(_TABLE)
        connection.commit()
        check_whole(connection, _TABLE)
    except BaseException:
        connection.close()
        raise
    return connection
