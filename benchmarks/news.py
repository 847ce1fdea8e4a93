"""Real Hindi news as a bilingual corpus of any size: repeated with changes, with the lexicon's glosses as English.

The first round gives the articles as they are, cut to the length of generated documents; in further rounds a tenth of
the words are others. The English is no translation but has the right words in about the right number, which is what
speed depends on. Document n is the same whatever the size of the corpus.
"""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

from benchmarks.articles import DATA, news_records
from benchmarks.generate import DAYS, FIRST_DAY, SECTIONS, SEED, SOURCES, words
from search.analysis.tokens import terms_of
from search.lexicon import bundled_lexicon
from search.model import Article, Bilingual, Document, SentencePair
from search.normalise import normalise

ARTICLES = 5_000  # different ones, at most
LENGTH = 310  # words
SENTENCE = 17  # words
CHANGED = 0.1  # share of the words of a repeated article


def make_news_document(number: int) -> Document:
    """Return document `number`; FileNotFoundError where there is no news beside the project."""
    random = Random(f"{SEED}/news/{number}")
    articles = _articles(DATA)
    title, body, source = articles[number % len(articles)]
    if number >= len(articles):
        title, body = _changed(title, random), _changed(body, random)
    sentences = [body[start : start + SENTENCE] for start in range(0, len(body), SENTENCE)]
    pairs = tuple(
        SentencePair(hi=" ".join(sentence), en=_english(sentence), paragraph=place // 2)
        for place, sentence in enumerate(sentences)
    )
    urn = words()
    article = Article(
        id=f"news-{number:07d}",
        language="hi",
        title=" ".join(title),
        body=tuple(" ".join(body[start : start + 2 * SENTENCE]) for start in range(0, len(body), 2 * SENTENCE)),
        source=source or random.choice(SOURCES),
        section=random.choice(SECTIONS),
        published=FIRST_DAY + timedelta(days=random.randrange(DAYS), minutes=random.randrange(24 * 60)),
        tags=tuple(dict.fromkeys(entry.hi for entry in random.choices(urn.tags, k=3))),
    )
    return Document(
        article=article,
        title=Bilingual(hi=article.title, en=_english(title)),
        sentences=pairs,
        story=article.id,
        model="glosses 1",
    )


@lru_cache(maxsize=1)
def _articles(data: Path) -> tuple[tuple[list[str], list[str], str | None], ...]:
    found: list[tuple[list[str], list[str], str | None]] = []
    for record in news_records(data / "news"):
        title, body = (normalise(record[name]).split() for name in ("title", "body"))
        if len(title) > 2 and len(body) >= LENGTH // 2:
            found.append((title, body[:LENGTH], record["source"]))
        if len(found) == ARTICLES:
            break
    return tuple(found)


def _changed(given: list[str], random: Random) -> list[str]:
    urn = words()
    others = iter(random.choices(urn.entries, cum_weights=urn.weights, k=len(given)))
    return [next(others).hi if random.random() < CHANGED else word for word in given]


def _english(given: list[str]) -> str:
    return " ".join(_gloss(word) for word in given)


@lru_cache(maxsize=65536)
def _gloss(word: str) -> str:
    entry = bundled_lexicon().entry(terms_of(word))
    return entry.glosses[0] if entry else word
