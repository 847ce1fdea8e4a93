"""Known items: queries of people who look for one article that they know to be there."""

from __future__ import annotations

from pathlib import Path

from search.errors import InputError
from search.evaluation.collection import Collection
from search.evaluation.topics import DESCRIPTION, NUMBER, Query, TopicSet, read_lines


def read_known_items(path: Path) -> Collection:
    """Return a file of lines `kind, article, query`, with tabs between, as a set in which each line is a topic.

    Lines that begin with # are comments. The only article that answers is the one that is looked for. Raises InputError
    with the line and the value.
    """
    queries: list[Query] = []
    judgements: dict[str, dict[str, int]] = {}
    for number, line in read_lines(path):
        if line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 3 or not all(cells):
            raise InputError(
                f"{path}:{number}", f"{line.strip()!r} is no known item", "Give a kind, an article and a query."
            )
        kind, article, text = cells
        if kind.split() != [kind] or kind in (NUMBER, DESCRIPTION):
            raise InputError(
                f"{path}:{number}", f"{kind!r} cannot be a kind of query", "Give one word such as 'hindi'."
            )
        topic = f"k{number:04d}"
        queries.append(Query(topic=topic, kind=kind, text=text))
        judgements[topic] = {article: 1}
    if not queries:
        raise InputError(path, "it holds no known item", "Give lines of a kind, an article and a query.")
    return Collection(sets=(TopicSet(name=path.stem, queries=tuple(queries)),), judgements={path.stem: judgements})
