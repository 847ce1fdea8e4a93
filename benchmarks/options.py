"""How much is to be measured, and where the benchmark works."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apart import ROOT
from benchmarks.articles import DATA, Sample, write_sample


def silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The sizes of a run; the defaults take about ten minutes on two cores."""

    work: Path = ROOT / "var" / "bench"  # everything that is made on the way lies here
    data: Path = DATA
    lucene: Path = ROOT / "var" / "lucene"  # jars of Lucene, if there are any
    say: Callable[[str], None] = silent  # progress, for people
    peer: bool = True  # measure argostranslate too
    articles: int = 150  # translated by every translator
    rounds: int = 10
    translation_seconds: float = 180.0  # no round begins later
    dev_lines: int = 1000  # sentences by which quality is told; 0: none
    sentences: int = 10_000  # of news, in which names and numbers are counted
    worst: int = 0  # sentences that are shown, those that lost most first
    memory: tuple[int, ...] = (200, 2_000)  # articles that are indexed for their memory
    indexed: int = 500  # articles that go through the whole indexer
    sizes: tuple[int, ...] = (2_000, 10_000)  # generated documents
    queries: int = 200  # of each kind
    passes: int = 1  # timed runs of every query
    others: int = 10_000  # articles of news beside those that known items ask for; fewer are there
    cold: int = 3  # fresh processes


def sample(options: Options, count: int) -> Sample:
    """Return `count` articles in a file of the work folder."""
    return write_sample(options.work / f"articles-{count}.jsonl", count, data=options.data)
