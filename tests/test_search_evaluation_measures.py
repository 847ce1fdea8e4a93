"""Measures, directions, comparisons and reports, against figures worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from math import log2

import pytest

from search.evaluation.collection import Collection
from search.evaluation.comparison import compare
from search.evaluation.evaluation import Measured, evaluate
from search.evaluation.measures import average, measure, silence
from search.evaluation.report import compared, json_report, shares, text_comparison, text_per_query, text_report
from search.evaluation.runs import Result, Run
from search.evaluation.topics import Query, TopicSet
from search.model import Language

LANGUAGES: dict[str, Language] = {"h1": "hi", "h2": "hi", "e1": "en"}


def query(topic: str, kind: str = "hindi") -> Query:
    return Query(topic=topic, kind=kind, text=f"{kind} {topic}")


def results(*articles: str, guessed: bool = False) -> tuple[Result, ...]:
    return tuple(Result(article=article, score=1.0, guessed=guessed) for article in articles)


def measured(collection: Collection, run: Run) -> dict[str, Measured]:
    return {one.direction.name: one for one in evaluate(collection, run, LANGUAGES)}


def test_ndcg_counts_grades_and_places() -> None:
    figures = measure({"1": {"a": 3, "b": 1}}, {query("1"): results("b", "x", "a")})
    best = 3 / log2(2) + 1 / log2(3)
    assert figures["1"]["nDCG@10"] == pytest.approx((1 / log2(2) + 3 / log2(4)) / best)


def test_the_order_is_that_of_the_results_even_when_their_scores_are_equal() -> None:
    judged = {"1": {"b": 1}}
    assert measure(judged, {query("1"): results("b", "a")})["1"]["MRR"] == 1.0
    assert measure(judged, {query("1"): results("a", "b")})["1"]["MRR"] == 0.5


def test_recall_counts_the_first_ten_and_the_first_hundred() -> None:
    ranked = [f"x{number}" for number in range(10)] + ["a"]
    figures = measure({"1": {"a": 1, "b": 2, "c": 0}}, {query("1"): results("b", *ranked)})["1"]
    assert figures["R@10"] == 0.5
    assert figures["R@100"] == 1.0


def test_a_topic_that_brings_nothing_counts_as_zero() -> None:
    figures = measure({"1": {"a": 1}, "2": {"a": 1}}, {query("1"): results("a"), query("2"): ()})
    assert average(figures) == {"nDCG@10": 0.5, "MRR": 0.5, "R@10": 0.5, "R@100": 0.5}


def test_sets_are_measured_without_their_order() -> None:
    figures = measure({"1": {"a": 1, "b": 1}}, {query("1"): results("x", "b", "a")}, sets=True)
    assert figures["1"] == {"F1": pytest.approx(0.8)}  # precision 2/3, recall 1


def test_silence_allows_labelled_guesses_only() -> None:
    found = silence({query("1"): (), query("2"): results("a", guessed=True), query("3"): results("a")})
    assert [found[topic]["silent"] for topic in "123"] == [1.0, 1.0, 0.0]


def test_a_direction_counts_only_originals_of_its_language() -> None:
    topics = TopicSet(name="needs", queries=(query("1"), query("2")))
    collection = Collection(
        sets=(topics,), judgements={"needs": {"1": {"h1": 3, "e1": 3}, "2": {"h2": 1}, "3": {"h1": 1}}}
    )
    found = measured(collection, {query("1"): results("e1", "unknown", "h1"), query("2"): results("h1", "h2")})
    assert set(found) == {"needs: hindi", "needs: hindi → hi", "needs: hindi → en"}
    assert found["needs: hindi"].figures["1"]["MRR"] == 1.0
    assert found["needs: hindi → hi"].figures["1"]["MRR"] == 1.0  # what is English, or unknown, is passed over
    assert found["needs: hindi → hi"].means["MRR"] == 0.75
    assert found["needs: hindi"].places == {"1": (3, 1), "2": (2,)}
    assert found["needs: hindi → hi"].places == {"1": (1,), "2": (2,)}
    assert list(found["needs: hindi → en"].figures) == ["1"]  # nothing English answers topic 2


def test_kinds_without_a_language_are_measured_over_all_articles() -> None:
    topics = TopicSet(name="names", queries=(query("1", "latin"), query("2", "absent"), query("3", "operators")))
    collection = Collection(sets=(topics,), judgements={"names": {"1": {"h1": 1, "e1": 1}, "3": {"h1": 1, "e1": 1}}})
    run = {
        query("1", "latin"): results("h1"),
        query("2", "absent"): (),
        query("3", "operators"): results("e1", "h1"),
    }
    found = measured(collection, run)
    assert {name: dict(one.means) for name, one in found.items()} == {
        "names: latin": {"nDCG@10": pytest.approx(1 / (1 + 1 / log2(3))), "MRR": 1.0, "R@10": 0.5, "R@100": 0.5},
        "names: absent": {"silent": 1.0},
        "names: operators": {"F1": 1.0},
    }


def figures(values: Sequence[float]) -> dict[str, dict[str, float]]:
    return {str(number): {"MRR": value} for number, value in enumerate(values)}


def test_a_comparison_tells_what_became_better_and_how_sure_that_is() -> None:
    found = compare(figures([0.2, 0.4, 0.6]), figures([0.5, 0.7, 0.9]), "MRR")
    assert (found.topics, found.better, found.worse) == (3, 3, 0)
    assert found.difference == pytest.approx(0.3)
    # of the 8 ways to give three equal differences their signs, 2 are as far from 0
    assert found.p == 0.25


def test_a_difference_that_chance_rarely_makes_has_a_small_p() -> None:
    found = compare(figures([0.1] * 20), figures([0.5] * 19 + [0.0]), "MRR")
    assert found.p < 0.001


def test_two_equal_systems_are_not_told_apart() -> None:
    same = compare(figures([0.3, 0.7]), figures([0.3, 0.7]), "MRR")
    assert (same.difference, same.better, same.worse, same.p) == (0.0, 0, 0, 1.0)
    assert compare({}, {}, "MRR").p == 1.0


def needs() -> tuple[Collection, Run, Run]:
    queries = tuple(query(topic, kind) for topic in "12" for kind in ("hindi", "english"))
    collection = Collection(
        sets=(TopicSet(name="needs", queries=queries),),
        judgements={"needs": {"1": {"h1": 1, "e1": 1}, "2": {"h2": 1}}},
    )
    good = {one: results("h1", "h2", "e1") for one in queries}
    bad = {one: results("h1", "h2", "e1") if one.kind == "hindi" else () for one in queries}
    return collection, good, bad


def test_shares_hold_one_way_to_ask_against_another() -> None:
    collection, good, bad = needs()
    assert shares(evaluate(collection, good, LANGUAGES)) == {
        "needs: english → hi / hindi → hi": 1.0,
        "needs: hindi → en / english → en": 1.0,
    }
    assert shares(evaluate(collection, bad, LANGUAGES)) == {"needs: english → hi / hindi → hi": 0.0}


def test_a_report_shows_directions_topics_and_comparisons() -> None:
    collection, good, bad = needs()
    first, second = evaluate(collection, good, LANGUAGES), evaluate(collection, bad, LANGUAGES)
    table = list(text_report(first))
    assert table[1].split() == ["needs:", "hindi", "2", "0.775", "0.750", "1.000", "1.000"]
    assert table[-2].split()[-1] == "1.00"
    lines = list(text_per_query(first, {("needs", one.kind, one.topic): one for one in collection.sets[0].queries}))
    # "2" is found at the second place, so it is the worst one
    assert lines[1:3] == ["needs: hindi", "  2  nDCG@10 0.631  MRR 0.500  R@10 1.000  R@100 1.000  at 2  hindi 2"]
    english = next(line for line in text_comparison(first, second) if line.startswith("needs: english → hi"))
    assert english.split()[4:] == ["2", "0.815", "0.000", "-0.815", "0", "2", "0.500"]
    report = json_report(first, second)
    assert report["directions"][0]["per_query"]["2"]["MRR"] == 0.5
    assert report["directions"][0]["places"] == {"1": [1, 3], "2": [2]}
    assert report["comparison"][0]["change"] == 0.0
    assert len(report["comparison"]) == len(compared(first, second)) == len(first)
