"""The corpus of the comparison as JSON Lines: generated documents, their words as Dubhashi's terms joined by spaces."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.generate import make_document
from benchmarks.news import make_news_document
from search.analysis.tokens import analyse
from search.model import Document

CORPORA: dict[str, Callable[[int], Document]] = {"generated": make_document, "news": make_news_document}
MORE = 10  # documents beyond the corpus, which are added to it later


def document_of(document_id: str) -> Document:
    """Return the document with an id of ours, e.g. "generated-0000012"."""
    name, _, number = document_id.rpartition("-")
    return CORPORA[name](int(number))


def id_of(corpus: str, number: int) -> str:
    """Return the id of a document."""
    return f"{corpus}-{number:07d}"


def write_corpus(path: Path, count: int, corpus: str = "generated") -> Path:
    """Write `count` documents and MORE of them, unless the file is there; return the path."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as stream:
            for number in range(count + MORE):
                document = CORPORA[corpus](number)
                stream.write(json.dumps(make_record(document), ensure_ascii=False) + "\n")
        unfinished.replace(path)
    return path


def make_record(document: Document) -> dict[str, Any]:
    """Return the record of a document; see contestant.Record."""
    return {
        "id": document.id,
        "published": int(document.published.timestamp()) if document.published else 0,
        "source": document.source,
        "section": document.section,
        "tags": list(document.tags),
        "title_hi": _terms(document.title.hi),
        "body_hi": " ".join(_terms(pair.hi) for pair in document.sentences),
        "title_en": _terms(document.title.en),
        "body_en": " ".join(_terms(pair.en) for pair in document.sentences),
    }


def _terms(text: str | None) -> str:
    return " ".join(token.term for token in analyse(text or ""))
