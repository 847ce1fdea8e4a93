"""What can be wrong with the files of an index, each fault as a sentence that ends with what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from search.analysis.entry import relations_of
from search.engines.base import FIELDS
from search.engines.document_row import COLUMNS, row_of
from search.engines.documents import DAMAGE, DocumentStore
from search.engines.folder import DOCUMENTS, POSTINGS
from search.engines.seals import MISSING, broken_files
from search.engines.whoosh_postings import PostingsReader
from search.errors import IndexDamaged

RESTORE = "Restore it from a backup, or export what can be read: dubhashi export"
REBUILD = "Write the postings anew: dubhashi rebuild"
BROKEN_TABLES = (sqlite3.DatabaseError, ValueError, TypeError)  # what reading changed values raises


def document_faults(store: DocumentStore) -> Iterator[str]:
    """Yield what is wrong with documents.sqlite: its pages, each document, what was derived from them."""
    for fault in store.integrity():
        yield f"{DOCUMENTS}: {fault}. {RESTORE}"
    numbers = sorted(store.numbers(staged=False))
    columns = store.columns(numbers)
    for number in numbers:
        try:
            found = store.with_places([number])
        except DAMAGE as error:
            reason = error.reason if isinstance(error, IndexDamaged) else error
            yield f"Document number {number} cannot be read ({reason}). Index its article again."
            continue
        if not found or number not in columns:
            yield f"Document number {number} has no {'row' if found else 'content'}. Index its article again."
            continue
        document, _ = found[number]
        for name, stored, wanted in zip(COLUMNS, columns[number], row_of(document), strict=True):
            if stored != wanted:
                yield f"The {name} of document number {number} is not that of its content. {REBUILD}"
    terms, relations = store.related()
    derived = {(relation, key, term) for term in terms for relation, key in relations_of(term)}
    if relations != derived:
        missing, surplus = len(derived - relations), len(relations - derived)
        yield f"The relations of words lack {missing} and have {surplus} that are wrong. {REBUILD}"


def posting_faults(path: Path, store: DocumentStore) -> Iterator[str]:
    """Yield what is wrong with the postings at `path`: their files, and where they do not agree with the documents."""
    staged = store.staged()
    broken = [
        (name, reason)
        for name, reason in broken_files(path, store.seals(), set())
        if not (staged and reason == MISSING)  # a publish that was interrupted may have merged files away
    ]
    yield from (f"{POSTINGS}/{name} {reason}. {REBUILD}" for name, reason in broken)
    if broken:
        return  # they hold pickles, which are not to be read when they have changed
    rows = store.rows()
    lengths = dict(zip(rows.number, rows.lengths, strict=True))
    known, _ = store.related()
    try:
        reader = PostingsReader(path)
        try:
            numbers, live = reader.document_numbers()
            held, wanted = set(numbers[live].tolist()), store.numbers(staged=False)
            if held != wanted and not (staged and held == store.numbers(staged=True)):
                missing, surplus = len(wanted - held), len(held - wanted)
                yield f"The postings lack {missing} documents and hold {surplus} that are not there. {REBUILD}"
            for place, field in enumerate(FIELDS):
                counted = reader.term_totals(field)
                stored = np.array([lengths[n][place] if n in lengths else -1 for n in numbers.tolist()])
                wrong = int(((counted != stored) & live & (stored >= 0)).sum())
                if wrong:
                    yield f"The postings of {field} do not agree with {wrong} documents. {REBUILD}"
                if unknown := len(reader.terms(field) - known):
                    yield f"The table of terms lacks {unknown} of {field}. {REBUILD}"
        finally:
            reader.close()
    except Exception as error:  # a broken file makes Whoosh, pickle and zlib raise whatever they like
        yield f"The postings cannot be read ({type(error).__name__}: {error}). {REBUILD}"
