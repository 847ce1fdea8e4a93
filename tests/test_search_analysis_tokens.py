"""Tokens: the table of cases, and what must hold for any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.tokens import Token, analyse, terms_of
from search.normalise import mark_ranges, normalise
from tests.tables import read_cases

PIECES = [
    "हिन्दी",
    "क",
    "्",
    "ा",
    "ं",
    "़",
    "IIT",
    "é",
    "s",
    "'",
    "’",
    ".",
    ",",
    "1",
    "१",
    "जी",
    "के",
    "U.",
    "-",
    "|",
    "।",
    "॥",
]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*PIECES, " ", "\u200d", "\u0301", "ß", "ﬁ", "½", "١", "北", "ব"]), max_size=24).map(
        "".join
    ),
)


@pytest.mark.parametrize(("text", "terms"), read_cases("tokens.txt"))
def test_text_has_the_tokens_of_the_table(text: str, terms: str) -> None:
    assert [token.term for token in analyse(text)] == terms.split()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("IITकानपुर", [Token("iit", 0, 3, "en"), Token("कानपुर", 3, 9, "hi")]),
        ("India's 1,00,000", [Token("india", 0, 5, "en"), Token("100000", 8, 16, "num")]),
        ("यह के.पी.।", [Token("यह", 0, 2, "hi"), Token("केपी", 3, 9, "hi")]),
        ("5जी १०", [Token("5जी", 0, 3, "hi"), Token("10", 4, 6, "num")]),
        ("क्\u200dषेत्र", [Token("क्षेत्र", 0, 8, "hi")]),
        ("U.S.'s", [Token("us", 0, 4, "en")]),
    ],
)
def test_offsets_and_scripts(text: str, wanted: list[Token]) -> None:
    assert list(analyse(text)) == wanted


@given(TEXTS)
@example("aा")
@example("1\ufe0f\u20e3")
@example("\u02bc's")
@example("½")
def test_tokens_are_in_order_within_the_text_and_cut_no_syllable(text: str) -> None:
    mark = re.compile(f"[{mark_ranges()}]")
    at = 0
    for token in analyse(text):
        assert token.term
        assert at <= token.start < token.end <= len(text)
        assert not set(text[token.start : token.end]) & set("।॥| \n")
        assert not mark.match(text, token.start)
        assert not mark.match(text, token.end)
        at = token.end


@given(TEXTS)
def test_terms_are_whole_words_again(text: str) -> None:
    for token in analyse(normalise(text)):
        if token.script == "hi" and "." not in token.term:
            assert [again.term for again in analyse(token.term)] == [token.term]


@given(st.lists(st.text(st.sampled_from([*map(chr, range(0x900, 0x980)), *"abzN5.'"]), max_size=6), max_size=4))
def test_terms_are_those_of_the_tokens(words: list[str]) -> None:
    text = " ".join(words)
    assert terms_of(text) == tuple(token.term for token in analyse(text))


@given(st.text(), st.text())
def test_no_token_depends_on_what_lies_beyond_a_space(before: str, after: str) -> None:
    terms = [token.term for token in analyse(before)] + [token.term for token in analyse(after)]
    assert [token.term for token in analyse(f"{before} {after}")] == terms
