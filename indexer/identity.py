"""The ids of articles that bring none: short, stable on every machine, and the same again for the same article."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from indexer.addresses import canonical

DIGITS = 20  # 80 bits: among ten million articles the chance of one collision is below one in ten thousand million


def article_id(*, url: str | None, title: str, body: Sequence[str]) -> str:
    """Return the id of a record without one: a hash of its address, else of its title and body.

    All addresses of an article, on a telephone, as AMP or shared with a counter, give one id.

    >>> article_id(url="https://janpath.example/1", title="", body=())
    '669c3f11babcb086fbfe'
    """
    return _digest("url", canonical(url)) if url else _digest("text", title, *body)


def page_id(*, name: str, url: str | None, title: str, body: Sequence[str], published: datetime | None) -> str:
    """Return the id of a text page: a hash of its url, else of its file's name, its day and its headline.

    The folder has no part in it: a page keeps its id wherever it lies and however its folder was named on the
    command line, and an edited text replaces the old one. Name and day keep apart the columns that bear the same
    headline every morning. A page without a headline is known by its first paragraph.
    """
    if url:
        return article_id(url=url, title=title, body=body)
    heading = title or (body[0] if body else "")
    return _digest("page", name, published.date().isoformat() if published else "", heading)


def _digest(*parts: str) -> str:
    # Each part goes with its length, so that ("ab", "c") and ("a", "bc") differ.
    joined = "".join(f"{len(part)}:{part}" for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
