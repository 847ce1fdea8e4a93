"""JSON Lines, a JSON array of articles, or a single JSON object: told apart by their first bytes, read as a stream."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from indexer.readers.fields import JSON_FEED, FieldMap, is_json_feed, wrapped
from indexer.readers.record import UnusableError, read_record
from indexer.readers.stream import Line, UnreadableError, decode, in_words, lines
from search.model import Article, Rejected

_STRUCTURE = re.compile(rb'["{}\[\],\n]')
_COMMA_BEHIND = re.compile(r"\}\s*,\s*\Z")  # a line of an array, taken for one of JSON Lines
_IN_STRING = re.compile(rb'["\\\n]')


def read_json(
    chunks: Iterator[bytes], path: str, *, limit: int, fields: FieldMap | None = None
) -> Iterator[Article | Rejected]:
    """Yield an Article or Rejected for each object of the stream; one that is broken or too long stops nothing.

    `limit` is the length in bytes from which a line or an element is passed over unread; `fields` says under which
    names the objects have what we need.
    """
    first = next((chunk for chunk in chunks if chunk.strip()), b"")
    stream = chain((first,), chunks)
    read = read_elements if first.lstrip().startswith(b"[") else _read_lines
    nothing = True
    for item in read(stream, path, limit=limit, fields=fields or FieldMap()):
        nothing = False
        yield item
    if nothing:
        yield Rejected(path=path, reason="no article in it: the file is empty")


def _read_lines(chunks: Iterator[bytes], path: str, *, limit: int, fields: FieldMap) -> Iterator[Article | Rejected]:
    rows = (line for line in lines(chunks, limit=limit) if line.data is None or line.data.strip())
    first, second = next(rows, None), next(rows, None)
    start = [line for line in (first, second) if line is not None]
    if first and second and first.data is not None and second.data is not None and _is_one_object(first, second):
        yield from _read_object(chain(start, rows), path, limit=limit, fields=fields)
        return
    for line in chain(start, rows):
        where = f"{path}:{line.number}"
        if line.data is None:
            yield Rejected(path=where, reason=_too_long("line", line.size, limit))
        else:
            yield from _articles(line.data, where, fields)


def _is_one_object(first: Line, second: Line) -> bool:
    # JSON Lines has an object on each line; an object printed over several lines opens with a brace and goes on with
    # a quoted name.
    return (first.data or b"").strip() == b"{" and (second.data or b"").lstrip()[:1] in (b'"', b"}")


def _read_object(rows: Iterator[Line], path: str, *, limit: int, fields: FieldMap) -> Iterator[Article | Rejected]:
    size = 0
    parts: list[bytes] = []
    for line in rows:
        size += line.size + 1
        if size <= limit and line.data is not None:
            parts.append(line.data)
        else:
            parts = []
    if size > limit + 1:
        yield Rejected(path=path, reason=_too_long("object", size, limit))
    else:
        yield from _articles(b"\n".join(parts), path, fields)


def read_elements(chunks: Iterator[bytes], path: str, *, limit: int, fields: FieldMap) -> Iterator[Article | Rejected]:
    """Yield an Article or Rejected for each element of a JSON array, holding one element at a time."""
    array = _Array(limit)
    for chunk in chunks:
        for number, data, size in array.feed(chunk):
            where = f"{path}:{number}"
            if data is None:
                yield Rejected(path=where, reason=_too_long("element", size, limit))
            elif data.strip():
                yield from _articles(data, where, fields)
    if array.open:
        yield Rejected(path=f"{path}:{array.line}", reason='the list is not closed with "]": the file may be cut off')


class _Array:
    """Where the elements of an array begin and end: brackets are counted, strings passed over, nothing is parsed."""

    def __init__(self, limit: int) -> None:
        self.open = True
        self.line = 1
        self._limit = limit
        self._depth = 0  # 0 before the first bracket and after the last
        self._in_string = False
        self._escaped = False
        self._parts: list[bytes] = []
        self._size = 0
        self._start = 0  # the line on which the element begins; 0: not begun

    def feed(self, chunk: bytes) -> Iterator[tuple[int, bytes | None, int]]:
        """Yield (line, data or None when too long, size) for each element that ends in this chunk."""
        at = done = 0
        if self._escaped:
            at, self._escaped = 1, False
        while self.open and at < len(chunk):
            match = (_IN_STRING if self._in_string else _STRUCTURE).search(chunk, at)
            if match is None:
                break
            mark, at = match[0], match.end()
            if not self._start and self._depth == 1 and chunk[done : match.start()].strip():
                self._start = self.line
            if mark == b"\n":
                self.line += 1
            elif self._in_string:
                if mark == b'"':
                    self._in_string = False
                else:
                    at += 1
                    self._escaped = at > len(chunk)
            else:
                if self._depth == 1 and mark in b",]":
                    self._take(chunk[done : match.start()])
                    yield self._end()
                    done, self.open = at, mark == b","
                elif self._depth == 0:
                    done, self._depth = at, 1  # the bracket that opens the array
                else:
                    self._start = self._start or self.line
                    self._in_string = mark == b'"'
                    self._depth = max(1, self._depth + (mark in b"{[") - (mark in b"}]"))
        if self.open:
            self._take(chunk[done:])

    def _take(self, piece: bytes) -> None:
        self._size += len(piece)
        if self._size <= self._limit:
            self._parts.append(piece)
        else:
            self._parts = []

    def _end(self) -> tuple[int, bytes | None, int]:
        data = b"".join(self._parts) if self._size <= self._limit else None
        ended = (self._start or self.line, data, self._size)
        self._parts, self._size, self._start = [], 0, 0
        return ended


def _articles(data: bytes, where: str, fields: FieldMap) -> Iterator[Article | Rejected]:
    try:
        record = json.loads(_COMMA_BEHIND.sub("}", decode(data).strip("\ufeff")))
    except UnreadableError as error:
        yield Rejected(path=where, reason=str(error))
        return
    except json.JSONDecodeError as error:
        reason = f"not valid JSON: {error.msg}, at character {error.pos + 1}{_near(error)}"
        yield Rejected(path=where, reason=reason)
        return
    except (ValueError, RecursionError):  # a number of thousands of digits, brackets nested by the thousand
        yield Rejected(path=where, reason="not usable JSON: a number too long or nesting too deep")
        return
    inner = wrapped(record)
    if inner is None:
        yield _article(record, where, fields)
        return
    for number, one in enumerate(inner, 1):
        yield _article(one, f"{where}#{number}", JSON_FEED if is_json_feed(record) else fields)


def _article(record: object, where: str, fields: FieldMap) -> Article | Rejected:
    try:
        return read_record(fields.apply(record) if isinstance(record, dict) else record)
    except UnusableError as error:
        return Rejected(path=where, reason=str(error))


def _near(error: json.JSONDecodeError) -> str:
    near = " ".join(error.doc[max(0, error.pos - 20) : error.pos + 20].split())
    return f", near '{near}'" if near else ""


def _too_long(what: str, size: int, limit: int) -> str:
    return (
        f"the {what} is {in_words(size)} long, more than {in_words(limit)}; "
        f"raise the setting max_article_bytes to read it"
    )
