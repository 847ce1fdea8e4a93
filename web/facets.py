"""Facets as a reader uses them: choices that lead to a narrower search, filters to take away, months as a histogram."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from search.model import FacetCount, Facets
from search.place_names import place_key
from web.options import Options

FilterName = Literal["source", "section", "place", "tag", "language", "month", "since", "until"]
TextFilter = Literal["source", "section", "place", "tag", "language"]

MOST_BARS = 36  # more would be too thin to point at; beyond them years are counted instead of months
RECENT: dict[Literal["week", "month", "year"], int] = {"week": 7, "month": 30, "year": 365}  # days
FEWEST_BARS = 12  # the drawing has room for so many at least, or two months would be two slabs
BAR_WIDTH, BAR_GAP, BAR_HEIGHT = 10, 1, 48  # in the units of the drawing, which is scaled to its column


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
class Bar:
    """One bar of the histogram: a month or year, with its place in the drawing."""

    choice: Choice
    x: int
    height: int  # 0 where nothing appeared


@dataclass(frozen=True, slots=True, kw_only=True)
class Histogram:
    """How many results appeared when, oldest first."""

    bars: tuple[Bar, ...]
    width: int
    height: int = BAR_HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Recent:
    """The search narrowed to the days before today."""

    name: Literal["week", "month", "year"]
    active: bool
    target: Options


@dataclass(frozen=True, slots=True, kw_only=True)
class ActiveFilter:
    """A filter in force and the search without it."""

    name: FilterName
    value: str
    target: Options


def facet_groups(facets: Facets, options: Options) -> tuple[FacetGroup, ...]:
    """Return the facets that have anything to choose, each choice with the search it leads to; months apart."""
    groups = (
        FacetGroup(name="section", choices=_text_choices("section", facets.section, options)),
        FacetGroup(name="source", choices=_text_choices("source", facets.source, options)),
        FacetGroup(name="place", choices=_text_choices("place", facets.place, options)),
        FacetGroup(name="language", choices=_text_choices("language", facets.language, options)),
        FacetGroup(name="tag", choices=_text_choices("tag", facets.tag, options)),
    )
    return tuple(group for group in groups if group.choices)


def histogram(months: Sequence[FacetCount], options: Options) -> Histogram | None:
    """Return the months of the results as bars, without gaps; years where the months are too many; None for no month.

    Where even the years are too many, which takes a broken date, the latest that have any result are drawn.
    """
    if not months:
        return None
    counts = Counter({month.value: month.count for month in months})
    first, last = (int(value[:4]) * 12 + int(value[5:]) - 1 for value in (min(counts), max(counts)))
    if last - first < MOST_BARS:
        periods = [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]
    else:
        counts = sum((Counter({value[:4]: count}) for value, count in counts.items()), Counter())
        between = last // 12 - first // 12 < MOST_BARS
        years = (f"{year:04}" for year in range(first // 12, last // 12 + 1))
        periods = list(years) if between else sorted(counts)[-MOST_BARS:]
    most = max(counts.values())
    current, start = _period_of(options), options.on_page(1)
    bars = tuple(
        Bar(
            choice=_period_choice(period, counts[period], period == current, start),
            x=place * (BAR_WIDTH + BAR_GAP),
            height=_height(counts[period], most),
        )
        for place, period in enumerate(periods)
    )
    return Histogram(bars=bars, width=max(len(bars), FEWEST_BARS) * (BAR_WIDTH + BAR_GAP) - BAR_GAP)


def recent(months: Sequence[FacetCount], options: Options, today: date) -> tuple[Recent, ...]:
    """Return the search since a week, a month and a year ago, as far as results may be that new."""
    newest = max((month.value for month in months), default="")
    start = replace(options.on_page(1), until=None)
    days: dict[Literal["week", "month", "year"], date] = {
        name: today - timedelta(days=length) for name, length in RECENT.items()
    }
    return tuple(
        Recent(name=name, active=(options.since, options.until) == (day, None), target=replace(start, since=day))
        for name, day in days.items()
        if newest >= day.isoformat()[:7]
    )


def active_filters(options: Options) -> tuple[ActiveFilter, ...]:
    """Return the filters in force; since and until that span one month or one year are that month or year."""
    return tuple(_active_filters(options, options.on_page(1)))


def without_filters(options: Options) -> Options:
    """Return the same query with nothing that narrows it."""
    first = replace(options.on_page(1), since=None, until=None)
    return replace(first, source=None, section=None, place=None, language=None, tag=None)


def _active_filters(options: Options, start: Options) -> Iterator[ActiveFilter]:
    names: tuple[TextFilter, ...] = ("section", "source", "place", "language", "tag")
    for name in names:
        value: str | None = getattr(options, name)
        if value:
            yield ActiveFilter(name=name, value=value, target=_with(start, name, None))
    period = _period_of(options)
    if period:
        yield ActiveFilter(name="month", value=period, target=replace(start, since=None, until=None))
        return
    if options.since:
        yield ActiveFilter(name="since", value=options.since.isoformat(), target=replace(start, since=None))
    if options.until:
        yield ActiveFilter(name="until", value=options.until.isoformat(), target=replace(start, until=None))


def _text_choices(name: TextFilter, counts: Sequence[FacetCount], options: Options) -> tuple[Choice, ...]:
    current: str | None = getattr(options, name)
    start = options.on_page(1)
    return tuple(
        Choice(
            value=count.value,
            count=count.count,
            active=active,
            target=_with(start, name, None if active else count.value),
        )
        for count in counts
        for active in [_is_current(name, count.value, current)]
    )


def _is_current(name: TextFilter, value: str, current: str | None) -> bool:
    if name == "place" and current is not None:
        return place_key(value) == place_key(current)
    return value == current


def _with(options: Options, name: TextFilter, value: str | None) -> Options:
    changes: dict[str, str | None] = {name: value}
    return replace(options, **changes)  # type: ignore[arg-type]  # these five fields are all str | None


def _period_choice(period: str, count: int, active: bool, start: Options) -> Choice:
    since, until = (None, None) if active else _days_of(period)
    return Choice(value=period, count=count, active=active, target=replace(start, since=since, until=until))


def _days_of(period: str) -> tuple[date, date]:
    if len(period) == 4:
        return date(int(period), 1, 1), date(int(period), 12, 31)
    first = date.fromisoformat(period + "-01")
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


def _period_of(options: Options) -> str | None:
    if options.since is None or options.until is None:
        return None
    day = options.since.isoformat()
    return next((period for period in (day[:7], day[:4]) if (options.since, options.until) == _days_of(period)), None)


def _height(count: int, most: int) -> int:
    return max(2, round(count * BAR_HEIGHT / most)) if count else 0  # one result among thousands is still seen
