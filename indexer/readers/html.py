"""A web page → Article: trafilatura finds the text, markup.py what stands around it, indexer.cleaning the rest."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import trafilatura
from lxml import etree
from lxml.html import HtmlElement

from indexer.cleaning.head import bare_headline
from indexer.cleaning.page import Page, clean_page
from indexer.cleaning.relative import resolve_stamp
from indexer.cleaning.shape import is_prose, key
from indexer.cleaning.site import find_site
from indexer.cleaning.text import clean_lines
from indexer.readers.crowded import thin_tags
from indexer.readers.encoding import decode_page
from indexer.readers.markup import Markup, lines_around, read_markup
from indexer.readers.moments import saving_moment
from indexer.readers.page import article_of
from indexer.readers.source import CHUNK, Source
from indexer.readers.stream import in_words
from search.model import Article, Rejected

# trafilatura takes time with the square of the elements: 8,000 in one paragraph a quarter of a second, 200,000 minutes.
_MOST_ELEMENTS = 20_000
_EMBEDDED = ['//blockquote[contains(@class, "twitter-") or contains(@class, "instagram-")]']  # posts of others


def read_html(source: Source, *, limit: int) -> Iterator[Article | Rejected]:
    """Yield the one article of the page, or why there is none; raise UnreadableError for an unreadable encoding."""
    parts: list[bytes] = []
    size = 0
    while chunk := source.read(CHUNK):
        size += len(chunk)
        if size > limit:
            reason = f"the page is longer than {in_words(limit)}; raise the setting max_article_bytes to read it"
            yield Rejected(path=source.name, reason=reason)
            return
        parts.append(chunk)
    text = decode_page(b"".join(parts), declared=source.charset)
    yield article_from_html(text, source.name, url=source.url, seen=source.seen or saving_moment(text))


def article_from_html(
    text: str, name: str, *, url: str | None = None, seen: datetime | None = None
) -> Article | Rejected:
    """Return the article of a page in HTML; `name` is its file's, `url` where it was fetched, None for a file.

    `seen` is when it was on the server, from which stamps such as "2 hours ago" are counted; None: unknown.
    """
    try:
        page = page_from_html(text, url=url, seen=seen)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return Rejected(path=name, reason=f"not usable HTML: {str(error)[:100]}")
    if page is None:
        return Rejected(path=name, reason="no article in it: the page has no sentence besides menus and links")
    return article_of(page, name)


def page_from_html(text: str, *, url: str | None = None, seen: datetime | None = None) -> Page | None:
    """Return what stands on the page; None where it has no text of an article. `seen` as for article_from_html."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it calls every page without a text an error
    tree = trafilatura.load_html(thin_tags(text))
    if tree is None:
        return None
    markup = read_markup(tree, url=url)
    _open_layout(tree)
    heading = next(tree.iter("h1"), None)
    beside = lines_around(heading) if heading is not None else ()
    lines = _story_lines(tree, url)
    flat = len(lines) == 1 and markup.titles and key(markup.titles[0]) in key(lines[0])
    if len(beside) > 2 and (flat or not lines):
        lines = clean_lines("\n".join(beside))  # a short page, of which trafilatura makes a single line
    given = clean_lines(markup.body)
    if sum(map(len, lines)) * 2 < sum(map(len, given)):
        lines = given
    if not any(map(is_prose, lines)):
        return None  # a list of links, a gallery
    title, site = _title(markup)
    page = clean_page("\n".join(filter(None, (site, title, *map(_plain, lines)))))
    named = {key(one) for one in (title, *markup.titles)}
    return replace(
        page,
        title=title or page.title,
        body=tuple(paragraph for paragraph in page.body if key(paragraph) not in named),
        url=markup.url or page.url,
        source=site or page.source,
        section=markup.section or page.section,
        place=page.place or markup.place,
        published=markup.published or page.published or _resolved(markup, seen),
        authors=markup.authors or page.authors,
        tags=markup.tags or page.tags,
    )


def _resolved(markup: Markup, seen: datetime | None) -> datetime | None:
    if seen is None:
        return None
    return next((date for stamp in markup.stamps if (date := resolve_stamp(stamp, seen)) is not None), None)


def _story_lines(tree: HtmlElement, url: str | None) -> tuple[str, ...]:
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return ()
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False, prune_xpath=_EMBEDDED)
    return clean_lines(found.text or "") if found is not None and not isinstance(found, dict) else ()


def _plain(line: str) -> str:
    """Return a line without the marks that trafilatura sets for lists and tables."""
    if line.startswith("| ") and line.endswith(" |"):
        return ", ".join(filter(None, (cell.strip() for cell in line.strip("| ").split(" | "))))
    return line.removeprefix("- ")


def _open_layout(tree: HtmlElement) -> None:
    """Make tables that only place things on the page into divisions: there the story stands in one of their cells."""
    for table in list(tree.iter("table")):
        if table.find(".//p") is not None or table.find(".//h1") is not None or table.find(".//table") is not None:
            for one in table.iter("table", "tbody", "tr", "td"):
                one.tag = "div"


def _title(markup: Markup) -> tuple[str, str | None]:
    """Return the headline without the name of the site behind it, and that name."""
    titles = markup.titles
    if not titles:
        return "", markup.source
    site = find_site([*titles, *((markup.source,) if markup.source else ())])
    stripped = [site.strip(title) or title for title in titles]
    return bare_headline(_repeated(stripped) or stripped[0]), markup.source or site.name


def _repeated(titles: Sequence[str]) -> str | None:
    keys = [key(title) for title in titles]
    return next((title for title, this in zip(titles, keys, strict=True) if keys.count(this) > 1), None)
