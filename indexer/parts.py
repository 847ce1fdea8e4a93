"""Very long articles as several documents: books, logs, live blogs of a year.

A part is an article with everything of the whole but its text. The first one keeps the id and the others have "#2",
"#3" … behind it; the titles end in "(1/5)", "(2/5)" … Parts are filled from the beginning, so that most of them keep
their text where an article grows at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from indexer.sentences import split_sentences
from search.model import Article, Rejected

_MARK = re.compile(r"(?:(?<= )|\A)\((\d{1,5})/(\d{1,5})\)\Z")
_TAIL = 5_000  # characters before the end of a part in which a paragraph without an end is cut, after a sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Which part of an article one is."""

    whole: str  # the id of the article, which is also that of its first part
    number: int  # from 1
    count: int

    @property
    def id(self) -> str:
        """The id of the part."""
        return id_of_part(self.whole, self.number)


def id_of_part(whole: str, number: int) -> str:
    """Return the id of a part of the article.

    >>> id_of_part("flood", 1), id_of_part("flood", 2)
    ('flood', 'flood#2')
    """
    return whole if number == 1 else f"{whole}#{number}"


def part_of(article: Article) -> Part | None:
    """Return which part an article is, by its id and its title together; None for a whole one."""
    found = _MARK.search(article.title)
    if found is None:
        return None
    number, count = int(found[1]), int(found[2])
    whole = article.id if number == 1 else article.id.removesuffix(f"#{number}")
    part = Part(whole=whole, number=number, count=count)
    return part if 1 <= number <= count and count > 1 and part.id == article.id else None


def title_and_mark(article: Article) -> tuple[str, str]:
    """Return the title of the whole article, and the mark of the part behind it: "" for a whole one."""
    found = _MARK.search(article.title) if part_of(article) else None
    return (article.title[: found.start()].rstrip(), found[0]) if found else (article.title, "")


def split_long(
    found: Iterable[tuple[str, Article | Rejected]], *, characters: int
) -> Iterator[tuple[str, Article | Rejected]]:
    """Yield what was found with its origin, articles with a longer text in parts."""
    for origin, one in found:
        if isinstance(one, Rejected):
            yield origin, one
        else:
            yield from ((origin, part) for part in parts_of(one, characters=characters))


def parts_of(article: Article, *, characters: int) -> Iterator[Article]:
    """Yield the article, or if its text is longer its parts, none of them longer than so many characters.

    They end with a paragraph, or with a sentence where a paragraph is longer.
    """
    if sum(map(len, article.body)) <= characters:
        yield article
        return
    bodies = list(_fill(_cut(article.body, characters), characters))
    for number, body in enumerate(bodies, 1):
        title = f"{article.title} ({number}/{len(bodies)})".lstrip()
        yield replace(article, id=id_of_part(article.id, number), title=title, body=body)


def _fill(paragraphs: Iterable[str], characters: int) -> Iterator[tuple[str, ...]]:
    body: list[str] = []
    length = 0
    for paragraph in paragraphs:
        if body and length + len(paragraph) > characters:
            yield tuple(body)
            body, length = [], 0
        body.append(paragraph)
        length += len(paragraph)
    yield tuple(body)


def _cut(paragraphs: Iterable[str], characters: int) -> Iterator[str]:
    """Yield the paragraphs, those that are longer in pieces."""
    for paragraph in paragraphs:
        start = 0
        while len(paragraph) - start > characters:
            cut = _cut_place(paragraph, start, start + characters)
            yield paragraph[start:cut].rstrip()
            start = cut
        yield paragraph[start:]


def _cut_place(paragraph: str, start: int, end: int) -> int:
    """Return where a piece that begins at `start` ends: after its last sentence or word before `end`."""
    # Only the last of it is looked at: splitting five million characters into sentences would take minutes.
    low = max(start, end - _TAIL)
    sentences = split_sentences(paragraph[low:end])
    if len(sentences) > 1:
        return low + sentences[-1].start
    space = paragraph.rfind(" ", low + 1, end)
    return space + 1 if space > 0 else end
