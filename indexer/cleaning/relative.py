"""Stamps that count from the moment at which a page was on the server: "3 घंटे पहले", "कल शाम 6 बजे", "2 hours ago".

Only where that moment is known are they dates; weeks, months and years ago name no day and never are.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from indexer.cleaning.dates import find_date, without_date
from search.model import INDIA
from search.normalise import ascii_digits

_LABEL = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|modified|posted)(?: on)?|प्रकाशित|पब्लिश्ड|पब्लिश|अपडेटेड|अपडेट)"
    r"\s*[:：\-–—]?\s*",
    re.IGNORECASE,
)
_UNITS = (
    (timedelta(seconds=1), r"sec(?:ond)?s?|सेकंड|सेकेंड"),
    (timedelta(minutes=1), r"min(?:ute)?s?|मिनट"),
    (timedelta(hours=1), r"h|hrs?|hours?|घंटे|घंटा|घण्टे|घण्टा"),
    (timedelta(days=1), r"days?|दिन"),
)
_AGO = tuple(
    (unit, re.compile(rf"(?P<count>\d{{1,3}}|an?|one|एक)\s*(?:{names})\.?\s+(?:ago|पहले)", re.IGNORECASE))
    for unit, names in _UNITS
)
_NAMED = re.compile(r"(?P<day>today|yesterday|आज|कल)(?:\s*,)?(?:\s+at)?(?:\s+(?P<rest>.*))?", re.IGNORECASE)
_BACK = {"today": 0, "आज": 0, "yesterday": 1, "कल": 1}
_LONGEST = 80  # characters of a line that is a stamp


def resolve_stamp(text: str, seen: datetime) -> datetime | None:
    """Return the Indian time that a stamp meant at the moment `seen`, which is aware; None where it is no stamp.

    Days ago are midnights, as dates without a time are; hours and less are whole minutes.

    >>> seen = datetime(2024, 6, 19, 10, 30, tzinfo=INDIA)
    >>> resolve_stamp("Updated: 3 hours ago", seen).isoformat(), resolve_stamp("कल", seen).isoformat()
    ('2024-06-19T07:30:00+05:30', '2024-06-18T00:00:00+05:30')
    >>> resolve_stamp("2 weeks ago", seen) is None, resolve_stamp("कल की बात है", seen) is None
    (True, True)
    """
    if len(text) > _LONGEST:
        return None
    now = seen.astimezone(INDIA)
    parts = (_LABEL.sub("", part.strip()) for part in re.split("[|•·]", ascii_digits(text)))
    return next((moment for part in parts if (moment := _resolve(part, now)) is not None), None)


def _resolve(stamp: str, now: datetime) -> datetime | None:
    for unit, pattern in _AGO:
        if match := pattern.fullmatch(stamp):
            count = int(match["count"]) if match["count"].isdecimal() else 1
            moment = now - count * unit
            whole = moment.replace(second=0, microsecond=0)
            return whole.replace(hour=0, minute=0) if unit >= timedelta(days=1) else whole
    match = _NAMED.fullmatch(stamp)
    if match is None:
        return None
    day = (now - timedelta(days=_BACK[match["day"].casefold()])).date()
    rest = match["rest"] or ""
    found = find_date(f"{day.isoformat()} {rest}")
    if found is None or found > now or re.search(r"\w", without_date(rest)):
        return None  # words, or a time that had not come yet
    return found
