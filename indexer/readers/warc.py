"""Web archives: a WARC file or WARC.gz → the web pages in it, one at a time, whatever the length of the file."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from indexer.readers.moments import warc_moment
from indexer.readers.source import Readable, Source
from search.model import Rejected

_PAGES = ("text/html", "application/xhtml+xml", "application/rss+xml", "application/atom+xml", "application/feed+json")
# Beside its own error warcio lets through what broken headers make its parser stumble over
# (tests/test_indexer_readers_warc.py changes single bytes).
_FAULTS = (ArchiveLoadFailed, AttributeError, IndexError, OverflowError, TypeError, ValueError, EOFError, zlib.error)


def read_warc(source: Source) -> Iterator[Source | Rejected]:
    """Yield the pages and feeds that servers answered with; scripts, pictures and failures are passed over.

    A page must be read before the next is asked for. What a broken archive holds before its fault is yielded.
    """
    records = iter(ArchiveIterator(source))
    while True:
        try:
            record = next(records, None)
            charset = _page_charset(record) if record is not None else None
        except _FAULTS as error:
            yield Rejected(path=source.name, reason=f"the web archive is broken or cut off: {str(error)[:120]}")
            return
        if record is None:
            return
        if charset is not None:
            # version 1.0 of the standard had addresses in brackets
            url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
            content: Readable = record.content_stream()
            name = f"{source.name}#{url}"
            seen = warc_moment(record.rec_headers.get_header("WARC-Date"))
            yield Source(content, name, url=url or None, charset=charset or None, seen=seen, depth=source.depth)


def _page_charset(record: Any) -> str | None:
    """Return the charset that the server declared, "" where it declared none; None when this is no page."""
    if record.rec_type == "response":
        headers = record.http_headers
        if headers is None or headers.get_statuscode() != "200":
            return None
        declared = headers.get_header("Content-Type") or "text/html"
    elif record.rec_type == "resource":
        declared = record.rec_headers.get_header("Content-Type") or ""
    else:
        return None
    kind, _, rest = declared.partition(";")
    return charset_of(rest) if kind.strip().lower() in _PAGES else None


def charset_of(parameters: str) -> str:
    """Return the charset that stands in the parameters of a Content-Type; "" where none does.

    >>> charset_of(' q=1; charset="UTF-8"'), charset_of("")
    ('UTF-8', '')
    """
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'")
    return ""
