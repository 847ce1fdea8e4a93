"""What stands for the words of a query: over a few articles, each query of tests/cases/evidence.txt finds its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from search.index import Index
from search.model import Results
from search.query.weights import NO_GUESSES, Weights
from tests.engines import Memory, document, fill
from tests.tables import read_cases

DOCUMENTS = (
    document(
        "party",
        ["यूपी के चुनाव में भाजपा ने सरकार बनाई।", "मोदी ने भाषण दिया।"],
        ["The party formed the government after the election in the state.", "Modi gave a speech."],
        title_hi="भाजपा की जीत",
        title_en="Victory",
    ),
    document("court", ["सुप्रीम कोर्ट ने फैसला सुनाया।"], ["The top judges ruled."], title_hi="फैसला"),
    document(
        "cup",
        ["विश्व कप में भारत ने मैच जीता।", "यह वनडे क्रिकेट का मैच था।"],
        ["India won the match."],
        title_hi="विश्व कप का फाइनल",
        title_en="The final",
    ),
    document("health", ["WHO के प्रमुख ने चेतावनी दी।"], ["Its chief warned those who travel."], title_hi="चेतावनी"),
    document(
        "trains",
        ["रेलवे 15 अगस्त को 25 ट्रेनें चलाएगा।", "इनसे 2,00,000 यात्री जाएंगे।"],
        ["The railway will run special services."],
        title_hi="ट्रेनें",
    ),
    document("kim", ["किम जोंग-उन ने भाषण दिया।"], ["The leader spoke."], title_hi="किम जोंग-उन"),
    document(
        "weather",
        ["मौसम विभाग ने गर्मी की जानकारी दी, भारतीय रेल तैयार है।"],
        ["It will be hot."],
        title_hi="मौसम की जानकारी",
    ),
    document("deposit", ["बैंक में पैसा जमा हुआ।"], ["Money came to the bank."], title_hi="बैंक"),
    document("sugar", ["चीनी के दाम बढ़े।"], ["Prices rose."], title_hi="चीनी महंगी"),
    document("china", ["चीन ने उपग्रह भेजा।"], ["A satellite was launched."], title_hi="चीन का उपग्रह"),
)


@pytest.fixture(scope="module")
def index() -> Iterator[Index]:
    with Index(fill(Memory(), DOCUMENTS)) as opened:
        yield opened


def forms(results: Results, word: int = 0) -> dict[str, tuple[str, ...]]:
    return {str(kind): found for kind, found in results.interpretation[word].forms}


@pytest.mark.parametrize(("query", "expected"), read_cases("evidence.txt"))
def test_a_query_finds_what_it_means(index: Index, query: str, expected: str) -> None:
    hits = index.search(query).hits
    assert (hits[0].id if hits else "-") == expected


@pytest.mark.parametrize("kind", ["stem", "name", "number", "joined", "translation", "sound", "spelling", "prefix"])
def test_a_weight_of_nothing_switches_its_kind_off(kind: str) -> None:
    queries = ["सरकारों", "बीजेपी", "पच्चीस", "जोंगउन किम", "election", "mausam", "electoin", "चुना*"]
    shown = "fuzzy" if kind == "spelling" else kind
    engine = fill(Memory(), DOCUMENTS)
    for query in queries:
        results = Index(engine, weights=Weights(**{kind: 0.0})).search(query)
        assert all(shown not in forms(results, place) for place in range(len(results.interpretation)))
    everything = [Index(engine).search(query) for query in queries]
    assert any(shown in forms(results, place) for results in everything for place in range(len(results.interpretation)))


def test_without_guesses_a_word_stands_for_itself() -> None:
    engine = fill(Memory(), DOCUMENTS)
    results = Index(engine, weights=NO_GUESSES).search("election बीजेपी")
    assert [forms(results, place) for place in (0, 1)] == [{"exact": ("election",)}, {"exact": ("बीजेपी",)}]


def test_the_interpretation_names_script_language_and_kinds(index: Index) -> None:
    results = index.search("bhajpa चुनाव election 25 mausam")
    assert [(word.text, word.script, word.language) for word in results.interpretation] == [
        ("bhajpa", "Latin", "en"),
        ("चुनाव", "Devanagari", "hi"),
        ("election", "Latin", "en"),
        ("25", None, None),
        ("mausam", "Latin", "hi"),
    ]
    assert "भाजपा" in forms(results, 0)["name"]
    assert "election" in forms(results, 1)["translation"]
    assert "चुनाव" in forms(results, 2)["translation"]
    assert "मौसम" in forms(results, 4)["sound"]


def test_forms_that_the_lexicon_translates_otherwise_are_no_translation(index: Index) -> None:
    assert "जमा" not in str(index.search("world").interpretation)
    assert [hit.id for hit in index.search("चीन").hits] == ["china", "sugar"]


def test_a_guess_is_labelled(index: Index) -> None:
    guess = index.search("चुनव")
    assert (guess.hits[0].guessed, guess.interpretation[0].guessed) == (True, True)
    for query in ("चुनाव", "chunav", "election", "चुनव सरकार"):
        assert not index.search(query).hits[0].guessed


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("electoin", "election"),
        ("modi electoin", "modi election"),
        ("चुनव", "चुनाव"),
        ("भारतिय रेल", "भारतीय रेल"),
        ("chuanv", "chunav"),
        ("mosam vibhag", None),
        ("election", None),
        ("chunav", None),
        ("xyzzy", None),
    ],
)
def test_another_spelling_is_suggested_in_the_script_of_the_query(index: Index, query: str, meant: str | None) -> None:
    assert index.search(query).suggestion == meant


def test_a_rare_word_may_be_a_typing_error_of_a_frequent_one() -> None:
    many = [document(f"{number}", ["मुख्यमंत्री आए।"]) for number in range(25)]
    opened = Index(fill(Memory(), [*many, document("odd", ["मुख्यमत्री गए।"])]))
    results = opened.search("मुख्यमत्री", limit=30)
    assert (results.suggestion, results.hits[0].id, results.total) == ("मुख्यमंत्री", "odd", 26)
    few = Index(fill(Memory(), [*many[:5], document("odd", ["मुख्यमत्री गए।"])]))
    assert (few.search("मुख्यमत्री").suggestion, few.search("मुख्यमत्री").total) == (None, 1)


def test_a_long_question_needs_less_of_each_word(index: Index) -> None:
    question = "भाजपा ने किस राज्य के चुनाव के बाद सरकार बनाई और कितने विधायक मंत्री उपमुख्यमंत्री राज्यपाल सांसद थे"
    assert index.search(question).hits[0].id == "party"


def test_the_scores_of_an_explanation_add_up() -> None:
    dated = [document(f"d{day}", ["नई सरकार का चुनाव, सरकारों की सरकार।"], ["The government's election."],
                      title_hi="चुनाव", day=f"2024-0{day}-01") for day in (1, 5)]  # fmt: skip
    opened = Index(fill(Memory(), dated))
    for query in ("चुनाव सरकार", "election government", "sarkar", "सरकारों OR चुनाव"):
        hits = opened.search(query, explain=True).hits
        assert hits
        for hit in hits:
            assert sum(one.score for one in hit.explanation) + hit.recency == pytest.approx(hit.score)
            for one in hit.explanation:
                assert sum(form.score for form in one.forms) == pytest.approx(one.score)
    assert {form.kind for form in opened.search("सरकार", explain=True).hits[0].explanation[0].forms} == {
        "exact",
        "stem",
        "translation",
    }
    assert all(one.forms == () for one in opened.search("सरकार").hits[0].explanation)


def test_recency_can_be_switched_off() -> None:
    opened = Index(fill(Memory(), [document(day, ["सरकार"], day=f"{day}-01-01") for day in ("2020", "2024")]))
    preferred = opened.search("सरकार").hits
    assert [hit.id for hit in preferred] == ["2024", "2020"]
    assert preferred[0].recency > preferred[1].recency >= 0
    assert {hit.score for hit in opened.search("सरकार", recency=False).hits} == {
        preferred[0].score - preferred[0].recency
    }
