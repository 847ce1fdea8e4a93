"""Part 2: documents per second of the whole indexer and of writing alone, memory, and bytes on disk."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from statistics import median

from benchmarks.apart import Outcome, call_once
from benchmarks.options import Options, sample
from benchmarks.table import Table, megabytes, number

NAME = "Indexing"
REPEATS = 3  # of what takes seconds; the first run takes a minute and is measured once


def run(options: Options) -> tuple[Table, ...]:
    """Return the tables of this part."""
    return _whole(options), _writing(options)


@lru_cache(maxsize=8)
def write_index(folder: Path, count: int) -> Outcome:
    """Write `count` generated documents into a new index, once in a run; the queries search the same index."""
    return call_once("benchmarks.generated:write_generated", count=count, index=str(folder))


def generated_index(options: Options, count: int) -> tuple[Path, Outcome]:
    """Return the index of `count` generated documents, and what writing it took."""
    folder = options.work / f"index-{count}"
    options.say(f"writing {count:,} generated documents")
    return folder, write_index(folder, count)


def _whole(options: Options) -> Table:
    news = sample(options, options.indexed)
    first, again = options.work / "index-news", options.work / "index-news-again"

    def once(index: Path, **how: object) -> Outcome:
        return call_once("benchmarks.writing:index_articles", path=str(news.path), index=str(index), **how)

    options.say(f"indexing {news.articles} articles, nothing remembered")
    fresh = [once(first)]
    options.say("indexing them again, all sentences remembered, and again with nothing changed")
    remembered = [once(again, memory=str(first)) for _ in range(REPEATS)]
    unchanged = [once(again, anew=False) for _ in range(REPEATS)]
    rows = (
        ("nothing remembered", fresh),
        ("all sentences remembered, new index", remembered),
        ("nothing changed", unchanged),
    )
    value = fresh[0].value
    return Table(
        title="Articles to index",
        columns=("run", "documents/s", "per processor second", "read s", "translate s", "write s", "peak memory MB"),
        rows=tuple(
            (
                name,
                number(median(one.value["read"] / one.value["wall"] for one in runs)),
                number(median(one.value["read"] / one.value["cpu"] for one in runs)),
                *(
                    number(median(one.value["seconds"].get(stage, 0.0) for one in runs))
                    for stage in ("read", "translate", "write")
                ),
                megabytes(max(one.peak for one in runs)),
            )
            for name, runs in rows
        ),
        notes=(
            f"{value['read']} articles of {news.origin}, {value['translated']:,} different sentences; "
            f"{value['rejected']} rejected",
            f"on disk: {number((value['bytes'] - value['memory bytes']) / value['documents'])} bytes a document, "
            f"and {number(value['memory bytes'] / value['documents'])} for the translation memory",
            f"the first run once, the others the median of {REPEATS}; each in a process of its own, loading the model "
            f"not counted",
        ),
    )


def _writing(options: Options) -> Table:
    rows: list[tuple[str, ...]] = []
    for count in options.sizes:
        _, outcome = generated_index(options, count)
        value = outcome.value
        rows.append(
            (
                f"{count:,}",
                number(count / value["wall"]),
                number(count / value["cpu"]),
                number(value["analysing"]),
                number(value["publishing"]),
                number(value["bytes"] / count),
                megabytes(outcome.peak),
            )
        )
    return Table(
        title="Writing alone: generated documents, translated already",
        columns=(
            "documents",
            "documents/s",
            "per processor second",
            "analyse s",
            "publish s",
            "bytes/document",
            "peak memory MB",
        ),
        rows=tuple(rows),
        notes=("about 310 Hindi and 330 English words a document; published as often as the indexer does",),
    )
