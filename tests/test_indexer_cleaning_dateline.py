"""Datelines: the place from which a story says that it was reported."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.cleaning.credits import read_credits
from indexer.cleaning.dateline import dateline_place
from indexer.cleaning.page import clean_page
from tests.tables import read_cases

PARTS = st.sampled_from(
    ["पटना", "गोंडा", "Delhi", "19 जून", "भाषा", "(PTI)", "[", ")", "/", ",", "।", ":", " ", "--", "\n"]
)


@pytest.mark.parametrize(("text", "expected"), read_cases("datelines.txt"))
def test_the_place_of_a_dateline_is_that_of_its_case(text: str, expected: str) -> None:
    assert (dateline_place(text.split("\n")) or "-") == expected


@given(st.lists(PARTS, max_size=12).map("".join))
def test_a_place_stands_in_the_text_and_has_no_marks(text: str) -> None:
    place = dateline_place(text.split("\n"))
    assert place is None or (place in text and not set(place) & set("।:,()[]/"))


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("पटना, 5 मई 2024 (भाषा)", "पटना"),
        ("नई दिल्ली | 19 जून 2024", "नई दिल्ली"),
        ("Updated: Wed, 19 Jun 2024 09:30 AM IST | Lucknow", "Lucknow"),
        ("रेखा शर्मा | 19 जून 2024", None),
        ("19 जून 2024", None),
    ],
)
def test_a_line_with_the_day_may_name_the_place(line: str, place: str | None) -> None:
    found = [credit.values[0] for credit in read_credits(line) if credit.kind == "place"]
    assert found == ([] if place is None else [place])


def test_the_dateline_stays_in_the_text_and_the_agency_is_the_source() -> None:
    page = clean_page("नहर में आया पानी, किसान खुश\nपटना, 19 जून (भाषा)। नहर में पानी आया।")
    assert (page.place, page.source) == ("पटना", "भाषा")
    assert page.body == ("पटना, 19 जून (भाषा)। नहर में पानी आया।",)
