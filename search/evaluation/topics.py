"""Topics: what people want to know, each asked in one or several ways; read from tab-separated files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from search.errors import InputError

NUMBER, DESCRIPTION = "topic", "description"  # heads of columns that hold no query
ABSENT = "absent"  # the kind of queries that must find nothing
OPERATORS = "operators"  # the kind of queries whose results are known exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One way to ask for a topic. `kind` is the head of its column, such as "hindi", "english", "romanised"."""

    topic: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicSet:
    """The queries of one file, in its order; `name` is the file's, without its ending."""

    name: str
    queries: tuple[Query, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of queries, in the order in which they first stand there."""
        return tuple(dict.fromkeys(query.kind for query in self.queries))


def read_topics(path: Path) -> TopicSet:
    """Return the queries of a file: columns under heads, the first of them `topic`, or two columns without heads.

    Under heads every column but `topic` and `description` is a kind of query, and an empty cell is none. Without heads
    a line is a number and a query, and the kind is the file's name. Raises InputError with the line and the value.
    """
    rows = list(_rows(path))
    if not rows:
        raise InputError(path, "it holds no topic", "Give lines of a number, a tab and a query.")
    heads = rows[0][1]
    if heads[0] == NUMBER:
        rows = rows[1:]
    else:
        heads = [NUMBER, path.stem]
    _check_heads(path, heads)
    seen: dict[str, int] = {}
    queries: list[Query] = []
    for line, cells in rows:
        place = f"{path}:{line}"
        if len(cells) > len(heads) or len(cells) < 2:
            raise InputError(place, f"it has {len(cells)} columns: {cells[0]!r}", f"Give {len(heads)}, tabs between.")
        number = cells[0]
        if not number or number.split() != [number]:
            raise InputError(place, f"{number!r} cannot be the number of a topic", "Give one word without spaces.")
        if number in seen:
            raise InputError(place, f"topic {number!r} stands in line {seen[number]} too", "Give each topic once.")
        seen[number] = line
        queries += [
            Query(topic=number, kind=kind, text=text)
            for kind, text in zip(heads[1:], cells[1:], strict=False)
            if text and kind != DESCRIPTION
        ]
    return TopicSet(name=path.stem, queries=tuple(queries))


def _check_heads(path: Path, heads: list[str]) -> None:
    for place, head in enumerate(heads[1:], 2):
        if not head or head.split() != [head] or head in heads[: place - 1]:
            raise InputError(f"{path}:1", f"{head!r} cannot head column {place}", "Give one word, each another one.")
    if not set(heads[1:]) - {DESCRIPTION}:
        raise InputError(f"{path}:1", "no column holds queries", "Give a column such as 'hindi' beside 'topic'.")


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    for number, line in read_lines(path):
        yield number, [cell.strip() for cell in line.split("\t")]


def read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text file that are not blank, with their numbers; raise InputError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(path, f"it is not UTF-8 at byte {error.start}", "Save it as UTF-8.") from error
    except OSError as error:
        raise InputError(path, (error.strerror or str(error)).lower(), "Check the path.") from error
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            yield number, line
