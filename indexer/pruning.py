"""Removing from an index the articles that are gone from the folders and files that were read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from indexer.origins import Origins
from indexer.report import Report, Spared
from search.engines.base import Writer


def remove_gone(
    origins: Origins, places: Mapping[str, Collection[str]], writer: Writer, *, empty_too: bool = False
) -> Report:
    """Delete what is gone from places, given with the folder or file that was named and holds them; publish.

    A named one of which nothing at all would stay may be a disk that is not mounted: without `empty_too` what it gave
    is kept, and the report tells so.
    """
    gone: set[str] = set()
    spared: list[Spared] = []
    with origins.transaction():
        for named, parts in places.items():
            with origins.trial() as take_back:
                here = {article_id for part in parts for article_id in origins.take_gone(part)}
                if here and not empty_too and origins.is_empty(named):
                    take_back()
                    spared.append(Spared(place=named, articles=len(here)))
                else:
                    gone |= here
        removed = writer.delete(sorted(gone))
        return Report(removed=removed, spared=tuple(spared), documents=writer.publish())
