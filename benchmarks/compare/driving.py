"""What runs in the process of one engine; called through benchmarks.apart, with the interpreter that has the engine."""

from __future__ import annotations

import importlib
import json
import shutil
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.compare.contestant import Contestant, Question, Record
from benchmarks.measurement import NOTHING, Measurement, held_bytes, measure, peak_bytes

BATCH = 500  # documents read between two looks at the clock


def version(engine: str) -> str:
    """Return the engine and its version; ImportError where it is not installed."""
    return str(importlib.import_module(engine).version())


def build(engine: str, corpus: str, count: int, folder: str) -> dict[str, Any]:
    """Write the first `count` documents into a new index; reading them from the file is not in the figures."""
    shutil.rmtree(folder, ignore_errors=True)
    contestant = _open(engine, folder)
    took = NOTHING
    records = _records(corpus, 0, count)
    while batch := list(islice(records, BATCH)):
        took += _change(engine, contestant, batch, ())
    took += measure(contestant.commit)[1]
    size = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
    return {"wall": took.wall, "cpu": took.cpu, "bytes": size, "peak": peak_bytes()}


def answer(
    engine: str, folder: str, kinds: Sequence[tuple[str, bool, Sequence[Question]]], passes: int
) -> dict[str, dict[str, Any] | None]:
    """Ask the questions of each kind (name, page, questions) once, then again so many times; None: it cannot do that.

    Gives the milliseconds of every question when it was asked first and afterwards (median of the passes), the mean
    number of results shown, and under "memory" the bytes that the process holds in the end.
    """
    contestant = _open(engine, folder)
    found: dict[str, dict[str, Any] | None] = {}
    for name, page, questions in kinds:
        ask = contestant.page if page else contestant.search
        try:
            firsts = [measure(ask, question) for question in questions]
        except NotImplementedError:
            found[name] = None
            continue
        runs = [[measure(ask, question)[1] for question in questions] for _ in range(passes)]
        middles = [sorted(times, key=lambda one: one.cpu)[passes // 2] for times in zip(*runs, strict=True)]
        found[name] = {
            "first": [1000 * took.cpu for _, took in firsts],
            "cpu": [1000 * one.cpu for one in middles],
            "wall": [1000 * one.wall for one in middles],
            "shown": sum(len(shown) for shown, _ in firsts) / len(firsts),
        }
    found["memory"] = {"bytes": held_bytes(), "peak": peak_bytes()}
    return found


def first_result(engine: str, folder: str, question: Question) -> dict[str, float]:
    """Return the seconds from importing the engine to the first page of results."""
    begun, cpu = time.perf_counter(), time.process_time()
    _open(engine, folder).page(question)
    return {"wall": time.perf_counter() - begun, "cpu": time.process_time() - cpu}


def change(engine: str, corpus: str, first: int, count: int, deleted: Sequence[str], folder: str) -> dict[str, float]:
    """Add documents `first` to `first + count` of the corpus, delete some, and commit, in a warm process."""
    contestant = _open(engine, folder)
    took = _change(engine, contestant, list(_records(corpus, first, count)), deleted)
    took += measure(contestant.commit)[1]
    return {"wall": took.wall, "cpu": took.cpu}


@lru_cache(maxsize=1)
def _open(engine: str, folder: str) -> Contestant:
    opened: Contestant = importlib.import_module(engine).Engine(Path(folder))
    return opened


def _change(engine: str, contestant: Contestant, records: list[Record], deleted: Sequence[str]) -> Measurement:
    prepare = getattr(importlib.import_module(engine), "with_documents", None)
    prepared = prepare(records) if prepare else records
    return measure(contestant.change, prepared, deleted)[1]


def _records(corpus: str, first: int, count: int) -> Iterator[Record]:
    with Path(corpus).open(encoding="utf-8") as lines:
        for line in islice(lines, first, first + count):
            yield json.loads(line)
