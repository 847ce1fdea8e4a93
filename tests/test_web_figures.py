"""Days, months and numbers in both languages."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest

from web.figures import day, month, number


@pytest.mark.parametrize("moment", [date(2024, 2, 29), datetime(2024, 2, 28, 18, 30, tzinfo=timezone.utc)])
def test_days_are_indian_days(moment: date) -> None:
    assert (day(moment, "hi"), day(moment, "en")) == ("29 फ़रवरी 2024", "29 February 2024")


@pytest.mark.parametrize("year", [1, 9999])
def test_the_first_and_last_days_that_exist_do_not_fail(year: int) -> None:
    west = timezone(timedelta(hours=-12))
    for moment in (datetime(year, 1, 1, tzinfo=timezone.utc), datetime(year, 12, 31, 23, 59, tzinfo=west)):
        assert str(year) in day(moment, "en")


def test_months_are_named_in_both_languages() -> None:
    assert (month("2023-11", "hi"), month("2023-11", "en")) == ("नवंबर 2023", "November 2023")


def test_lakhs_are_set_apart_in_hindi_and_thousands_in_english() -> None:
    assert (number(100000, "hi"), number(100000, "en"), number(0, "hi")) == ("1,00,000", "100,000", "0")
