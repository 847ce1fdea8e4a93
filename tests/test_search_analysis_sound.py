"""Sound keys: what people type should meet its Hindi word, within floors, and other words should not."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import search.lexicon
from search.analysis.folding import fold
from search.analysis.romanising import romanise
from search.analysis.sound import sound_key, sound_keys
from tests.tables import read_cases, read_lines

SPELLINGS_MET = 0.975  # measured: 98 %
FORMS_PER_KEY = 1.10  # measured: 1.09 over the forms of the lexicon
MOST_FORMS_OF_ONE_KEY = 6
LEXICON = Path(search.lexicon.__file__).parent / "data" / "lexicon.tsv"
WORDS = st.one_of(st.text(max_size=20), st.text(st.sampled_from("कज्ञषहयवांऋऐौ़्aeiouhcykrst1"), max_size=12))


def test_spellings_meet_their_word() -> None:
    cases = [(hindi, latin) for hindi, spellings in read_cases("sounds.txt") for latin in spellings.split()]
    assert len(cases) >= 500
    missed = [(hindi, latin) for hindi, latin in cases if sound_key(hindi) != sound_key(latin)]
    assert 1 - len(missed) / len(cases) >= SPELLINGS_MET, missed


@pytest.mark.parametrize(
    "words",
    [
        "राहुल rahul raahul", "चुनाव chunav chunaav", "किम kim", "जोंग jong", "उन un", "पुतिन putin",
        "मुलाक़ात मुलाकात mulaqat mulakat", "ज्ञान gyan", "क्षेत्र kshetra", "छत्तीसगढ़ chhattisgarh chattisgarh",
        "विश्व vishva vishwa", "कृष्ण krishna krishn", "हिन्दी हिंदी hindi", "लखनऊ lakhnau", "लक्ष्मी laxmi lakshmi",
    ],
)  # fmt: skip
def test_these_always_meet(words: str) -> None:
    assert len({sound_key(word) for word in words.split()}) == 1


@pytest.mark.parametrize("words", read_lines("sounds_apart.txt"))
def test_these_stay_apart(words: str) -> None:
    assert len({sound_key(word) for word in words.split()}) == len(words.split())


def test_few_words_share_a_key() -> None:
    forms = {fold(line.split("\t")[0]) for line in LEXICON.read_text(encoding="utf-8").splitlines()}
    keys = Counter(key for key in map(sound_key, forms) if key)
    assert keys.total() / len(keys) <= FORMS_PER_KEY
    assert max(keys.values()) <= MOST_FORMS_OF_ONE_KEY


@pytest.mark.parametrize("term", ["", "2020", "3.5", "русский", "北京", "বাংলা", "।"])
def test_numbers_and_other_scripts_have_no_sound(term: str) -> None:
    assert sound_key(term) == ""


@pytest.mark.parametrize(
    ("term", "wanted"),
    [("बनने", "banne"), ("बनाने", "banane"), ("विश्व", "vishv"), ("न", "na"), ("ॐ", ""), ("5जी", "5ji")],
)
def test_romanised_forms(term: str, wanted: str) -> None:
    assert romanise(term) == wanted


@pytest.mark.parametrize(
    ("latin", "hindi"), [("bachcho", "बच्चों"), ("kisano", "किसानों"), ("nahi", "नहीं"), ("indore", "इंदौर")]
)
def test_what_is_often_not_typed_or_not_spoken_is_forgiven(latin: str, hindi: str) -> None:
    assert set(sound_keys(latin)) & set(sound_keys(fold(hindi)))


@given(WORDS)
def test_the_folded_word_sounds_like_the_word(word: str) -> None:
    assert sound_key(fold(word)) == sound_key(word)


@given(WORDS)
def test_a_key_is_small_ascii(word: str) -> None:
    key = sound_key(word)
    assert key == "" or (key.isascii() and key.isalnum() and key == key.lower())
