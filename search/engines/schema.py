"""The tables of documents.sqlite."""

from __future__ import annotations

import sqlite3

SCHEMA = """
CREATE TABLE IF NOT EXISTS state (generation INTEGER NOT NULL, staged INTEGER);
INSERT INTO state SELECT 0, NULL WHERE NOT EXISTS (SELECT 1 FROM state);
CREATE TABLE IF NOT EXISTS documents (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    added INTEGER NOT NULL,      -- generation
    retired INTEGER,             -- generation; NULL: current
    published INTEGER,           -- seconds since 1970
    source TEXT, section TEXT, place TEXT, language TEXT NOT NULL, story TEXT NOT NULL, model TEXT,
    tags TEXT NOT NULL,          -- JSON array
    lengths TEXT NOT NULL,       -- JSON array: terms in each of FIELDS
    sentences INTEGER NOT NULL, glossed INTEGER NOT NULL
);
CREATE UNIQUE INDEX IF NOT EXISTS current_id ON documents (id) WHERE retired IS NULL;
CREATE INDEX IF NOT EXISTS retired ON documents (retired) WHERE retired IS NOT NULL;
CREATE TABLE IF NOT EXISTS contents (
    number INTEGER PRIMARY KEY,
    content BLOB NOT NULL,
    places BLOB                  -- of its words, as search/analysis/places.py packs them
);
CREATE TABLE IF NOT EXISTS relations (relation TEXT, key TEXT, term TEXT, PRIMARY KEY (relation, key, term))
    WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS terms (term TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seals (name TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
"""
# Columns that came later than their tables.
_LATER = (("contents", "places", "BLOB"), ("documents", "place", "TEXT"))


def create_tables(database: sqlite3.Connection) -> None:
    """Make the tables that are missing, and the columns that an earlier version did not have."""
    database.executescript(SCHEMA)
    for table, column, kind in _LATER:
        if not has_column(database, table, column):
            database.execute(f"ALTER TABLE {table} ADD COLUMN {column} {kind}")


def has_column(database: sqlite3.Connection, table: str, column: str) -> bool:
    """Tell whether the file has the column: one that is only read may have been written by an earlier version."""
    return column in {row[1] for row in database.execute(f"PRAGMA table_info({table})")}
