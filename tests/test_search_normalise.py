"""The door for text: the table of cases, and what must hold for any text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.normalise import bare_letters, mark_ranges, normalise
from tests.limits import at_most
from tests.tables import read_cases

PIECES = ["अ", "आ", "ए", "ा", "ॅ", "े", "ै", "ो", "ौ", "ं", "ँ", "क", "न", "दु", "पुन", "नि", ":", "शु", " ", "\r", "\n"]
MARKS = ["\u093c", "\u094d", "\u200b", "\u200c", "\u200d", "\u202a", "\ufeff", "\u00a0", "\u0301", "\ud800", "\u0958"]
TEXTS = st.one_of(
    st.text(st.characters(), max_size=60),
    st.lists(st.sampled_from(PIECES + MARKS), max_size=24).map("".join),
    st.lists(st.tuples(st.sampled_from(PIECES + MARKS), st.integers(1, 40)).map(lambda one: one[0] * one[1])).map(
        "".join
    ),
)


@pytest.mark.parametrize(("text", "wanted"), read_cases("normalise.txt"))
def test_text_is_normalised_as_written_in_the_table(text: str, wanted: str) -> None:
    assert normalise(text) == wanted


@given(TEXTS)
@example("अाे")
@example("ंाँा")
@example("न\u200b\u093c")
@example("\r\u200b\n")
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(TEXTS)
def test_what_comes_out_is_clean(text: str) -> None:
    clean = normalise(text)
    assert unicodedata.is_normalized("NFC", clean)
    clean.encode("utf-8")
    assert not re.search("[\u0000-\u0008\u000b-\u001f\u007f-\u00a0\u00ad\u200b\u200e\u200f\u2028-\u202e\ufeff]", clean)


@pytest.mark.parametrize("marks", ["\u0301\u0316", "\u05b0\u05bc\u0591", "\u094d\u093c"])  # in and out of order
def test_letters_under_very_many_marks_are_normalised_soon(marks: str) -> None:
    with at_most(5):
        found = normalise("क" + marks * 500_000)
    assert 2 < len(found) < 40
    assert normalise(found) == found


@given(TEXTS)
def test_bare_letters_are_stable(text: str) -> None:
    assert bare_letters(bare_letters(text)) == bare_letters(text)


def test_marks_of_all_scripts_are_known() -> None:
    marks = re.compile(f"[{mark_ranges()}]")
    for mark in "\u0301\u093c\u094d\u0903\u093e\u09be\u0bbf\u064b\u200d\ufe0f":
        assert marks.match(mark)
    for other in "aक।॥ 1'":
        assert not marks.match(other)
