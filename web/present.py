"""Records made ready for the templates: languages of words, safe links, paragraphs, page numbers. Knows no HTML."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlsplit

from search.model import Document, Language, Snippet

NEIGHBOURS = 2  # pages named to either side of the one that is shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A marked sentence pair with its number in the article, from 1, by which a link can point at it."""

    number: int
    pair: Snippet


def language_of(text: str) -> Language:
    """Return the language whose script a short text is written in, for its `lang` attribute.

    >>> language_of("पुतिन limousine"), language_of("limousine")
    ('hi', 'en')
    """
    return "hi" if any("\u0900" <= sign <= "\u097f" for sign in text) else "en"


def safe_url(url: str | None) -> str | None:
    """Return the address if a reader may follow it; None for javascript:, data: and whatever else is no web page.

    >>> safe_url("https://example.org/1"), safe_url("javascript:alert(1)")
    ('https://example.org/1', None)
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:  # e.g. "http://[", half an IPv6 address
        return None
    return url.strip() if usable else None


def paragraphs(document: Document, marked: Sequence[Snippet]) -> tuple[tuple[Sentence, ...], ...]:
    """Return the marked sentences of a document, numbered and gathered into its paragraphs."""
    numbered = (Sentence(number=number, pair=pair) for number, pair in enumerate(marked, 1))
    together = zip(document.sentences, numbered, strict=True)
    return tuple(
        tuple(sentence for _, sentence in group) for _, group in groupby(together, lambda both: both[0].paragraph)
    )


def page_numbers(page: int, pages: int) -> tuple[int | None, ...]:
    """Return the pages that are worth a link, in order; None stands for those left out between two of them.

    >>> page_numbers(6, 20)
    (1, None, 4, 5, 6, 7, 8, None, 20)
    """
    near = range(page - NEIGHBOURS, page + NEIGHBOURS + 1)
    shown = sorted({1, pages, *(number for number in near if 1 <= number <= pages)})
    found: list[int | None] = []
    for number in shown:
        before = found[-1] if found else None
        if before is not None and number == before + 2:
            found.append(number - 1)  # a gap of one page is no shorter than its number
        elif before is not None and number > before + 2:
            found.append(None)
        found.append(number)
    return tuple(found)
