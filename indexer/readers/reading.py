"""One input → its articles: the format is told, what is packed is unpacked, what was asked for is fetched."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from warcio.exceptions import ArchiveLoadFailed

from indexer.readers.addresses import UnfetchableError
from indexer.readers.feed import read_feed
from indexer.readers.fetch import Fetcher
from indexer.readers.fields import FieldMap
from indexer.readers.formats import Format, detect_format
from indexer.readers.html import read_html
from indexer.readers.jsonl import read_json
from indexer.readers.mhtml import read_mhtml
from indexer.readers.page import read_text_page
from indexer.readers.sitemap import read_sitemap
from indexer.readers.source import Link, Source
from indexer.readers.stream import UnreadableError, utf8_chunks
from indexer.readers.table import read_table
from indexer.readers.unpack import BROKEN, unpack
from indexer.readers.warc import read_warc
from search.model import Article, Rejected

_LISTINGS = 3  # sitemaps name sitemaps that name sitemaps, and no deeper


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What all readers of a run are told."""

    limit: int  # bytes of the longest article that is read
    fields: FieldMap = field(default_factory=FieldMap)
    fetcher: Fetcher | None = None  # None: nothing is fetched
    follow: bool = False  # fetch the pages that feeds and sitemaps name
    pages: int = 0  # how many of one feed or sitemap at most


def read_source(source: Source, reading: Reading) -> Iterator[Article | Rejected]:
    """Yield the articles of an input in its order, and a Rejected for each part that gives none.

    What was read before a fault is yielded before the reason. Only OSError is raised, as the system gives it.
    """
    try:
        format = detect_format(source.head, source.name)
        yield from _read_format(source, format, reading)
    except UnreadableError as error:
        yield Rejected(path=source.name, reason=str(error))
    except (*BROKEN, ArchiveLoadFailed) as error:
        reason = " ".join(str(error).split())[:120] or type(error).__name__
        yield Rejected(path=source.name, reason=f"the archive is broken or cut off: {reason}")


def fetch_and_read(url: str, reading: Reading) -> Iterator[Article | Rejected]:
    """Yield the articles that lie at an address that a person named; nothing where it is unchanged."""
    if reading.fetcher is None:
        yield Rejected(path=url, reason="addresses are fetched only into an index")
        return
    try:
        source = reading.fetcher.fetch(url, named=True)
    except UnfetchableError as error:
        yield Rejected(path=url, reason=str(error))
        return
    if source is not None:
        yield from read_source(source, reading)


def _read_format(source: Source, format: Format, reading: Reading) -> Iterator[Article | Rejected]:
    if format == "html":
        yield from read_html(source, limit=reading.limit)
    elif format in ("zip", "tar", "gzip", "bzip2", "xz"):
        yield from _read_parts(source, unpack(source, format), reading)
    elif format == "warc":
        yield from _read_parts(source, read_warc(source), reading)
    elif format == "mhtml":
        yield from _read_parts(source, read_mhtml(source), reading)
    elif format == "feed":
        yield from _follow(source, read_feed(source, follow=_follows(reading)), reading)
    elif format == "sitemap":
        yield from _follow(source, read_sitemap(source, follow=_follows(reading)), reading)
    elif format == "json":
        yield from read_json(utf8_chunks(source), source.name, limit=reading.limit, fields=reading.fields)
    elif format == "table":
        yield from read_table(utf8_chunks(source), source.name, limit=reading.limit, fields=reading.fields)
    else:
        yield from read_text_page(utf8_chunks(source), source.name, limit=reading.limit)


def _read_parts(source: Source, parts: Iterator[Source | Rejected], reading: Reading) -> Iterator[Article | Rejected]:
    nothing = True
    for part in parts:
        nothing = False
        if isinstance(part, Rejected):
            yield part
        else:
            yield from read_source(part, reading)
    if nothing:
        yield Rejected(path=source.name, reason="no article in it: no page and no file of a format that is read")


def _follows(reading: Reading) -> bool:
    return reading.follow and reading.fetcher is not None


def _follow(
    source: Source, found: Iterator[Article | Rejected | Link], reading: Reading, depth: int = 0
) -> Iterator[Article | Rejected]:
    fetched = 0
    for one in found:
        if not isinstance(one, Link):
            yield one
            continue
        if fetched >= reading.pages:
            yield Rejected(path=source.name, reason=f"more than {reading.pages} pages; raise the setting fetch_pages")
            return
        fetched += 1
        yield from _fetch_link(one, reading, depth)


def _fetch_link(link: Link, reading: Reading, depth: int) -> Iterator[Article | Rejected]:
    assert reading.fetcher is not None
    try:
        source = reading.fetcher.fetch(link.url, named=False, updated=link.updated)
        if source is None:
            return
        format = detect_format(source.head, source.name)
        if link.listing and format == "gzip":
            source = next(part for part in unpack(source, format) if isinstance(part, Source))
            format = detect_format(source.head, source.name)
        if format == "sitemap" and link.listing and depth < _LISTINGS:
            yield from _follow(source, read_sitemap(source, follow=True), reading, depth + 1)
        elif format == "html":
            yield from read_html(source, limit=reading.limit)
        else:
            yield Rejected(path=link.url, reason="not a web page")
    except (UnfetchableError, UnreadableError) as error:
        yield Rejected(path=link.url, reason=str(error))
    except BROKEN as error:
        yield Rejected(path=link.url, reason=f"broken or cut off: {str(error)[:120]}")
