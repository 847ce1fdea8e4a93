"""An input that is open: its name, its first bytes, which tell its format, and the rest as a stream."""

from __future__ import annotations

import io
import lzma
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

HEAD = 8 * 1024  # bytes that can be looked at before anything is read
CHUNK = 64 * 1024
FAULTS = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError)  # of packed files that are cut off or broken


class Readable(Protocol):
    """Anything that bytes can be read from: a file, a pipe, a member of an archive, the answer of a server."""

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, b"" at the end."""
        ...


class Source:
    """One input of a run; it is read once, from the front."""

    def __init__(
        self,
        file: Readable,
        name: str,
        *,
        url: str | None = None,
        charset: str | None = None,
        seen: datetime | None = None,
        depth: int = 0,
    ) -> None:
        """Take an open file: `url` is where it was fetched from, `charset` what its sender declared, if anything.

        `seen` is the moment at which its sender sent it, None where that is unknown; `depth` counts the archives that
        it lies in.
        """
        self.name = name
        self.url = url
        self.charset = charset
        self.seen = seen
        self.depth = depth
        self._file = file
        self._fault: Exception | None = None
        self.head = self._read_head()
        self._ahead = self.head

    def read(self, size: int = -1, /) -> bytes:
        """Return up to `size` bytes, b"" at the end; the head comes first. A fault is raised again at each read."""
        if size < 0:
            return b"".join(self.chunks())
        if self._ahead:
            data, self._ahead = self._ahead[:size], self._ahead[size:]
            return data
        if self._fault is not None:
            raise self._fault
        try:
            return self._file.read(size)
        except FAULTS as error:
            self._fault = error
            raise

    def _read_head(self) -> bytes:
        """Return the first bytes; a fault among them is kept until what came before it was read."""
        parts: list[bytes] = []
        try:
            while (size := HEAD - sum(map(len, parts))) and (part := self._file.read(size)):
                parts.append(part)
        except FAULTS as error:
            if not parts:
                raise
            self._fault = error
        return b"".join(parts)

    def chunks(self) -> Iterator[bytes]:
        """Yield the whole input piece by piece."""
        while chunk := self.read(CHUNK):
            yield chunk

    def seekable(self) -> io.BufferedIOBase | None:
        """Return the file itself, at its beginning, where it can be read from any place; None where it cannot."""
        if isinstance(self._file, io.BufferedIOBase) and self._file.seekable():
            self._file.seek(0)
            return self._file
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of an article that a feed or a sitemap names; it is fetched only where that was asked for."""

    url: str
    path: str  # of the feed, for reports
    updated: datetime | None = None  # None: the feed does not say
    listing: bool = False  # a further sitemap, not an article


def read_fully(source: Readable, size: int) -> bytes:
    """Return `size` bytes, fewer at the end and before a fault.

    A pipe hands over what it has, which may be less although more comes later.
    """
    parts: list[bytes] = []
    try:
        while size > 0 and (part := source.read(size)):
            parts.append(part)
            size -= len(part)
    except FAULTS:
        if not parts:
            raise  # else the next read raises it: what came before is read first
    return b"".join(parts)
