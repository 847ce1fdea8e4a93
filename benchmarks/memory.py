"""Part 2b: the memory of indexing, with few articles and with many: it must not grow with their number."""

from __future__ import annotations

from benchmarks.apart import call_once
from benchmarks.options import Options, sample
from benchmarks.table import Table, megabytes, number

NAME = "Memory of indexing"


def run(options: Options) -> tuple[Table, ...]:
    """Return the table of this part."""
    rows: list[tuple[str, ...]] = []
    origin = ""
    for count in options.memory:
        news = sample(options, count)
        origin = news.origin
        options.say(f"indexing {news.articles} articles for their memory")
        outcome = call_once(
            "benchmarks.writing:index_articles", path=str(news.path), index=str(options.work / f"index-memory-{count}")
        )
        rows.append((f"{news.articles:,}", f"{outcome.value['translated']:,}", megabytes(outcome.peak),
                     number(outcome.value["read"] / outcome.value["cpu"])))  # fmt: skip
    return (
        Table(
            title="Most memory held while indexing",
            columns=("articles", "sentences translated", "peak memory MB", "documents per processor second"),
            rows=tuple(rows),
            notes=(f"{origin}, nothing remembered, each number in a process of its own, the model included",),
        ),
    )
