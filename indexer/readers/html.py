"""A web page → Article: trafilatura finds the text, markup.py what stands around it, indexer.cleaning the rest."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace

import trafilatura
from lxml import etree

from indexer.cleaning.page import Page, clean_page
from indexer.cleaning.shape import is_prose, key
from indexer.cleaning.site import find_site
from indexer.cleaning.text import clean_lines
from indexer.readers.encoding import decode_page
from indexer.readers.markup import Markup, read_markup
from indexer.readers.page import article_of
from indexer.readers.source import CHUNK, Source
from indexer.readers.stream import in_words
from search.model import Article, Rejected


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
    yield article_from_html(text, source.name, url=source.url)


def article_from_html(text: str, name: str, *, url: str | None = None) -> Article | Rejected:
    """Return the article of a page in HTML; `name` is its file's, `url` where it was fetched, None for a file."""
    try:
        page = page_from_html(text, url=url)
    except (etree.LxmlError, ValueError, RecursionError) as error:
        return Rejected(path=name, reason=f"not usable HTML: {str(error)[:100]}")
    if page is None:
        return Rejected(path=name, reason="no article in it: the page has no sentence besides menus and links")
    return article_of(page, name)


def page_from_html(text: str, *, url: str | None = None) -> Page | None:
    """Return what stands on the page; None where it has no text of an article."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it calls every page without a text an error
    tree = trafilatura.load_html(text)
    if tree is None:
        return None
    markup = read_markup(tree, url=url)
    found = trafilatura.bare_extraction(tree, url=url, include_comments=False, include_tables=True)
    lines = clean_lines((found.text if found is not None and not isinstance(found, dict) else "") or "")
    given = clean_lines(markup.body)
    if sum(map(len, lines)) * 2 < sum(map(len, given)):
        lines = given
    if not any(map(is_prose, lines)):
        return None  # a list of links, a gallery
    page = clean_page("\n".join((*_above(markup), *lines)))
    return replace(
        page,
        title=_title(markup) or page.title,
        url=markup.url or page.url,
        source=markup.source or page.source,
        section=markup.section or page.section,
        published=markup.published or page.published,
        authors=markup.authors or page.authors,
        tags=markup.tags or page.tags,
    )


def _above(markup: Markup) -> Iterator[str]:
    """Yield the lines that stand above the text when the page is copied by hand."""
    if markup.source:
        yield markup.source
    yield from markup.titles[:2]


def _title(markup: Markup) -> str:
    """Return the headline without the name of the site behind it."""
    titles = markup.titles
    if not titles:
        return ""
    site = find_site([*titles, *((markup.source,) if markup.source else ())])
    stripped = [site.strip(title) or title for title in titles]
    return _repeated(stripped) or stripped[0]


def _repeated(titles: Sequence[str]) -> str | None:
    keys = [key(title) for title in titles]
    return next((title for title, this in zip(titles, keys, strict=True) if keys.count(this) > 1), None)
