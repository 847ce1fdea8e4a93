"""The whole of a retrieval evaluation: a collection and a run → figures by direction and topic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from search.evaluation.collection import Collection
from search.evaluation.directions import Direction, directions, restrict
from search.evaluation.measures import Figures, average, measure, silence
from search.evaluation.runs import Result, Run
from search.evaluation.topics import ABSENT, OPERATORS
from search.model import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The figures of one direction: of each topic, in the order of the file, and their means."""

    direction: Direction
    figures: Mapping[str, Figures]
    # of each topic, at which places the relevant articles were brought, those of the best grade first; None: not at all
    places: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)

    @property
    def means(self) -> Figures:
        """The means over the topics."""
        return average(self.figures)


def evaluate(collection: Collection, run: Run, languages: Mapping[str, Language]) -> tuple[Measured, ...]:
    """Return the figures of every direction that has topics; `languages` as for directions.restrict."""
    measured: list[Measured] = []
    for topics in collection.sets:
        judgements = collection.judgements.get(topics.name, {})
        written = {
            languages[article]
            for grades in judgements.values()
            for article, grade in grades.items()
            if grade > 0 and article in languages
        }
        for direction in directions(topics, written):
            if direction.kind == ABSENT:
                figures = silence({query: run[query] for query in topics.queries if query.kind == ABSENT})
                places = {}
            else:
                judged, part = restrict(direction, topics, judgements, run, languages)
                figures = measure(judged, part, sets=direction.kind == OPERATORS)
                places = {query.topic: _places(judged[query.topic], results) for query, results in part.items()}
            if figures:
                measured.append(Measured(direction=direction, figures=figures, places=places))
    return tuple(measured)


def _places(grades: Mapping[str, int], results: Sequence[Result]) -> tuple[int | None, ...]:
    places = {result.article: place for place, result in enumerate(results, 1)}
    wanted = sorted((article for article, grade in grades.items() if grade > 0), key=lambda one: -grades[one])
    return tuple(places.get(article) for article in wanted)
