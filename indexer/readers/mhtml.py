"""A page that a browser saved as one file (.mhtml, .mht): the page in it, without its pictures and styles."""

from __future__ import annotations

import email
import io
from collections.abc import Iterator
from email.errors import MessageError

from indexer.readers.moments import http_moment
from indexer.readers.source import Source
from indexer.readers.stream import in_words
from search.model import Rejected

LIMIT = 32 * 2**20  # bytes of such a file, which is parsed as a whole
_PAGES = ("text/html", "application/xhtml+xml")
# What broken headers make the parser stumble over.
_FAULTS = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


def read_mhtml(source: Source) -> Iterator[Source | Rejected]:
    """Yield the page that was saved, the first of the parts that are pages; a Rejected where there is none."""
    parts = []
    size = 0
    for chunk in source.chunks():
        size += len(chunk)
        if size > LIMIT:
            yield Rejected(path=source.name, reason=f"the saved page is longer than {in_words(LIMIT)}: save it as HTML")
            return
        parts.append(chunk)
    try:
        found = _page(b"".join(parts), source)
    except _FAULTS as error:
        yield Rejected(path=source.name, reason=f"not usable MHTML: {' '.join(str(error).split())[:100]}")
        return
    yield found or Rejected(path=source.name, reason="no page in it: save the page as HTML")


def _page(data: bytes, source: Source) -> Source | None:
    message = email.message_from_bytes(data)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    content = page.get_payload(decode=True) if page is not None else None
    if page is None or not isinstance(content, bytes):
        return None
    url = str(page["Content-Location"] or message["Snapshot-Content-Location"] or "").strip()
    return Source(
        io.BytesIO(content),
        source.name,
        url=url if url.startswith(("http://", "https://")) else source.url,
        charset=page.get_content_charset(),
        seen=http_moment(str(message["Date"] or "")),
        depth=source.depth + 1,
    )
