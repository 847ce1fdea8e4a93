"""Searching an index: evidence in three scripts, snippets, options, and errors that name the value."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search
from search.errors import DocumentMissing, IndexMissing, NotAnIndex, QueryError
from search.index import Index
from search.model import Marked, Results
from tests.engines import Folder, document, fill

DOCUMENTS = (
    document(
        "putin",
        ["रूस के राष्ट्रपति पुतिन ने किम जोंग-उन को एक लिमोज़ीन भेंट की।", "यह गाड़ी रूस में बनी है।"],
        ["Russian President Putin gave Kim Jong Un a limousine.", "This car was made in Russia."],
        title_hi="पुतिन ने किम को दी लग्ज़री कार",
        title_en="Putin gives Kim a luxury car",
        day="2024-06-19",
        source="दिशा वार्ता",
        section="दुनिया",
        tags=("रूस", "उत्तर कोरिया"),
    ),
    document(
        "chunav",
        ["प्रदेश में चुनाव की तारीखों का ऐलान हुआ।", "सरकारों ने तैयारी की।"],
        ["Dates of the election in the state were announced.", "Governments prepared."],
        title_hi="चुनाव का ऐलान",
        title_en="Election announced",
        day="2025-01-10",
        source="प्रभात दर्पण",
        tags=("चुनाव",),
    ),
    document(
        "onion",
        en=["Onion farmers in Nashik held a protest.", "They want the export duty to go."],
        title_en="Onion farmers protest at Lasalgaon",
        day="2024-03-09",
        source="Ganges Express",
    ),
    document(
        "weather", ["आज मौसम साफ़ रहेगा।"], ["The weather will be clear today."], title_hi="मौसम", title_en="Weather"
    ),
    document("copy", ["आज मौसम साफ़ रहेगा।"], ["The weather will be clear today."], title_hi="मौसम", story="weather"),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("index") / "index"
    fill(Folder(path), DOCUMENTS)
    with search.open_index(path) as opened:
        yield opened


def first(results: Results) -> str | None:
    return results.hits[0].id if results.hits else None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("पुतिन limousine", "putin"),
        ("Putin", "putin"),
        ("putin ki car", "putin"),
        ("किम जोंग उन", "putin"),
        ("kim jong un", "putin"),
        ("किम-जोंग-उन", "putin"),
        ("चुनाव", "chunav"),
        ("चुनावों", "chunav"),
        ("election", "chunav"),
        ("elections", "chunav"),
        ("chunav", "chunav"),
        ("chunaav ka elan", "chunav"),
        ("सरकार", "chunav"),
        ("mausam", "weather"),
        ("प्याज किसान", "onion"),
        ("pyaz kisan", "onion"),
        ("लिमोजीन", "putin"),
        ("limosine", "putin"),
        ("title:चुनाव", "chunav"),
        ('"export duty"', "onion"),
        ("प्रदे*", "chunav"),
        ("source:प्रभात-दर्पण", "chunav"),
        ("lang:en", "onion"),
        ("tag:रूस", "putin"),
        ("मौसम OR चुनाव title:चुनाव", "chunav"),
    ],
)
def test_a_query_finds_its_article_first(index: Index, query: str, expected: str) -> None:
    assert first(index.search(query)) == expected


@pytest.mark.parametrize("query", ["xyzzy", "कखगघ", '"सरकार नई"', "title:limousine", "पुतिन -रूस", "???", "tag:nothing"])
def test_a_query_for_nothing_finds_nothing(index: Index, query: str) -> None:
    results = index.search(query)
    assert (results.total, results.hits) == (0, ())


def test_an_empty_query_lists_everything_newest_first(index: Index) -> None:
    results = index.search("")
    assert [hit.id for hit in results.hits][:3] == ["chunav", "putin", "onion"]
    assert results.total == 4  # the two weather reports are one story


def test_every_hit_has_both_languages_side_by_side(index: Index) -> None:
    hit = index.search("election dates").hits[0]
    assert (hit.title.hi, hit.title.en) == ("चुनाव का ऐलान", "Election announced")
    best = hit.snippets[0]
    assert best.hi is not None
    assert best.en is not None
    assert [text for text, marked in best.en.parts() if marked] == ["Dates", "election"]
    assert [text for text, marked in best.hi.parts() if marked] == ["चुनाव", "तारीखों"]


def test_an_english_article_gets_no_invented_hindi(index: Index) -> None:
    hit = index.search("प्याज").hits[0]
    assert hit.title.hi is None
    assert all(snippet.hi is None and snippet.en is not None for snippet in hit.snippets)


def test_snippets_cover_different_words_of_the_query(index: Index) -> None:
    hit = index.search("limousine made").hits[0]
    assert {snippet.en.text for snippet in hit.snippets if snippet.en} == {
        "Russian President Putin gave Kim Jong Un a limousine.",
        "This car was made in Russia.",
    }


def test_a_phrase_is_marked_as_a_whole_and_nothing_else(index: Index) -> None:
    hit = index.search('"export duty"').hits[0]
    marked = [part for snippet in hit.snippets if snippet.en for part, is_marked in snippet.en.parts() if is_marked]
    assert marked == ["export duty"]


def test_exact_switches_the_guesses_off(index: Index) -> None:
    assert first(index.search("elections", exact=True)) is None
    assert first(index.search("chunav", exact=True)) is None
    assert first(index.search("election", exact=True)) == "chunav"
    assert {kind for word in index.search("election", exact=True).interpretation for kind, _ in word.forms} == {"exact"}


def test_the_interpretation_says_how_each_word_was_read(index: Index) -> None:
    results = index.search("chunav -दिल्ली source:प्रभात-दर्पण since:2025 कहींनहींहै")
    roles = {word.text: word.role for word in results.interpretation}
    assert roles == {
        "chunav": "word",
        "कहींनहींहै": "word",
        "दिल्ली": "excluded",
        "source:प्रभात-दर्पण": "filter",
        "since:2025-01-01": "filter",
    }
    chunav = results.interpretation[0]
    assert (chunav.script, chunav.language) == ("Latin", "hi")
    assert "चुनाव" in dict(chunav.forms)["sound"]
    assert "election" in dict(chunav.forms)["translation"]
    assert [word.found for word in results.interpretation[:2]] == [True, False]


def test_a_typing_error_is_corrected_and_a_spelling_suggested(index: Index) -> None:
    results = index.search("electoin")
    assert first(results) == "chunav"
    assert results.suggestion == "election"
    assert index.search("election").suggestion is None


def test_an_exact_word_ranks_before_a_guess(index: Index) -> None:
    results = index.search("कार")  # in the title of one article; nothing else may come before it
    assert first(results) == "putin"


def test_a_minus_before_a_filter_leaves_out(index: Index) -> None:
    everything = index.search("").total
    results = index.search('-source:"दिशा वार्ता" -lang:en')
    assert results.total == everything - 2
    assert not {hit.id for hit in results.hits} & {"putin", "onion"}
    assert [(one.text, one.role) for one in results.interpretation] == [
        ("source:दिशा वार्ता", "excluded"),
        ("language:en", "excluded"),
    ]
    assert index.search("putin -tag:रूस").total == 0


@pytest.mark.parametrize("query", ["चुनाव आयोग", "chunav aayog", "election commission"])
def test_a_name_that_no_article_has_is_searched_word_by_word(index: Index, query: str) -> None:
    results = index.search(query)
    assert [hit.id for hit in results.hits] == ["chunav"]
    name, first, second = results.interpretation
    assert (name.text, name.found) == (query, False)
    assert (first.found, second.found) == (True, False)
    title = index.mark_title(index.document("chunav"), query)
    assert title.hi is not None
    assert title.hi.spans


def test_stop_words_are_left_out_unless_they_are_all_there_is(index: Index) -> None:
    assert [word.text for word in index.search("चुनाव का ऐलान").interpretation] == ["चुनाव", "ऐलान"]
    assert index.search("का").total >= 1


def test_explanations_name_the_forms_that_brought_the_hit(index: Index) -> None:
    evidence = index.search("election").hits[0].explanation
    assert evidence[0].word == "election"
    assert evidence[0].score > 0
    assert "exact election" in [form.lower() for form in evidence[0].through]
    assert "translation चुनाव" in evidence[0].through


def test_options_narrow_the_search(index: Index) -> None:
    assert index.search("", since=date(2025, 1, 10)).total == 1
    assert index.search("", until=date(2024, 3, 9)).hits[0].id == "onion"
    assert index.search("", since=date(2024, 6, 19), until=date(2024, 6, 19)).hits[0].id == "putin"
    assert index.search("", since="2025", until="2025-01").total == 1
    assert index.search("", until=datetime(2024, 3, 9, 12)).total == 1
    assert index.search("", source="ganges express").total == 1
    assert index.search("", language="en").total == 1
    assert index.search("", tag="चुनाव").total == 1
    assert index.search("", section="दुनिया").total == 1
    assert index.search("since:0001 until:9999").total == 3


@pytest.mark.parametrize(
    ("options", "value", "advice"),
    [
        ({"limit": 0}, "'0'", "from 1 to 100"),
        ({"limit": 101}, "'101'", "from 1 to 100"),
        ({"offset": -1}, "'-1'", "from 0 to 10000"),
        ({"sort": "random"}, "'random'", "relevance or date"),
        ({"language": "fr"}, "'fr'", "hi or en"),
        ({"since": "yesterday"}, "'yesterday'", "2024-06-19"),
        ({"since": date(2025, 1, 2), "until": date(2025, 1, 1)}, "'2025-01-02'", "exchange"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused(
    index: Index, options: dict[str, object], value: str, advice: str
) -> None:
    with pytest.raises(QueryError) as caught:
        index.search("चुनाव", **options)  # type: ignore[arg-type]
    assert value in str(caught.value)
    assert advice in str(caught.value)


def test_a_document_comes_back_by_its_id(index: Index) -> None:
    one = index.document("putin")
    assert one == DOCUMENTS[0]
    assert (one.source, one.tags, one.sentences[1].en) == (
        "दिशा वार्ता",
        ("रूस", "उत्तर कोरिया"),
        "This car was made in Russia.",
    )


def test_an_unknown_id_is_named(index: Index) -> None:
    with pytest.raises(DocumentMissing, match="'nowhere'"):
        index.document("nowhere")
    with pytest.raises(DocumentMissing, match="'nowhere'"):
        index.related("nowhere")


def test_a_whole_document_can_be_marked(index: Index) -> None:
    snippets = index.mark(index.document("putin"), "limousine Russia")
    assert len(snippets) == 2
    assert snippets[1].en == Marked(text="This car was made in Russia.", spans=((21, 27),))
    title = index.mark_title(index.document("putin"), "luxury")
    assert title.en == Marked(text="Putin gives Kim a luxury car", spans=((18, 24),))


def test_completions_come_in_both_scripts(index: Index) -> None:
    assert "चुनाव" in index.suggest("चुन")
    assert "चुनाव" in index.suggest("chunav")
    assert "नई चुनाव" in index.suggest("नई चुन")
    assert "election" in index.suggest("elec")
    assert index.suggest("चुनाव ") == ("चुनाव का ऐलान",)
    assert index.suggest("") == index.suggest("च") == index.suggest("xyzzy ") == ()


def test_related_articles_are_others(index: Index) -> None:
    assert all(hit.id != "weather" for hit in index.related("weather"))


def test_an_index_sees_what_is_published_while_it_is_open(tmp_path: Path) -> None:
    place = Folder(tmp_path / "index")
    fill(place, [document("a", ["सरकार"])])
    with search.open_index(tmp_path / "index") as opened:
        before = opened.generation
        fill(place, [document("b", ["सरकार"])])
        assert opened.search("सरकार").total == 2
        assert opened.generation > before
        for number in range(4):  # rows of the snapshot that is open are gone by then
            fill(place, [document("a", [f"सरकार {number}"])])
        assert opened.search("सरकार").total == 2


def test_opening_what_is_no_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match=r"No index at '.*nowhere'. Build it: dubhashi index"):
        search.open_index(tmp_path / "nowhere")
    with pytest.raises(IndexMissing):
        search.open_index(tmp_path)
    (tmp_path / "letter.txt").write_text("hello")
    with pytest.raises(NotAnIndex, match=r"holds letter.txt.*Nothing in it was touched"):
        search.open_index(tmp_path)
    with pytest.raises(NotAnIndex, match="it is a file"):
        search.open_index(tmp_path / "letter.txt")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["चुनाव", "putin", '"', "-", " ", "OR", "*", "title:", "को", "।", "xyz", "2024"])).map(
        "".join
    )
    | st.text(max_size=30)
)
def test_any_query_is_answered_and_its_marks_fit(index: Index, query: str) -> None:
    results = index.search(query)
    for hit in results.hits:
        assert hit.score == hit.score  # not NaN
        for snippet in (hit.marked_title, *hit.snippets):
            for side in (snippet.hi, snippet.en):
                if side is not None:
                    assert "".join(part for part, _ in side.parts()) == side.text
                    assert list(side.spans) == sorted(side.spans)


def test_an_article_is_not_counted_twice_for_a_word_and_its_translation(index: Index) -> None:
    both = index.search("चुनाव election").hits[0]
    assert both.id == "chunav"
    assert len(both.explanation) == 2


def test_importing_search_and_web_loads_no_translator() -> None:
    code = (
        "import sys, search, web.app; "
        "heavy = {'torch', 'ctranslate2', 'argostranslate', 'stanza', 'sentencepiece', 'spacy', 'indexer'}; "
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_replacing_a_document_changes_what_is_found(tmp_path: Path) -> None:
    place = Folder(tmp_path / "index")
    fill(place, DOCUMENTS)
    changed = document("putin", ["यहाँ अब कुछ और है।"], ["Something else stands here."], title_hi="बदला")
    fill(place, [replace(changed, story="other")])
    with search.open_index(tmp_path / "index") as opened:
        assert opened.search('"limousine"').total == 0
        assert opened.search("बदला").hits[0].id == "putin"
