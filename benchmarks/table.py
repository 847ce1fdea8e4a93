"""Tables of figures as Markdown that is as readable on a terminal as on a page, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import combining, east_asian_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a title, the heads of its columns, its rows, and what a reader must know, a sentence a line."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()


def write_table(table: Table) -> str:
    """Return the table as Markdown; the first column is flush left, the figures flush right."""
    rows = [table.columns, *table.rows]
    widths = [max(3, *(_width(row[place]) for row in rows)) for place in range(len(table.columns))]
    rule = ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])]
    lines = [f"### {table.title}", "", _line(table.columns, widths), f"| {' | '.join(rule)} |"]
    lines += [_line(row, widths) for row in table.rows]
    if table.notes:
        lines += ["", *(f"- {note}" for note in table.notes)]
    return "\n".join(lines) + "\n"


def read_tables(text: str) -> tuple[Table, ...]:
    """Return the tables that `write_table` wrote into the text, in order; other lines are passed over."""
    tables: list[Table] = []
    for block in text.split("\n### ")[1:] if not text.startswith("### ") else text[4:].split("\n### "):
        title, *lines = block.splitlines()
        cells = [tuple(cell.strip() for cell in line[1:-1].split("|")) for line in lines if line.startswith("|")]
        notes = tuple(line[2:] for line in lines if line.startswith("- "))
        if len(cells) >= 2:
            tables.append(Table(title=title, columns=cells[0], rows=tuple(cells[2:]), notes=notes))
    return tuple(tables)


def number(value: float) -> str:
    """Return a figure with three significant digits, as people write it.

    >>> number(12345.6), number(123.4), number(1.234), number(0.0123)
    ('12,346', '123', '1.23', '0.012')
    """
    size = abs(value)
    return (
        f"{value:,.0f}"
        if size >= 100
        else f"{value:.1f}"
        if size >= 10
        else f"{value:.2f}"
        if size >= 0.1
        else (f"{value:.3f}")
    )


def megabytes(value: float | None) -> str:
    """Return bytes in MB (a million), or a dash where they are not known."""
    return "–" if value is None else f"{value / 1e6:,.0f}"


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    first, *others = zip(cells, padded, strict=True)
    return f"| {' | '.join([first[0] + first[1], *(space + cell for cell, space in others)])} |"


def _width(text: str) -> int:
    return sum(0 if combining(mark) else 2 if east_asian_width(mark) in "WF" else 1 for mark in text)
