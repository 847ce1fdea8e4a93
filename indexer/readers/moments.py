"""When a page was on the server: as HTTP, a web archive, or the program that saved the page says.

The times of files are no such moments: copying and unpacking change them.
"""

from __future__ import annotations

import re
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime

_HEAD = 4096  # characters in which programs leave their comment
_SINGLE_FILE = re.compile(
    r"<!--\s*Page saved with SingleFile\s.*?saved date: (?P<date>[^(\n]+?)\s*(?:\(|\n|-->)", re.DOTALL
)
_HTTRACK = re.compile(r"<!-- Mirrored from \S+ by HTTrack [^>]*?, (?P<date>\w{3}, \d[^>]*? GMT) -->")


def http_moment(text: str | None) -> datetime | None:
    """Return the moment of a Date header; None where there is none or it is no date.

    >>> http_moment("Wed, 19 Jun 2024 04:00:00 GMT").isoformat(), http_moment("soon")
    ('2024-06-19T04:00:00+00:00', None)
    """
    try:
        moment = parsedate_to_datetime(text or "")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=timezone.utc)  # "-0000" is UTC too


def warc_moment(text: str | None) -> datetime | None:
    """Return the moment of a WARC-Date, which is in UTC; None where there is none or it is no date.

    >>> warc_moment("2024-06-19T04:00:00Z").isoformat(), warc_moment("2024")
    ('2024-06-19T04:00:00+00:00', None)
    """
    match = re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", text or "")
    try:
        return datetime.fromisoformat(match[0]).replace(tzinfo=timezone.utc) if match else None
    except ValueError:
        return None


def saving_moment(page: str) -> datetime | None:
    """Return when the page was saved, by the comment that SingleFile or HTTrack leaves; None where there is none."""
    head = page[:_HEAD]
    if match := _HTTRACK.search(head):
        return http_moment(match["date"])
    if match := _SINGLE_FILE.search(head):
        try:
            return datetime.strptime(match["date"], "%a %b %d %Y %H:%M:%S GMT%z")
        except ValueError:
            return None
    return None
