"""The noisy pages of tests/cases: what stands on them, what must come out, and how near a cleaned page comes to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.cleaning.text import clean_line
from tests.tables import FOLDER

_MARKS = re.compile("[⟪⟫⟦⟧]")
_TAGS = re.compile("<[^>]*>")
_WORD = re.compile(r"[\w\u0900-\u0963]+")


@dataclass(frozen=True)
class NoisyPage:
    """A page, without the marks, and what the marks said."""

    name: str
    text: str
    title: str
    body: tuple[str, ...]
    fields: dict[str, str]


@dataclass(frozen=True)
class Agreement:
    """Words that came out, words that should have, and those in both, counted as often as they stand."""

    found: int = 0
    wanted: int = 0
    common: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.found + other.found, self.wanted + other.wanted, self.common + other.common)

    @property
    def precision(self) -> float:
        """Which part of what came out belongs to the story."""
        return self.common / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Which part of the story came out."""
        return self.common / self.wanted if self.wanted else 0.0


def read_noisy(file: str) -> list[NoisyPage]:
    """Return the pages of a file of cases."""
    text = (FOLDER / file).read_text(encoding="utf-8")
    pages = []
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, _, page = block.partition("\n")
        name, *fields = (part.strip() for part in head.split(" | "))
        titles = re.findall("⟪(.*?)⟫", page)
        assert len(titles) == 1, name
        pages.append(
            NoisyPage(
                name=name,
                text=_MARKS.sub("", page).strip() + "\n",
                title=clean_line(titles[0]),
                body=tuple(clean_line(_TAGS.sub("", part)) for part in re.findall("⟦(.*?)⟧", page)),
                fields=dict(field.split("=", 1) for field in fields),
            )
        )
    return pages


def compare(found: Sequence[str], wanted: Sequence[str]) -> Agreement:
    """Return how far two texts have the same words."""
    ours, theirs = (Counter(_WORD.findall(" ".join(text))) for text in (found, wanted))
    return Agreement(ours.total(), theirs.total(), (ours & theirs).total())
