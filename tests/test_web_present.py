"""Dates, addresses, facets and paragraphs as the templates get them."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from search.model import FacetCount, Facets, Snippet
from tests.web_index import DOCUMENTS
from web.options import Options
from web.present import (
    active_filters,
    day_en,
    day_hi,
    facet_groups,
    language_of,
    month_en,
    month_hi,
    paragraphs,
    safe_url,
)


@pytest.mark.parametrize("moment", [date(2024, 2, 29), datetime(2024, 2, 28, 18, 30, tzinfo=timezone.utc)])
def test_days_are_indian_days(moment: date) -> None:
    assert (day_hi(moment), day_en(moment)) == ("29 फ़रवरी 2024", "29 February 2024")


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_last_days_that_exist_do_not_fail(year: int) -> None:
    west = timezone(timedelta(hours=-12))
    for moment in (datetime(year, 1, 1, tzinfo=timezone.utc), datetime(year, 12, 31, 23, 59, tzinfo=west)):
        assert str(year) in day_en(moment)


def test_months_are_named_in_both_languages() -> None:
    assert (month_hi("2023-11"), month_en("2023-11")) == ("नवंबर 2023", "November 2023")


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://example.org/a?b#c", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("//example.org", False),
        ("/etc/passwd", False),
        ("http:///nohost", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_pages_are_linked(url: str | None, usable: bool) -> None:
    assert safe_url(url) == (url if usable else None)


def test_the_script_decides_the_language_of_a_word() -> None:
    assert [language_of(text) for text in ("चुनाव", "Covid से", "Covid", "2025", "")] == ["hi", "hi", "en", "en", "en"]


def test_a_choice_sets_its_filter_and_an_active_one_removes_it() -> None:
    facets = Facets(source=(FacetCount(value="दिशा वार्ता", count=2), FacetCount(value="जनपथ", count=1)))
    (group,) = facet_groups(facets, Options(query="चुनाव", source="जनपथ", offset=20))
    assert [choice.active for choice in group.choices] == [False, True]
    assert group.choices[0].target == Options(query="चुनाव", source="दिशा वार्ता")
    assert group.choices[1].target == Options(query="चुनाव")


def test_months_come_newest_first_and_span_their_days() -> None:
    facets = Facets(month=(FacetCount(value="2024-01", count=2), FacetCount(value="2024-02", count=1)))
    (group,) = facet_groups(facets, Options())
    assert [choice.value for choice in group.choices] == ["2024-02", "2024-01"]
    assert group.choices[0].target == Options(since=date(2024, 2, 1), until=date(2024, 2, 29))


def test_days_that_span_a_month_are_shown_as_the_month() -> None:
    (month,) = active_filters(Options(since=date(2024, 2, 1), until=date(2024, 2, 29)))
    assert (month.name, month.value, month.target) == ("month", "2024-02", Options())
    names = [found.name for found in active_filters(Options(since=date(2024, 2, 1), until=date(2024, 2, 28)))]
    assert names == ["since", "until"]


def test_sentences_are_gathered_into_their_paragraphs() -> None:
    document = DOCUMENTS[0]
    marked = tuple(Snippet(hi=None, en=None) for _ in document.sentences)
    assert [len(paragraph) for paragraph in paragraphs(document, marked)] == [1, 1, 1]
