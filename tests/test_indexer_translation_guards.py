"""The guards: what counts as kept, what is mended, what is a loop, and the gloss. Nothing here loads the model."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.translation import guards
from indexer.translation.clauses import join_clauses, split_clauses
from indexer.translation.gloss import gloss_sentence
from indexer.translation.names import mend_names
from indexer.translation.numerals import find_numbers
from indexer.translation.passthrough import latin_words, mend_latin, missing_latin
from indexer.translation.quantities import add_numbers, mend_numbers, missing_numbers
from indexer.translation.romanise import romanise

CASES = Path(__file__).parent / "cases"
WORDS = ["है", "12", "१२", "1,00,000", "3.5", "NASA", "a_b", "www.x.in/a_b", "ten", "he", "said", "लाख", "(", ".", '"']
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join))


def read_cases(name: str) -> list[tuple[str, ...]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [tuple(line.split(" => ")) for line in lines if " => " in line and not line.startswith("#")]


def read_numbers(name: str) -> list[tuple[str, str]]:
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.partition(" =>") for line in lines if " =>" in line and not line.startswith("#")]
    return [(text, values.strip()) for text, _, values in pairs]


@pytest.mark.parametrize(("source", "output", "wanted"), read_cases("guards.txt"))
def test_real_output_is_mended_as_written_in_the_table(source: str, output: str, wanted: str) -> None:
    assert guards.mend(source, output) == wanted
    assert guards.faults(source, wanted) <= guards.faults(source, output)


@pytest.mark.parametrize(("hindi", "latin"), read_cases("romanise.txt"))
def test_hindi_is_romanised_as_written_in_the_table(hindi: str, latin: str) -> None:
    assert romanise(hindi) == latin


@pytest.mark.parametrize(("source", "output", "wanted"), read_cases("translation_names.txt"))
def test_names_are_mended_as_written_in_the_table(source: str, output: str, wanted: str) -> None:
    assert mend_names(source, output) == wanted
    assert mend_names(source, wanted) == wanted


@pytest.mark.parametrize(("text", "values"), read_numbers("translation_numbers.txt"))
def test_numbers_are_read_as_written_in_the_table(text: str, values: str) -> None:
    found = find_numbers(text)
    assert " ".join(f"{number.value:.15g}" for number in found) == values
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("1,00,000 लोग", "100,000 people"),
        ("१२५ किलोमीटर", "125 kilometres"),
        ("सुबह 9.30 बजे", "at 9:30 in the morning"),
        ("3 बच्चे", "three children"),
        ("3 बच्चे", "Three children"),
        ("21 साल", "twenty-one years"),
        ("दूसरे दिन 5 लोग", "five people on the second day"),
        ("2 लाख रुपये", "Rs 200,000"),
        ("2 लाख रुपये", "Rs 2 lakh"),
        ("2 लाख रुपये", "0.2 million rupees"),
        ("30 करोड़ लोग", "300 million people"),
        ("5 हज़ार", "five thousand"),
        ("21वीं सदी", "the 21st century"),
        ("2019-20 में", "in 2019-20"),
        ("05 मई", "May 5"),
        ("1 लाख", "a lakh"),
        ("67 करोड़ 50 लाख डॉलर", "$675 million"),
        ("साढ़े तीन बजे", "at 3:30"),
        ("डेढ़ साल", "a year and a half"),
        ("बारह लोग", "12 people"),
        ("1 मरीज", "a patient"),
        ("कोविड-19 के मरीज", "coronavirus patients"),
        ("पांच-पांच हजार रुपये", "five thousand rupees each"),
        ("10-10 मरीज", "10 patients each"),
    ],
)
def test_number_in_another_honest_form_is_kept(source: str, output: str) -> None:
    assert missing_numbers(source, output) == ()
    assert mend_numbers(source, output) == output


@pytest.mark.parametrize(
    ("source", "output", "missing"),
    [
        ("61 सदस्य", "many members", ["61"]),
        ("10 और 11", "10 and 12", ["11"]),
        ("14.62 करोड़", "13.62 crore", ["14.62"]),
        ("17 लाख", "17 million", ["17"]),
        ("17 लाख", "17 people", ["17"]),
    ],
)
def test_number_that_is_lost_is_noticed(source: str, output: str, missing: list[str]) -> None:
    assert [number.digits for number in missing_numbers(source, output)] == missing


def test_number_that_a_hindi_word_accounts_for_is_not_replaced() -> None:
    assert mend_numbers("दो दिन में 40 मामले", "cases in 2 days") == "cases in 2 days"


@pytest.mark.parametrize(
    ("source", "output", "wanted"),
    [
        ("17 लाख लोग आए", "17 million people came", "17 lakh people came"),
        ("80 हजार लोग", "80 people", "80,000 people"),
        ("2 लाख 53 हजार लोग", "2 lakh people", "2 lakh 53 thousand people"),
    ],
)
def test_wrong_unit_is_put_right(source: str, output: str, wanted: str) -> None:
    assert mend_numbers(source, output) == wanted


@pytest.mark.parametrize(
    ("source", "output", "wanted"),
    [
        ("सात से आठ संस्थाएं", "eight institutions", "7 to 8 institutions"),
        ("पिछले तीन-चार दिनों में", "in the last three days", "in the last 3 to 4 days"),
        ("21 से 23 मार्च तक", "until March 23", "until March 21 to 23"),
        ("5 से 7 अरब डॉलर", "$7 billion", "$5 to 7 billion"),
        ("10 से 12 लोग", "people", "people"),
        ("नंबर 011-23970290 है", "The number is 23970290", "The number is 23970290"),
        ("जर्मनी से 3-1 से हारे", "lost 3 to Germany", "lost 3 to Germany"),
        ("12वीं से 15 लोग", "15 people", "15 people"),
    ],
)
def test_a_range_of_which_one_end_is_lost_is_completed(source: str, output: str, wanted: str) -> None:
    assert mend_numbers(source, output) == wanted


@pytest.mark.parametrize(
    ("source", "output", "wanted"),
    [
        ("10- इटली में मौतें", "Deaths in Italy", "10- Deaths in Italy"),
        ("उसे 14 दिनों के लिए भर्ती किया।", "He was admitted.", "He was admitted (14 days)."),
        ("13 अप्रैल 2020 तक अनाज दिया", "Grain was given.", "Grain was given (April 13, 2020)."),
        ("सुबह 7 बजे तक जांच हुई।", "It was tested.", "It was tested (7 am)."),
        ("रात नौ बजे आए।", "He came.", "He came (9 pm)."),
        ("500 डॉलर दिए।", "It was given.", "It was given ($500)."),
        ("राशि 1996 की है।", "It is a sum.", "It is a sum (1996)."),
        ("दो वरिष्ठ नागरिकों ने कहा।", "They said.", "They said (2 citizens)."),
        ("लगातार चौथे दिन बंद रहा।", "It was closed.", "It was closed."),
        ("27 को घर भेजा।", "They were sent home.", "They were sent home."),
        ("तीन ने कहा।", "They said.", "They said."),
        ("16 और 17 लोग", "12 people", "12 people"),
        ("10, 20 और 30 लोग", "people", "people"),
    ],
)
def test_lost_numbers_are_added_where_they_tell_something(source: str, output: str, wanted: str) -> None:
    assert add_numbers(source, output) == wanted


def test_every_clause_of_a_sentence_comes_back_in_order() -> None:
    sentence = "आगरा में 49 मरीज मिले, मेरठ में 33 मरीज मिले; जबकि पटना में कोई नहीं मिला।"
    clauses = split_clauses(sentence)
    assert [mark for _, mark in clauses] == [",", ";", ""]
    assert " ".join(clause + mark for clause, mark in clauses) == sentence
    assert split_clauses("हां, वह आया।") == []
    assert join_clauses(["49 in Agra.", "The rest in Delhi.", "Delhi has 3."], [",", ";", ""]) == (
        "49 in Agra, the rest in Delhi; Delhi has 3."
    )


def test_ordinal_gets_the_ending_of_its_new_number() -> None:
    assert mend_numbers("21वीं सदी", "the 20th century") == "the 21st century"
    assert mend_numbers("12वीं कक्षा", "the 2nd class") == "the 12th class"


def test_latin_words_survive_whatever_their_form() -> None:
    assert missing_latin("COVID-19 और SMS", "Covid 19 and an sms") == ()
    assert latin_words("4G और 66E पर covid19.gov.in या a@b.in, #70Years") == (
        "4G", "66E", "covid19.gov.in", "a@b.in", "#70Years",
    )  # fmt: skip


def test_lost_latin_word_is_added_before_the_stop() -> None:
    assert mend_latin("WHO ने कहा।", "He said.") == "He said (WHO)."
    assert mend_latin("WHO ने “हां” कहा।", 'He said "yes."') == 'He said "yes (WHO)."'


def test_acronyms_are_not_taken_for_the_little_words_they_look_like() -> None:
    assert mend_latin("WHO ने कहा।", "He who said it.") == "He who said it (WHO)."
    assert mend_latin("US और IT", "The US and it") == "The US and it (IT)"


def test_underscores_that_the_tokenizer_took_are_put_back() -> None:
    source = "https://example.in/a_b_c देखें"
    assert mend_latin(source, "See https://example.in/a b c") == "See https://example.in/a_b_c"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said that he said that he said that", "He said that"),
        ("no no no no no no", "no"),
        ("It is the PPiiiiiii kit", "It is the PPi kit"),
        ("a b a b a b c d", "a b c d"),
        ("a very very very good day", "a very very very good day"),
        ("1000000000 and 111,111,111", "1000000000 and 111,111,111"),
        ("one day and one day", "one day and one day"),
        ("", ""),
    ],
)
def test_loops_are_cut(text: str, wanted: str) -> None:
    assert guards.cut_loops("कुछ", text) == wanted
    assert guards.find_loop(wanted) is None


def test_repetition_of_the_source_is_kept() -> None:
    assert guards.cut_loops("no no no no no", "no no no no no") == "no no no no no"


@pytest.mark.parametrize("output", ["", " . ", "x" * 200, "word " * 60])
def test_empty_and_absurdly_long_output_is_unusable(output: str) -> None:
    assert guards.is_unusable("बैठक हुई।", output)


def test_devanagari_left_in_the_output_is_romanised() -> None:
    assert guards.mend("राहुल आए।", "राहुल came.") == "Rahul came."


@pytest.mark.parametrize(
    ("output", "wanted"),
    [
        ("money throw, poor sees", "Money throw, poor sees"),
        ("'water' to Musharraf", "'Water' to Musharraf"),
        ("iPhone is launched", "iPhone is launched"),
        ("www.example.in is here", "www.example.in is here"),
        ("5 people", "5 people"),
        ("a", "A"),
        ("", ""),
    ],
)
def test_an_output_begins_with_a_capital(output: str, wanted: str) -> None:
    assert guards.mend("कुछ", output) == wanted


@given(TEXTS, TEXTS)
def test_guards_take_any_text(source: str, output: str) -> None:
    mended = guards.cut_loops(source, guards.mend(source, output))
    assert guards.faults(source, mended) >= 0
    assert guards.mend(source, mended) is not None
    assert set(missing_latin(source, guards.mend(source, output))) == set()


def test_gloss_takes_lexicon_words_and_romanises_the_rest() -> None:
    glossed = gloss_sentence("सरकार ने झुमरीपुरवा को 12 करोड़ दिए।")
    assert glossed.startswith("Government ")
    assert "Jhumripurva" in glossed
    assert "12" in glossed
    assert glossed.endswith(".")
    assert not guards.has_hindi(glossed)


@given(st.text(alphabet=st.characters(min_codepoint=0x0900, max_codepoint=0x097F), max_size=20))
def test_gloss_never_leaves_hindi_letters(text: str) -> None:
    assert not [char for char in gloss_sentence(text) if "\u0904" <= char <= "\u0963"]
