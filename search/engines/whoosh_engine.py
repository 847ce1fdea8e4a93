"""The engine of an index folder: Whoosh's postings beside documents in SQLite.

A publish goes: stage the documents (SQLite, durable) → commit the postings (Whoosh) → settle (SQLite). A writer that
finds a publish begun and not settled looks whether the postings got there, and settles or undoes it; so a process
killed at any moment leaves the index as it was before the publish or as it was to be after it.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from search.engines.array_scoring import Scorer
from search.engines.base import FIELDS, Entry, Found, Relation, Request, Response
from search.engines.cache import ArrayCache, CacheUse
from search.engines.columns import Columns, make_columns
from search.engines.document_table import DocumentTable, empty_table, extended
from search.engines.documents import DocumentStore
from search.engines.folder import (
    DOCUMENTS,
    POSTINGS,
    check_folder,
    make_folder,
    size_on_disk,
    write_format,
)
from search.engines.seals import MISSING, TOC, broken_files, seal
from search.engines.whoosh_postings import Numbers, PostingsReader, change_postings, create_postings, take_lock
from search.errors import IndexDamaged, IndexLocked
from search.model import Document, Statistics
from search.ranking import Ranking

CACHE_BYTES = 128 * 2**20
TERMS_KEPT = 10_000  # answers of `terms`, and frequencies
MOST_KEPT = 64  # terms of such an answer; longer ones are asked again
GONE_AT_MOST = 2  # times as many documents as there are may be kept as rows of the table of a snapshot
OPENINGS = 5  # tries to open postings and documents of one and the same publish


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index as one publish left it."""

    generation: int
    staged: bool  # a publish reached the postings, and its process was killed before it settled
    postings: PostingsReader
    table: DocumentTable
    columns: Columns
    numbers: Numbers  # of the document in each slot
    scorer: Scorer
    terms: dict[tuple[str, str, int], tuple[str, ...]]  # answers of `terms`, which are asked for again and again
    frequencies: dict[str, int]  # of terms, kept for the same reason

    def frequency(self, term: str) -> int:
        """Return how many documents have the term in the field in which most have it."""
        known = self.frequencies.get(term)
        if known is None:
            found = [self.postings.occurrences(field, (term,)) for field in FIELDS]
            known = max(int(self.columns.live[slots].sum()) for slots, _ in found)
            if len(self.frequencies) >= TERMS_KEPT:
                self.frequencies.clear()
            self.frequencies[term] = known
        return known


class WhooshEngine:
    """An open index folder. Safe for several threads; sees a new publish at the next search."""

    def __init__(
        self, path: Path, *, cache_bytes: int = CACHE_BYTES, ranking: Ranking | None = None, at_once: bool = True
    ) -> None:
        """Open the index at `path`; raise IndexMissing, NotAnIndex, IndexFormatTooOld or IndexDamaged.

        Unless `at_once`, the postings are opened and looked at by the first search: who only asks for documents by id
        need not wait for them.
        """
        check_folder(path)
        self.path = path
        self._ranking = ranking or Ranking()
        self._cache_bytes = cache_bytes
        self.cache_use = CacheUse()
        self._guard = threading.Lock()
        self._store = DocumentStore(path / DOCUMENTS)
        self._good: set[tuple[str, str]] = set()  # files of the postings that were found as they were published
        self._snapshot = self._open_snapshot(None) if at_once else None

    def close(self) -> None:
        """Close the files; a second call does nothing."""
        with self._guard:
            if self._snapshot is not None:
                self._snapshot.postings.close()
            self._store.close()

    def generation(self) -> int:
        """Return how many times the index was published."""
        return self._store.generation()

    def search(self, request: Request) -> Response:
        """Return the results of a request; see Engine."""
        for _ in range(OPENINGS):
            snapshot = self.refresh()
            scored = snapshot.scorer.score(request)
            numbers = snapshot.numbers[scored.slots].tolist()
            stored = self._store.with_places(numbers)
            if len(stored) == len(numbers):
                break  # else two publishes came between the snapshot and here, and took rows away
        else:
            raise IndexDamaged(self.path, f"{DOCUMENTS} lacks documents that were found")
        found = tuple(
            Found(document=document, places=places, score=score, parts=tuple(parts), similar=similar)
            for (document, places), score, parts, similar in zip(
                (stored[number] for number in numbers),
                scored.scores.tolist(),
                snapshot.scorer.parts(scored),
                scored.similar.tolist(),
                strict=True,
            )
        )
        return Response(
            found=found,
            total=len(scored.all),
            facets=snapshot.columns.facets(scored.all),
            matched=tuple(bool(len(one.slots)) for one in scored.pooled),
            average_lengths=snapshot.columns.average,
        )

    def documents(self, document_ids: Sequence[str]) -> tuple[Document, ...]:
        """Return the documents with these ids, in this order; unknown ids are left out."""
        found = self._store.by_id(document_ids, staged=self._is_staged())
        return tuple(found[document_id] for document_id in document_ids if document_id in found)

    def terms(self, relation: Relation | Literal["prefix"], key: str, limit: int = 64) -> tuple[str, ...]:
        """Return terms that stand in a relation to the key; see Engine."""
        known = self.refresh().terms
        asked = (relation, key, limit)
        found = known.get(asked)
        if found is None:
            if relation == "prefix":
                found = self._store.terms_with_prefix(key, limit)
            else:
                found = self._store.terms(relation, key, limit)
            if len(found) <= MOST_KEPT:
                if len(known) >= TERMS_KEPT:
                    known.clear()
                known[asked] = found
        return found

    def known(self, terms: Sequence[str]) -> frozenset[str]:
        """Return those of the terms that the index knows; see Vocabulary."""
        return self._store.known_terms(terms)

    def frequencies(self, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many documents have each of the terms; see Vocabulary."""
        known = self.known(terms)
        snapshot = self.refresh()
        return tuple(snapshot.frequency(term) if term in known else 0 for term in terms)

    def statistics(self) -> Statistics:
        """Return what the index holds."""
        return self._store.statistics(size_on_disk(self.path), staged=self._is_staged())

    def refresh(self) -> Snapshot:
        """Return the newest snapshot, opening it if the index was published since the last call."""
        with self._guard:
            if self._snapshot is None or self._store.generation() != self._snapshot.generation:
                # the old one stays open for searches still under way; its files close when they are done
                self._snapshot = self._open_snapshot(self._snapshot)
            return self._snapshot

    def _is_staged(self) -> bool:
        # asked of SQLite first: the indexer looks documents up after every publish and needs no snapshot for it
        return self._store.staged() and self.refresh().staged

    def _open_snapshot(self, earlier: Snapshot | None) -> Snapshot:
        for _ in range(OPENINGS):
            generation = self._store.generation()
            broken = [*broken_files(self.path / POSTINGS, self._store.seals(), self._good)]
            if self._store.staged():  # a publish that goes on may have merged files away
                broken = [(name, reason) for name, reason in broken if reason != MISSING]
            if broken:
                failure = " ".join(broken[0])
                continue
            try:
                postings = PostingsReader(self.path / POSTINGS)
                numbers, live = postings.document_numbers()
            except Exception as error:  # a broken file makes Whoosh and pickle raise whatever they like
                failure = f"they cannot be opened ({type(error).__name__}: {error})"
                continue
            table = _table_before(postings, earlier)
            try:
                table = extended(table, self._store)
                columns = make_columns(table, numbers, live)
            except (ValueError, TypeError, OverflowError) as error:  # values that no version of ours stores
                raise IndexDamaged(self.path, f"{DOCUMENTS} has values that cannot be ({error})") from error
            reached = _reached(numbers[live], self._store)
            if generation == self._store.generation():
                if reached is None:
                    postings.close()
                    failure = "they do not belong to the documents"
                    continue
                scorer = Scorer(postings, columns, self._ranking, ArrayCache(self._cache_bytes, self.cache_use))
                return Snapshot(generation, reached, postings, table, columns, numbers, scorer, {}, {})
            postings.close()
            failure = "they are published faster than they can be opened"
        raise IndexDamaged(self.path, f"the postings cannot be used: {failure}")


class WhooshWriter:
    """The writer of an index folder; holds its lock from the beginning until `close`."""

    def __init__(self, path: Path) -> None:
        """Open the index for writing, making it if there is none, and mend an interrupted publish.

        Raise IndexLocked while another process writes, NotAnIndex if the folder holds something else.
        """
        make_folder(path)
        self._path = path
        release = take_lock(path)
        if release is None:
            raise IndexLocked(path)
        self._release = release
        try:
            self._store = DocumentStore(path / DOCUMENTS, create=True)
            if not self._store.generation():  # else they were lost, and empty ones would hide it
                create_postings(path / POSTINGS)
            write_format(path)
            self._mend()
            self._check()
        except BaseException:
            self._release()
            raise
        self._entries: dict[str, Entry] = {}
        self._deleted: dict[str, None] = {}
        self._open = True

    def add(self, entry: Entry) -> None:
        """Add or replace a document; the last one added with an id counts."""
        self._entries.pop(entry.document.id, None)  # so that it takes its place at the end
        self._entries[entry.document.id] = entry

    def delete(self, document_ids: Sequence[str]) -> int:
        """Delete documents; return how many of the ids were there."""
        there = self._store.known(document_ids) - self._deleted.keys() | (self._entries.keys() & set(document_ids))
        for document_id in there:
            self._entries.pop(document_id, None)
            self._deleted[document_id] = None
        return len(there)

    def publish(self) -> int:
        """Make all changes visible at once and durable; return the number of documents in the index."""
        if self._entries or self._deleted:
            entries = list(self._entries.values())
            numbers, retired = self._store.stage(entries, [*self._deleted])
            try:
                added = [(number, entry.fields) for number, entry in zip(numbers, entries, strict=True)]
                change_postings(self._path / POSTINGS, added, retired, self._store.seals())
            except BaseException:
                self._mend()
                raise
            self._settle()
            self._entries.clear()
            self._deleted.clear()
        return self._store.count()

    def close(self) -> None:
        """Drop what was not published and let go of the lock; a second call does nothing."""
        if self._open:
            self._open = False
            self._store.close()
            self._release()

    def _mend(self) -> None:
        if not self._store.staged():
            return
        try:
            reader = PostingsReader(self._path / POSTINGS)
            numbers, live = reader.document_numbers()
            reader.close()
        except Exception as error:  # as in WhooshEngine
            reason = f"the postings cannot be opened ({type(error).__name__}: {error})"
            raise IndexDamaged(self._path, reason) from error
        reached = _reached(numbers[live], self._store)
        if reached is None:
            raise IndexDamaged(self._path, "the postings do not belong to the documents")
        if reached:
            self._settle()
        else:
            self._store.undo()

    def _check(self) -> None:
        """Raise IndexDamaged where files of the last publish are missing; segments are read when they are merged."""
        folder = self._path / POSTINGS
        for name, digest in self._store.seals().items():
            if name.endswith(TOC) or not (folder / name).is_file():
                for _, reason in broken_files(folder, {name: digest}, set()):
                    raise IndexDamaged(self._path, f"{POSTINGS}/{name} {reason}")

    def _settle(self) -> None:
        self._store.settle(seal(self._path / POSTINGS, self._store.seals()))


def _table_before(postings: PostingsReader, earlier: Snapshot | None) -> DocumentTable:
    """Return the table that is to be extended: that of an earlier snapshot, unless the index was rebuilt since.

    A rebuild leaves no segment as it was. Where most of the documents of the table are gone it begins anew too.
    """
    if earlier is None or not (earlier.postings.segments() & postings.segments()):
        return empty_table()
    return earlier.table if len(earlier.table.number) < GONE_AT_MOST * postings.size else empty_table()


def _reached(numbers: Numbers, store: DocumentStore) -> bool | None:
    """Tell whether a publish that is staged in the documents reached the postings, which hold these documents.

    None where they belong to neither the state before it nor the one after.
    """
    held = set(numbers.tolist())
    if held == store.numbers(staged=False):
        return False
    return True if store.staged() and held == store.numbers(staged=True) else None
