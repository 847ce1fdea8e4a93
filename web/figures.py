"""Days, months and numbers, as each language writes them. Days are Indian days."""

from __future__ import annotations

from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from search.model import INDIA, Language

# British English, because it puts the day first as Hindi does, and groups thousands as everybody reads them.
LOCALES: dict[Language, Locale] = {"hi": Locale("hi", "IN"), "en": Locale("en", "GB")}


def day(moment: date | datetime, language: Language) -> str:
    """Return the day in words, in Indian time.

    >>> day(date(2025, 7, 4), "hi"), day(datetime.fromisoformat("2025-07-04T20:00:00+00:00"), "en")
    ('4 जुलाई 2025', '5 July 2025')
    """
    return format_date(_indian(moment), "long", LOCALES[language])


def month(value: str, language: Language) -> str:
    """Return a month such as 2025-07, or a year such as 2025, in words.

    >>> month("2025-07", "hi"), month("2025-07", "en"), month("2025", "en")
    ('जुलाई 2025', 'July 2025', '2025')
    """
    if len(value) == 4:
        return value
    return format_skeleton("yMMMM", date.fromisoformat(value + "-01"), locale=LOCALES[language])


def number(count: int, language: Language) -> str:
    """Return a whole number with its thousands, or its lakhs, set apart.

    >>> number(1234567, "hi"), number(1234567, "en")
    ('12,34,567', '1,234,567')
    """
    return format_decimal(count, locale=LOCALES[language])


def score(value: float, language: Language) -> str:
    """Return a part of a score with two decimals.

    >>> score(3.14159, "en")
    '3.14'
    """
    return format_decimal(value, "#,##0.00", locale=LOCALES[language])


def _indian(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(INDIA).date()
    except OverflowError:  # the last hours of the year 9999, which broken dates of articles do name
        return moment.date()
