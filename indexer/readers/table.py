"""CSV and TSV: the first row names the fields, each further row is an article."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import PurePath

from indexer.readers.fields import FieldMap, advise
from indexer.readers.record import UnusableError, read_record
from indexer.readers.stream import in_words, lines
from search.model import Article, Rejected

_STATED = re.compile(r"sep=([^\w\s\"])", re.IGNORECASE)  # a line that Excel reads and writes
_NOT_UTF8 = re.compile("[\udc80-\udcff]")


def read_table(
    chunks: Iterator[bytes], path: str, *, limit: int, fields: FieldMap | None = None
) -> Iterator[Article | Rejected]:
    """Yield an Article or Rejected for each row; a bad row stops nothing, a quotation mark that is never closed does.

    The mark between fields is the tab where the first row has one, else the comma or the semicolon, or what a line
    "sep=;" above the first row says.
    """
    fields = fields or FieldMap()
    rows = _Rows(chunks, path, limit)
    header = next((row for row in rows if any(cell.strip() for cell in row)), None)
    if header is None:
        yield rows.fault or Rejected(path=path, reason="no article in it: the file is empty")
        return
    names = [name.strip().strip("\ufeff") for name in header]
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        yield Rejected(path=path, reason=f"the first row names the field '{twice}' twice; each name may stand once")
        return
    of_row = fields.apply(dict.fromkeys(filter(None, names), "text"))
    if not of_row.get("title") and not of_row.get("body"):
        yield Rejected(path=path, reason=_no_names(names))
        return
    below = False
    for row in rows:
        where = f"{path}:{rows.line}"
        if not any(cell.strip() for cell in row):
            continue
        below = True
        if len(row) > len(names):
            reason = f"{len(row)} fields where the first row names {len(names)}; quote fields that hold the mark"
            yield Rejected(path=where, reason=reason)
        elif _NOT_UTF8.search("".join(row)):
            yield Rejected(path=where, reason="not UTF-8. Save the file as UTF-8 and read it again")
        else:
            record = {name: cell for name, cell in zip(names, row, strict=False) if cell.strip()}
            try:
                yield read_record(fields.apply(record))
            except UnusableError as error:
                yield Rejected(path=where, reason=str(error))
    if rows.fault is not None:
        yield rows.fault
    elif not below:
        reason = f"no article in it: nothing stands below the first row, which names {len(names)} fields"
        yield Rejected(path=path, reason=reason)


def _no_names(names: list[str]) -> str:
    shown = ", ".join(f"'{name[:40]}…'" if len(name) > 40 else f"'{name}'" for name in names[:12])
    advice = advise(names)
    what = f"Say which field is which: {advice}" if advice else "Write the names of the fields above the first row"
    return f'the first row names neither a field "title" nor "body": {shown}. {what}'


class _Rows:
    """The rows of the table; `fault` is set when they end because the table is broken."""

    def __init__(self, chunks: Iterator[bytes], path: str, limit: int) -> None:
        self.fault: Rejected | None = None
        self.line = 0  # on which the latest row ends
        self._path = path
        self._limit = limit
        self._lines = lines(chunks, limit=limit)
        csv.field_size_limit(limit)
        self._raw: list[str] = []  # the lines of the row that is being read
        self._rows = self._read()

    def __iter__(self) -> Iterator[list[str]]:
        return self._rows

    def __next__(self) -> list[str]:
        return next(self._rows)

    def _read(self) -> Iterator[list[str]]:
        texts = self._texts()
        first = next((text for text in texts if text.strip()), "")
        if not first:
            return
        delimiter = _delimiter(first, self._path)
        if stated := _STATED.fullmatch(first.strip()):
            delimiter, first = stated[1], next(texts, "")
        reader = csv.reader(_chain(first, texts), delimiter=delimiter, strict=False)
        taken = 0
        try:
            for row in reader:
                first_line, taken = taken + 1, reader.line_num
                if taken > first_line and _is_open(self._raw, delimiter):
                    reason = "a quotation mark that opens here is never closed: all that follows would be one field"
                    self.fault = Rejected(path=f"{self._path}:{self.line - taken + first_line}", reason=reason)
                    return
                self._raw = []
                yield row
        except csv.Error:
            reason = (
                f"from line {self.line} on it is no table: a field is longer than {in_words(self._limit)}, "
                "probably because a quotation mark is not closed"
            )
            self.fault = Rejected(path=f"{self._path}:{self.line}", reason=reason)

    def _texts(self) -> Iterator[str]:
        for line in self._lines:
            self.line = line.number
            # A NUL would end a field, and a lone surrogate stands for a byte that is not UTF-8 until its row is known.
            text = (line.data or b"").decode("utf-8", "surrogateescape").replace("\x00", "")
            self._raw.append(text + "\n")
            yield text + "\n"


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Tell whether the lines of one row end inside a quotation: only the strict reader says so at the end of a file."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _delimiter(first: str, path: str) -> str:
    if "\t" in first or PurePath(path).suffix.lower() in (".tsv", ".tab"):
        return "\t"
    return ";" if first.count(";") > first.count(",") else ","
