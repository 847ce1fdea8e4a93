"""What runs in the processes that search; called through benchmarks.apart. Imports nothing of ours before the clock."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measurement import held_bytes, measure, middle

if TYPE_CHECKING:
    from search.engines.whoosh_engine import WhooshEngine
    from search.index import Index

Ask = Callable[[dict[str, Any]], int]  # a question → the number of its results


def first_result(index: str, text: str) -> dict[str, dict[str, float]]:
    """Return the seconds that importing, opening and a first search took, one after the other, by both clocks."""
    marks = [_clocks()]
    import search

    marks.append(_clocks())
    with search.open_index(index) as opened:
        marks.append(_clocks())
        opened.search(text)
        marks.append(_clocks())
    return {
        name: {"wall": end[0] - begin[0], "cpu": end[1] - begin[1]}
        for name, begin, end in zip(("import", "open", "search"), marks, marks[1:], strict=False)
    }


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def answer(
    index: str, kinds: Sequence[tuple[str, str, Sequence[dict[str, Any]]]], passes: int
) -> dict[str, dict[str, Any]]:
    """Ask all questions of each kind (name, who answers, questions), once to warm up, then timed.

    Gives, for each kind, the milliseconds of every question (median of the passes) and the number of its results, and
    under "memory" the bytes that the process holds in the end.
    """
    from search.engines.whoosh_engine import WhooshEngine
    from search.index import Index

    found: dict[str, dict[str, Any]] = {}
    engine = WhooshEngine(Path(index))
    with Index(engine, close=engine.close, generation=engine.generation) as opened:
        for name, by, questions in kinds:
            ask = {
                "index": lambda: _full(opened),
                "scorer": lambda: _scorer(engine),
                "ranking": lambda: _ranking(engine, opened),
                "json": lambda: _json(opened),
            }[by]()
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


def _scorer(engine: WhooshEngine) -> Ask:
    from search.engines.base import Alternative, Concept, Request

    def ask(question: dict[str, Any]) -> int:
        concepts = tuple(
            Concept(text=word, alternatives=(Alternative(word, 1.0, "exact", ("title_hi", "body_hi")),))
            for word in question["text"].split()
        )
        return len(engine.refresh().scorer.score(Request(concepts=concepts)).all)

    return ask


def _ranking(engine: WhooshEngine, index: Index) -> Ask:
    from datetime import date

    from search.engines.base import Filters, Request
    from search.index import _days
    from search.query.parse import parse_query

    def ask(question: dict[str, Any]) -> int:
        evidence = index._gatherer.gather(parse_query(question["text"]).clauses)
        days = _days(date.fromisoformat(question["since"]), date.fromisoformat(question["until"]))
        snapshot = engine.refresh()
        scored = snapshot.scorer.score(
            Request(concepts=evidence.concepts, filters=(Filters(since=days["since"], until=days["until"]),))
        )
        snapshot.columns.facets(scored.all)
        return len(scored.all)

    return ask


def _json(index: Index) -> Ask:
    from search.settings import Settings
    from web.app import create_app

    client = create_app(index, Settings()).test_client()

    def ask(question: dict[str, Any]) -> int:
        answer = client.get("/api/search", query_string={"q": question["text"]})
        return int(answer.get_json()["total"])

    return ask
