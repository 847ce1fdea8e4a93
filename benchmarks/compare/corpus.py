"""The corpus of the comparison as JSON Lines: generated documents, their words as Dubhashi's terms joined by spaces."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.generate import generate
from search.analysis.tokens import analyse
from search.model import Document

MORE = 10  # documents beyond the corpus, which are added to it later


def write_corpus(path: Path, count: int) -> Path:
    """Write `count` documents and MORE of them, unless the file is there; return the path."""
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        with unfinished.open("w", encoding="utf-8") as stream:
            for document in generate(count + MORE):
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
