"""Choices, filters in force and the histogram, with the searches they lead to."""

from __future__ import annotations

from datetime import date

from search.model import FacetCount, Facets
from web.facets import BAR_HEIGHT, MOST_BARS, active_filters, facet_groups, histogram, recent
from web.options import Options


def months(**counts: int) -> tuple[FacetCount, ...]:
    """Return counts of months; the keywords are such as m2024_01."""
    return tuple(FacetCount(value=name[1:].replace("_", "-"), count=count) for name, count in counts.items())


def test_a_choice_sets_its_filter_and_an_active_one_removes_it() -> None:
    facets = Facets(source=(FacetCount(value="दिशा वार्ता", count=2), FacetCount(value="जनपथ", count=1)))
    (group,) = facet_groups(facets, Options(query="चुनाव", source="जनपथ", offset=20))
    assert [choice.active for choice in group.choices] == [False, True]
    assert group.choices[0].target == Options(query="चुनाव", source="दिशा वार्ता")
    assert group.choices[1].target == Options(query="चुनाव")


def test_a_place_is_active_under_any_of_its_names() -> None:
    facets = Facets(place=(FacetCount(value="नई दिल्ली", count=2), FacetCount(value="गोंडा", count=1)))
    (group,) = facet_groups(facets, Options(place="Delhi"))
    assert [(choice.active, choice.target.place) for choice in group.choices] == [(True, None), (False, "गोंडा")]


def test_days_that_span_a_month_are_shown_as_the_month() -> None:
    (month,) = active_filters(Options(since=date(2024, 2, 1), until=date(2024, 2, 29)))
    assert (month.name, month.value, month.target) == ("month", "2024-02", Options())
    names = [found.name for found in active_filters(Options(since=date(2024, 2, 1), until=date(2024, 2, 28)))]
    assert names == ["since", "until"]


def test_a_whole_year_is_shown_as_the_year() -> None:
    (year,) = active_filters(Options(query="a", since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert (year.name, year.value, year.target) == ("month", "2024", Options(query="a"))


def test_months_without_results_are_gaps_in_the_histogram() -> None:
    drawn = histogram(months(m2024_11=4, m2025_02=1), Options(offset=20))
    assert drawn
    assert [bar.choice.value for bar in drawn.bars] == ["2024-11", "2024-12", "2025-01", "2025-02"]
    assert [bar.height for bar in drawn.bars] == [BAR_HEIGHT, 0, 0, BAR_HEIGHT // 4]
    assert drawn.bars[3].choice.target == Options(since=date(2025, 2, 1), until=date(2025, 2, 28))
    assert drawn.bars[-1].x < drawn.width


def test_the_month_in_force_leads_back() -> None:
    options = Options(query="a", since=date(2024, 2, 1), until=date(2024, 2, 29))
    drawn = histogram(months(m2024_02=7), options)
    assert drawn
    assert drawn.bars[0].choice.active
    assert drawn.bars[0].choice.target == Options(query="a")


def test_many_months_are_counted_by_years() -> None:
    drawn = histogram(months(m2020_01=1, m2020_05=2, m2023_12=5), Options())
    assert drawn
    assert [(bar.choice.value, bar.choice.count) for bar in drawn.bars] == [
        ("2020", 3), ("2021", 0), ("2022", 0), ("2023", 5),
    ]  # fmt: skip
    assert drawn.bars[0].choice.target == Options(since=date(2020, 1, 1), until=date(2020, 12, 31))


def test_one_result_among_thousands_is_seen() -> None:
    drawn = histogram(months(m2024_01=5000, m2024_02=1), Options())
    assert drawn
    assert drawn.bars[1].height >= 2


def test_the_first_and_the_last_year_that_exist_make_no_thousands_of_bars() -> None:
    drawn = histogram(months(m0001_01=1, m2024_02=9, m9999_12=1), Options())
    assert drawn
    assert [bar.choice.value for bar in drawn.bars] == ["0001", "2024", "9999"]
    many = tuple(FacetCount(value=f"{year}-01", count=1) for year in range(1950, 2025))
    drawn = histogram(many, Options())
    assert drawn
    assert [drawn.bars[0].choice.value, len(drawn.bars)] == ["1989", MOST_BARS]


def test_without_dates_there_is_no_histogram() -> None:
    assert histogram((), Options()) is None


def test_recent_days_are_offered_as_far_as_there_are_results() -> None:
    today, options = date(2025, 3, 10), Options(query="a", until=date(2024, 1, 1), offset=10)
    assert [one.name for one in recent(months(m2024_05=1), options, today)] == ["year"]
    assert [one.name for one in recent(months(m2024_05=1, m2025_02=3), options, today)] == ["month", "year"]
    week = recent(months(m2025_03=1), options, today)[0]
    assert week.target == Options(query="a", since=date(2025, 3, 3))
    assert not week.active
    assert recent(months(m2025_03=1), week.target, today)[0].active
    assert recent((), options, today) == ()
