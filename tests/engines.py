"""Both engines behind one face, and small documents for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from search.analysis.entry import make_entry
from search.engines.base import Alternative, Concept, Engine, Filters, Request, Response, TermSequence, Writer
from search.engines.memory_engine import MemoryEngine
from search.engines.whoosh_engine import WhooshEngine, WhooshWriter
from search.model import INDIA, Article, Bilingual, Document, Language, SentencePair


class Place(Protocol):
    """Where an engine keeps its index: a folder, or memory."""

    def write(self) -> Writer: ...

    def open(self) -> Engine: ...


class Folder:
    """An index folder with the Whoosh engine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def write(self) -> Writer:
        return WhooshWriter(self.path)

    def open(self) -> Engine:
        return WhooshEngine(self.path)


class Memory:
    """The memory engine; opening it again gives the same documents."""

    def __init__(self) -> None:
        self._engine = MemoryEngine()

    def write(self) -> Writer:
        return self._engine.writer()

    def open(self) -> Engine:
        return self._engine


def document(
    document_id: str,
    hi: Sequence[str] = (),
    en: Sequence[str] = (),
    *,
    title_hi: str | None = None,
    title_en: str | None = None,
    day: str | None = None,
    source: str | None = None,
    section: str | None = None,
    reported_from: str | None = None,
    tags: tuple[str, ...] = (),
    story: str | None = None,
) -> Document:
    """Return a document whose sentences are its paragraphs; in English when it has no Hindi."""
    language: Language = "hi" if hi or title_hi else "en"
    pairs = tuple(
        SentencePair(
            hi=hi[number] if number < len(hi) else None,
            en=en[number] if number < len(en) else None,
            paragraph=number,
        )
        for number in range(max(len(hi), len(en)))
    )
    return Document(
        article=Article(
            id=document_id,
            language=language,
            title=title_hi or title_en or "",
            body=tuple(hi or en),
            source=source,
            section=section,
            place=reported_from,
            published=datetime.fromisoformat(day).replace(tzinfo=INDIA) if day else None,
            tags=tags,
        ),
        title=Bilingual(hi=title_hi, en=title_en),
        sentences=pairs,
        story=story or document_id,
        model=None,
    )


def fill(place: Place, *batches: Sequence[Document]) -> Engine:
    """Publish each batch and return the engine."""
    writer = place.write()
    try:
        for batch in batches:
            for one in batch:
                writer.add(make_entry(one))
            writer.publish()
    finally:
        writer.close()  # else its lock is held for as long as the error is looked at
    return place.open()


def word(term: str, weight: float = 1.0) -> Concept:
    """Return a concept of one exact form."""
    return Concept(text=term, alternatives=(Alternative(term, weight, "exact"),))


def phrase(*terms: str) -> Concept:
    """Return a phrase that must be there."""
    return Concept(text=" ".join(terms), sequences=(TermSequence(terms, 1.0, "exact"),), required=True)


def ask(engine: Engine, *concepts: Concept, limit: int = 10, filters: Filters | None = None) -> Response:
    """Return the response to a plain request."""
    return engine.search(Request(concepts=concepts, filters=(filters,) if filters else (), limit=limit))


def ids(response: Response) -> list[str]:
    """Return the ids of a response in order."""
    return [found.document.id for found in response.found]
