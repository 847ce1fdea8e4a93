"""Dates as papers print them: the table of cases, and what must hold for any text."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cleaning.dates import date_span, find_date, is_relative, without_date
from search.model import INDIA
from tests.tables import read_cases


@pytest.mark.parametrize(("text", "wanted"), read_cases("dates.txt"))
def test_a_date_is_read_as_written_in_the_table(text: str, wanted: str) -> None:
    found = find_date(text)
    assert (found.isoformat() if found else "-") == wanted


@pytest.mark.parametrize(("text", "wanted"), [case for case in read_cases("dates.txt") if case[1] != "-"])
def test_a_date_is_read_within_a_line(text: str, wanted: str) -> None:
    found = find_date(f"नदी के किनारे {text} को")
    assert found is not None
    assert found.isoformat() == wanted


@settings(deadline=None)
@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2199, 12, 31)))
def test_every_iso_date_comes_back(moment: datetime) -> None:
    whole = moment.replace(microsecond=0, tzinfo=INDIA)
    assert find_date(whole.isoformat()) == whole


@settings(deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.from_regex(r"[0-9०-९]{1,4}[-/ .](जून|Jun|\d\d?)[-/ .,][0-9०-९]{1,4}[T ,]?[0-9:.]{0,9}[Z+]?"),
    )
)
def test_any_text_has_a_date_or_none(text: str) -> None:
    found = find_date(text)
    assert (found is None) == (date_span(text) is None)
    assert found is None or found.utcoffset() is not None
    assert isinstance(without_date(text), str)


@pytest.mark.parametrize("text", ["21 mins ago", "1 hour ago", "2 घंटे पहले", "२५ मिनट पहले", "3 days ago"])
def test_a_relative_stamp_is_no_date(text: str) -> None:
    assert is_relative(text)
    assert find_date(text) is None


def test_indian_time_is_five_and_a_half_hours_ahead() -> None:
    assert INDIA.utcoffset(None) == timedelta(hours=5, minutes=30)
