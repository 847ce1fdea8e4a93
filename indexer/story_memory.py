"""What is known of the stories of an index, in a SQLite file beside it: sketches to find copies by, and who are copies.

Two articles are one story when they are copies, when they have the same key (all their words are the same), or when a
third joins them. A story's name is that of its first article, and stays while articles come and go.

The file says what the documents say, and can be made anew from them: it notes the publish that it belongs to, so that
one that was left behind is noticed. Only the process that writes the index opens it.
"""

from __future__ import annotations

import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from indexer.remade import check_whole, open_or_begin_anew
from search.engines.folder import ANALYSIS

FORMAT = 1
_VERSION = f"{FORMAT}.{ANALYSIS}"  # terms that are folded in another way have other hashes
_COMMON = 100  # articles remembered with one hash: what more of them share is a phrase of their house or a template
_CANDIDATES = 16  # articles compared with a new one: those that share most of its sketch
_SHARED = 2  # hashes that a candidate shares at least; a single one is most often a quotation
_CACHE = 16_384  # kibibytes of the file held in memory
_VARIABLES = 500  # bound values in one statement

_SCHEMA = """
CREATE TABLE IF NOT EXISTS state (version TEXT NOT NULL, generation INTEGER);  -- NULL: not to be relied on
CREATE TABLE IF NOT EXISTS articles (
    number INTEGER PRIMARY KEY,  -- in the order of adding
    id TEXT NOT NULL UNIQUE,
    key TEXT NOT NULL,           -- the same for articles of the same words
    story TEXT NOT NULL,
    sketch BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS by_key ON articles (key);
CREATE INDEX IF NOT EXISTS by_story ON articles (story);
CREATE TABLE IF NOT EXISTS sketches (hash INTEGER, article INTEGER, PRIMARY KEY (hash, article)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS copies (one INTEGER, other INTEGER, PRIMARY KEY (one, other)) WITHOUT ROWID;
"""


class StoryMemory:
    """The open file. What is changed is kept only by `commit`."""

    def __init__(self, path: Path) -> None:
        """Open the file, beginning anew where there is none, an earlier version's, or one that cannot be read."""
        self._db = open_or_begin_anew(path, _open)
        self._touched: set[str] = set()  # stories that lost an article since the last regrouping

    def close(self) -> None:
        """Drop what was not committed and close the file; a second call does nothing."""
        self._db.close()

    def generation(self) -> int | None:
        """Return the publish of the index to which this belongs; None: to none."""
        row = self._db.execute("SELECT generation FROM state").fetchone()
        return None if row is None or row[0] is None else int(row[0])

    def commit(self, generation: int | None) -> None:
        """Keep all changes as belonging to this publish of the index."""
        self._begin()
        self._db.execute("UPDATE state SET generation = ?", (generation,))
        self._db.execute("COMMIT")

    def clear(self) -> None:
        """Forget everything."""
        self._begin()
        for table in ("articles", "sketches", "copies"):
            self._db.execute(f"DELETE FROM {table}")
        self._touched.clear()

    def candidates(self, key: str, sketch: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of articles of another key that may be copies, those that share most of the sketch first."""
        marks = ",".join("?" * len(sketch))
        rows = self._db.execute(
            f"SELECT id FROM (SELECT article, count(*) AS shared FROM sketches WHERE hash IN ({marks})"
            " GROUP BY article HAVING shared >= ?) JOIN articles ON number = article WHERE key != ?"
            " ORDER BY shared DESC, number LIMIT ?",
            (*sketch, _SHARED, key, _CANDIDATES),
        )
        return tuple(document_id for (document_id,) in rows)

    def add(
        self, document_id: str, *, key: str, story: str, sketch: Sequence[int], copies: Sequence[str]
    ) -> dict[str, str]:
        """Add an article that is not known; return the story of it and of all articles that now have another one.

        `story` is its story unless it has copies, or another story has that name.
        """
        self._begin()
        stored = np.array(sketch, "<i8").tobytes()
        cursor = self._db.execute(
            "INSERT INTO articles (id, key, story, sketch) VALUES (?, ?, '', ?)", (document_id, key, stored)
        )
        number = int(cursor.lastrowid or 0)
        self._db.executemany(
            "INSERT INTO sketches SELECT ?1, ?2 WHERE (SELECT count(*) FROM sketches WHERE hash = ?1) < ?3",
            [(value, number, _COMMON) for value in sketch],
        )
        linked = [*self._rows("id", copies)]
        self._db.executemany(
            "INSERT INTO copies VALUES (?1, ?2), (?2, ?1)", [(number, other) for other, _, _, _ in linked]
        )
        twin = self._db.execute(
            "SELECT number, id, key, story FROM articles WHERE key = ? AND number < ? LIMIT 1", (key, number)
        ).fetchone()
        stories = {row[3] for row in linked} | ({twin[3]} if twin else set())
        if not stories:
            return {document_id: self._name([number], document_id, [story, key])}
        kept = min(stories, key=self._first)
        changed = {row[1]: kept for row in self._rows("story", [*(stories - {kept})])}
        self._db.executemany("UPDATE articles SET story = ? WHERE story = ?", [(kept, one) for one in stories - {kept}])
        self._db.execute("UPDATE articles SET story = ? WHERE number = ?", (kept, number))
        self._touched = {kept if one in stories else one for one in self._touched}
        return changed | {document_id: kept}

    def forget(self, document_ids: Sequence[str]) -> None:
        """Forget articles; unknown ids are no matter. `regroup` looks what their stories are without them."""
        for number, _, _, story in [*self._rows("id", document_ids)]:
            self._begin()
            (sketch,) = self._db.execute("SELECT sketch FROM articles WHERE number = ?", (number,)).fetchone()
            self._db.executemany(
                "DELETE FROM sketches WHERE hash = ? AND article = ?",
                [(int(value), number) for value in np.frombuffer(sketch, "<i8")],
            )
            self._db.execute("DELETE FROM copies WHERE one = ?", (number,))
            self._db.execute("DELETE FROM copies WHERE other = ?", (number,))
            self._db.execute("DELETE FROM articles WHERE number = ?", (number,))
            self._touched.add(story)

    def regroup(self) -> dict[str, str]:
        """Part stories that hung together only by forgotten articles; return the articles that have another story now.

        The part with the first article keeps the name.
        """
        changed: dict[str, str] = {}
        for story in sorted(self._touched):
            members = {row[0]: row for row in self._rows("story", [story])}
            parts = [*self._parts(members)]
            for part in parts[1:]:
                first = members[part[0]]
                name = self._name(part, first[1], [first[2]])
                changed |= {members[number][1]: name for number in part}
        self._touched.clear()
        return changed

    def _parts(self, members: dict[int, tuple[int, str, str, str]]) -> Iterator[list[int]]:
        """Yield the members that hang together, in order; the part with the first member first."""
        by_key: dict[str, list[int]] = {}
        for number, (_, _, key, _) in members.items():
            by_key.setdefault(key, []).append(number)
        left = set(members)
        for number in sorted(members):
            if number not in left:
                continue
            part, waiting = [], deque([number])
            left.discard(number)
            while waiting:
                one = waiting.popleft()
                part.append(one)
                copies = [other for (other,) in self._db.execute("SELECT other FROM copies WHERE one = ?", (one,))]
                joined = left.intersection([*copies, *by_key.pop(members[one][2], ())])
                left -= joined
                waiting.extend(joined)
            yield sorted(part)

    def _name(self, numbers: Sequence[int], document_id: str, names: Sequence[str]) -> str:
        """Give articles the first of the names that no story has, or one made of the id; return it."""
        taken = {story for _, _, _, story in self._rows("story", names)}
        name = next((name for name in names if name not in taken), sha256(document_id.encode("utf-8")).hexdigest()[:16])
        self._db.executemany("UPDATE articles SET story = ? WHERE number = ?", [(name, one) for one in numbers])
        return name

    def _first(self, story: str) -> int:
        return int(self._db.execute("SELECT min(number) FROM articles WHERE story = ?", (story,)).fetchone()[0])

    def _rows(self, column: str, values: Iterable[str]) -> Iterator[tuple[int, str, str, str]]:
        """Yield number, id, key and story of the articles that have one of the values."""
        given = [*values]
        for start in range(0, len(given), _VARIABLES):
            part = given[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            yield from self._db.execute(
                f"SELECT number, id, key, story FROM articles WHERE {column} IN ({marks}) ORDER BY number", part
            ).fetchall()

    def _begin(self) -> None:
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")


def _open(path: Path) -> sqlite3.Connection:
    """Open the file; raise DatabaseError if it is none or of another version."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute(f"PRAGMA cache_size = -{_CACHE}")
        db.executescript(_SCHEMA)
        check_whole(db, _SCHEMA)
        db.execute("INSERT INTO state SELECT ?, NULL WHERE NOT EXISTS (SELECT 1 FROM state)", (_VERSION,))
        (version,) = db.execute("SELECT version FROM state").fetchone()
        if version != _VERSION:
            raise sqlite3.DatabaseError(f"it has version {version}")
    except BaseException:
        db.close()
        raise
    return db
