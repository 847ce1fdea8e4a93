"""A file as a stream of UTF-8: byte order marks, UTF-16 and binary files are dealt with here, and nowhere else.

Nothing here holds more than a chunk and the line being read, whatever the length of the file or the line.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.readers.source import CHUNK, Readable, read_fully

_HEAD = 8 * 1024  # enough to tell a binary file by its first NUL
_MARKS = (
    # UTF-32 before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class UnreadableError(ValueError):
    """A whole file that cannot be read as text; its text is the reason. It never leaves indexer.readers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a stream; `data` is None when it is longer than the limit and was passed over."""

    number: int  # from 1
    data: bytes | None  # without the line end
    size: int  # bytes, those passed over included


def utf8_chunks(file: Readable) -> Iterator[bytes]:
    """Yield the file as chunks of UTF-8 without a byte order mark; raise UnreadableError for a binary file.

    Chunks may end inside a character, and bytes that are not UTF-8 go through: only who reads the line can name them.
    """
    head = read_fully(file, _HEAD)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            yield from _recoded(file, head, encoding)
            return
    if b"\x00" in head:
        raise UnreadableError("binary file: give text in UTF-8, or UTF-16 with a byte order mark")
    head = head.removeprefix(codecs.BOM_UTF8)
    while head:
        yield head
        head = file.read(CHUNK)


def lines(chunks: Iterator[bytes], *, limit: int) -> Iterator[Line]:
    """Yield the lines of the stream, those longer than `limit` bytes without their data."""
    number, size = 1, 0
    parts: list[bytes] = []
    for chunk in chunks:
        *ended, rest = chunk.split(b"\n")
        for piece in ended:
            size += len(piece)
            data = b"".join((*parts, piece)).removesuffix(b"\r") if size <= limit else None
            yield Line(number, data, size)
            number, size, parts = number + 1, 0, []
        size += len(rest)
        if size <= limit:
            parts.append(rest)
        else:
            parts = []
    if size:
        yield Line(number, b"".join(parts).removesuffix(b"\r") if size <= limit else None, size)


def decode(data: bytes) -> str:
    """Return the bytes as text; raise UnreadableError that names the first line and byte that are not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        where = f"byte {column}" if b"\n" not in data.strip(b"\n") else f"line {line}, byte {column}"
        raise UnreadableError(
            f"not UTF-8: {where} is 0x{data[error.start]:02x}. Save the file as UTF-8 and read it again"
        ) from error


def in_words(size: int) -> str:
    """Return a number of bytes for people.

    >>> in_words(52428800), in_words(2048), in_words(7)
    ('50 MB', '2 KB', '7 bytes')
    """
    if size >= 1 << 20:
        return f"{size / (1 << 20):.4g} MB"
    return f"{size / (1 << 10):.3g} KB" if size >= 1 << 10 else f"{size} bytes"


def _recoded(file: Readable, head: bytes, encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while head:
            yield decoder.decode(head).encode()
            head = file.read(CHUNK)
        yield decoder.decode(b"", final=True).encode()
    except UnicodeError as error:
        raise UnreadableError(f"not {encoding.upper()}, though it begins with its mark. Save it as UTF-8") from error
