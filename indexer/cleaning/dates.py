"""Dates as Hindi and English papers print them: 19 जून 2024, बुधवार; Jun 19, 2024 09:30 AM IST; ISO 8601.

A time without a zone is Indian time, a date alone is its midnight there. Relative stamps ("21 mins ago",
"2 घंटे पहले") are no dates here: where it is known when a page was on the server, relative.py reads them.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

from search.model import INDIA
from search.normalise import ascii_digits

_MONTHS = (
    "january jan जनवरी जन",
    "february feb फरवरी फ़रवरी फर फ़र",
    "march mar मार्च",
    "april apr अप्रैल अप्रेल",
    "may मई",
    "june jun जून",
    "july jul जुलाई जुल",
    "august aug अगस्त अग",
    "september sept sep सितंबर सितम्बर सितं सित",
    "october oct अक्टूबर अक्तूबर अक्टू अक्तू",
    "november nov नवंबर नवम्बर नवं नव",
    "december dec दिसंबर दिसम्बर दिसं दिस",
)
_MONTH_NUMBER = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
_EDGE = r"(?<![\w\u0900-\u0963])"  # no letter or vowel sign before it
_MONTH = rf"(?P<month>{'|'.join(sorted(_MONTH_NUMBER, key=len, reverse=True))})\.?"
_YEAR = r"(?P<year>(?:18|19|20|21)\d\d)"
_DAY = r"(?P<day>[0-3]?\d)"

_ZONE = r"(?P<zone>Z|IST|GMT|UTC|आईएसटी|[+-]\d\d:?\d\d)?"
_CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,]\d+)?)?"
_HALF = r"(?P<half>[ap]\.?m\.?|एएम|पीएम)?"
_PART = r"(?:(?P<part>सुबह|सवेरे|तड़के|दोपहर|शाम|रात)\s*)?"

_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d/.-]){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?:T(?=\d)|(?![\d/-]|[.]\d))",
        rf"{_EDGE}{_DAY}(?:st|nd|rd|th)?[ ,/-]*{_MONTH}[ ,/'’-]*{_YEAR}(?![\d])",
        rf"{_EDGE}{_MONTH}[ -]*{_DAY}(?:st|nd|rd|th)?,?[ -]+{_YEAR}(?![\d])",
        rf"(?<![\d/.-]){_YEAR}/(?P<month>\d\d?)/(?P<day>\d\d?)(?![\d/])",
        rf"(?<![\d/.-]){_DAY}(?P<mark>[/.-])(?P<month>\d\d?)(?P=mark){_YEAR}(?![\d/-]|[.]\d)",
    )
)
_TIME = re.compile(rf"{_PART}(?<![\d:.]){_CLOCK}\s*{_HALF}(?![\d:])\s*(?:बजे)?\s*\(?{_ZONE}\)?", re.IGNORECASE)
_HOUR = re.compile(rf"{_PART}(?<![\d:.])(?P<hour>\d{{1,2}})\s*(?:{_HALF}\s+बजे|बजे|(?<=\d)\s*[ap]m\b)", re.IGNORECASE)
_NOT_DATE = re.compile(
    r"(?<!\d)\d{1,4}\s?(?:sec|min|hour|hr|day|week|month|year)\w*\.?\s+ago"
    r"|(?<!\d)\d{1,4}\s?(?:सेकंड|सेकेंड|मिनट|घंटे|घंटा|घण्टे|दिन|हफ्ते|हफ़्ते|सप्ताह|महीने|साल)\s+पहले",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"\b(?:first published|last updated|published|publish|updated?|modified|posted|created|date|on|at|by|ist|gmt|utc|"
    r"am|pm|(?:mon|tues?|wed(?:nes)?|thur?s?|fri|satur|sat|sun)(?:day)?)\b"
    r"|(?<![\u0900-\u0963])(?:(?:सोम|मंगल|बुध|गुरु|वीर|शुक्र|शनि|रवि|बृहस्पति)(?:वार)?|इतवार|बजे|सुबह|शाम|दोपहर|रात|तड़के|"
    r"अपडेटेड|अपडेट|अद्यतन|प्रकाशित|पब्लिश्ड|पब्लिश|तिथि|दिनांक|तारीख|समय|को|पर)(?![\u0900-\u0963])",
    re.IGNORECASE,
)


def find_date(text: str) -> datetime | None:
    """Return the first date that stands in the text, with the time next to it; None when there is none.

    >>> find_date("Updated: Wed, 19 Jun 2024 09:30 PM IST").isoformat()
    '2024-06-19T21:30:00+05:30'
    >>> find_date("बुधवार, १९ जून २०२४").isoformat()
    '2024-06-19T00:00:00+05:30'
    >>> find_date("21 mins ago") is None
    True
    """
    span = date_span(text)
    if span is None:
        return None
    plain = ascii_digits(text)
    match = _first_date(plain)
    assert match is not None  # date_span has found it
    month = match["month"].casefold()
    day = _DayOf(int(match["year"]), _MONTH_NUMBER.get(month) or int(month), int(match["day"]))
    rest = plain[match.end() :][:40], plain[: match.start()][-25:]
    return day.at(rest[0]) or day.at(rest[1]) or day.midnight()


def date_span(text: str) -> tuple[int, int] | None:
    """Return where the first date stands in the text, its time not counted; None when there is none."""
    match = _first_date(ascii_digits(text))
    return match.span() if match else None


def without_date(text: str) -> str:
    """Return the text without dates, times, relative stamps and the words that go with them ("Updated on …, बुधवार").

    >>> without_date("Published: बुधवार, 19 जून 2024, 09:30 AM IST | लखनऊ").split()
    [':', ',', ',', '|', 'लखनऊ']
    """
    plain = _NOT_DATE.sub(" ", ascii_digits(text))
    for pattern in (*_DATES, _TIME, _HOUR, _WORDS):
        plain = pattern.sub(" ", plain)
    return plain


def is_relative(text: str) -> bool:
    """Tell whether the text has a stamp such as "21 mins ago" or "2 घंटे पहले".

    >>> is_relative("21 mins ago"), is_relative("दो साल पहले की बात है")
    (True, False)
    """
    return _NOT_DATE.search(ascii_digits(text)) is not None


class _DayOf:
    """A day that a pattern has found and that the calendar knows."""

    def __init__(self, year: int, month: int, day: int) -> None:
        self._day = datetime(year, month, day, tzinfo=INDIA)

    def midnight(self) -> datetime:
        return self._day

    def at(self, text: str) -> datetime | None:
        """Return the day at the first time of the text; None when it has none that a clock can show."""
        match = _TIME.search(text) or _HOUR.search(text)
        if match is None:
            return None
        found = match.groupdict()
        hour = _hour(int(found["hour"]), (found.get("half") or match[0]).casefold(), found.get("part") or "")
        try:
            return self._day.replace(
                hour=hour,
                minute=int(found.get("minute") or 0),
                second=int(found.get("second") or 0),
                tzinfo=_zone(found.get("zone") or ""),
            )
        except ValueError:
            return None


def _first_date(plain: str) -> re.Match[str] | None:
    found = []
    for pattern in _DATES:
        for match in pattern.finditer(plain):
            if _in_calendar(match):
                found.append(match)
                break
    return min(found, key=lambda match: match.start(), default=None)


def _in_calendar(match: re.Match[str]) -> bool:
    month = match["month"].casefold()
    try:
        _DayOf(int(match["year"]), _MONTH_NUMBER.get(month) or int(month), int(match["day"]))
    except ValueError:
        return False
    return True


def _hour(hour: int, half: str, part: str) -> int:
    letters = half.replace(".", "")
    if hour < 12 and ("pm" in letters or "पीएम" in half or part in ("शाम", "दोपहर") or (part == "रात" and hour >= 6)):
        return hour + 12
    if hour == 12 and ("am" in letters or "एएम" in half or part == "रात"):
        return 0
    return hour


def _zone(name: str) -> timezone:
    if name.casefold() in ("z", "gmt", "utc"):
        return timezone.utc
    if name[:1] in ("+", "-"):
        minutes = int(name[1:3]) * 60 + int(name[-2:])
        return timezone(timedelta(minutes=-minutes if name[0] == "-" else minutes))
    return INDIA
