"""The sample corpus, indexed with the bundled model: what it holds, and that readers find it in three scripts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from search.index import Index
from tests.conftest import ROOT

ARTICLES = [
    json.loads(line)
    for path in sorted((ROOT / "corpus/articles").glob("*.jsonl"))
    for line in path.open(encoding="utf-8")
]

# Each article asked for in Hindi, in English, and in Hindi with Latin letters as people type it.
ASKED = {
    "health-005": ("टीबी की दवा जबलपुर", "tuberculosis medicine Jabalpur", "tb ki dawa jabalpur"),
    "health-008": ("इंदौर लिवर ग्रीन कॉरिडोर", "liver green corridor Indore", "indore liver green corridor"),
    "economy-004": ("लाल सागर चमड़े के कंटेनर", "Red Sea leather containers", "lal sagar chamda container"),
    "economy-009": ("बस्तर का महुआ लंदन", "Bastar mahua London", "bastar ka mahua london"),
    "courts-007": ("शादी का लहंगा कूरियर", "wedding lehenga courier", "shaadi ka lehnga courier"),
    "science-007": ("डायनासोर के अंडे", "dinosaur eggs", "dinosaur ke ande"),
    "sport-005": ("रोहतक कबड्डी सोनीपत", "Rohtak kabaddi Sonipat", "rohtak kabaddi sonipat"),
    "sport-009": ("मसूरी हाफ मैराथन डाकिया", "Mussoorie half marathon postman", "masuri half marathon dakiya"),
    "farming-010": ("दरभंगा मखाना", "Darbhanga makhana", "darbhanga makhana"),
    "film-004": ("नूर टॉकीज लखनऊ", "Noor Talkies Lucknow", "noor talkies lakhnau"),
    "technology-006": ("मोबाइल नेटवर्क ठप पिथौरागढ़", "Pithoragarh mobile network", "pithoragarh mobile network"),
    "world-005": ("बांग्लादेश जूट मिल मज़दूर", "Bangladesh jute mill workers", "bangladesh jute mill mazdoor"),
    "world-009": ("विक्टोरिया झील मछली बाज़ार", "Lake Victoria fish market", "victoria jheel machhli bazar"),
    "politics-005": ("सिरसा अविश्वास प्रस्ताव", "Sirsa no-confidence motion", "sirsa avishwas prastav"),
}


@pytest.fixture(scope="module")
def index(corpus_index: Path) -> Iterator[Index]:
    with search.open_index(corpus_index) as opened:
        yield opened


@pytest.mark.parametrize(("article", "query"), [(article, query) for article in ASKED for query in ASKED[article]])
def test_an_article_is_found_first_in_hindi_english_and_latin_letters(index: Index, article: str, query: str) -> None:
    hits = index.search(query).hits
    assert hits, "nothing found"
    assert hits[0].id == article, [(hit.id, round(hit.score, 2), hit.explanation) for hit in hits[:3]]


@pytest.mark.parametrize(
    ("query", "article"),
    [
        ("मुरादाबाद पीतल कबाड़", "english-006"),
        ("बैंड दूल्हा झांसी उपभोक्ता", "english-008"),
        ("अल्मोड़ा सेब ओले", "english-014"),
        ("वाराणसी सारंगी", "english-018"),
        ("बरेली बस ऐप नेत्रहीन छात्र", "english-020"),
    ],
)
def test_a_hindi_query_finds_an_article_written_in_english(index: Index, query: str, article: str) -> None:
    results = index.search(query, language="en")
    assert results.hits[0].id == article
    assert results.hits[0].title.hi is None


def test_words_of_other_stories_on_a_page_find_nothing(index: Index) -> None:
    """Recent Posts, Also Read lines and the like are not part of the article that they stand on."""
    pages = json.loads((ROOT / "tests/cases/pages.json").read_text(encoding="utf-8"))
    for page in pages:
        own = index.search(f'"{page["title"]}"', exact=True)
        assert own.total >= 1, page["file"]
        for word in page["noise_words"]:
            found = [hit.title.hi for hit in index.search(f'"{word}"', exact=True).hits]
            assert page["title"] not in found, (page["file"], word)


def test_the_corpus_is_as_its_readme_says() -> None:
    languages = Counter(article["language"] for article in ARTICLES)
    assert languages["hi"] >= 100
    assert languages["en"] == 20
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES)
    assert len(list((ROOT / "corpus/pages").glob("*.txt"))) == 10
    years = {article["published"][:4] for article in ARTICLES}
    assert years >= {"2024", "2025", "2026"}
    for article in ARTICLES:
        words = len(article["body"].split())
        assert 120 <= words <= 420, (article["id"], words)
    assert len({article["section"] for article in ARTICLES if article["language"] == "hi"}) == 10


def test_every_article_is_in_the_index_with_its_translation(index: Index) -> None:
    for article in ARTICLES:
        document = index.document(article["id"])
        assert document.title.en
        assert all(pair.en for pair in document.sentences)
        assert (document.title.hi is None) == (article["language"] == "en")
