"""Retrieval over the sample corpus: its topics and judgements, floors for every direction, golden first results.

The first results of some topics stand in tests/golden/rank, over an index without the machine's English, so that they
are the same on every machine; the floors in tests/golden/floors.txt are those of the whole.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.baselines import INDIC_TOKENIZER, full_text_search, whoosh_ranking
from benchmarks.variants import copy_index, without_english_side
from search.engines.opening import all_documents
from search.evaluation.collection import Collection, halve, languages_of, read_folder
from search.evaluation.evaluation import Measured, evaluate
from search.evaluation.measures import EXACT, MRR, NDCG, RECALL_10, SILENT
from search.evaluation.report import shares
from search.evaluation.runs import Run, index_system, make_run
from search.index import Index, open_index
from search.model import Language
from tests.conftest import ROOT
from tests.golden_files import Golden

TOPICS = ROOT / "corpus/topics"
GOLDEN_TOPICS = ("001", "008", "015", "022", "031", "039", "044", "054", "066", "080", "087", "092")
SHOWN = 5


@pytest.fixture(scope="module")
def collection() -> Collection:
    return read_folder(TOPICS)


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with open_index(corpus_index) as opened:
        yield opened


@pytest.fixture(scope="module")
def run(index: Index, collection: Collection) -> Run:
    return make_run(index_system(index), collection.sets)


@pytest.fixture(scope="module")
def languages(index: Index, collection: Collection, run: Run) -> dict[str, Language]:
    found = {result.article for results in run.values() for result in results}
    return languages_of(collection.articles() | found, index)


@pytest.fixture(scope="module")
def held_out(collection: Collection, run: Run, languages: dict[str, Language]) -> dict[str, Measured]:
    return {one.direction.name: one for one in evaluate(halve(collection, "even"), run, languages)}


def digest() -> str:
    """Return the digest of the articles, pages and topics, by which floors know their corpus."""
    made = hashlib.sha256()
    for path in sorted(
        path for folder in ("articles", "pages", "topics") for path in (ROOT / "corpus" / folder).iterdir()
    ):
        made.update(f"{path.parent.name}/{path.name}\0".encode() + path.read_bytes() + b"\0")
    return made.hexdigest()[:16]


def test_there_are_as_many_topics_as_the_readme_says(collection: Collection) -> None:
    counts = {one.name: len({query.topic for query in one.queries}) for one in collection.sets}
    assert counts == {"names": 42, "needs": 103, "nothing": 20, "phrases": 22, "typing": 22}
    readme = (ROOT / "corpus/README.md").read_text(encoding="utf-8")
    assert "103 information\nneeds" in readme
    assert "42 names" in readme


def test_every_need_is_asked_in_each_kind_and_answered(collection: Collection) -> None:
    (needs,) = (one for one in collection.sets if one.name == "needs")
    kinds = Counter(query.kind for query in needs.queries)
    assert kinds["hindi"] == kinds["english"] == kinds["romanised"] == 103
    assert kinds["mixed"] >= 90
    for topic, grades in collection.judgements["needs"].items():
        assert max(grades.values()) == 3, topic
        assert set(grades.values()) <= {0, 1, 2, 3}, topic


def test_queries_are_written_in_their_script(collection: Collection) -> None:
    scripts = {"hindi": (True, False), "english": (False, True), "romanised": (False, True), "mixed": (True, True)}
    for one in collection.sets:
        for query in one.queries:
            if query.kind in scripts:
                devanagari = any("\u0900" <= letter <= "\u097f" for letter in query.text)
                latin = any(letter.isascii() and letter.isalpha() for letter in query.text)
                assert (devanagari, latin) == scripts[query.kind], query


def test_every_topic_that_is_asked_is_judged_and_every_judged_one_asked(collection: Collection) -> None:
    for one in collection.sets:
        asked = {query.topic for query in one.queries}
        assert asked == set(collection.judgements.get(one.name, asked)), one.name


def test_every_judged_article_is_in_the_corpus(corpus_index: Path, collection: Collection) -> None:
    known = {document.id for document in all_documents(corpus_index)}
    judged = {article for topics in collection.judgements.values() for grades in topics.values() for article in grades}
    assert judged <= known


def test_no_need_is_asked_with_the_words_of_a_headline(collection: Collection, index: Index) -> None:
    """Somebody who has not read the article does not know its headline: four of its words in a row are copied."""
    titles = [
        f" {' '.join(words)} "
        for article in collection.articles()
        for title in (index.document(article).title.hi, index.document(article).title.en)
        if title and (words := title.replace(",", " ").replace(":", " ").lower().split())
    ]
    (needs,) = (one for one in collection.sets if one.name == "needs")
    for query in needs.queries:
        words = query.text.lower().split()
        for place in range(len(words) - 3):
            part = f" {' '.join(words[place : place + 4])} "
            assert not any(part in title for title in titles), (query, part)


def test_no_direction_falls_below_its_floor(
    collection: Collection, run: Run, languages: dict[str, Language], golden: Golden
) -> None:
    figures = {
        (one.direction.name, measure): value
        for one in evaluate(collection, run, languages)
        for measure, value in one.means.items()
    }
    golden.check_floors("floors.txt", digest(), figures)


@pytest.mark.parametrize(
    ("bridge", "least"),
    [
        ("english → hi / hindi → hi", 0.90),
        ("romanised → hi / hindi → hi", 0.90),
        ("hindi → en / english → en", 0.85),
    ],
)
def test_the_bridges_between_the_languages_carry(held_out: dict[str, Measured], bridge: str, least: float) -> None:
    assert shares(tuple(held_out.values()))[f"needs: {bridge}"] >= least


@pytest.mark.parametrize("kind", ["devanagari", "devanagari_variant", "latin", "latin_variant"])
def test_names_are_found_first_however_they_are_spelt(held_out: dict[str, Measured], kind: str) -> None:
    assert held_out[f"names: {kind}"].means[MRR] >= 0.95


def test_misspelt_queries_find_what_was_meant(held_out: dict[str, Measured]) -> None:
    assert held_out["typing: misspelt"].means[RECALL_10] >= 0.90


def test_operators_give_exactly_their_sets(held_out: dict[str, Measured]) -> None:
    assert held_out["phrases: operators"].means[EXACT] >= 0.98


def test_what_nobody_wrote_about_is_not_found(held_out: dict[str, Measured]) -> None:
    assert held_out["nothing: absent"].means[SILENT] == 1.0


def test_hindi_queries_beat_other_engines(
    corpus_index: Path, collection: Collection, languages: dict[str, Language], held_out: dict[str, Measured]
) -> None:
    documents = list(all_documents(corpus_index))
    half = halve(collection, "even")
    for system in (whoosh_ranking(documents), full_text_search(documents, INDIC_TOKENIZER)):
        other = evaluate(half, make_run(system, half.sets), languages)
        (theirs,) = (one for one in other if one.direction.name == "needs: hindi → hi")
        assert held_out["needs: hindi → hi"].means[NDCG] > theirs.means[NDCG]


@pytest.fixture(scope="module")
def plain_index(corpus_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    path = tmp_path_factory.mktemp("plain") / "index"
    copy_index(map(without_english_side, all_documents(corpus_index)), path)
    with open_index(path) as opened:
        yield opened


@pytest.mark.parametrize("topic", GOLDEN_TOPICS)
def test_the_first_results_of_a_topic_are_as_they_were(
    plain_index: Index, collection: Collection, golden: Golden, topic: str
) -> None:
    (needs,) = (one for one in collection.sets if one.name == "needs")
    grades = collection.judgements["needs"][topic]
    lines = []
    for query in needs.queries:
        if query.topic == topic:
            lines.append(f"{query.kind}: {query.text}")
            hits = plain_index.search(query.text, limit=SHOWN).hits
            lines += [f"  {rank}. {hit.id} [{grades.get(hit.id, 0)}]" for rank, hit in enumerate(hits, 1)]
    golden.check(f"rank/{topic}.txt", "\n".join(lines) + "\n")
