"""A document as an engine takes it: the terms of each field with their positions, their places, their relations."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from search.analysis.places import make_places, texts_of
from search.analysis.skeleton import skeleton
from search.analysis.sound import sound_keys
from search.analysis.stemming import stem
from search.analysis.tokens import chunks
from search.engines.base import Entry, Field, Relation
from search.model import Document

PARAGRAPH_GAP = 10  # positions between paragraphs, so that no phrase reaches across
TEXT_FIELDS: tuple[Field, ...] = ("title_hi", "title_en", "body_hi", "body_en")


def make_entry(document: Document) -> Entry:
    """Return the document with its analysed text."""
    fields: dict[Field, defaultdict[str, list[int]]] = {field: defaultdict(list) for field in TEXT_FIELDS}
    ends = dict.fromkeys(TEXT_FIELDS, (0, 0))  # of each field: the next position, and the paragraph it stands in
    known: dict[str, int] = {}
    numbers: list[int] = []
    starts: list[int] = []
    lengths: list[int] = []
    words: list[int] = []
    for place, text in enumerate(texts_of(document)):
        before = len(numbers)
        if text:
            field = TEXT_FIELDS[place if place < 2 else 2 + place % 2]
            paragraph = document.sentences[place // 2 - 1].paragraph if place >= 2 else 0
            position, last = ends[field]
            if paragraph != last:
                position += PARAGRAPH_GAP
            found = fields[field]
            for at, tokens in chunks(text):
                for term, start, end, _ in tokens:
                    numbers.append(known.setdefault(term, len(known)))
                    starts.append(at + start)
                    lengths.append(end - start)
                    found[term].append(position)
                    position += 1
            ends[field] = (position, paragraph)
        words.append(len(numbers) - before)
    return Entry(
        document=document,
        fields={
            field: {term: tuple(positions) for term, positions in found.items()}
            for field, found in fields.items()
            if found
        },
        places=make_places(tuple(known), numbers, starts, lengths, words),
        relations={term: relations_of(term) for term in known},
    )


@lru_cache(maxsize=65536)
def relations_of(word: str) -> tuple[tuple[Relation, str], ...]:
    """Return what stands in the table of relations for a term: its stem, its sounds, its outline of consonants."""
    outline = skeleton(word)
    return (
        ("stem", stem(word)),
        *(("sound", key) for key in sound_keys(word)),
        *((("skeleton", outline),) if outline else ()),
    )
