"""Splitting into sentences: the table of cases, and what must hold for any text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.sentences import LONGEST, split_sentences
from tests.limits import at_most

CASES = Path(__file__).parent / "cases" / "sentences.txt"
PIECES = [
    "बैठक", "है", "था", "डॉ", "एस", "के", "3", "५", "The", "said", "U", "www.example.com", ".", "।", "॥", "?", "!",
    "…", "...", "|", ",", '"', "'", "“", "”", "(", ")", " ", "  ", "\n", "\u200d", "\u094d", "ि", "\u00a0", "\u2028",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join))


def read_cases() -> list[tuple[str, list[str]]]:
    lines = CASES.read_text(encoding="utf-8").splitlines()
    pairs = [line.split(" => ") for line in lines if " => " in line and not line.startswith("#")]
    return [
        (text.replace("\\n", "\n"), [part.strip() for part in wanted.split("‖") if part.strip()])
        for text, wanted in pairs
    ]


def test_there_are_enough_cases() -> None:
    assert len(read_cases()) >= 80


@pytest.mark.parametrize(("text", "wanted"), read_cases())
def test_text_splits_as_written_in_the_table(text: str, wanted: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == wanted


@given(TEXTS)
@example('"')
@example("'.' '")
@example("।" * 50)
def test_sentences_are_slices_in_order_and_lose_only_white_space(text: str) -> None:
    at = 0
    for sentence in split_sentences(text):
        assert sentence.text
        assert sentence.text == sentence.text.strip()
        assert sentence.text == text[sentence.start : sentence.end]
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()


@given(TEXTS)
def test_no_sentence_spans_lines(text: str) -> None:
    assert not any(len(sentence.text.splitlines()) > 1 for sentence in split_sentences(text))


@pytest.mark.parametrize("word", ["शब्द ", "शब्द, ", "श", "क्षि", "\u094d", "."])
def test_endless_text_is_cut(word: str) -> None:
    text = word * 3000
    sentences = split_sentences(text)
    assert all(len(sentence.text) <= LONGEST for sentence in sentences)
    assert "".join("".join(sentence.text.split()) for sentence in sentences) == "".join(text.split())


def test_endless_text_is_cut_behind_a_comma() -> None:
    first, *_ = split_sentences("क " * 300 + "ख, " + "ग " * 800)
    assert first.text.endswith("ख,")


def test_endless_word_is_cut_between_syllables() -> None:
    for sentence in split_sentences("क्षि" * 3000):
        assert sentence.text.startswith("क्षि")


@pytest.mark.parametrize(
    "unit", ["U.", "के.", "डॉ. ", "a.", "| ", "? ", "।' ", '." ', "' '", "www.a.in ", "a@b.in ", "aaaaaaa", "1. ", "”। "]
)
def test_an_endless_line_is_split_soon(unit: str) -> None:
    line = unit * (200_000 // len(unit)) + " a@b.in"  # an address, before which every word may begin one
    with at_most(5):
        sentences = split_sentences(line)
    assert "".join("".join(one.text for one in sentences).split()) == "".join(line.split())
