"""Stamps that count from the moment at which a page was on the server."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cleaning.relative import resolve_stamp
from search.model import INDIA
from tests.tables import read_cases

SEEN = datetime(2024, 6, 19, 10, 30, 40, tzinfo=INDIA)


@pytest.mark.parametrize(("text", "expected"), read_cases("relative.txt"))
def test_a_stamp_is_counted_back_as_its_case_says(text: str, expected: str) -> None:
    found = resolve_stamp(text, SEEN)
    assert (found.isoformat() if found else "-") == expected


def test_days_are_those_of_india_wherever_the_server_stands() -> None:
    night = datetime(2024, 6, 18, 20, 0, tzinfo=timezone.utc)  # 01:30 on the 19th in India
    found = resolve_stamp("कल", night)
    assert found is not None
    assert found.isoformat() == "2024-06-18T00:00:00+05:30"


@given(
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"(आज|कल|today) \d{1,2}:\d\d [AP]M", fullmatch=True),
        st.from_regex(r"\d{1,3} (मिनट|घंटे|दिन) पहले", fullmatch=True),
    ),
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(timezone.utc)),
)
def test_no_stamp_is_later_than_its_page(text: str, seen: datetime) -> None:
    found = resolve_stamp(text, seen)
    assert found is None or found <= seen
