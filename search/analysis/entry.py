"""A document as an engine takes it: the terms of each field with their positions, and the words' relations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from search.analysis.sound import sound_keys
from search.analysis.stemming import stem
from search.analysis.tokens import analyse
from search.engines.base import Entry, Field, Relation
from search.model import Document

PARAGRAPH_GAP = 10  # positions between paragraphs, so that no phrase reaches across


def make_entry(document: Document) -> Entry:
    """Return the document with its analysed text."""
    pairs = document.sentences
    texts: dict[Field, Iterable[tuple[str | None, int]]] = {
        "title_hi": [(document.title.hi, 0)],
        "body_hi": [(pair.hi, pair.paragraph) for pair in pairs],
        "title_en": [(document.title.en, 0)],
        "body_en": [(pair.en, pair.paragraph) for pair in pairs],
    }
    fields = {field: _positions(sentences) for field, sentences in texts.items()}
    words = {term for terms in fields.values() for term in terms}
    return Entry(
        document=document,
        fields={field: terms for field, terms in fields.items() if terms},
        relations=frozenset(relation for word in words for relation in _relations(word)),
    )


def _positions(sentences: Iterable[tuple[str | None, int]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    at = 0
    last = 0
    for text, paragraph in sentences:
        if text is None:
            continue
        if paragraph != last:
            at += PARAGRAPH_GAP
            last = paragraph
        for token in analyse(text):
            found.setdefault(token.term, []).append(at)
            at += 1
    return {term: tuple(positions) for term, positions in found.items()}


@lru_cache(maxsize=65536)
def _relations(word: str) -> tuple[tuple[Relation, str, str], ...]:
    return (("stem", stem(word), word), *(("sound", key, word) for key in sound_keys(word)))
