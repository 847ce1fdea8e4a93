"""Related articles: others about the same, in either language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from search.index import Index
from search.query.related import TERMS, words_about
from tests.engines import Memory, document, fill

# An English article of the sample corpus and a Hindi one that tells the same event in other words.
PAIRS = [
    ("english-001", "politics-001"),
    ("english-003", "world-001"),
    ("english-005", "economy-001"),
    ("english-007", "courts-001"),
    ("english-009", "science-001"),
    ("english-011", "health-001"),
    ("english-013", "farming-001"),
    ("english-015", "sport-001"),
    ("english-017", "film-001"),
    ("english-019", "technology-001"),
]


@pytest.fixture(scope="module")
def corpus(corpus_index: Path) -> Iterator[Index]:
    with search.open_index(corpus_index) as opened:
        yield opened


@pytest.mark.parametrize(("english", "hindi"), PAIRS)
def test_articles_on_one_event_are_related_across_languages(corpus: Index, english: str, hindi: str) -> None:
    assert hindi in [hit.id for hit in corpus.related(english)]
    assert english in [hit.id for hit in corpus.related(hindi)]


def test_follow_ups_come_first(corpus: Index) -> None:
    assert {hit.id for hit in corpus.related("health-001", limit=2)} == {"health-002", "health-003"}


def test_an_article_is_not_related_to_itself(corpus: Index) -> None:
    assert "politics-001" not in [hit.id for hit in corpus.related("politics-001", limit=20)]


def test_an_article_without_words_has_nothing_related() -> None:
    opened = Index(fill(Memory(), [document("empty", title_en="?"), document("other", ["सरकार"])]))
    assert opened.related("empty") == ()


def test_the_words_about_an_article_are_its_rare_ones() -> None:
    one = document("one", ["मतदान केंद्र पर पेंगुइन आया।", "पेंगुइन गया।"], title_hi="पेंगुइन की सैर")
    engine = fill(Memory(), [one, *(document(f"{number}", ["मतदान केंद्र पर लोग आए।"]) for number in range(9))])
    words = [clause.text for clause in words_about(one, engine, 10)]
    assert words[0] == "पेंगुइन"
    assert words.index("सैर") < words.index("मतदान")
    assert "की" not in words
    assert len(words) <= TERMS
