"""The columns that stand beside a stored document: what filters, facets and figures are read from."""

from __future__ import annotations

import json
from datetime import datetime

from search.engines.base import FIELDS, Entry, Field
from search.model import Document

Value = str | int | None
COLUMNS = (
    "id",
    "published",
    "source",
    "section",
    "place",
    "language",
    "story",
    "model",
    "tags",
    "sentences",
    "glossed",
)


def row_of(document: Document) -> tuple[Value, ...]:
    """Return the values of COLUMNS for a document; all of them follow from its content."""
    return (
        document.id,
        seconds(document.published),
        document.source,
        document.section,
        document.place,
        document.language,
        document.story,
        document.model,
        json.dumps(document.tags, ensure_ascii=False),
        len(document.sentences),
        sum(pair.gloss for pair in document.sentences),
    )


def seconds(moment: datetime | None) -> int | None:
    """Return an aware moment as whole seconds since 1970."""
    return None if moment is None else int(moment.timestamp())


def field_length(entry: Entry, field: Field) -> int:
    """Return how many terms the document has in a field."""
    return sum(map(len, entry.fields.get(field, {}).values()))


def lengths_of(entry: Entry) -> str:
    """Return the lengths of FIELDS as they stand in the column of that name, which follows from the analysis."""
    return json.dumps([field_length(entry, field) for field in FIELDS])
