"""Copies count as one: a result stands for every copy of its article, as the page shows one result for a story."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from search.errors import DocumentMissing
from search.evaluation.collection import Collection
from search.evaluation.judgements import Judgements
from search.evaluation.runs import Result, Run
from search.index import Index

Stories = Mapping[str, str]  # an article that has copies → the one that stands for all of them


def stories_of(articles: Iterable[str], index: Index) -> dict[str, str]:
    """Return the story of each of the articles that has copies in the index, and of these copies."""
    found: dict[str, str] = {}
    for article in sorted(articles):
        if article in found:
            continue
        try:
            copies = index.story(article)
        except DocumentMissing:
            continue
        if copies:
            found |= dict.fromkeys((article, *(copy.id for copy in copies)), article)
    return found


def judge_stories(collection: Collection, stories: Stories) -> Collection:
    """Return the collection with each story judged as the best of its copies is."""
    return replace(
        collection,
        judgements={name: _by_story(judged, stories) for name, judged in collection.judgements.items()},
    )


def run_stories(run: Run, stories: Stories) -> Run:
    """Return the run with each copy under its story's name; of several copies the first is kept."""
    return {query: _first_of_each(results, stories) for query, results in run.items()}


def _by_story(judged: Judgements, stories: Stories) -> Judgements:
    made: dict[str, dict[str, int]] = {}
    for topic, grades in judged.items():
        best = made.setdefault(topic, {})
        for article, grade in grades.items():
            story = stories.get(article, article)
            best[story] = max(grade, best.get(story, grade))
    return made


def _first_of_each(results: Iterable[Result], stories: Stories) -> tuple[Result, ...]:
    kept: dict[str, Result] = {}
    for result in results:
        story = stories.get(result.article, result.article)
        kept.setdefault(story, replace(result, article=story))
    return tuple(kept.values())
