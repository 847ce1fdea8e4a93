"""Records made ready for the templates: dates in two languages, links, facets, paragraphs. Knows no HTML."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby
from typing import Literal
from urllib.parse import urlsplit

from search.model import INDIA, Document, FacetCount, Facets, Language, Snippet
from web.options import Options

MONTHS_HI = (
    "जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून",
    "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर",
)  # fmt: skip
MONTHS_EN = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

FilterName = Literal["source", "section", "tag", "language", "month", "since", "until"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value of a facet and the search that it leads to: with the filter, or without it where it is active."""

    value: str
    count: int
    active: bool
    target: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetGroup:
    """A facet with its choices, in the order in which they are shown."""

    name: FilterName
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveFilter:
    """A filter in force and the search without it."""

    name: FilterName
    value: str
    target: Options


def day_hi(moment: date | datetime) -> str:
    """Return the day in Hindi, in Indian time.

    >>> day_hi(date(2025, 7, 4))
    '4 जुलाई 2025'
    """
    day = _indian(moment)
    return f"{day.day} {MONTHS_HI[day.month - 1]} {day.year}"


def day_en(moment: date | datetime) -> str:
    """Return the day in English, in Indian time.

    >>> day_en(datetime.fromisoformat("2025-07-04T20:00:00+00:00"))
    '5 July 2025'
    """
    day = _indian(moment)
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def month_hi(month: str) -> str:
    """Return a month such as 2025-07 in Hindi.

    >>> month_hi("2025-07")
    'जुलाई 2025'
    """
    first = _first_day(month)
    return f"{MONTHS_HI[first.month - 1]} {first.year}"


def month_en(month: str) -> str:
    """Return a month such as 2025-07 in English."""
    first = _first_day(month)
    return f"{MONTHS_EN[first.month - 1]} {first.year}"


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


def facet_groups(facets: Facets, options: Options) -> tuple[FacetGroup, ...]:
    """Return the facets that have anything to choose, each choice with the search it leads to."""
    groups = (
        FacetGroup(name="section", choices=_text_choices("section", facets.section, options)),
        FacetGroup(name="source", choices=_text_choices("source", facets.source, options)),
        FacetGroup(name="language", choices=_text_choices("language", facets.language, options)),
        FacetGroup(name="tag", choices=_text_choices("tag", facets.tag, options)),
        FacetGroup(name="month", choices=_month_choices(facets.month, options)),
    )
    return tuple(group for group in groups if group.choices)


def active_filters(options: Options) -> tuple[ActiveFilter, ...]:
    """Return the filters in force; since and until that span one month are that month."""
    start = options.on_page(1)
    found: list[ActiveFilter] = []
    if options.section:
        found.append(_active("section", options.section, replace(start, section=None)))
    if options.source:
        found.append(_active("source", options.source, replace(start, source=None)))
    if options.language:
        found.append(_active("language", options.language, replace(start, language=None)))
    if options.tag:
        found.append(_active("tag", options.tag, replace(start, tag=None)))
    month = _month_of(options)
    if month:
        return (*found, _active("month", month, replace(start, since=None, until=None)))
    if options.since:
        found.append(_active("since", options.since.isoformat(), replace(start, since=None)))
    if options.until:
        found.append(_active("until", options.until.isoformat(), replace(start, until=None)))
    return tuple(found)


def without_filters(options: Options) -> Options:
    """Return the same query with nothing that narrows it."""
    return Options(query=options.query, sort=options.sort, exact=options.exact)


def paragraphs(document: Document, marked: Sequence[Snippet]) -> tuple[tuple[Snippet, ...], ...]:
    """Return the marked sentences of a document gathered into its paragraphs."""
    together = zip(document.sentences, marked, strict=True)
    return tuple(
        tuple(snippet for _, snippet in group) for _, group in groupby(together, lambda both: both[0].paragraph)
    )


def _indian(moment: date | datetime) -> date:
    if not isinstance(moment, datetime):
        return moment
    try:
        return moment.astimezone(INDIA).date()
    except OverflowError:  # the last hours of the year 9999, which broken dates of articles do name
        return moment.date()


def _first_day(month: str) -> date:
    return date.fromisoformat(month + "-01")


def _last_day(month: str) -> date:
    first = _first_day(month)
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _month_of(options: Options) -> str | None:
    if options.since is None or options.until is None:
        return None
    month = options.since.isoformat()[:7]
    return month if (options.since, options.until) == (_first_day(month), _last_day(month)) else None


def _active(name: FilterName, value: str, target: Options) -> ActiveFilter:
    return ActiveFilter(name=name, value=value, target=target)


def _text_choices(
    name: Literal["source", "section", "tag", "language"], counts: Sequence[FacetCount], options: Options
) -> tuple[Choice, ...]:
    current: str | None = getattr(options, name)
    start = options.on_page(1)
    return tuple(
        Choice(
            value=count.value,
            count=count.count,
            active=count.value == current,
            target=_with(start, name, None if count.value == current else count.value),
        )
        for count in counts
    )


def _with(options: Options, name: Literal["source", "section", "tag", "language"], value: str | None) -> Options:
    changes: dict[str, str | None] = {name: value}
    return replace(options, **changes)  # type: ignore[arg-type]  # these four fields are all str | None


def _month_choices(counts: Sequence[FacetCount], options: Options) -> tuple[Choice, ...]:
    current = _month_of(options)
    start = options.on_page(1)
    return tuple(
        Choice(
            value=count.value,
            count=count.count,
            active=count.value == current,
            target=replace(
                start,
                since=None if count.value == current else _first_day(count.value),
                until=None if count.value == current else _last_day(count.value),
            ),
        )
        for count in reversed(counts)  # the newest month first
    )
