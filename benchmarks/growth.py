"""`python -m benchmarks.growth`: how an index behaves as it grows; a table in RESULTS.md and a plot in docs/growth.svg.

What was measured at a size is kept in var/bench/growth.json, so sizes can be measured one by one, the largest at night.
"""

from __future__ import annotations

import json
import shlex
import sys
from pathlib import Path
from typing import Any

import click

from benchmarks.apart import ROOT, call_once
from benchmarks.compare.corpus import MORE
from benchmarks.machine import describe
from benchmarks.measurement import quantile
from benchmarks.options import Options
from benchmarks.plot import Line, Panel, draw
from benchmarks.questions import kinds, make_questions
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import Table, number, write_table

NAME = "Growth"
SIZES = (2_000, 10_000, 50_000)
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PLOT = ROOT / "docs" / "growth.svg"
ASKED = "Hindi, 3 words"  # the kind of query whose figures are shown


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--size", "sizes", multiple=True, type=int, default=SIZES, help="Generated documents; repeat.")
@click.option("--queries", default=100, help="Queries that are timed.")
@click.option("--work", type=click.Path(path_type=Path), default=Options().work, help="Folder to work in.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
@click.option("--plot", type=click.Path(path_type=Path), default=PLOT, help="The plot.")
def main(sizes: tuple[int, ...], queries: int, work: Path, results: Path, plot: Path) -> None:
    """Measure indexes of several sizes, and draw all that were ever measured here."""
    known = work / "growth.json"
    measured: dict[str, Any] = json.loads(known.read_text(encoding="utf-8")) if known.is_file() else {}
    for size in sizes:
        click.echo(f"{size:,} documents", err=True)
        measured[str(size)] = measure_size(work, size, queries)
        known.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    figures = {int(size): row for size, row in sorted(measured.items(), key=lambda pair: int(pair[0]))}
    table = make_table(figures, queries)
    click.echo(write_table(table))
    plot.parent.mkdir(parents=True, exist_ok=True)
    plot.write_text(draw(panels(figures)), encoding="utf-8")
    if results != Path("-"):
        command = shlex.join(["python", "-m", "benchmarks.growth", *sys.argv[1:]])
        order = list(read_sections(results.read_text(encoding="utf-8"))) if results.is_file() else []
        replace_section(results, NAME, write_section(command, describe(), (table,)), order)


def measure_size(work: Path, size: int, queries: int) -> dict[str, float]:
    """Return the figures of an index of generated documents, which is written anew."""
    folder = str(work / f"index-{size}")
    built = call_once("benchmarks.generated:write_generated", count=size, index=folder)
    asked = [
        (kind.name, kind.by, make_questions(kind, queries, size))
        for kind in kinds()
        if kind.name == ASKED or kind.by == "scorer"
    ]
    answered = call_once("benchmarks.serving:answer", index=folder, kinds=asked, passes=3).value
    cold = call_once("benchmarks.serving:first_result", index=folder, text=asked[0][2][0]["text"]).value
    added = call_once("benchmarks.generated:add_generated", index=folder, first=size, count=MORE).value
    full, scoring = (answered[name]["cpu"] for name, _, _ in asked)
    return {
        "build": built.value["cpu"],
        "writing memory": built.peak / 1e6,
        "bytes": built.value["bytes"] / size,
        "p50": quantile(full, 0.5),
        "p99": quantile(full, 0.99),
        "scoring p50": quantile(scoring, 0.5),
        "cold": 1000 * sum(one["cpu"] for one in cold.values()),
        "add": 1000 * added["cpu"],
        "serving memory": (answered["memory"]["bytes"] or 0) / 1e6,
    }


def make_table(figures: dict[int, dict[str, float]], queries: int) -> Table:
    """Return the table of all sizes."""
    columns = {
        "p50": "query p50 ms",
        "p99": "query p99 ms",
        "scoring p50": "scoring p50 ms",
        "cold": "cold ms",
        "add": "add 10 ms",
        "build": "build s",
        "bytes": "bytes/document",
        "writing memory": "memory writing MB",
        "serving memory": "memory serving MB",
    }
    return Table(
        title="An index that grows, processor time",
        columns=("documents", *columns.values()),
        rows=tuple((f"{size:,}", *(number(row[name]) for name in columns)) for size, row in figures.items()),
        notes=(
            f"{queries} queries: {ASKED}, with evidence, facets, documents and snippets; scoring alone: as in Queries",
            "cold: import, open and first result of a fresh process; add: ten documents, published, in a fresh process",
        ),
    )


def panels(figures: dict[int, dict[str, float]]) -> list[Panel]:
    """Return what the plot shows."""

    def line(label: str, name: str) -> Line:
        return Line(label=label, points=tuple((size, row[name]) for size, row in figures.items()))

    return [
        Panel(
            title="A query, ms of processor time",
            lines=(line("p99", "p99"), line("p50", "p50"), line("scoring", "scoring p50")),
        ),
        Panel(title="Writing, s of processor time", lines=(line("build", "build"),)),
        Panel(title="Memory, MB", lines=(line("writing", "writing memory"), line("serving", "serving memory"))),
        Panel(title="Cold start and adding ten, ms", lines=(line("cold", "cold"), line("add", "add"))),
    ]


if __name__ == "__main__":
    main()
