"""What was measured, as text for a terminal and as JSON values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from search.evaluation.comparison import Comparison, compare
from search.evaluation.directions import Direction
from search.evaluation.evaluation import Measured
from search.evaluation.measures import EXACT, MRR, NDCG, RECALL_10, RECALL_100, SILENT, Figures
from search.evaluation.topics import Query
from search.model import Language

RANKED = (NDCG, MRR, RECALL_10, RECALL_100)
# what is to hold against what: other ways to ask for Hindi originals, and Hindi queries for English ones
_SHARES: tuple[tuple[tuple[str, Language], tuple[str, Language]], ...] = (
    (("english", "hi"), ("hindi", "hi")),
    (("romanised", "hi"), ("hindi", "hi")),
    (("hindi", "en"), ("english", "en")),
)


def leading(figures: Figures) -> str:
    """Return the name of the measure by which topics of this kind are told apart."""
    return next(name for name in (NDCG, EXACT, SILENT) if name in figures)


def shares(measured: Sequence[Measured]) -> dict[str, float]:
    """Return nDCG@10 of some directions as shares of others, by names such as "needs: english → hi / hindi → hi"."""
    known = {(one.direction.topics, one.direction.kind, one.direction.language): one.means for one in measured}
    found: dict[str, float] = {}
    for name in dict.fromkeys(one.direction.topics for one in measured):
        for upper, lower in _SHARES:
            above, below = known.get((name, *upper)), known.get((name, *lower))
            if above and below and below[NDCG]:
                found[f"{name}: {upper[0]} → {upper[1]} / {lower[0]} → {lower[1]}"] = above[NDCG] / below[NDCG]
    return found


def text_report(measured: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of the table of means, and of the shares."""
    width = max((len(one.direction.name) for one in measured), default=0)
    yield f"{'':{width}}  topics" + "".join(f"{name:>9}" for name in RANKED)
    for one in measured:
        means = one.means
        if NDCG in means:
            figures = "".join(f"{means[name]:9.3f}" for name in RANKED)
        else:
            figures = f"{leading(means):>9} {means[leading(means)]:.3f}"
        yield f"{one.direction.name:{width}}  {len(one.figures):6}{figures}"
    found = shares(measured)
    if found:
        yield ""
        width = max(len(name) for name in found)
        yield from (f"{name:{width}}  {value:.2f}" for name, value in found.items())


def text_per_query(measured: Sequence[Measured], queries: Mapping[tuple[str, str, str], Query]) -> Iterator[str]:
    """Yield a line for each topic of each direction, the worst first, with the places of its relevant articles.

    `queries` holds the queries by set, kind and topic.
    """
    for one in measured:
        direction = one.direction
        yield ""
        yield direction.name
        for topic, figures in sorted(one.figures.items(), key=lambda item: item[1][leading(item[1])]):
            shown = "  ".join(f"{name} {value:.3f}" for name, value in figures.items())
            places = " ".join("–" if place is None else str(place) for place in one.places.get(topic, ()))
            at = f"  at {places}" if places else ""
            yield f"  {topic}  {shown}{at}  {queries[direction.topics, direction.kind, topic].text}"


def compared(first: Sequence[Measured], second: Sequence[Measured]) -> dict[Direction, Comparison]:
    """Return, for each direction that both have, how the second differs in its leading measure."""
    others = {one.direction: one for one in second}
    return {
        one.direction: compare(one.figures, others[one.direction].figures, leading(one.means))
        for one in first
        if one.direction in others
    }


def text_comparison(first: Sequence[Measured], second: Sequence[Measured]) -> Iterator[str]:
    """Yield the lines of a table of both means, their difference, and how sure it is."""
    found = compared(first, second)
    width = max((len(direction.name) for direction in found), default=0)
    yield f"{'':{width}}  topics    first   second    change  better  worse      p"
    for direction, one in found.items():
        yield (
            f"{direction.name:{width}}  {one.topics:6}{one.first:9.3f}{one.second:9.3f}{one.difference:+10.3f}"
            f"{one.better:8}{one.worse:7}{one.p:7.3f}"
        )


def json_report(first: Sequence[Measured], second: Sequence[Measured] | None = None) -> dict[str, Any]:
    """Return the report, with figures of every topic, as plain JSON values."""
    report: dict[str, Any] = {
        "directions": [
            {
                "name": one.direction.name,
                "topics": len(one.figures),
                "means": _rounded(one.means),
                "per_query": {topic: _rounded(figures) for topic, figures in one.figures.items()},
                "places": {topic: list(places) for topic, places in one.places.items()},
            }
            for one in first
        ],
        "shares": _rounded(shares(first)),
    }
    if second is not None:
        report["comparison"] = [
            {
                "name": direction.name,
                "topics": one.topics,
                **_rounded({"first": one.first, "second": one.second, "change": one.difference, "p": one.p}),
                "better": one.better,
                "worse": one.worse,
            }
            for direction, one in compared(first, second).items()
        ]
    return report


def _rounded(figures: Figures) -> dict[str, float]:
    return {name: round(value, 4) for name, value in figures.items()}
