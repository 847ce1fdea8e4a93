"""What an engine of the comparison does; each has a module of its own with a class `Engine` that keeps this.

The modules of peers import nothing but the standard library and their engine, because some run in an interpreter that
has nothing else. Everybody gets the same terms, folded by Dubhashi's analysis and joined by spaces, so that engines
are compared and not what they take for a Hindi word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, Protocol, TypedDict

TITLE, BODY = 0, 1
FIELDS = {"hi": ("title_hi", "body_hi"), "en": ("title_en", "body_en")}
TOP = 10
SHOWN = ("id", "published", "source", "section", "tags", "title_hi", "body_hi", "title_en", "body_en")

Record = Mapping[str, Any]  # the names in SHOWN; `published` in seconds, `tags` a list, the rest strings
Mode = Literal["or", "and", "phrase", "prefix"]


class Question(TypedDict):
    """What is asked, as JSON: terms over the title and the body of one language."""

    mode: Mode
    terms: list[str]
    language: Literal["hi", "en"]
    since: int | None  # seconds, with `until` the filter of dates
    until: int | None
    facet: bool  # count the sources of all results too


class Contestant(Protocol):
    """An index in a folder, written and searched."""

    def change(self, added: Sequence[Record], deleted: Sequence[str]) -> None:
        """Add documents and delete some by id; nobody needs to see it before `commit`."""

    def commit(self) -> None:
        """Make the changes durable and visible."""

    def search(self, question: Question) -> list[str]:
        """Return the ids, or what stands for them, of the top ten; raise NotImplementedError for what it cannot do."""

    def page(self, question: Question) -> list[str]:
        """Return the top ten as they are shown: title, body and marked snippets of each fetched."""
