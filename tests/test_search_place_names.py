"""Places by any of their names: one place for filters and facets."""

from __future__ import annotations

import pytest

from search.place_names import known_place, place_key


@pytest.mark.parametrize(
    "names",
    [
        ("दिल्ली", "नई दिल्ली", "Delhi", "NEW DELHI", "dilli", "देहली"),
        ("प्रयागराज", "इलाहाबाद", "Allahabad", "prayagraj"),
        ("मुंबई", "मुम्बई", "बंबई", "Bombay"),
        ("यूपी", "उत्तर प्रदेश", "UP", "Uttar Pradesh"),
    ],
)
def test_all_names_of_a_place_are_one(names: tuple[str, ...]) -> None:
    assert len({known_place(name) for name in names}) == 1
    assert len({place_key(name) for name in names}) == 1


@pytest.mark.parametrize("names", [("डोरीगंज", "Doriganj"), ("फतेहगंज", "फतहगंज", "Fatehganj"), ("रामनगर", "ramnagar")])
def test_a_place_that_is_not_known_is_told_by_its_sound(names: tuple[str, ...]) -> None:
    assert {known_place(name) for name in names} == {None}
    assert len({place_key(name) for name in names}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("दिल्ली", "नोएडा"), ("नोएडा", "ग्रेटर नोएडा"), ("मुंबई", "नवी मुंबई"), ("मऊ", "महू"), ("रामपुर", "रायपुर"), ("।", "?")],
)
def test_different_places_have_different_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@pytest.mark.parametrize("text", ["", "।", "up", "भाजपा", "डोरीगंज", "दिल्ली पुलिस", "सोमवार"])
def test_what_is_no_known_place_is_none(text: str) -> None:
    assert known_place(text) is None
