"""The engines beside each other: for each size a table of figures, and one of their ratios to Dubhashi's."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.apart import ROOT, Worker, WorkerError
from benchmarks.compare.asking import KINDS, make_questions
from benchmarks.compare.corpus import MORE, id_of, write_corpus
from benchmarks.measurement import quantile
from benchmarks.options import silent
from benchmarks.table import Table, number

NAME = "Beside other engines"
OURS = "Dubhashi"
SEARCHES = "benchmarks.compare."
WHAT_OF_TIMES = (
    ("CPU p50", "cpu", 0.5),
    ("CPU p99", "cpu", 0.99),
    ("wall p50", "wall", 0.5),
    ("CPU p50, first time", "first", 0.5),
)
SYSTEM_PYTHON = Path("/usr/bin/python3")  # where Debian puts python3-xapian


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is measured, and where; the defaults take about twenty minutes on two cores."""

    work: Path = ROOT / "var" / "bench"
    environment: Path = ROOT / "var" / "compare-venv"  # README.md says how to make it
    say: Callable[[str], None] = silent
    corpus: str = "generated"  # or "news"
    sizes: tuple[int, ...] = (2_000, 10_000)
    queries: int = 200  # of each kind
    passes: int = 3
    cold: int = 3  # fresh processes
    patience: float = 1_200.0  # seconds that a build may take, judged by the size before
    only: tuple[str, ...] = ()  # names of engines; empty: all


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """An engine: the module that drives it, and the interpreters that may have it, the first that does is taken."""

    name: str
    module: str
    pythons: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one engine did at one size; None where it was left out, `reason` says why."""

    peer: Peer
    figures: Mapping[str, float | None] | None
    version: str = ""
    reason: str = ""


def peers(environment: Path) -> tuple[Peer, ...]:
    """Return the engines; `environment` is the virtual environment that README.md says how to make."""
    here, extra = Path(sys.executable), environment / "bin" / "python"
    return (
        Peer(name=OURS, module=SEARCHES + "dubhashi_engine", pythons=(here,)),
        Peer(name="Whoosh", module=SEARCHES + "plain_whoosh", pythons=(here,)),
        Peer(name="SQLite FTS5", module=SEARCHES + "fts5", pythons=(here,)),
        Peer(name="tantivy", module=SEARCHES + "tantivy_peer", pythons=(extra, here)),
        Peer(name="Xapian", module=SEARCHES + "xapian_peer", pythons=(SYSTEM_PYTHON, extra)),
    )


def run(plan: Plan) -> tuple[Table, ...]:
    """Return a table of figures and one of ratios for each size."""
    tables: list[Table] = []
    speed: dict[str, float] = {}  # documents a second at the size before
    for count in sorted(plan.sizes):
        plan.say(f"a corpus of {count:,} {plan.corpus} documents")
        corpus = write_corpus(plan.work / f"compare-{plan.corpus}-{count}.jsonl", count, plan.corpus)
        chosen = [peer for peer in peers(plan.environment) if not plan.only or peer.name in plan.only]
        runs = [_measure(peer, corpus, count, plan, speed) for peer in chosen]
        tables += [_figures(runs, count, plan), _ratios(runs, count)]
    return tuple(tables)


def _measure(peer: Peer, corpus: Path, count: int, plan: Plan, speed: dict[str, float]) -> Run:
    found = _interpreter(peer)
    if isinstance(found, str):
        return Run(peer=peer, figures=None, reason=found)
    if peer.name != OURS and count / speed.get(peer.name, count) > plan.patience:
        return Run(peer=peer, figures=None, reason=f"building would take more than {plan.patience:,.0f} s")
    plan.say(f"{peer.name} over {count:,} documents")
    place = {
        "engine": peer.module,
        "folder": str(plan.work / f"compare-{peer.module.rpartition('.')[2]}-{plan.corpus}-{count}"),
    }
    try:
        built = _once(found, "build", **place, corpus=str(corpus), count=count)
        asked = [(kind.name, kind.page, make_questions(kind, plan.queries, count, plan.corpus)) for kind in KINDS]
        answered = _once(found, "answer", **place, kinds=asked, passes=plan.passes)
        question = asked[1][2][0]
        cold = [_once(found, "first_result", **place, question=question) for _ in range(plan.cold)]
        with Worker(python=found) as worker:
            worker.call("benchmarks.compare.driving:first_result", **place, question=question)  # so that it is warm
            added, deleted = (
                worker.call("benchmarks.compare.driving:change", **place, corpus=str(corpus), **how).value
                for how in (
                    {"first": count, "count": MORE, "deleted": []},
                    {"first": 0, "count": 0, "deleted": [id_of(plan.corpus, n) for n in range(MORE)]},
                )
            )
    except WorkerError as error:
        return Run(peer=peer, figures=None, reason=str(error).strip().splitlines()[-1])
    speed[peer.name] = count / built["wall"]
    figures: dict[str, float | None] = {
        "documents/s written": count / built["wall"],
        "… per processor second": count / built["cpu"],
        "peak memory writing, MB": built["peak"] / 1e6,
        "bytes/document": built["bytes"] / count,
        "add 10, ms": 1000 * added["wall"],
        "… CPU": 1000 * added["cpu"],
        "delete 10, ms": 1000 * deleted["wall"],
        "… CPU ": 1000 * deleted["cpu"],
        "cold: import, open, first page, ms": 1000 * median(one["wall"] for one in cold),
        "… CPU  ": 1000 * median(one["cpu"] for one in cold),
    }
    for kind in KINDS:
        times = answered[kind.name]
        for label, clock, share in WHAT_OF_TIMES:
            figures[f"{kind.name}: {label}"] = None if times is None else quantile(times[clock], share)
    figures["memory after all, MB"] = answered["memory"]["bytes"] / 1e6 if answered["memory"]["bytes"] else None
    return Run(peer=peer, figures=figures, version=_once(found, "version", engine=peer.module))


def _once(python: Path, function: str, **arguments: object) -> Any:
    with Worker(python=python) as worker:
        return worker.call(f"benchmarks.compare.driving:{function}", **arguments).value


def _interpreter(peer: Peer) -> Path | str:
    """Return the first interpreter that has the engine, or why there is none."""
    reason = "no interpreter for it; benchmarks/README.md says how to install it"
    for python in peer.pythons:
        if python.is_file():
            try:
                _once(python, "version", engine=peer.module)
            except WorkerError as error:
                reason = str(error).strip().splitlines()[-1]
            else:
                return python
    return reason


def _figures(runs: Sequence[Run], count: int, plan: Plan) -> Table:
    present = [one for one in runs if one.figures is not None]
    return Table(
        title=f"{count:,} documents: figures",
        columns=("what", *(one.peer.name for one in present)),
        rows=_rows(present, lambda value, ours: number(value)),
        notes=(
            "; ".join(one.version for one in present),
            *(f"left out: {one.peer.name} ({one.reason})" for one in runs if one.figures is None),
            f"queries in milliseconds: {plan.queries} of each kind, half of them English, over title and body of "
            "one language, the top ten; each is asked once, the first time, and then again so many times, of which the "
            f"median counts: {plan.passes}; Dubhashi keeps decoded words in memory, up to 128 MiB",
            "everybody indexes the same terms of four fields; Dubhashi's writing includes its analysis, and a durable "
            "publish every 500 documents; Dubhashi also ranks by BM25F over both fields, folds stories and weighs age",
            "Dubhashi's prefixes stand for at most 64 words; the others' for all",
        ),
    )


def _ratios(runs: Sequence[Run], count: int) -> Table:
    present = [one for one in runs if one.figures is not None]
    return Table(
        title=f"{count:,} documents: times Dubhashi's figure",
        columns=("what", *(one.peer.name for one in present)),
        rows=_rows(present, lambda value, ours: number(value / ours) if ours else "–"),
    )


def _rows(present: Sequence[Run], show: Callable[[float, float | None], str]) -> tuple[tuple[str, ...], ...]:
    ours = next((one.figures for one in present if one.peer.name == OURS), None) or {}
    names = list(present[0].figures or ()) if present else []
    rows: list[tuple[str, ...]] = []
    for name in names:
        values = [(one.figures or {})[name] for one in present]
        rows.append((name.strip(), *("–" if value is None else show(value, ours.get(name)) for value in values)))
    return tuple(rows)
