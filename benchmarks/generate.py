"""A bilingual corpus of any size from a seed: real words, Zipf's frequencies, sentences that are no sense.

Words come from the lexicon, which lists Hindi forms by their frequency in news; the English side has the first gloss
of each, so that the two sides of a sentence pair belong together as they do in a translated article. A fifth of the
words come from a few that are the theme of the document, because words of real articles repeat. Document n is the
same whatever the size of the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from random import Random

from search.lexicon import Entry, bundled_lexicon
from search.model import INDIA, Article, Bilingual, Document, SentencePair

SEED = 20_240_811
FIRST_DAY = datetime(2022, 1, 1, tzinfo=INDIA)
DAYS = 3 * 365
SENTENCES = (15, 22)  # least and most of a document; 18.5 sentences of 16.75 words are 310 Hindi words
LENGTHS = (8, 25)  # words of a sentence
PARAGRAPH = 2  # sentences
THEME = 12  # words
TAGS = 3_000  # different ones
SOURCES = tuple(f"{name} {kind}" for name in ("जनपथ", "गंगा", "उत्तरायण", "सेतु", "मरुधर") for kind in ("समाचार", "टाइम्स"))
SECTIONS = ("देश", "दुनिया", "राज्य", "कारोबार", "खेल", "मनोरंजन", "विज्ञान", "स्वास्थ्य")


@dataclass(frozen=True, slots=True)
class Words:
    """The lexicon as an urn."""

    entries: tuple[Entry, ...]  # most frequent first
    weights: tuple[float, ...]  # cumulated
    content: tuple[Entry, ...]  # those that carry meaning
    tags: tuple[Entry, ...]


def generate(count: int, *, first: int = 0, seed: int = SEED) -> Iterator[Document]:
    """Yield `count` documents from number `first` on."""
    for number in range(first, first + count):
        yield make_document(number, seed=seed)


def make_document(number: int, *, seed: int = SEED) -> Document:
    """Return document `number` of the corpus with this seed."""
    random = Random(f"{seed}/{number}")
    urn = words()
    theme = random.sample(urn.content, THEME)
    heading = [*random.sample(theme, 4), *random.choices(urn.entries, cum_weights=urn.weights, k=4)]
    title = _pair(heading, random, 0, end=("", ""))
    pairs = tuple(
        _pair(_sentence(random, urn, theme), random, place // PARAGRAPH, end=("।", "."))
        for place in range(random.randint(*SENTENCES))
    )
    article = Article(
        id=f"generated-{number:07d}",
        language="hi",
        title=title.hi or "",
        body=_paragraphs(pairs),
        source=random.choice(SOURCES),
        section=random.choice(SECTIONS),
        published=FIRST_DAY + timedelta(days=random.randrange(DAYS), minutes=random.randrange(24 * 60)),
        tags=tuple(dict.fromkeys(entry.hi for entry in random.choices(urn.tags, cum_weights=urn.weights[:TAGS], k=3))),
    )
    return Document(
        article=article,
        title=Bilingual(hi=title.hi, en=title.en),
        sentences=pairs,
        story=article.id,
        model="generated 1",
    )


@lru_cache(maxsize=1)
def words() -> Words:
    """Return the words that documents are made of."""
    entries = tuple(bundled_lexicon().entries.values())
    # Zipf and Mandelbrot: without the 2.7 the first word alone would be a tenth of the text
    weights = tuple(accumulate(1 / (rank + 2.7) for rank in range(1, len(entries) + 1)))
    content = tuple(entry for entry in entries if entry.kind != "function")
    return Words(entries, weights, content, content[:TAGS])


def _sentence(random: Random, urn: Words, theme: Sequence[Entry]) -> list[Entry]:
    chosen = random.choices(urn.entries, cum_weights=urn.weights, k=random.randint(*LENGTHS))
    return [random.choice(theme) if random.random() < 0.2 else entry for entry in chosen]


def _pair(entries: Sequence[Entry], random: Random, paragraph: int, *, end: tuple[str, str]) -> SentencePair:
    # the lexicon has no articles; "the" before one word in 30 brings the English to 330 words
    english = [f"the {entry.glosses[0]}" if random.random() < 1 / 30 else entry.glosses[0] for entry in entries]
    return SentencePair(
        hi=" ".join(entry.hi for entry in entries) + end[0], en=" ".join(english) + end[1], paragraph=paragraph
    )


def _paragraphs(pairs: Sequence[SentencePair]) -> tuple[str, ...]:
    return tuple(
        " ".join(pair.hi or "" for pair in pairs[start : start + PARAGRAPH])
        for start in range(0, len(pairs), PARAGRAPH)
    )
