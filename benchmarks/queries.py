"""Part 3: how long queries take over generated corpora, warm and cold, and what a serving process holds."""

from __future__ import annotations

from pathlib import Path
from statistics import median

from benchmarks.apart import Outcome, call_once
from benchmarks.indexing import generated_index
from benchmarks.measurement import quantile
from benchmarks.options import Options
from benchmarks.questions import kinds, make_questions
from benchmarks.table import Table, megabytes, number

NAME = "Queries"


def run(options: Options) -> tuple[Table, ...]:
    """Return the tables of this part."""
    written = [(count, *generated_index(options, count)) for count in options.sizes]
    answered = [(count, _answer(options, folder, count)) for count, folder, _ in written]
    return (
        *(_times(outcome, count, options) for count, outcome in answered),
        _cold(options, [(count, folder) for count, folder, _ in written]),
        Table(
            title="The index and the process that serves it",
            columns=("documents", "build s", "index MB", "memory after all queries MB", "peak memory MB"),
            rows=tuple(
                (
                    f"{count:,}",
                    number(built.value["wall"]),
                    megabytes(built.value["bytes"]),
                    megabytes(served.value["memory"]["bytes"]),
                    megabytes(served.peak),
                )
                for (count, _, built), (_, served) in zip(written, answered, strict=True)
            ),
        ),
    )


def _answer(options: Options, folder: Path, count: int) -> Outcome:
    options.say(f"queries: {options.queries} of each kind over {count:,} documents")
    asked = [(kind.name, kind.by, make_questions(kind, options.queries, count)) for kind in kinds()]
    return call_once("benchmarks.serving:answer", index=str(folder), kinds=asked, passes=options.passes)


def _times(outcome: Outcome, count: int, options: Options) -> Table:
    rows: list[tuple[str, ...]] = []
    for kind in kinds():
        found = outcome.value[kind.name]
        times = [number(quantile(found[clock], share)) for clock in ("cpu", "wall") for share in (0.5, 0.99)]
        rows.append((kind.name, *times, number(median(found["totals"]))))
    return Table(
        title=f"Warm, {count:,} documents, milliseconds",
        columns=("query", "CPU p50", "CPU p99", "wall p50", "wall p99", "results"),
        rows=tuple(rows),
        notes=(
            f"{options.queries} queries of each kind, each asked once to warm up; then timed runs of each: "
            f"{options.passes}, of which the median counts; results: the median number of them",
            "in-process, first page of ten with evidence, facets, documents and snippets; scoring alone stops at the "
            "ten best, without documents at ranking and facets; JSON through Flask is asked by its test client",
        ),
    )


def _cold(options: Options, indexes: list[tuple[int, Path]]) -> Table:
    question = make_questions(kinds()[1], 1, min(options.sizes))[0]["text"]
    rows: list[tuple[str, ...]] = []
    for count, folder in indexes:
        options.say(f"queries: {options.cold} cold starts over {count:,} documents")
        runs = [
            call_once("benchmarks.serving:first_result", index=str(folder), text=question).value
            for _ in range(options.cold)
        ]
        stages = ("import", "open", "search")
        wall = [median(1000 * one[stage]["wall"] for one in runs) for stage in stages]
        together = [median(1000 * sum(one[s][clock] for s in stages) for one in runs) for clock in ("wall", "cpu")]
        rows.append((f"{count:,}", *map(number, (*wall, *together))))
    return Table(
        title="From a fresh process to the first result, milliseconds",
        columns=("documents", "import search", "open_index", "first search", "together", "CPU together"),
        rows=tuple(rows),
        notes=(f"medians of {options.cold} processes; the files are in the system's cache",),
    )
