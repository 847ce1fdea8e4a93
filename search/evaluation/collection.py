"""A test collection: sets of topics with their judgements, from a folder or from files that somebody names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from search.errors import DocumentMissing, InputError
from search.evaluation.judgements import Judgements, read_judgements
from search.evaluation.topics import ABSENT, TopicSet, read_topics
from search.index import Index
from search.model import Language

TOPICS, QRELS = ".topics", ".qrels"  # endings of files in a folder; the indexer passes them over
Half = Literal["odd", "even"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """Sets of topics, and the judgements of each by its name."""

    sets: tuple[TopicSet, ...]
    judgements: Mapping[str, Judgements]

    def articles(self) -> frozenset[str]:
        """Return every article that is judged relevant for some topic."""
        return frozenset(article for grades in self._grades() for article, grade in grades.items() if grade > 0)

    def judged(self) -> frozenset[str]:
        """Return every article that is judged for some topic, relevant or not."""
        return frozenset(article for grades in self._grades() for article in grades)

    def _grades(self) -> Iterator[Mapping[str, int]]:
        return (grades for judged in self.judgements.values() for grades in judged.values())


def read_folder(folder: Path) -> Collection:
    """Return the sets of a folder: each file NAME.topics with the judgements of NAME.qrels.

    Raises InputError if there are none, if a file of judgements is missing (queries that must find nothing need none),
    or if a line cannot be read.
    """
    paths = sorted(folder.glob(f"*{TOPICS}"))
    if not paths:
        raise InputError(folder, f"no file there ends in {TOPICS}", "Name files with --topics and --qrels.")
    sets = tuple(read_topics(path) for path in paths)
    judgements: dict[str, Judgements] = {}
    for path, topics in zip(paths, sets, strict=True):
        judged = path.with_suffix(QRELS)
        if set(topics.kinds) - {ABSENT}:
            judgements[topics.name] = _matching(read_judgements([judged]), topics, judged)
    return Collection(sets=sets, judgements=judgements)


def read_files(topics: Sequence[Path], qrels: Sequence[Path]) -> Collection:
    """Return the sets of the files; all of them share the judgements, as topics in several languages do at TREC.

    Raises InputError if a line cannot be read, if no topic of a set is judged, or if two files have the same name.
    """
    sets = tuple(read_topics(path) for path in topics)
    shared = read_judgements(qrels)
    return join(
        [
            Collection(
                sets=(one,),
                judgements={one.name: _matching(shared, one, path)} if set(one.kinds) - {ABSENT} else {},
            )
            for one, path in zip(sets, topics, strict=True)
        ]
    )


def join(collections: Sequence[Collection]) -> Collection:
    """Return the sets of all collections; raise InputError if two of them have the same name."""
    sets = tuple(one for collection in collections for one in collection.sets)
    names = [one.name for one in sets]
    for name in names:
        if names.count(name) > 1:
            raise InputError(name, "two sets of topics have this name", "Rename one of the files.")
    judgements = {name: judged for collection in collections for name, judged in collection.judgements.items()}
    return Collection(sets=sets, judgements=judgements)


def halve(collection: Collection, half: Half) -> Collection:
    """Return the topics with odd, or with even, numbers; a topic counts by the last digit in its number."""
    wanted = 1 if half == "odd" else 0

    def kept(topic: str) -> bool:
        digits = [int(letter) for letter in topic if letter.isdecimal()]
        return bool(digits) and digits[-1] % 2 == wanted

    return Collection(
        sets=tuple(
            replace(one, queries=tuple(query for query in one.queries if kept(query.topic))) for one in collection.sets
        ),
        judgements={
            name: {topic: grades for topic, grades in judged.items() if kept(topic)}
            for name, judged in collection.judgements.items()
        },
    )


def languages_of(articles: Iterable[str], index: Index) -> dict[str, Language]:
    """Return in which language each of the articles is written; articles that the index does not have are left out."""
    found: dict[str, Language] = {}
    for article in articles:
        try:
            found[article] = index.document(article).language
        except DocumentMissing:
            continue
    return found


def _matching(judged: Judgements, topics: TopicSet, path: Path) -> Judgements:
    numbers = {query.topic for query in topics.queries}
    found = {topic: grades for topic, grades in judged.items() if topic in numbers}
    if not found:
        raise InputError(path, f"no topic of {topics.name!r} is judged there", "Use the same numbers in both files.")
    return found
