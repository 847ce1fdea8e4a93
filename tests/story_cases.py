"""Reading tests/cases/stories*.txt: articles with the story that each tells, some given as edits of another."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from indexer.story import story_of
from search.model import Article, Bilingual, Document, Language, SentencePair
from tests.tables import FOLDER

_HEAD = re.compile(r"= (?P<id>\S+) (?P<story>\S+)(?: < (?P<base>\S+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryCase:
    """An article and what it tells; its family are the articles that it is held against."""

    article: Article
    story: str

    @property
    def family(self) -> str:
        """The id up to its hyphen."""
        return self.article.id.partition("-")[0]


def read_stories(name: str) -> dict[str, StoryCase]:
    """Return the articles of a file by id; a change that has nothing to change is an error of the file."""
    found: dict[str, StoryCase] = {}
    for block in re.split(r"\n(?==)", (FOLDER / name).read_text(encoding="utf-8")):
        head, *lines = [line for line in block.splitlines() if line and not line.startswith("#")] or [""]
        match = _HEAD.fullmatch(head)
        if match is None:
            assert not head, head
            continue
        if match["base"]:
            title, body = _edited(found[match["base"]].article, lines)
        else:
            title, body = lines[0], lines[1:]
        language: Language = "hi" if re.search("[\u0900-\u097f]", title) else "en"
        article = Article(id=match["id"], language=language, title=title, body=tuple(body), source=match["id"])
        found[article.id] = StoryCase(article=article, story=f"{article.id.partition('-')[0]} {match['story']}")
    return found


def pairs_of(cases: dict[str, StoryCase]) -> Iterator[tuple[StoryCase, StoryCase]]:
    """Yield every two articles of one family."""
    for one, other in itertools.combinations(cases.values(), 2):
        if one.family == other.family:
            yield one, other


def as_document(article: Article) -> Document:
    """Return an article as a document without a translation, one sentence for each paragraph."""
    hindi = article.language == "hi"
    return Document(
        article=article,
        title=Bilingual(hi=article.title) if hindi else Bilingual(en=article.title),
        sentences=tuple(
            SentencePair(hi=text if hindi else None, en=None if hindi else text, paragraph=number)
            for number, text in enumerate(article.body)
        ),
        story=story_of(article),
        model=None,
    )


def _edited(base: Article, edits: list[str]) -> tuple[str, list[str]]:
    title, body = base.title, list(base.body)
    for edit in edits:
        command, _, value = edit.partition(": ")
        if command == "title":
            title = value
        elif command == "keep":
            body = body[: int(value)]
        elif command == "first":
            body.insert(0, value)
        elif command == "last":
            body.append(value)
        else:
            assert command == "change", edit
            old, _, new = value.partition(" => ")
            assert any(old in paragraph for paragraph in body), edit
            body = [paragraph.replace(old, new) for paragraph in body]
    return title, body
