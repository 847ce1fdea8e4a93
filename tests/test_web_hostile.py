"""Hostile articles, read by the real indexer and shown by a real browser: nothing of them runs, leads away or hides.

Each row of cases/hostile.txt becomes an article that has the row in every field that the indexer takes it in, and one
that has it as its address, which the indexer would refuse.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request

import search
from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.settings import Settings
from tests.chromium import needs_chromium, serve_index
from tests.tables import read_lines
from tests.web_index import hindi, publish

PAYLOADS = read_lines("hostile.txt")
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"  # embeddings, overrides, isolates, marks
STRANGE = """() => [...document.querySelectorAll('*')].flatMap(element => [
    ...[...element.attributes].filter(one => one.name.startsWith('on') || one.name === 'style').map(one => one.name),
    ...(element.matches('script:not([src]), iframe, object, embed, base, img, meta[http-equiv]')
        ? [element.outerHTML] : []),
])"""
LINKS = "() => [...document.querySelectorAll('a[href], form[action]')].map(one => one.href || one.action)"


@dataclass(frozen=True)
class Served:
    address: str
    documents: tuple[str, ...]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("hostile")
    rows = [
        {
            "id": f"hostile-{number}",
            "title": f"ख़बर {payload}",
            "body": f"यह ख़बर {number} है। {payload}\n\nमंत्री ने {payload} कहा।",
            "source": payload,
            "section": payload,
            "place": payload,
            "authors": [payload],
            "tags": [payload],
            "published": "2025-03-10",
        }
        for number, payload in enumerate(PAYLOADS)
    ]
    (folder / "hostile.jsonl").write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    settings = Settings(index=folder / "index")
    report = index_paths([folder / "hostile.jsonl"], settings=settings, translator=open_translator(settings))
    assert report.rejected == ()
    # the indexer refuses such addresses; an index that was written by something else may have them
    publish(
        settings.index,
        [
            hindi(f"address-{n}", ("ख़बर", "News"), [("पता", "Address")], url=payload)
            for n, payload in enumerate(PAYLOADS)
        ],
    )
    with search.open_index(settings.index) as index:
        documents = tuple(hit.id for hit in index.search("", limit=100).hits)
        assert len(documents) == 2 * len(PAYLOADS)
        with serve_index(index) as address:
            yield Served(address, documents)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    """Give a page in which no dialog may open, nothing may be complained of and nothing may be fetched elsewhere."""
    context = browser.new_context(base_url=served.address)
    page = context.new_page()
    seen: list[str] = []

    def note_dialog(dialog: Dialog) -> None:
        seen.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def note_message(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            seen.append(message.text)

    def note_request(request: Request) -> None:
        if not request.url.startswith(served.address):
            seen.append(request.url)

    page.on("dialog", note_dialog)
    page.on("console", note_message)
    page.on("pageerror", lambda error: seen.append(str(error)))
    page.on("request", note_request)
    yield page
    context.close()
    assert seen == []


def assert_harmless(page: Page, served: Served) -> None:
    assert page.evaluate(STRANGE) == []
    for link in page.evaluate(LINKS):
        assert urlsplit(link).scheme in ("http", "https"), link
    shown = page.content()
    assert not any(mark in shown for mark in BIDI)


@needs_chromium
def test_no_list_of_hostile_articles_does_harm(page: Page, served: Served) -> None:
    for address in ("/", f"/search?q={quote('ख़बर')}", f"/search?q={quote('ख़बर')}&page=2&ui=hi"):
        page.goto(address)
        assert_harmless(page, served)


@needs_chromium
def test_no_hostile_article_does_harm(page: Page, served: Served) -> None:
    for document in served.documents:
        page.goto(f"/article/{quote(document, safe='')}?q={quote('मंत्री')}")
        assert page.locator("h1").count() == 1
        assert_harmless(page, served)


@needs_chromium
def test_no_hostile_query_does_harm(page: Page, served: Served) -> None:
    for payload in PAYLOADS:
        page.goto(f"/search?q={quote(payload)}&source={quote(payload)}")
        assert_harmless(page, served)


@needs_chromium
def test_feeds_and_exports_of_hostile_articles_are_well_formed(served: Served) -> None:
    with urlopen(f"{served.address}/feed.atom?q={quote('ख़बर')}") as answer:
        feed = ElementTree.fromstring(answer.read())
    links = [link.get("href", "") for link in feed.iter("{http://www.w3.org/2005/Atom}link")]
    assert len(links) > len(PAYLOADS) / 2
    assert {urlsplit(link).scheme for link in links} <= {"http", "https"}
    with urlopen(f"{served.address}/export.csv?q={quote('ख़बर')}") as answer:
        lines = answer.read().decode("utf-8-sig").splitlines()
    assert not any(line.startswith(("=", "+", "-", "@", '"=', '"+', '"-', '"@')) for line in lines)
    with urlopen(f"{served.address}/api/search?q={quote('ख़बर')}&limit=100") as answer:
        assert json.load(answer)["total"] >= len(PAYLOADS) / 2
