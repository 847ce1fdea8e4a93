"""The lexicon in both directions, and by sound."""

from __future__ import annotations

from search.lexicon import bundled_lexicon, read_lexicon

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
