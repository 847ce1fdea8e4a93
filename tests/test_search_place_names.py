"""Places by any of their names: one place for filters and facets."""

from __future__ import annotations

import pytest

from search.place_names import known_place


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
    assert len({known_place(name) for name in names} - {None}) == 1


@pytest.mark.parametrize("text", ["", "।", "up", "भाजपा", "गोंडा", "दिल्ली पुलिस", "सोमवार"])
def test_what_is_no_known_place_is_none(text: str) -> None:
    assert known_place(text) is None
