"""Sitemaps and news sitemaps → the addresses in them, and the headlines where they are all that is to be had."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, cast

from lxml import etree

from indexer.cleaning.dates import find_date
from indexer.cleaning.page import Page
from indexer.cleaning.text import clean_line, clean_names
from indexer.readers.page import article_of
from indexer.readers.source import Link, Source
from search.model import Article, Rejected

_ENTRIES = ("url", "sitemap")


def read_sitemap(source: Source, *, follow: bool) -> Iterator[Article | Rejected | Link]:
    """Yield the entries: with `follow` a Link for each; without it the headlines of a news sitemap.

    A sitemap without headlines then gives one Rejected that says how its pages are fetched.
    """
    skipped = given = 0
    try:
        for address, values, listing in _entries(source):
            where = f"{source.name}#{address}"
            if follow and address:
                yield Link(
                    url=address, path=where, updated=_moment(values, "lastmod", "publication_date"), listing=listing
                )
            elif values.get("title"):
                given += 1
                yield article_of(_page(values, address), where)
            else:
                skipped += 1
    except etree.XMLSyntaxError as error:
        yield Rejected(path=source.name, reason=f"broken XML: {clean_line(str(error))[:120]}")
    if skipped and not given:
        yield Rejected(
            path=source.name,
            reason=f"a sitemap with {skipped:,} addresses and no text; give --follow to fetch the pages it names",
        )


def _entries(source: Source) -> Iterator[tuple[str, dict[str, str], bool]]:
    # No entities, no network, no huge trees: a sitemap comes from anywhere.
    walk = etree.iterparse(
        cast("IO[bytes]", source), events=("end",), resolve_entities=False, no_network=True, load_dtd=False
    )
    for _, element in walk:
        if not isinstance(element.tag, str):
            continue
        name = _local(element)
        if name in _ENTRIES:
            values = {_local(one): (one.text or "").strip() for one in element.iter() if _is_of_article(one)}
            yield clean_line(values.get("loc", "")), values, name == "sitemap"
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _is_of_article(element: etree._Element) -> bool:
    # pictures and videos have titles and addresses of their own
    return isinstance(element.tag, str) and not any(kind in element.tag for kind in ("image", "video"))


def _local(element: etree._Element) -> str:
    # by hand: in a broken file the prefix may be unknown, and stays part of the name
    return str(element.tag).rpartition("}")[2].rpartition(":")[2]


def _page(values: dict[str, str], address: str) -> Page:
    return Page(
        title=clean_line(values.get("title", "")),
        url=address if address.startswith(("http://", "https://")) else None,
        source=clean_line(values.get("name", "")) or None,
        published=_moment(values, "publication_date", "lastmod"),
        tags=clean_names(values.get("keywords", "")),
    )


def _moment(values: dict[str, str], *names: str) -> datetime | None:
    return next((date for name in names if (date := find_date(values.get(name, "")[:60])) is not None), None)
