"""Which language a text is in: on paragraphs of our own, and on real news where it is at hand."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.language import OtherLanguage, detect_language
from indexer.readers import read_paths
from search.model import Article, Rejected
from search.settings import Settings
from tests.conftest import ROOT
from tests.reading import read
from tests.tables import read_cases

PARAGRAPHS = read_cases("languages.txt")
LANGUAGES = sorted({language for _, language in PARAGRAPHS})
NEWS = ROOT.parent / "shared" / "data" / "news"
needs_news = pytest.mark.skipif(not NEWS.is_dir(), reason="the real news of ../shared/data/news is not here")


def name(text: str) -> str:
    found = detect_language(text)
    return found.name if isinstance(found, OtherLanguage) else {"hi": "Hindi", "en": "English"}[found]


def real_articles(file: str) -> Iterator[str]:
    with lzma.open(NEWS / file, "rt", encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            body = record["body"]
            yield f"{record.get('title') or ''}\n{body if isinstance(body, str) else chr(10).join(body)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_are_told_apart(language: str) -> None:
    mine = [text for text, wanted in PARAGRAPHS if wanted == language]
    found = Counter(map(name, mine))
    assert len(mine) >= 40
    # What is not sure is taken for Hindi or English, never for a third language.
    assert set(found) <= {language, "English" if language == "Hindi in Latin letters" else "Hindi"}
    assert found[language] >= {"Hindi": 40, "English": 40, "Bhojpuri": 37}.get(language, 39)


@pytest.mark.parametrize("language", LANGUAGES)
def test_two_paragraphs_are_enough_to_be_sure(language: str) -> None:
    mine = [text for text, wanted in PARAGRAPHS if wanted == language]
    pairs = [f"{one}\n{two}" for one, two in zip(mine[::2], mine[1::2], strict=True)]
    assert [pair for pair in pairs if name(pair) != language] == []


def test_no_article_of_the_corpus_is_taken_for_another_language() -> None:
    found = list(read_paths([ROOT / "corpus"], settings=Settings()))
    assert [item for item in found if isinstance(item, Rejected)] == []
    for item in found:
        assert isinstance(item, Article)
        for paragraph in (item.title, *item.body):
            assert name(paragraph) in ("Hindi", "English", "no letters")


@pytest.mark.parametrize("text", ["पुणे बंद", "आहे", "का बा", "Modi ka bhashan", "सत्यमेव जयते", "छ मत"])
def test_a_few_words_have_the_benefit_of_the_doubt(text: str) -> None:
    assert name(text) in ("Hindi", "English")


@pytest.mark.parametrize(
    "language", [one for one in LANGUAGES if one not in ("Hindi", "English", "Hindi in Latin letters")]
)
def test_a_hindi_article_that_quotes_another_language_at_length_stays_hindi(language: str) -> None:
    ours = [text for text, wanted in PARAGRAPHS if wanted == "Hindi"]
    theirs = [text for text, wanted in PARAGRAPHS if wanted == language]
    quoting = ["\n".join((*ours[at : at + 4], *theirs[at : at + 2], ours[at + 4])) for at in range(0, 30, 3)]
    # Bhojpuri and Maithili share so many small words with Hindi that its own sentences are not always plain.
    assert sum(name(text) == "Hindi" for text in quoting) >= {"Bhojpuri": 8, "Maithili": 7}.get(language, 10)
    quoted = ["\n".join((ours[at], *theirs[at : at + 8])) for at in range(0, 30, 3)]
    assert [name(text) for text in quoted] == [language] * len(quoted)


def test_other_scripts_are_named() -> None:
    assert name("সোমবার ভারী বৃষ্টি") == "Bengali script"
    assert name("سوموار کو بارش") == "Arabic script"
    assert name("123 ।") == "no letters"


@needs_news
@pytest.mark.parametrize("file", ["covid2020.jsonl.xz", "bbc_hindi.jsonl.xz"])
def test_real_hindi_news_is_taken_for_hindi(file: str) -> None:
    assert [text[:80] for text in real_articles(file) if name(text) not in ("Hindi", "no letters")] == []


@needs_news
def test_real_english_news_is_taken_for_english() -> None:
    assert [text[:80] for text in real_articles("bbc_english.jsonl.xz") if name(text) != "English"] == []


@needs_news
def test_hardly_a_real_headline_is_taken_for_another_language() -> None:
    with lzma.open(NEWS / "headlines.tsv.xz", "rt", encoding="utf-8") as lines:
        headlines = [line.split("\t")[0] for line in lines]
    wrong = [text for text in headlines if name(text) not in ("Hindi", "English", "no letters")]
    assert len(wrong) <= len(headlines) / 1000, wrong


def test_a_record_in_another_language_is_rejected_by_its_name_unless_its_label_says_otherwise() -> None:
    text = next(text for text, language in PARAGRAPHS if language == "Marathi")
    (rejected,) = read(json.dumps({"body": text}).encode(), "a.json")
    assert isinstance(rejected, Rejected)
    assert "it looks like Marathi" in rejected.reason
    (labelled,) = read(json.dumps({"body": text, "language": "hi"}).encode(), "a.json")
    assert isinstance(labelled, Article)
    (wrong,) = read(json.dumps({"body": text, "language": "en"}).encode(), "a.json")
    assert isinstance(wrong, Rejected)


@given(st.text(max_size=200))
def test_every_text_has_a_language(text: str) -> None:
    assert name(text)
