"""Other engines over the same documents and queries, for part 4: Whoosh's own ranking, and SQLite's FTS5.

They index both sides of each document, Hindi and English, as fields; a query is any of its words, in any field.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken
from whoosh.fields import ID, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.query import Or, Term
from whoosh.scoring import BM25F

from search.analysis.stemming import stem
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import analyse
from search.engines.base import FIELDS
from search.evaluation.runs import DEPTH, Result, System
from search.model import Document

DEFAULT_TOKENIZER = "unicode61"
# Vowel signs and the virama are marks (Mn, Mc), which FTS5 parts words at unless it is told to keep them.
INDIC_TOKENIZER = "unicode61 remove_diacritics 0 categories 'L* N* Co Mn Mc'"


def texts(document: Document) -> tuple[str, str, str, str]:
    """Return the text of the four fields, in the order of FIELDS; a side that is not there is empty."""
    hindi = "\n".join(pair.hi for pair in document.sentences if pair.hi)
    english = "\n".join(pair.en for pair in document.sentences if pair.en)
    return document.title.hi or "", hindi, document.title.en or "", english


def full_text_search(documents: Iterable[Document], tokenizer: str) -> System:
    """Return SQLite's FTS5 with a tokenizer and its own bm25()."""
    connection = sqlite3.connect(":memory:", check_same_thread=False)
    columns = ", ".join(FIELDS)
    connection.execute(f'CREATE VIRTUAL TABLE articles USING fts5(id UNINDEXED, {columns}, tokenize="{tokenizer}")')
    connection.executemany(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?)", ((document.id, *texts(document)) for document in documents)
    )

    def search(text: str) -> tuple[Result, ...]:
        words = ['"' + word.replace('"', '""') + '"' for word in text.split() if any(map(str.isalnum, word))]
        if not words:
            return ()
        rows = connection.execute(
            "SELECT id, -bm25(articles) FROM articles WHERE articles MATCH ? ORDER BY rank LIMIT ?",
            (" OR ".join(words), DEPTH),
        )
        return tuple(Result(article=article, score=score) for article, score in rows)

    return search


class Stems(Analyzer):  # type: ignore[misc]  # whoosh has no types
    """Our words, folded and stemmed, without stop words, as Whoosh takes them."""

    def __call__(self, value: str, positions: bool = False, mode: str = "", **_: Any) -> Iterator[WhooshToken]:
        token = WhooshToken(positions=positions, mode=mode)
        for place, word in enumerate(stems(value)):
            token.text = token.original = word
            token.pos = place
            token.boost = 1.0
            token.stopped = False
            yield token


def stems(text: str) -> list[str]:
    """Return the stems of the words of a text that are no stop words."""
    return [stem(token.term) for token in analyse(text) if not is_stop_word(token.term)]


def whoosh_ranking(documents: Iterable[Document]) -> System:
    """Return Whoosh with its own BM25F over our stems."""
    schema = Schema(id=ID(stored=True), **{field: TEXT(analyzer=Stems(), phrase=False) for field in FIELDS})
    storage = RamStorage()
    index = storage.create_index(schema)
    writer = index.writer()
    for document in documents:
        writer.add_document(id=document.id, **dict(zip(FIELDS, texts(document), strict=True)))
    writer.commit()
    searcher = index.searcher(weighting=BM25F())

    def search(text: str) -> tuple[Result, ...]:
        words = dict.fromkeys(stems(text))
        query = Or([Term(field, word) for word in words for field in FIELDS])
        return tuple(Result(article=hit["id"], score=hit.score) for hit in searcher.search(query, limit=DEPTH))

    return search
