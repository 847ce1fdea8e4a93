"""Directions: which queries are measured against the originals of which language.

The index stays one; a direction counts only the judgements of articles written in its language, and only such articles
of a run, as somebody sees them who asked for that language (lang:hi).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.evaluation.judgements import Judgements
from search.evaluation.runs import Result, Run
from search.evaluation.topics import Query, TopicSet
from search.model import Language

BY_LANGUAGE = frozenset(("hindi", "english", "romanised", "mixed"))  # kinds of queries that are told apart so


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """The queries of one kind in one set, and the language of the originals that count; None: all of them."""

    topics: str
    kind: str
    language: Language | None = None

    @property
    def name(self) -> str:
        """The direction as tables show it, e.g. "needs: hindi → en"."""
        return f"{self.topics}: {self.kind}" + (f" → {self.language}" if self.language else "")


def directions(topics: TopicSet, languages: Iterable[Language]) -> tuple[Direction, ...]:
    """Return the directions in which a set is measured, if the relevant articles are written in these languages."""
    written: tuple[Language, ...] = ("hi", "en")
    both = set(languages) >= set(written)
    return tuple(
        Direction(topics=topics.name, kind=kind, language=language)
        for kind in topics.kinds
        for language in ((None, *written) if both and kind in BY_LANGUAGE else (None,))
    )


def restrict(
    direction: Direction, topics: TopicSet, judgements: Judgements, run: Run, languages: Mapping[str, Language]
) -> tuple[Judgements, Mapping[Query, tuple[Result, ...]]]:
    """Return the judgements and the part of the run that count in a direction.

    `languages` tells in which language an article is written; articles that it does not know are left out where a
    language is asked for. A topic without a relevant article in the direction is left out.
    """

    def counts(article: str) -> bool:
        return direction.language is None or languages.get(article) == direction.language

    kept = {
        topic: {article: grade for article, grade in grades.items() if counts(article)}
        for topic, grades in judgements.items()
    }
    kept = {topic: grades for topic, grades in kept.items() if any(grade > 0 for grade in grades.values())}
    part = {
        query: tuple(result for result in run[query] if counts(result.article))
        for query in topics.queries
        if query.kind == direction.kind and query.topic in kept
    }
    asked = {query.topic for query in part}
    return {topic: grades for topic, grades in kept.items() if topic in asked}, part
