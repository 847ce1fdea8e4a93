"""Stop words: the lists are in folded form, and words that make news are not in them."""

from __future__ import annotations

from pathlib import Path

import pytest

import search.normalise
from search.analysis.folding import fold
from search.analysis.stopwords import is_stop_word
from tests.tables import read_lines

DATA = Path(search.normalise.__file__).parent / "data"


@pytest.mark.parametrize("word", ["का", "में", "है", "ने", "और", "था", "हुआ", "किया", "the", "of", "and", "is", "dont"])
def test_function_words_are_stop_words(word: str) -> None:
    assert is_stop_word(fold(word))


@pytest.mark.parametrize(
    "word", ["आप", "हम", "कर", "पर", "नहीं", "बिना", "मई", "us", "up", "who", "may", "will", "not", "2020"]
)
def test_words_that_make_news_are_not(word: str) -> None:
    assert not is_stop_word(fold(word))


@pytest.mark.parametrize("name", ["stop_hi.txt", "stop_en.txt"])
def test_lists_are_folded_without_repetition(name: str) -> None:
    words = [word for line in read_lines(str(DATA / name)) for word in line.split()]
    assert len(words) == len(set(words))
    assert [fold(word) for word in words] == words
