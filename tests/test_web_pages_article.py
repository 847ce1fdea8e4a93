"""The page of an article, as a browser without scripts gets it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from tests.web_index import DOCUMENTS, STRANGE_ID, open_test_index
from tests.web_reading import read, results, words
from web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("pages") / "index") as index:
        yield create_app(index, Settings()).test_client()


def test_an_article_stands_side_by_side_with_its_translation(client: FlaskClient) -> None:
    text = read(client, "/article/putin?q=putin+limousine")
    assert '<h1 lang="hi">किम ने <mark>पुतिन</mark> को लिमोजीन में घुमाया</h1>' in text
    assert '<p lang="hi">उत्तर कोरिया के नेता ने <mark>पुतिन</mark> का स्वागत किया।</p>' in text
    assert '<p lang="en">Both leaders took a ride in the <mark>limousine</mark>.</p>' in text
    assert 'decorated were <span class="badge gloss" lang="en">word-by-word gloss</span>' in text
    assert text.count('class="badge gloss"') == 1
    assert "1 sentence is only a word-by-word gloss" in words(text)
    assert text.count('<div class="paragraph">') == 3
    assert 'href="https://example.org/putin" rel="noopener noreferrer"' in text
    assert "रेखा शर्मा" in text


def test_the_way_back_leads_to_the_same_page_of_results(client: FlaskClient) -> None:
    listing = read(client, f"/search?q={quote('चुनाव')}&page=2&sort=date")
    address = html.unescape(re.findall(r'class="result" href="([^"]+)"', listing)[0])
    article = read(client, address)
    back = re.search(r'<p class="back"><a href="([^"]+)"', article)
    assert back
    assert results(read(client, html.unescape(back[1]))) == results(listing)


def test_related_articles_are_other_articles(client: FlaskClient) -> None:
    text = read(client, "/article/election-05")
    related = text[text.index('<section class="related"') :]
    assert "/article/election-" in related
    assert '/article/election-05"' not in related[: related.index("</section>")]


def test_the_other_versions_of_a_story_are_listed_and_led_to(tmp_path: Path) -> None:
    first = DOCUMENTS[0]
    copy = replace(first, article=replace(first.article, id="copy", source="जनपथ"))
    with open_test_index(tmp_path / "index", [first, copy, DOCUMENTS[2]]) as index:
        app = create_app(index, Settings()).test_client()
        listing = read(app, "/search?q=putin")
        (shown,) = results(listing)
        assert f'<a href="/article/{shown}?q=putin#versions">1 similar article</a>' in listing
        text = read(app, f"/article/{shown}")
        versions = text[text.index('id="versions"') : text.index('id="related"')]
        assert re.findall(r'href="/article/([^"]+)"', versions) == [({"putin", "copy"} - {shown}).pop()]
        assert 'id="versions"' not in read(app, "/article/monsoon")


def test_an_article_with_a_strange_id_can_be_opened(client: FlaskClient) -> None:
    listing = read(client, f"/search?q={quote('बारिश')}")
    address = html.unescape(re.findall(r'class="result" href="([^"]+)"', listing)[0])
    assert "बाढ़" in read(client, address)
    assert "बाढ़" in read(client, "/article/" + quote(STRANGE_ID, safe="/:"))


def test_an_article_without_a_title_has_a_link(client: FlaskClient) -> None:
    assert "Untitled article</a>" in read(client, f"/search?q={quote('बिना शीर्षक')}")
    assert "<h1>Untitled article</h1>" in read(client, "/article/untitled")


@pytest.mark.parametrize(("view", "shown", "hidden"), [("hi", "hi", "en"), ("en", "en", "hi")])
def test_one_language_can_be_read_alone(client: FlaskClient, view: str, shown: str, hidden: str) -> None:
    text = read(client, f"/article/putin?q=putin&view={view}")
    body = text[text.index('<div class="text one-language">') : text.index("</article>")]
    assert len(re.findall(f'<p lang="{shown}">', body)) == 3
    assert f'<p lang="{hidden}">' not in body
    assert f'<h1 lang="{shown}">' in text
    assert '<a href="/article/putin?q=putin">Both languages</a>' in text


def test_a_sentence_without_a_translation_is_shown_in_every_view(client: FlaskClient) -> None:
    text = read(client, "/article/monsoon?view=hi")
    assert "The metro line opened on Monday." in text
    assert "Languages shown" not in text


def test_every_sentence_has_an_address_of_its_own(client: FlaskClient) -> None:
    text = read(client, "/article/putin")
    assert re.findall(r'<div class="pair" id="s(\d)">', text) == ["1", "2", "3"]
    for view in ("both", "hi", "en"):
        text = read(client, f"/article/putin?view={view}")
        assert re.findall(r'<a class="at" href="#s(\d)" aria-label="Sentence \d">', text) == ["1", "2", "3"]
