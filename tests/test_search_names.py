"""Names of one thing: every member of a group stands for the others, in every script."""

from __future__ import annotations

import pytest

from search.analysis.tokens import analyse
from search.names import bundled_names, read_names


def spotted(text: str, *, romanised: bool = False) -> set[str]:
    return {" ".join(name.terms) for name in bundled_names().spot(analyse(text), text, romanised=romanised)}


@pytest.mark.parametrize(
    "names",
    [
        ("भाजपा", "बीजेपी", "भारतीय जनता पार्टी", "BJP", "Bharatiya Janata Party", "bhajpa"),
        ("सर्वोच्च न्यायालय", "सुप्रीम कोर्ट", "उच्चतम न्यायालय", "Supreme Court", "sarvochch nyayalay"),
        ("विश्व कप", "वर्ल्ड कप", "विश्वकप", "World Cup", "vishwa kap"),
        ("यूपी", "उत्तर प्रदेश", "UP", "Uttar Pradesh"),
        ("डब्ल्यूएचओ", "WHO", "विश्व स्वास्थ्य संगठन", "World Health Organization"),
        ("जम्मू-कश्मीर", "जम्मू और कश्मीर", "Jammu & Kashmir"),
        ("मुंबई", "मुम्बई", "बंबई", "Bombay"),
    ],
)
def test_every_name_of_a_group_names_the_same(names: tuple[str, ...]) -> None:
    assert len({frozenset(spotted(name)) for name in names}) == 1
    assert spotted(names[0])


def test_a_name_that_is_also_a_word_is_one_only_in_capitals() -> None:
    assert spotted("who") == spotted("up") == spotted("आप") == set()
    assert "world health organization" in spotted("WHO")


def test_a_weak_name_in_small_letters_is_none_among_hindi_words() -> None:
    assert "अमेरिका" in spotted("us")
    assert spotted("us", romanised=True) == set()
    assert "अमेरिका" in spotted("US", romanised=True)


def test_a_name_may_belong_to_two_groups() -> None:
    assert {"मध्य प्रदेश", "सांसद"} <= spotted("MP")


def test_no_group_is_listed_without_a_second_name() -> None:
    names = bundled_names()
    assert len(names.groups) > 600
    assert [group for group in names.groups if len(group) < 2] == []


def test_marks_are_no_part_of_a_name() -> None:
    names = read_names("# comment\nbody\tडब्ल्यूएचओ; ?WHO; ?~UN; ~US\n")
    assert [(name.terms, name.weak, name.doubtful) for name in names.groups[0]] == [
        (("डब्ल्यूएचओ",), False, False),
        (("who",), False, True),
        (("un",), True, True),
        (("us",), True, False),
    ]
