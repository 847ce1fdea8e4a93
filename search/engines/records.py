"""Documents as bytes for storage and as plain JSON for export; both directions are exact."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from search.model import Article, Bilingual, Document, SentencePair


def to_json(document: Document) -> dict[str, Any]:
    """Return the document as plain JSON values: the article's own fields and its aligned translation."""
    article = document.article
    return {
        "id": article.id,
        "language": article.language,
        "title": article.title,
        "body": list(article.body),
        "url": article.url,
        "source": article.source,
        "section": article.section,
        "place": article.place,
        "published": article.published.isoformat() if article.published else None,
        "authors": list(article.authors),
        "tags": list(article.tags),
        "translation": {
            "model": document.model,
            "key": document.translated_by,
            "title": {"hi": document.title.hi, "en": document.title.en},
            "sentences": [
                {"hi": pair.hi, "en": pair.en, "paragraph": pair.paragraph, "gloss": pair.gloss}
                for pair in document.sentences
            ],
            "story": document.story,
        },
    }


def from_json(value: dict[str, Any]) -> Document:
    """Return the document that `to_json` gave; KeyError or TypeError where it did not."""
    translation = value["translation"]
    article = Article(
        id=value["id"],
        language=value["language"],
        title=value["title"],
        body=tuple(value["body"]),
        url=value["url"],
        source=value["source"],
        section=value["section"],
        place=value.get("place"),  # documents that were stored earlier have none
        published=datetime.fromisoformat(value["published"]) if value["published"] else None,
        authors=tuple(value["authors"]),
        tags=tuple(value["tags"]),
    )
    return Document(
        article=article,
        title=Bilingual(**translation["title"]),
        sentences=tuple(SentencePair(**pair) for pair in translation["sentences"]),
        story=translation["story"],
        model=translation["model"],
        translated_by=translation.get("key"),  # documents that were stored earlier have none
    )


def to_bytes(document: Document) -> bytes:
    """Return the document as bytes."""
    return json.dumps(to_json(document), ensure_ascii=False).encode("utf-8")


def from_bytes(plain: bytes) -> Document:
    """Return the document from `to_bytes`'s bytes."""
    return from_json(json.loads(plain))
