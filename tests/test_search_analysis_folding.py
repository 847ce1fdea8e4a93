"""Folding: the table of cases, and what must hold for any word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.folding import STEPS_HI, fold, is_devanagari
from search.normalise import ascii_digits, bare_letters
from tests.tables import read_cases

LETTERS = "कङचञटणतनपमयलसहअइईएओािीेोॉंँः़्ॅ\u0929\u200d\u200c०5éÉßaN'"
WORDS = st.one_of(st.text(max_size=20), st.text(st.sampled_from(LETTERS), max_size=12))


@pytest.mark.parametrize(("word", "wanted"), read_cases("folding.txt"))
def test_word_folds_as_written_in_the_table(word: str, wanted: str) -> None:
    assert fold(word) == wanted


@given(WORDS)
def test_folding_twice_changes_nothing(word: str) -> None:
    assert fold(fold(word)) == fold(word)


@given(WORDS)
def test_no_word_folds_to_nothing(word: str) -> None:
    assert bool(fold(word)) == bool(word)


@pytest.mark.parametrize(("word", "wanted"), [("क", True), ("5जी", True), ("5", False), ("a", False), ("", False)])
def test_script_of_a_word_is_that_of_its_first_letter(word: str, wanted: bool) -> None:
    assert is_devanagari(word) is wanted


@given(st.text(st.sampled_from([*map(chr, range(0x900, 0x980)), "a", "z", "A", "1", "é", "\u200d"]), min_size=1))
def test_words_that_are_passed_over_are_those_that_no_step_changes(word: str) -> None:
    term = word.lower() if is_devanagari(word) else ascii_digits(bare_letters(word))
    for step in STEPS_HI if is_devanagari(word) else ():
        term = step(term)
    assert fold(word) == (term or word)
