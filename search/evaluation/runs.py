"""Runs: what a system brought for each query, best first; made by asking an index, or read from TREC's files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.errors import InputError
from search.evaluation.topics import Query, TopicSet, read_lines
from search.index import Index
from search.model import Language

DEPTH = 100  # results taken for a query


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One article that a system brought."""

    article: str
    score: float
    language: Language | None = None  # of the original; None: not known, as in a file
    guessed: bool = False  # brought by guesses alone, and labelled so


Run = Mapping[Query, tuple[Result, ...]]
System = Callable[[str], Sequence[Result]]  # a query → its results, best first


def make_run(system: System, sets: Iterable[TopicSet]) -> Run:
    """Return what a system brings for every query of the sets; each query is asked once."""
    return {query: tuple(system(query.text)) for topics in sets for query in topics.queries}


def index_system(index: Index) -> System:
    """Return an open index as a system: its first results for a query."""

    def search(text: str) -> tuple[Result, ...]:
        hits = index.search(text, limit=DEPTH).hits
        return tuple(
            Result(article=hit.id, score=hit.score, language=hit.language, guessed=hit.guessed) for hit in hits
        )

    return search


def write_run(folder: Path, topics: TopicSet, run: Run, *, name: str) -> tuple[Path, ...]:
    """Write a file SET.KIND.run for each kind of query of a set, in lines `topic Q0 article rank score name`."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for kind in topics.kinds:
        lines = [
            f"{query.topic} Q0 {result.article} {rank} {result.score:.6f} {name}\n"
            for query in topics.queries
            if query.kind == kind
            for rank, result in enumerate(run[query], 1)
        ]
        paths.append(folder / f"{topics.name}.{kind}.run")
        paths[-1].write_text("".join(lines), encoding="utf-8")
    return tuple(paths)


def read_run(folder: Path, sets: Iterable[TopicSet]) -> Run:
    """Return the run that `write_run` left in a folder; a query without lines brought nothing.

    The order is that of the ranks. Raises InputError for a file that is missing, or a line that is no line of a run.
    """
    run: dict[Query, tuple[Result, ...]] = {}
    for topics in sets:
        for kind in topics.kinds:
            found = _read_file(folder / f"{topics.name}.{kind}.run")
            for query in topics.queries:
                if query.kind == kind:
                    run[query] = tuple(
                        result for _, result in sorted(found.get(query.topic, ()), key=lambda one: one[0])
                    )
    return run


def _read_file(path: Path) -> dict[str, list[tuple[int, Result]]]:
    found: dict[str, list[tuple[int, Result]]] = {}
    for number, line in read_lines(path):
        cells = line.split()
        try:
            topic, _, article, rank, score, _ = cells
            found.setdefault(topic, []).append((int(rank), Result(article=article, score=float(score))))
        except ValueError:
            raise InputError(
                f"{path}:{number}", f"{line.strip()!r} is no line of a run", "Give: topic Q0 article rank score name."
            ) from None
    return found
