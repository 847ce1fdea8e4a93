"""A file of SQLite that turns out to be broken while it is read: told as IndexDamaged, wherever that happens."""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from pathlib import Path
from types import TracebackType

from search.errors import IndexDamaged

_BROKEN = (zlib.error, json.JSONDecodeError, UnicodeDecodeError)  # what is packed in its rows


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
        if error is not None and _tells_damage(error):
            raise IndexDamaged(self._file.parent, f"{self._file.name} cannot be read ({error})") from error


def _tells_damage(error: BaseException) -> bool:
    # a text that is no UTF-8 is told as an OperationalError, as a full disk is
    undecoded = isinstance(error, sqlite3.OperationalError) and str(error).startswith("Could not decode to UTF-8")
    return type(error) is sqlite3.DatabaseError or isinstance(error, _BROKEN) or undecoded


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
