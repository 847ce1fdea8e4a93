"""Queries from a seed, made of the words of generated documents, so that each of them finds something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any, Literal

from benchmarks.generate import DAYS, FIRST_DAY, SEED, make_document
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import Token, analyse
from search.model import Document

WINDOW = 90  # days of the date filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A query and the options of `Index.search` as JSON values."""

    text: str
    since: str | None = None
    until: str | None = None
    sort: str = "relevance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Queries of one kind, and who answers them.

    "index" is the whole of `Index.search`; "scorer" takes the words as they are and stops at the ten numbers; "ranking"
    gathers evidence, filters, ranks and counts facets, but fetches no document; "json" is a request of the page's API.
    """

    name: str
    make: Callable[[Document, Random], Question]
    by: Literal["index", "scorer", "ranking", "json"] = "index"


def kinds() -> tuple[Kind, ...]:
    """Return every kind of query, in the order of the table."""
    return (
        *(Kind(name=f"Hindi, {_words(size)}", make=_in_language("hi", size)) for size in (1, 3, 6)),
        *(Kind(name=f"English, {_words(size)}", make=_in_language("en", size)) for size in (1, 3, 6)),
        Kind(name="phrase of 2 Hindi words", make=_phrase),
        Kind(name="prefix of 3 Hindi letters", make=_prefix),
        Kind(name=f"Hindi, 3 words, {WINDOW} days", make=_dated),
        Kind(name="Hindi, 3 words, newest first", make=_newest),
        Kind(name="scoring alone: 3 exact words, 2 fields", make=_in_language("hi", 3), by="scorer"),
        Kind(name=f"without documents: Hindi, 3 words, {WINDOW} days", make=_dated, by="ranking"),
        Kind(name="JSON through Flask: Hindi, 3 words", make=_in_language("hi", 3), by="json"),
    )


def make_questions(kind: Kind, number: int, documents: int, *, seed: int = SEED) -> list[dict[str, Any]]:
    """Return `number` questions for a corpus of that many documents; the same ones for the same seed."""
    random = Random(f"{seed}/{kind.name}")
    return [asdict(kind.make(make_document(random.randrange(documents)), random)) for _ in range(number)]


def _in_language(language: str, size: int) -> Callable[[Document, Random], Question]:
    def make(document: Document, random: Random) -> Question:
        return Question(text=" ".join(random.sample(_content(document, language), size)))

    return make


def _phrase(document: Document, random: Random) -> Question:
    pairs = [
        f'"{first.term} {second.term}"'
        for first, second in _neighbours(document)
        if not is_stop_word(first.term) and not is_stop_word(second.term)
    ]
    return Question(text=random.choice(pairs))


def _prefix(document: Document, random: Random) -> Question:
    words = [word for word in _content(document, "hi") if len(word) > 3]
    return Question(text=random.choice(words)[:3] + "*")


def _dated(document: Document, random: Random) -> Question:
    first = FIRST_DAY + timedelta(days=random.randrange(DAYS - WINDOW))
    last = first + timedelta(days=WINDOW - 1)
    text = _in_language("hi", 3)(document, random).text
    return Question(text=text, since=first.date().isoformat(), until=last.date().isoformat())


def _newest(document: Document, random: Random) -> Question:
    return Question(text=_in_language("hi", 3)(document, random).text, sort="date")


def _content(document: Document, language: str) -> list[str]:
    """Return the different words of the document that are no stop words and long enough to mean something."""
    sides = [(document.title.hi, document.title.en), *((pair.hi, pair.en) for pair in document.sentences)]
    terms = (token.term for hi, en in sides for token in analyse((hi if language == "hi" else en) or ""))
    return [term for term in dict.fromkeys(terms) if len(term) > 1 and not term.isdecimal() and not is_stop_word(term)]


def _neighbours(document: Document) -> list[tuple[Token, Token]]:
    runs = [analyse(pair.hi or "") for pair in document.sentences]
    return [pair for run in runs for pair in pairwise(run)]


def _words(size: int) -> str:
    return "1 word" if size == 1 else f"{size} words"
