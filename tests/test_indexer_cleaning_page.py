"""Cleaning whole pages: the ten of corpus/pages, the layouts of cases/page_layouts.txt, every article of the corpus.

The pages are data: a new layout that comes out wrong is a new case there, then a rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cleaning.markers import (
    is_box,
    is_box_with_link,
    is_caption,
    is_end,
    is_furniture,
    is_stamp,
)
from indexer.cleaning.page import Page, clean_page
from indexer.cleaning.text import clean_line, clean_lines
from tests.tables import FOLDER, read_cases

CORPUS = Path(__file__).parents[1] / "corpus"
LISTS = ("authors", "tags")
FIELDS = ("title", "source", "section", "place", "published", "url", *LISTS)


@dataclass(frozen=True)
class Layout:
    name: str
    page: str
    fields: dict[str, str]
    body: tuple[str, ...]
    absent: tuple[str, ...] = field(default=())


def read_layouts() -> Iterator[Layout]:
    text = (FOLDER / "page_layouts.txt").read_text(encoding="utf-8")
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        name, _, rest = block.partition("\n")
        page, _, wanted = rest.partition("--->\n")
        head, _, body = wanted.partition("body:\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if line)
        absent = tuple(fields.pop("absent", "").split())
        yield Layout(name, page, fields, tuple(filter(None, body.splitlines())), absent)


def as_text(page: Page, name: str) -> str:
    value = getattr(page, name)
    if name == "published":
        return value.isoformat() if value else ""
    return " ; ".join(value) if name in LISTS else value or ""


def all_text(page: Page) -> str:
    return "\n".join((page.title, *page.body, *page.tags, *page.authors, page.source or "", page.section or ""))


LAYOUTS = list(read_layouts())
PAGES = json.loads((FOLDER / "pages.json").read_text(encoding="utf-8"))
ARTICLES = [
    json.loads(line)
    for file in sorted((CORPUS / "articles").glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name[:60])
def test_a_layout_gives_its_article(layout: Layout) -> None:
    page = clean_page(layout.page)
    assert page.body == layout.body
    assert {name: text for name in FIELDS if (text := as_text(page, name))} == layout.fields
    assert [word for word in layout.absent if word in all_text(page)] == []


@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page["file"])
def test_a_page_of_the_corpus_gives_its_article(wanted: dict[str, object]) -> None:
    page = clean_page((CORPUS / "pages" / str(wanted["file"])).read_text(encoding="utf-8"))
    assert list(page.body) == wanted["paragraphs"]
    assert page.title == wanted["title"]
    assert page.source == wanted["source"]
    assert list(page.authors) == wanted["authors"]
    assert list(page.tags) == wanted["tags"]
    assert (page.published.date().isoformat() if page.published else None) == wanted["published"]


@pytest.mark.parametrize("wanted", PAGES, ids=lambda page: page["file"])
def test_no_word_of_other_stories_is_left(wanted: dict[str, list[str]]) -> None:
    page = clean_page((CORPUS / "pages" / str(wanted["file"])).read_text(encoding="utf-8"))
    assert [word for word in wanted["noise_words"] if word in all_text(page)] == []


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_a_clean_article_survives_whole(article: dict[str, str]) -> None:
    page = clean_page(f"{article['title']}\n{article['body']}")
    assert page.title == clean_line(article["title"])
    assert page.body == clean_lines(article["body"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_paragraphs_alone_survive_whole(article: dict[str, str]) -> None:
    page = clean_page(article["body"])
    assert page.title == ""
    assert page.body == clean_lines(article["body"])


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article["id"])
def test_an_article_is_found_among_the_noise_of_a_page(article: dict[str, str]) -> None:
    source = article["source"]
    link = f"\nAlso Read- नदी किनारे लगा मेला, उमड़ी भीड़ - {source}\n\n"
    head = f"{source}\n{article['section']}\n{article['title']} - {source}\n{article['published'][:10]}\n"
    foot = f"\nTags: a, b\nRecent Posts\nनदी किनारे लगा मेला - {source}\nमेले में भीड़ उमड़ी।\n21 mins ago\n"
    page = clean_page(head + article["body"].replace("\n", link) + foot)
    assert page.title == clean_line(article["title"])
    assert page.body == clean_lines(article["body"])
    assert (page.source, page.section) == (source, clean_line(article["section"]))
    assert page.tags == ("a", "b")


@pytest.mark.parametrize(("line", "kind"), read_cases("page_lines.txt"))
def test_a_line_is_taken_for_what_it_is(line: str, kind: str) -> None:
    kinds = {
        "end": is_end,
        "box": is_box,
        "link": is_box_with_link,
        "stamp": is_stamp,
        "caption": is_caption,
        "furniture": is_furniture,
    }
    assert next((name for name, test in kinds.items() if test(line)), "text") == kind


PIECES = sorted({line for page in PAGES for line in clean_lines((CORPUS / "pages" / page["file"]).read_text())})


@settings(deadline=None)
@given(
    st.one_of(st.text(max_size=300), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=20))).map("\n".join))
)
def test_cleaning_never_raises_and_invents_nothing(text: str) -> None:
    page = clean_page(text)
    lines = clean_lines(text)
    assert set(page.body) <= set(lines)
    assert any(page.title in line for line in lines) or not page.title


@settings(deadline=None)
@given(st.lists(st.sampled_from([text for article in ARTICLES for text in clean_lines(article["body"])]), max_size=8))
def test_prose_alone_is_never_dropped(paragraphs: list[str]) -> None:
    assert clean_page("\n".join(paragraphs)).body == tuple(paragraphs)


def test_cleaning_takes_time_in_proportion_to_the_page() -> None:
    # No timed test: these are the shapes on which patterns run away, and pytest's own limit would end them.
    for text in (
        "1 " * 20_000,
        "…" * 20_000 + "x",
        "- " * 10_000,
        "Tags\n" * 5_000,
        "क |" * 10_000,
        "9\n" * 10_000,
    ):
        assert isinstance(clean_page(text), Page)
