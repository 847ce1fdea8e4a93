"""RSS and Atom → the articles that the feed itself holds, and the addresses of those that it only announces."""

from __future__ import annotations

import io
from calendar import timegm
from collections.abc import Iterator, Mapping
from datetime import datetime, timezone
from typing import Any

import feedparser

from indexer.cleaning.page import Page, clean_story
from indexer.cleaning.text import clean_line, clean_lines
from indexer.readers.markup import text_of
from indexer.readers.page import article_of
from indexer.readers.source import Link, Source
from indexer.readers.stream import in_words
from search.model import INDIA, Article, Rejected

LIMIT = 32 * 2**20  # bytes of a feed, which is parsed as a whole

# What broken names and entities make the parser stumble over (tests/test_indexer_readers_feed.py changes single marks).
_FAULTS = (ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError)


def read_feed(source: Source, *, follow: bool) -> Iterator[Article | Rejected | Link]:
    """Yield the entries of the feed; with `follow` a Link for each entry that has an address.

    Without it an entry is an Article of what the feed gives: the whole text in some feeds, the summary in most.
    """
    data = source.read(LIMIT + 1)
    while len(data) <= LIMIT and (more := source.read(LIMIT + 1 - len(data))):
        data += more
    if len(data) > LIMIT:
        yield Rejected(path=source.name, reason=f"the feed is longer than {in_words(LIMIT)}: split it")
        return
    headers = {"content-type": f"application/xml; charset={source.charset}"} if source.charset else {}
    if source.url:
        headers["content-location"] = source.url
    # Bytes in a stream: a string would be taken for an address and fetched.
    try:
        feed: Mapping[str, Any] = feedparser.parse(io.BytesIO(data), response_headers=headers)
    except _FAULTS as error:
        yield Rejected(path=source.name, reason=f"a broken feed: {clean_line(str(error))[:100]}")
        return
    entries = feed["entries"]
    if not entries:
        broken = f" ({clean_line(str(feed.get('bozo_exception', '')))[:100]})" if feed.get("bozo") else ""
        yield Rejected(path=source.name, reason=f"no article in it: the feed has no entry{broken}")
    site = _site(feed["feed"])
    for number, entry in enumerate(entries, 1):
        where = f"{source.name}#{number}"
        url = _url(entry)
        if follow and url is not None:
            yield Link(url=url, path=where, updated=_moment(entry, "updated") or _moment(entry, "published"))
        else:
            yield article_of(_page(entry, site, url), where)


def _page(entry: Mapping[str, Any], site: str | None, url: str | None) -> Page:
    contents = [str(part.get("value", "")) for part in entry.get("content", [])]
    body = max([*contents, str(entry.get("summary", ""))], key=len)
    page = clean_story(clean_line(text_of(str(entry.get("title", "")))), clean_lines(text_of(body)), site=site)
    category = [clean_line(str(tag.get("term") or "")) for tag in entry.get("tags", [])]
    authors = [clean_line(str(author.get("name") or "")) for author in entry.get("authors", [])]
    return Page(
        title=page.title,
        body=page.body,
        url=url,
        source=clean_line(str(entry.get("source", {}).get("title", ""))) or site or page.source,
        section=page.section,
        place=page.place,
        published=_moment(entry, "published") or _moment(entry, "updated") or page.published,
        authors=tuple(dict.fromkeys(filter(None, authors))) or page.authors,
        tags=tuple(dict.fromkeys(filter(None, category))) or page.tags,
    )


def _site(feed: Mapping[str, Any]) -> str | None:
    # "जनपथ समाचार | ताज़ा खबरें" or "जनपथ समाचार - राज्य": the name stands first
    title = clean_line(text_of(str(feed.get("title", ""))))
    for mark in (" | ", " - ", " – ", " : ", " :: ", " » "):
        title = title.partition(mark)[0]
    return title or None


def _url(entry: Mapping[str, Any]) -> str | None:
    url = str(entry.get("link", "")).strip()
    plain = url.startswith(("http://", "https://")) and url.isprintable() and " " not in url
    return url if plain else None


def _moment(entry: Mapping[str, Any], name: str) -> datetime | None:
    if f"{name}_parsed" not in entry:  # asking for "updated" alone would give "published"
        return None
    parsed = entry[f"{name}_parsed"]
    if parsed is None:
        return None
    try:
        return datetime.fromtimestamp(timegm(parsed), tz=timezone.utc).astimezone(INDIA)
    except (ValueError, OverflowError, OSError):
        return None
