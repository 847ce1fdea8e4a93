"""The questions of the comparison, from a seed: words of generated documents, so that each of them finds something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from random import Random

from benchmarks.compare.contestant import Mode, Question
from benchmarks.compare.corpus import CORPORA
from benchmarks.generate import DAYS, FIRST_DAY, SEED
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import analyse
from search.model import Document

WINDOW = 90  # days of the date filter
PREFIX = 4  # letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Questions of one kind; `page`: the documents are fetched and shown too."""

    name: str
    mode: Mode = "or"
    words: int = 3
    dated: bool = False
    facet: bool = False
    page: bool = False


KINDS = (
    Kind(name="OR, 1 word", words=1),
    Kind(name="OR, 3 words"),
    Kind(name="OR, 6 words", words=6),
    Kind(name="AND, 3 words", mode="and"),
    Kind(name="AND, 6 words", mode="and", words=6),
    Kind(name="phrase, 2 words", mode="phrase", words=2),
    Kind(name=f"prefix, {PREFIX} letters", mode="prefix", words=1),
    Kind(name=f"OR, 3 words, {WINDOW} days", dated=True),
    Kind(name="OR, 3 words, sources counted", facet=True),
    Kind(name="OR, 3 words, 10 documents with snippets", page=True),
)


def make_questions(kind: Kind, number: int, documents: int, corpus: str = "generated") -> list[Question]:
    """Return `number` questions for a corpus of that many documents, half of them English; the same ones each time."""
    random = Random(f"{SEED}/{kind.name}")
    make = CORPORA[corpus]
    return [_question(kind, make(random.randrange(documents)), random, n % 2 == 1) for n in range(number)]


def _question(kind: Kind, document: Document, random: Random, english: bool) -> Question:
    runs = [[token.term for token in analyse((pair.en if english else pair.hi) or "")] for pair in document.sentences]
    said = [[term for term in run if _says_something(term)] for run in runs]
    if kind.mode == "phrase":
        pairs = [pair for run in runs for pair in pairwise(run) if all(map(_says_something, pair))]
        terms = list(random.choice(pairs))
    elif kind.mode == "prefix":
        terms = [random.choice([term for run in said for term in run if len(term) > PREFIX])[:PREFIX]]
    else:
        terms = random.sample(list(dict.fromkeys(term for run in said for term in run)), kind.words)
    first = FIRST_DAY + timedelta(days=random.randrange(DAYS - WINDOW))
    return Question(
        mode=kind.mode,
        terms=terms,
        language="en" if english else "hi",
        since=int(first.timestamp()) if kind.dated else None,
        until=int((first + timedelta(days=WINDOW)).timestamp()) if kind.dated else None,
        facet=kind.facet,
    )


def _says_something(term: str) -> bool:
    return len(term) > 1 and not term.isdecimal() and not is_stop_word(term)
