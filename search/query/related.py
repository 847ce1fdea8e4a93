"""What an article is about, as a query: its weightiest words, in the language that it was written in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from math import log

from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import Token, analyse
from search.engines.base import Vocabulary
from search.model import Document
from search.query.parse import Clause

TERMS = 20  # words taken; fewer miss the names that two articles share, more bring what all news has
SENTENCES = 12  # at the beginning, where news says what happened
TITLE = 3  # times a word of the title counts
MOST = 6  # times a word counts at most, of a long text about one thing
SHORTEST = 3  # code points


def words_about(document: Document, vocabulary: Vocabulary, documents: int) -> tuple[Clause, ...]:
    """Return the words of a document that tell most about it, weightiest first, for a query to others of its kind.

    `documents` is the size of the index. A word's weight is its frequency times its idf, as in the ranking.
    """
    counts: Counter[str] = Counter()
    for token, times in _tokens(document):
        if len(token.term) >= SHORTEST and token.script != "num" and not is_stop_word(token.term):
            counts[token.term] += times
    terms = list(counts)
    frequencies = vocabulary.frequencies(terms)
    weights = {
        term: min(counts[term], MOST) * log(1 + documents / frequency)
        for term, frequency in zip(terms, frequencies, strict=True)
        if frequency
    }
    best = sorted(weights, key=lambda term: (-weights[term], term))
    return tuple(Clause(text=term, kind="word", group=number) for number, term in enumerate(best[:TERMS], 1))


def _tokens(document: Document) -> Iterator[tuple[Token, int]]:
    """Yield the tokens of the title and the beginning, in the language of the original, with how often each counts."""
    hindi = document.language == "hi"
    title = document.title.hi if hindi else document.title.en
    yield from ((token, TITLE) for token in analyse(title or ""))
    sentences = (pair.hi if hindi else pair.en for pair in document.sentences)
    for sentence in islice((sentence for sentence in sentences if sentence), SENTENCES):
        yield from ((token, 1) for token in analyse(sentence))
