"""The lexicon in both directions, and by sound."""

from __future__ import annotations

from pathlib import Path

import search.lexicon
from search.analysis.stemming import stem
from search.analysis.tokens import analyse
from search.lexicon import bundled_lexicon, read_lexicon, write_sounds

SMALL = read_lexicon("चुनाव\telection; poll\tw\nक़ानून\tlaw\tw\nप्रधानमंत्री\tprime minister\tw\nमतदान\tpoll; voting\tw\n")


def test_words_are_looked_up_by_their_folded_form() -> None:
    assert SMALL.english(("कानून",)) == (("law",),)
    entry = SMALL.entry(("कानून",))
    assert entry is not None
    assert entry.hi == "क़ानून"


def test_a_word_that_is_not_listed_gives_nothing() -> None:
    assert SMALL.english(("नहीं",)) == ()
    assert SMALL.hindi(("nothing",)) == ()
    assert SMALL.sounding("nothing") == ()


def test_the_other_way_the_best_gloss_comes_first() -> None:
    assert SMALL.hindi(("poll",)) == (("मतदान",), ("चुनाव",))


def test_glosses_may_have_several_words() -> None:
    assert SMALL.english(("प्रधानमंत्री",)) == (("prime", "minister"),)
    assert SMALL.hindi(("prime", "minister")) == (("प्रधानमंत्री",),)


def test_forms_are_found_by_their_sound() -> None:
    assert SMALL.sounding("kanun") == ("कानून",)


def test_the_bundled_lexicon_is_whole() -> None:
    lexicon = bundled_lexicon()
    assert len(lexicon.entries) > 13_000
    assert lexicon.english(("चुनाव",))[0] == ("election",)
    assert ("चुनाव",) in lexicon.hindi(("election",))


def test_plain_entries_are_read_as_the_analysis_reads_them() -> None:
    for words, entry in bundled_lexicon().entries.items():
        assert words == tuple(token.term for token in analyse(entry.hi))
        assert entry.terms == tuple(tuple(token.term for token in analyse(gloss)) for gloss in entry.glosses)


def test_english_is_looked_up_by_its_stem_too() -> None:
    assert ("चुनाव",) in SMALL.hindi_by_stem("elect")
    assert SMALL.hindi_by_stem("nothing") == ()


def test_a_hindi_form_that_is_not_listed_has_the_glosses_of_its_stem() -> None:
    assert SMALL.english(("चुनावों",)) == ()
    assert ("election",) in SMALL.english_by_stem(stem("चुनावों"))


def test_forms_of_one_word_share_a_gloss() -> None:
    lexicon = bundled_lexicon()
    assert lexicon.are_one_word("चुनाव", "चुनावों")
    assert not lexicon.are_one_word("चीन", "चीनी")
    assert not lexicon.are_one_word("जमाना", "जमा")
    assert lexicon.are_one_word("चुनाव", "अनजानाशब्द")


def test_names_are_words_of_both_languages() -> None:
    lexicon = bundled_lexicon()
    assert lexicon.is_english("election")
    assert not lexicon.is_english("modi")
    assert not lexicon.is_english("chunav")


def test_the_stored_sounds_are_those_of_the_lexicon() -> None:
    # Written anew with: python -c "from search.lexicon import *; print(write_sounds(read_lexicon(open(
    # 'search/data/lexicon.tsv').read())), end='')" > search/data/lexicon_sounds.tsv
    stored = (Path(search.lexicon.__file__).parent / "data" / "lexicon_sounds.tsv").read_text(encoding="utf-8")
    assert stored == write_sounds(bundled_lexicon())
