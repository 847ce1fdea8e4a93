"""What runs in the processes that search; called through benchmarks.apart. Imports nothing of ours before the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measurement import held_bytes, measure, middle

if TYPE_CHECKING:
    from search.engines.base import Engine
    from search.index import Index

Ask = Callable[[dict[str, Any]], int]  # a question → the number of its results


def first_result(index: str, text: str) -> dict[str, float]:
    """Return the seconds that importing, opening and a first search took, one after the other."""
    marks = [time.perf_counter()]
    import search

    marks.append(time.perf_counter())
    with search.open_index(index) as opened:
        marks.append(time.perf_counter())
        opened.search(text)
        marks.append(time.perf_counter())
    names = ("import", "open", "search")
    return {name: end - begin for name, begin, end in zip(names, marks, marks[1:], strict=False)}


def answer(
    index: str, kinds: Sequence[tuple[str, bool, Sequence[dict[str, Any]]]], passes: int
) -> dict[str, dict[str, Any]]:
    """Ask all questions of each kind (name, engine alone, questions), once to warm up, then timed.

    Gives, for each kind, the milliseconds of every question (median of the passes) and the number of its results, and
    under "memory" the bytes that the process holds in the end.
    """
    from search.engines.opening import open_engine
    from search.index import Index

    found: dict[str, dict[str, Any]] = {}
    engine = open_engine(Path(index))
    with Index(engine, close=engine.close, generation=engine.generation) as opened:
        for name, alone, questions in kinds:
            ask = _engine_alone(engine) if alone else _full(opened)
            totals = [ask(question) for question in questions]
            runs = [[measure(ask, one)[1] for one in questions] for _ in range(passes)]
            medians = [middle(times) for times in zip(*runs, strict=True)]
            found[name] = {
                "wall": [1000 * one.wall for one in medians],
                "cpu": [1000 * one.cpu for one in medians],
                "totals": totals,
            }
    found["memory"] = {"bytes": held_bytes()}
    return found


def _full(index: Index) -> Ask:
    from datetime import date

    def ask(question: dict[str, Any]) -> int:
        results = index.search(
            question["text"],
            since=date.fromisoformat(question["since"]) if question["since"] else None,
            until=date.fromisoformat(question["until"]) if question["until"] else None,
            sort=question["sort"],
        )
        return int(results.total)

    return ask


def _engine_alone(engine: Engine) -> Ask:
    from search.engines.base import Alternative, Concept, Request

    def ask(question: dict[str, Any]) -> int:
        concepts = tuple(
            Concept(text=word, alternatives=(Alternative(word, 1.0, "exact", ("title_hi", "body_hi")),))
            for word in question["text"].split()
        )
        return int(engine.search(Request(concepts=concepts)).total)

    return ask
