"""How well noise is told from news, as precision and recall of words, on sixty noisy pages of our own and real ones.

The floors are what is reached, less a little; whoever changes a rule sees here what it costs elsewhere.
`python -m tests.test_indexer_cleaning_noise` prints the figures.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest

from indexer.cleaning.page import Page, clean_page
from indexer.readers.html import page_from_html
from tests.conftest import ROOT
from tests.noisy_pages import Agreement, NoisyPage, compare, read_noisy

TEXTS = read_noisy("noisy_text.txt")
WEB_PAGES = read_noisy("noisy_html.txt")
LATER = read_noisy("noisy_later.txt")
NEWEST = read_noisy("noisy_newest.txt")
REAL = ROOT.parent / "shared" / "data" / "html"
needs_real = pytest.mark.skipif(not REAL.is_dir(), reason="the real pages of ../shared/data/html are not here")


def read_text(page: NoisyPage) -> Page:
    return clean_page(page.text)


def read_web(page: NoisyPage) -> Page:
    return page_from_html(page.text) or Page()


def read_either(page: NoisyPage) -> Page:
    return read_web(page) if page.text.startswith("<") else read_text(page)


def agreement(pages: list[NoisyPage], read: Callable[[NoisyPage], Page]) -> Agreement:
    return sum((compare(read(page).body, page.body) for page in pages), Agreement())


def field(page: Page, name: str) -> str | None:
    if name == "published":
        return page.published.date().isoformat() if page.published else None
    value = getattr(page, name)
    return " ; ".join(value) if isinstance(value, tuple) else value


def real_pages() -> list[tuple[str, Agreement]]:
    """Return how far the real pages come out as their extraction by hand says."""
    found = []
    for file in sorted(REAL.glob("*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        for version, page in zip(sorted(wanted), sorted(REAL.glob(f"{file.stem}_*.html.gz")), strict=False):
            text = gzip.decompress(page.read_bytes()).decode("utf-8")
            read = page_from_html(text) or Page()
            found.append((page.name, compare(read.body, texts_in(wanted[version]["body"]["sections"]))))
    return found


def texts_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for part in parts for text in texts_in(part)]


def test_there_are_thirty_pages_of_each_kind_and_no_two_alike() -> None:
    assert len(TEXTS) == len(WEB_PAGES) == 30
    assert len({page.name for page in (*TEXTS, *WEB_PAGES)}) == 60


def test_stories_are_found_in_noisy_texts() -> None:
    found = agreement(TEXTS, read_text)
    assert found.precision >= 0.99
    assert found.recall >= 0.995


def test_stories_are_found_in_noisy_web_pages() -> None:
    found = agreement(WEB_PAGES, read_web)
    assert found.precision >= 0.99
    assert found.recall >= 0.98


def test_stories_are_found_on_pages_that_were_written_after_the_rules() -> None:
    found = agreement(LATER, read_either)
    assert found.precision >= 0.96
    assert found.recall >= 0.99
    newest = agreement(NEWEST, read_either)
    assert newest.precision >= 0.99
    assert newest.recall >= 0.99
    assert [page.name for page in (*LATER, *NEWEST) if read_either(page).title != page.title] == []


@pytest.mark.parametrize("page", TEXTS, ids=lambda page: page.name)
def test_headline_and_fields_of_a_noisy_text_are_right(page: NoisyPage) -> None:
    read = read_text(page)
    assert read.title == page.title
    assert {name: field(read, name) for name in page.fields} == page.fields
    assert compare(read.body, page.body).recall >= 0.95


@pytest.mark.parametrize("page", NEWEST, ids=lambda page: page.name)
def test_nothing_of_the_story_is_lost_on_pages_of_new_layouts(page: NoisyPage) -> None:
    read = read_either(page)
    assert [line for line in page.body if line not in read.body] == []
    assert {name: field(read, name) for name in page.fields} == page.fields


@pytest.mark.parametrize("page", WEB_PAGES, ids=lambda page: page.name)
def test_headline_and_fields_of_a_noisy_web_page_are_right(page: NoisyPage) -> None:
    read = read_web(page)
    assert read.title == page.title
    assert {name: field(read, name) for name in page.fields} == page.fields
    assert compare(read.body, page.body).recall >= 0.6


@needs_real
def test_stories_are_found_in_real_web_pages() -> None:
    found = real_pages()
    assert len(found) == 3
    total = sum((one for _, one in found), Agreement())
    assert total.precision >= 0.95
    assert total.recall >= 0.95


def main() -> None:
    """Print precision and recall of each set, and the pages that fall short of them."""
    sets = (
        ("texts", TEXTS, read_text),
        ("web pages", WEB_PAGES, read_web),
        ("later pages", LATER, read_either),
        ("newest pages", NEWEST, read_either),
    )
    for name, pages, read in sets:
        found = agreement(pages, read)
        whole = sum(read(page).body == page.body for page in pages)
        titles = sum(read(page).title == page.title for page in pages)
        print(  # noqa: T201
            f"{name}: precision {found.precision:.3f}, recall {found.recall:.3f}, "
            f"{whole} of {len(pages)} word for word, {titles} headlines right"
        )
        for page in pages:
            one = compare(read(page).body, page.body)
            if min(one.precision, one.recall) < 1:
                print(f"  {one.precision:.3f} {one.recall:.3f} {page.name}")  # noqa: T201
    for name, one in real_pages() if REAL.is_dir() else ():
        print(f"{name}: precision {one.precision:.3f}, recall {one.recall:.3f}")  # noqa: T201


if __name__ == "__main__":
    main()
