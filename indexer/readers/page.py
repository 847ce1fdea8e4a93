"""A text page copied off a news site → Article: decoded here, understood in indexer.cleaning."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from indexer.cleaning.page import MOST_LINES, Page, clean_page
from indexer.identity import page_id
from indexer.language import OtherLanguage, detect_language
from indexer.readers.fonts import font_encoding
from indexer.readers.stream import decode, in_words
from search.model import Article, Rejected


def read_text_page(chunks: Iterator[bytes], path: str, *, limit: int) -> Iterator[Article | Rejected]:
    """Yield the one article of the page, or why there is none; a page longer than `limit` bytes is not kept."""
    size = 0
    parts: list[bytes] = []
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            parts = []
        else:
            parts.append(chunk)
    if size > limit:
        reason = f"the page is {in_words(size)} long, more than {in_words(limit)}"
        yield Rejected(path=path, reason=f"{reason}; raise the setting max_article_bytes to read it")
        return
    yield read_page(decode(b"".join(parts)), path)


def read_page(text: str, path: str) -> Article | Rejected:
    """Return the article that stands on the page, or Rejected when there is none; never raises."""
    if (font := font_encoding(text)) is not None:
        reason = f"written in the encoding of a font ({font}), not in Unicode: its letters cannot be read"
        return Rejected(path=path, reason=f"{reason}. Convert it to Unicode first")
    page = clean_page(text)
    if not page.title and not page.body:
        what = "it holds only white space" if text else "the file is empty"
        return Rejected(path=path, reason=f"no article in it: {what if not text.strip() else 'no line is text of one'}")
    return article_of(page, path)


def article_of(page: Page, path: str) -> Article | Rejected:
    """Return the article of a page that is clean, or Rejected where it has no text or is in no language of ours."""
    if not page.title and not page.body:
        return Rejected(path=path, reason="no article in it: neither a headline nor a paragraph")
    if len(page.body) > MOST_LINES:
        reason = f"{len(page.body):,} lines, more than {MOST_LINES:,}: no article is so long. If it holds several, "
        return Rejected(path=path, reason=f"{reason}give each a file of its own, or a line of JSON")
    language = detect_language("\n".join((page.title, *page.body)))
    if isinstance(language, OtherLanguage):
        return Rejected(path=path, reason=language.reason)
    name = PurePath(path).name
    return Article(
        id=page_id(name=name, url=page.url, title=page.title, body=page.body, published=page.published),
        language=language,
        title=page.title,
        body=page.body,
        url=page.url,
        source=page.source,
        section=page.section,
        place=page.place,
        published=page.published,
        authors=page.authors,
        tags=page.tags,
    )
