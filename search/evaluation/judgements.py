"""Judgements: which articles answer a topic, and how well; read from files as TREC writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from search.errors import InputError
from search.evaluation.topics import read_lines

# topic → article → grade; 0 and less: looked at and not relevant. Articles that are missing were not looked at.
Judgements = Mapping[str, Mapping[str, int]]


def read_judgements(paths: Sequence[Path]) -> Judgements:
    """Return the judgements of files of lines `topic 0 article grade`; raise InputError with the line and the value.

    A second judgement of one article for one topic must be the same as the first.
    """
    judgements: dict[str, dict[str, int]] = {}
    for path in paths:
        for number, line in read_lines(path):
            place = f"{path}:{number}"
            cells = line.split()
            if len(cells) != 4:
                raise InputError(
                    place, f"it has {len(cells)} columns: {line.strip()!r}", "Give: topic 0 article grade."
                )
            topic, _, article, grade = cells
            known = judgements.setdefault(topic, {})
            value = _grade(place, grade)
            if known.setdefault(article, value) != value:
                raise InputError(
                    place,
                    f"{article!r} has the grade {known[article]} for topic {topic!r} already, here {grade!r}",
                    "Keep one of the two lines.",
                )
    return judgements


def relevant(judgements: Judgements, topic: str) -> frozenset[str]:
    """Return the articles that were judged relevant for a topic; none for a topic without judgements."""
    return frozenset(article for article, grade in judgements.get(topic, {}).items() if grade > 0)


def _grade(place: str, grade: str) -> int:
    try:
        return int(grade)
    except ValueError:
        raise InputError(place, f"the grade {grade!r} is no whole number", "Give 0, 1, 2 or 3.") from None
