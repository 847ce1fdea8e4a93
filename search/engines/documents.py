"""The documents of an index in SQLite: what the postings are made from, and the truth after a crash.

A stored document never changes: a new version gets a new number, the old row is retired and removed one publish
later, so that a reader that opened before still finds every row its postings name. `stage` → (postings are
committed) → `settle`; what was staged and never reached the postings is taken back by `undo`.
"""

from __future__ import annotations

import json
import os
import sqlite3
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import TypeVar

from search.analysis.places import Places, pack_places, unpack_places
from search.engines.base import Entry, Relation
from search.engines.document_row import COLUMNS, lengths_of, row_of
from search.engines.guard import Damage, Guard, tells_damage
from search.engines.records import from_bytes, to_bytes
from search.engines.schema import create_tables, has_column
from search.errors import IndexDamaged
from search.model import Document, FacetCount, Statistics

Value = TypeVar("Value", int, str)
LEVEL = 6  # of zlib; 4 takes a third less time and 7 % more space
DAMAGE = (IndexDamaged, ValueError, KeyError, TypeError)  # what a damaged document raises
VARIABLES = 500  # bound values in one statement; SQLite's oldest limit is 999


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The columns that filters, facets and ranking need, of all stored documents in the order of their numbers."""

    number: Sequence[int] = ()
    id: Sequence[str] = ()
    published: Sequence[int | None] = ()
    source: Sequence[str | None] = ()
    section: Sequence[str | None] = ()
    place: Sequence[str | None] = ()
    language: Sequence[str] = ()
    story: Sequence[str] = ()
    tags: Sequence[Sequence[str]] = ()
    lengths: Sequence[Sequence[int]] = ()  # terms in each of FIELDS


class DocumentStore:
    """One open documents.sqlite. Safe for several threads; one writer at a time is the engine's care."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        """Open the file, making it first if `create`; raise IndexDamaged where it is no database of ours."""
        self._path = path
        self._guard = Guard(path)
        self._reads = Damage(path)
        self._known: set[str] = set()  # terms whose relations this writer stored
        mode = "rwc" if create else "rw" if os.access(path, os.W_OK) else "ro&immutable=1"
        address = f"{path.absolute().as_uri()}?mode={mode}"
        try:
            self._db = sqlite3.connect(address, uri=True, check_same_thread=False, timeout=30)
            self._db.isolation_level = None
            if create:
                self._db.execute("PRAGMA journal_mode = WAL")
                self._db.execute("PRAGMA synchronous = FULL")
                create_tables(self._db)
            self.generation()
        except (sqlite3.DatabaseError, UnicodeDecodeError, TypeError) as error:
            if create and isinstance(error, sqlite3.OperationalError) and not tells_damage(error):
                raise  # no room or no permission to write
            raise IndexDamaged(path.parent, f"{path.name} cannot be read ({error})") from error

    def close(self) -> None:
        """Close the database; a second call does nothing."""
        with self._guard:
            self._db.close()

    def generation(self) -> int:
        """Return how many times the index was published."""
        with self._guard:
            return int(self._db.execute("SELECT generation FROM state").fetchone()[0])

    def staged(self) -> bool:
        """Tell whether a publish was begun and neither settled nor undone."""
        with self._guard:
            return self._db.execute("SELECT staged FROM state").fetchone()[0] is not None

    def stage(self, entries: Sequence[Entry], deleted: Sequence[str]) -> tuple[list[int], list[int]]:
        """Store entries and retire what they replace, in one transaction; return (new numbers, retired numbers)."""
        with self._guard, self._transaction():
            generation = self.generation() + 1
            retired: list[int] = []
            for ids in _chunks([*deleted, *(entry.document.id for entry in entries)]):
                marks = ",".join("?" * len(ids))
                rows = self._db.execute(f"SELECT number FROM documents WHERE retired IS NULL AND id IN ({marks})", ids)
                retired += [number for (number,) in rows]
            self._db.executemany(
                "UPDATE documents SET retired = ? WHERE number = ?", [(generation, n) for n in retired]
            )
            numbers = [self._insert(entry, generation) for entry in entries]
            self._db.execute("UPDATE state SET staged = ?", (generation,))
        return numbers, retired

    def seals(self) -> dict[str, str]:
        """Return the sha256 of each file of the postings, as the last publish left them."""
        with self._guard:
            return dict(self._db.execute("SELECT name, sha256 FROM seals"))

    def settle(self, seals: Mapping[str, str]) -> None:
        """Make what was staged the state of the index, with these postings; rows retired by an earlier publish go."""
        with self._guard, self._transaction():
            self._db.execute("DELETE FROM seals")
            self._db.executemany("INSERT INTO seals VALUES (?, ?)", seals.items())
            self._db.execute("UPDATE state SET generation = generation + 1, staged = NULL")
            gone = "SELECT number FROM documents WHERE retired < (SELECT generation FROM state)"
            self._db.execute(f"DELETE FROM contents WHERE number IN ({gone})")
            self._db.execute("DELETE FROM documents WHERE retired < (SELECT generation FROM state)")

    def undo(self) -> None:
        """Take back what was staged."""
        with self._guard, self._transaction():
            generation = self.generation() + 1
            self._db.execute(
                "DELETE FROM contents WHERE number IN (SELECT number FROM documents WHERE added = ?)",
                (generation,),
            )
            self._db.execute("DELETE FROM documents WHERE added = ?", (generation,))
            self._db.execute("UPDATE documents SET retired = NULL WHERE retired = ?", (generation,))
            self._db.execute("UPDATE state SET staged = NULL")

    def numbers(self, *, staged: bool) -> set[int]:
        """Return the numbers of the current documents, as they are with what is staged or without it."""
        with self._guard:
            return {number for (number,) in self._db.execute(f"SELECT number FROM documents WHERE {_current(staged)}")}

    def count(self) -> int:
        """Return the number of documents, without what is staged."""
        with self._guard:
            return int(self._db.execute(f"SELECT count(*) FROM documents WHERE {_current(False)}").fetchone()[0])

    def known(self, document_ids: Sequence[str]) -> set[str]:
        """Return those of the ids that a current document has."""
        with self._guard:
            found: set[str] = set()
            for ids in _chunks(document_ids):
                marks = ",".join("?" * len(ids))
                found |= {
                    row[0]
                    for row in self._db.execute(
                        f"SELECT id FROM documents WHERE retired IS NULL AND id IN ({marks})", ids
                    )
                }
            return found

    def rows(self, *, after: int = 0, most: int = -1) -> Rows:
        """Return the columns of stored documents with greater numbers, retired ones too; of at most so many."""
        with self._guard:
            place = "place" if has_column(self._db, "documents", "place") else "NULL"
            rows = self._db.execute(
                f"SELECT number, id, published, source, section, {place}, language, story, tags, lengths"
                " FROM documents WHERE number > ? ORDER BY number LIMIT ?",
                (after, most),
            ).fetchall()
        if not rows:
            return Rows()
        *columns, tags, lengths = zip(*rows, strict=True)
        # as one text: reading ten thousand small ones takes five times as long
        with self._reads:
            read = [tuple(json.loads(f"[{','.join(column)}]")) for column in (tags, lengths)]
        names = Rows.__dataclass_fields__
        return Rows(**dict(zip(names, (*columns, *read), strict=True)))

    def by_number(self, numbers: Sequence[int]) -> dict[int, Document]:
        """Return the stored documents with these numbers; those that are gone are left out."""
        found: dict[int, Document] = {}
        for part in _chunks(numbers):
            marks = ",".join("?" * len(part))
            with self._guard:
                rows = self._db.execute(
                    f"SELECT number, content FROM contents WHERE number IN ({marks})", part
                ).fetchall()
            with self._reads:
                found |= {number: from_bytes(zlib.decompress(content)) for number, content in rows}
        return found

    def with_places(self, numbers: Sequence[int]) -> dict[int, tuple[Document, Places]]:
        """Return the stored documents with these numbers and where their words stand; those gone are left out."""
        found: dict[int, tuple[Document, Places]] = {}
        for part in _chunks(numbers):
            marks = ",".join("?" * len(part))
            with self._guard:
                rows = self._db.execute(
                    f"SELECT number, content, places FROM contents WHERE number IN ({marks})", part
                ).fetchall()
            with self._reads:
                for number, content, places in rows:
                    plain = zlib.decompress(content)
                    found[number] = (from_bytes(plain), unpack_places(places, plain))
        return found

    def by_id(self, document_ids: Sequence[str], *, staged: bool = False) -> dict[str, Document]:
        """Return the current documents with these ids, unknown ones left out; `staged` as for `numbers`."""
        found: dict[str, Document] = {}
        for part in _chunks(document_ids):
            marks = ",".join("?" * len(part))
            with self._guard:
                rows = self._db.execute(
                    "SELECT id, content FROM documents JOIN contents USING (number)"
                    f" WHERE {_current(staged)} AND id IN ({marks})",
                    part,
                ).fetchall()
            with self._reads:
                found |= {document_id: from_bytes(zlib.decompress(content)) for document_id, content in rows}
        return found

    def readable_documents(self) -> Iterator[Document | Exception]:
        """Yield every current document in the order of adding, and the error in place of each that is damaged.

        They are those of one publish, however many follow before the last is taken; until then nothing else may be
        asked of this store.
        """
        with self._guard:
            self._db.execute("BEGIN")
        try:
            for part in _chunks(sorted(self.numbers(staged=False))):
                try:
                    documents = self.by_number(part)
                    found: Sequence[Document | Exception] = [documents[number] for number in part]
                except DAMAGE:
                    found = [self._one(number) for number in part]
                yield from found
        finally:
            with self._guard:
                self._db.execute("COMMIT")

    def _one(self, number: int) -> Document | Exception:
        try:
            return self.by_number([number])[number]
        except DAMAGE as error:
            return error

    def terms(self, relation: Relation, key: str, limit: int) -> tuple[str, ...]:
        """Return the terms that stand in a relation to the key, in the order of their letters."""
        with self._guard:
            rows = self._db.execute(
                "SELECT term FROM relations WHERE relation = ? AND key = ? ORDER BY term LIMIT ?",
                (relation, key, limit),
            ).fetchall()
        return tuple(term for (term,) in rows)

    def known_terms(self, terms: Sequence[str]) -> frozenset[str]:
        """Return those of the terms that some document has or had."""
        found: list[str] = []
        for part in _chunks(terms):
            marks = ",".join("?" * len(part))
            with self._guard:
                rows = self._db.execute(f"SELECT term FROM terms WHERE term IN ({marks})", part).fetchall()
            found += [term for (term,) in rows]
        return frozenset(found)

    def terms_with_prefix(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return terms that begin with `prefix`, shortest first."""
        with self._guard:
            rows = self._db.execute(
                "SELECT term FROM terms WHERE term >= ?1 AND term < ?2 ORDER BY length(term), term LIMIT ?3",
                (prefix, prefix + "\U0010ffff", limit),
            ).fetchall()
        return tuple(term for (term,) in rows)

    def statistics(self, size: int, *, staged: bool = False) -> Statistics:
        """Return what the index holds; `size` is its bytes on disk, `staged` as for `numbers`."""
        current = f"FROM documents WHERE {_current(staged)}"
        with self._guard:
            count, sentences, glossed, sources, first, last = self._db.execute(
                "SELECT count(*), total(sentences), total(glossed), count(DISTINCT source),"
                f" min(published), max(published) {current}"
            ).fetchone()
            languages, models = (
                tuple(
                    FacetCount(value=value, count=number)
                    for value, number in self._db.execute(
                        f"SELECT {column}, count(*) {current} AND {column} IS NOT NULL"
                        f" GROUP BY {column} ORDER BY count(*) DESC, {column}"
                    )
                )
                for column in ("language", "model")
            )
        return Statistics(
            documents=count,
            by_language=languages,
            sentences=int(sentences),
            glossed=int(glossed),
            sources=sources,
            first_published=_when(first),
            last_published=_when(last),
            models=models,
            bytes=size,
        )

    def replace_analysis(self, entries: Sequence[tuple[int, Entry]]) -> None:
        """Store the field lengths, places and relations of documents that were analysed again, by number."""
        with self._guard, self._transaction():
            for number, entry in entries:
                (content,) = self._db.execute("SELECT content FROM contents WHERE number = ?", (number,)).fetchone()
                places = pack_places(entry.places, zlib.decompress(content))
                self._db.execute("UPDATE contents SET places = ? WHERE number = ?", (places, number))
                self._db.execute("UPDATE documents SET lengths = ? WHERE number = ?", (lengths_of(entry), number))
                values = (*row_of(entry.document), number)
                self._db.execute(f"UPDATE documents SET {' = ?, '.join(COLUMNS)} = ? WHERE number = ?", values)
                self._relate(entry)

    def forget_terms(self) -> None:
        """Forget all terms and their relations, which `replace_analysis` stores anew."""
        with self._guard, self._transaction():
            self._db.execute("DELETE FROM relations")
            self._db.execute("DELETE FROM terms")
            self._known.clear()

    def columns(self, numbers: Sequence[int]) -> dict[int, tuple[str | int | None, ...]]:
        """Return COLUMNS of the stored documents with these numbers."""
        found: dict[int, tuple[str | int | None, ...]] = {}
        for part in _chunks(numbers):
            marks = ",".join("?" * len(part))
            with self._guard:
                names = [one if has_column(self._db, "documents", one) else "NULL" for one in COLUMNS]
                statement = f"SELECT number, {', '.join(names)} FROM documents WHERE number IN ({marks})"
                found |= {number: tuple(values) for number, *values in self._db.execute(statement, part)}
        return found

    def related(self) -> tuple[set[str], set[tuple[str, str, str]]]:
        """Return all terms, and all relations as (relation, key, term)."""
        with self._guard:
            terms = {term for (term,) in self._db.execute("SELECT term FROM terms")}
            return terms, set(self._db.execute("SELECT relation, key, term FROM relations"))

    def integrity(self) -> tuple[str, ...]:
        """Return what SQLite finds wrong with the file; nothing when it is whole."""
        with self._guard:
            try:
                found = [" ".join(row[0].split()) for row in self._db.execute("PRAGMA integrity_check(10)")]
            except sqlite3.DatabaseError as error:
                return (str(error),)
        return () if found == ["ok"] else tuple(found)

    def _insert(self, entry: Entry, generation: int) -> int:
        document = entry.document
        columns = ("added", "lengths", *COLUMNS)
        cursor = self._db.execute(
            f"INSERT INTO documents ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
            (generation, lengths_of(entry), *row_of(document)),
        )
        number = int(cursor.lastrowid or 0)
        plain = to_bytes(document)
        values = (number, zlib.compress(plain, LEVEL), pack_places(entry.places, plain))
        self._db.execute("INSERT INTO contents (number, content, places) VALUES (?, ?, ?)", values)
        self._relate(entry)
        return number

    def _relate(self, entry: Entry) -> None:
        # most words of a document are known already; looking that up in a set is faster than asking SQLite
        new = entry.relations.keys() - self._known
        self._db.executemany(
            "INSERT OR IGNORE INTO relations VALUES (?, ?, ?)",
            [(relation, key, term) for term in new for relation, key in entry.relations[term]],
        )
        self._db.executemany("INSERT OR IGNORE INTO terms VALUES (?)", [(term,) for term in new])
        self._known |= new

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:  # where the disk is full SQLite may have taken it back itself
                self._db.execute("ROLLBACK")
            self._known.clear()  # some of it was not stored after all
            raise


def _current(staged: bool) -> str:
    """Return the condition for rows that are current, with what is staged or without it."""
    if staged:
        return "retired IS NULL"
    settled = "(SELECT generation FROM state)"
    return f"added <= {settled} AND (retired IS NULL OR retired > {settled})"


def _when(value: int | None) -> datetime | None:
    return None if value is None else datetime.fromtimestamp(value, timezone.utc)


def _chunks(values: Sequence[Value]) -> Iterator[list[Value]]:
    for start in range(0, len(values), VARIABLES):
        yield list(values[start : start + VARIABLES])
