"""A file of SQLite that turns out to be broken while it is read: told as IndexDamaged, wherever that happens."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from pathlib import Path
from types import TracebackType

from search.errors import IndexDamaged

# what is packed in its rows; a TypeError where a row has nothing in place of it
_BROKEN = (zlib.error, json.JSONDecodeError, UnicodeDecodeError, TypeError)

# how SQLite tells of a table's description or of a text that was changed; a full disk is an OperationalError, too
_BROKEN_NAMES = ("Could not decode to UTF-8", "no such column", "no such table", "unsupported file format")


class Damage:
    """A `with` whose block reads the file or what came out of it."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> None:
        """Begin to read."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Raise IndexDamaged for an error that says so; others pass, a full disk and a locked file among them."""
        if error is not None and tells_damage(error):
            raise IndexDamaged(self._file.parent, f"{self._file.name} cannot be read ({error})") from error


def tells_damage(error: BaseException) -> bool:
    """Tell whether an error says that the file is broken, as opposed to a full disk or a lock that another one has."""
    if isinstance(error, sqlite3.OperationalError):
        return str(error).startswith(_BROKEN_NAMES)
    return type(error) is sqlite3.DatabaseError or isinstance(error, _BROKEN)


class Guard(Damage):
    """The same for one thread at a time; it may be entered again in its own block."""

    def __init__(self, file: Path) -> None:
        super().__init__(file)
        self._lock = threading.RLock()

    def __enter__(self) -> None:
        """Wait for the other threads and begin to read."""
        self._lock.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Let the next thread in, and raise as Damage does."""
        self._lock.release()
        super().__exit__(kind, error, trace)
