"""Skeletons: names and loans meet across scripts by their consonants, and only what looks alike is taken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.folding import fold
from search.analysis.skeleton import likeness, skeleton
from search.index import Index
from search.query.forms import ALIKE
from tests.engines import Memory, document, fill
from tests.tables import read_cases


@pytest.mark.parametrize(("hindi", "latin"), read_cases("skeletons.txt"))
def test_a_name_meets_its_english_spelling(hindi: str, latin: str) -> None:
    for spelling in latin.split():
        assert skeleton(fold(hindi)) == skeleton(spelling)
        assert likeness(fold(hindi), spelling) >= ALIKE


@pytest.mark.parametrize("term", ["", "2020", "गेट", "उन", "un", "русский", "।"])
def test_few_consonants_make_no_skeleton(term: str) -> None:
    assert skeleton(term) == ""


def test_words_of_other_vowels_are_not_alike() -> None:
    assert skeleton("liverpool") == skeleton("leverapilo")
    assert likeness("लिवरपूल", "leverapilo") < ALIKE


def test_a_hindi_name_finds_an_english_article_and_the_other_way_round() -> None:
    english = document("en", en=["Liverpool beat Chelsea."], title_en="Liverpool win")
    hindi = document("hi", ["ब्रैडली ने गोल किया।"], title_hi="ब्रैडली का गोल")
    opened = Index(fill(Memory(), [english, hindi]))
    assert [hit.id for hit in opened.search("लिवरपूल").hits] == ["en"]
    assert [hit.id for hit in opened.search("Bradley").hits] == ["hi"]
    assert dict(opened.search("लिवरपूल").interpretation[0].forms)["sound"] == ("liverpool",)


@given(st.text(max_size=20))
def test_any_term_has_an_ascii_skeleton_or_none(word: str) -> None:
    key = skeleton(fold(word) if word else "")
    assert key == "" or (key.isascii() and key.isalpha() and key == key.lower())
