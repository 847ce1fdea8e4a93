"""The interface in Hindi and English: which one is chosen, and that nothing of it is left untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import quote

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from flask import render_template_string
from flask.testing import FlaskClient

from search.model import EvidenceKind
from search.settings import Settings
from tests.conftest import ROOT
from tests.web_index import open_test_index
from tests.web_reading import read, words
from web.app import create_app

MESSAGES = ROOT / "web/translations/hi/LC_MESSAGES"
PAGES = {
    "start": "/",
    "results": f"/search?q={quote('चुनाव')}&page=2&sort=date",
    "filtered": f"/search?q=putin&source={quote('प्रभात दर्पण')}",
    "article": "/article/putin?q=putin",
    "english": "/article/monsoon",
    "nothing": "/search?q=qqqqzz&exact=1",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("interface") / "index") as index:
        yield create_app(index, Settings()).test_client(use_cookies=False)


def catalogue() -> Catalog:
    with (MESSAGES / "messages.po").open("rb") as file:
        return read_po(file)


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("hi", "hi"),
        ("hi-IN,hi;q=0.9,en;q=0.8", "hi"),
        ("en-GB,en;q=0.9,hi;q=0.8", "en"),
        ("ta,hi;q=0.5", "hi"),
        ("fr", "en"),
    ],
)
def test_the_browser_s_preference_is_followed(client: FlaskClient, accepted: str, language: str) -> None:
    response = client.get("/", headers={"Accept-Language": accepted})
    assert f'<html lang="{language}">' in response.text
    assert response.headers["Content-Language"] == language
    assert {"Accept-Language", "Cookie"} <= set(response.vary.as_set(preserve_casing=True))


def test_a_link_changes_the_language_for_good(tmp_path_factory: pytest.TempPathFactory) -> None:
    with open_test_index(tmp_path_factory.mktemp("cookie") / "index") as index:
        client = create_app(index, Settings()).test_client()
        address = re.search(r'<a class="language" href="([^"]+)" lang="hi"', read(client, "/search?q=a&sort=date"))
        assert address
        assert address[1] == "?q=a&amp;sort=date&amp;ui=hi"
        answer = client.get("/search?q=a&sort=date&ui=hi")
        assert '<html lang="hi">' in answer.text
        assert "HttpOnly" in answer.headers["Set-Cookie"]
        assert "SameSite=Lax" in answer.headers["Set-Cookie"]
        assert '<html lang="hi">' in read(client, "/article/putin")
        assert '<html lang="en">' in read(client, "/?ui=en")
        assert '<html lang="en">' in read(client, "/", language="hi")


def test_a_language_that_there_is_not_is_passed_over(client: FlaskClient) -> None:
    response = client.get("/?ui=fr")
    assert '<html lang="en">' in response.text
    assert "Set-Cookie" not in response.headers


class Foreign(HTMLParser):
    """Collects the text of a page that counts as Hindi but has no Devanagari in it."""

    def __init__(self) -> None:
        super().__init__()
        self.languages: list[tuple[str, str | None]] = []
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ("meta", "link", "input", "br"):
            language = self.languages[-1][1] if self.languages else None
            self.languages.append((tag, dict(attrs).get("lang", language)))

    def handle_endtag(self, tag: str) -> None:
        while self.languages and self.languages.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "<" in data:
            return  # the hostile article, whose Hindi title has Latin letters
        # names of formats and keys, which are the same in every language
        plain = re.sub(r"Dubhashi|JSON|API|CSV|Enter|[jk]\b", "", data)
        tag, language = self.languages[-1] if self.languages else ("", None)
        # the title of a window quotes what was typed, and can say no language for a part of itself
        if language == "hi" and tag != "title" and re.search("[A-Za-z]", plain):
            self.found.append(data.strip())


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_the_hindi_interface_has_no_english_that_is_not_marked_as_such(client: FlaskClient, address: str) -> None:
    parser = Foreign()
    parser.feed(read(client, address, language="hi"))
    assert parser.found == []


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_the_english_interface_has_no_hindi_that_is_not_marked_as_such(client: FlaskClient, address: str) -> None:
    text = read(client, address)
    for hindi in re.findall(r">([^<>]*[\u0900-\u097f][^<>]*)<", text[text.index("<body") :]):
        at = text.index(f">{hindi}<", text.index("<body"))
        openings = text[:at].rpartition("lang=")[2]
        assert openings.startswith(('"hi"', '"en"')), hindi  # a title in the page's own words may quote the query


def test_dates_and_numbers_are_written_as_hindi_does(client: FlaskClient) -> None:
    assert "23 परिणाम पृष्ठ 2 / 3" in words(read(client, PAGES["results"], language="hi"))
    assert "10 मार्च 2025 · 10 March 2025" in words(read(client, PAGES["article"], language="hi"))


def test_every_string_of_the_interface_is_in_the_catalogue_and_nothing_else() -> None:
    found = extract_from_dir(
        ROOT / "web",
        [("**.py", "python"), ("templates/**", "jinja2")],
        keywords={"_": None, "gettext": None, "ngettext": (1, 2)},
    )
    used = {message for _, _, message, _, _ in found}
    assert len(used) > 80
    assert {message.id for message in catalogue() if message.id} == used


def forms(value: object) -> list[str]:
    """Return a string of the catalogue, or its singular and plural, as a list."""
    return (
        [value] if isinstance(value, str) else [str(form) for form in value] if isinstance(value, list | tuple) else []
    )


def test_every_string_is_translated_and_keeps_its_placeholders() -> None:
    for message in catalogue():
        for translation in forms(message.string) if message.id else ():
            placeholders = [sorted(re.findall(r"%\(\w+\)s", text)) for text in (translation, forms(message.id)[0])]
            assert placeholders[0] == placeholders[1]
            assert re.search("[\u0900-\u097f]", translation) or "%(" in translation, message.id


def test_the_compiled_catalogue_is_the_readable_one() -> None:
    """The .mo file lies in the repository, so that a clone and a wheel need no tool to speak Hindi."""

    def strings(catalogue: Catalog) -> dict[str, list[str]]:
        return {forms(message.id)[0]: forms(message.string) for message in catalogue if message.id}

    with (MESSAGES / "messages.mo").open("rb") as file:
        assert strings(read_mo(file)) == strings(catalogue()), "run: make messages"


@pytest.mark.parametrize("kind", get_args(EvidenceKind))
def test_every_kind_of_evidence_is_said_in_words(tmp_path: Path, kind: str) -> None:
    with open_test_index(tmp_path / "index", []) as index:
        app = create_app(index, Settings())
        with app.test_request_context(headers={"Accept-Language": "hi"}):
            said = render_template_string(
                f"{{% from 'parts.html' import kind_of_evidence %}}{{{{ kind_of_evidence('{kind}') }}}}"
            )
    assert re.search("[\u0900-\u097f]", said), f"web/templates/parts.html has no words for {kind}"
