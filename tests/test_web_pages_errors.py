"""What the pages say where something cannot be done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from tests.web_index import open_test_index
from tests.web_reading import read, words
from web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("pages") / "index") as index:
        yield create_app(index, Settings()).test_client()


@pytest.mark.parametrize(
    ("address", "value", "advice"),
    [
        ("/search?page=0", "“0”", "whole number from 1 to 1001"),
        ("/search?page=1002", "“1002”", "whole number from 1 to 1001"),
        ("/search?page=-1", "“-1”", "whole number from 1 to 1001"),
        ("/search?page=1_0", "“1_0”", "whole number from 1 to 1001"),
        ("/search?page=" + "9" * 5000, "9…”", "whole number from 1 to 1001"),
        ("/search?page=x&q=a", "“x”", "whole number from 1 to 1001"),
        ("/search?since=yesterday", "“yesterday”", "YEAR-MONTH-DAY"),
        ("/search?until=2025-02-30", "“2025-02-30”", "YEAR-MONTH-DAY"),
        ("/search?since=2025-02-02&until=2025-01-01", "“2025-02-02”", "the earlier one first"),
        ("/search?sort=best", "“best”", "relevance or date"),
        ("/search?language=fr", "“fr”", "hi for Hindi or en"),
        ("/search?exact=maybe", "“maybe”", "Give 1"),
        ("/search?q=" + "a" * 1001, "aaa…”", "At most 1,000 characters"),
        ("/article/putin?q=" + "a" * 1001, "aaa…”", "At most 1,000 characters"),
        ("/article/putin?view=fr", "“fr”", "both, hi or en"),
        ("/feed.atom?since=1", "“1”", "YEAR-MONTH-DAY"),
        ("/export.csv?page=x", "“x”", "whole number from 1 to 1001"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(client: FlaskClient, address: str, value: str, advice: str) -> None:
    text = read(client, address, 400)
    assert value in words(text)
    assert advice in words(text)
    assert 'role="search"' in text


def test_a_query_that_is_too_long_is_not_offered_again(client: FlaskClient) -> None:
    assert "with nothing else set" not in read(client, "/search?q=" + "a" * 1001, 400)
    assert "with nothing else set" in read(client, "/search?q=" + "a" * 1000 + "&page=x", 400)


@pytest.mark.parametrize("option", ["page", "since", "until", "sort", "language", "exact", "recency", "explain"])
def test_the_advice_is_given_in_hindi_too(client: FlaskClient, option: str) -> None:
    text = words(read(client, f"/search?{option}=nonsense", 400, "hi"))
    shown = {"since": "कब से (since)", "until": "कब तक (until)"}.get(option, option)
    assert f"{shown} के लिए “nonsense” नहीं चल सकता।" in text
    assert "लिखें" in text.partition("नहीं चल सकता।")[2]


def test_a_missing_article_says_what_to_do(client: FlaskClient) -> None:
    text = read(client, "/article/nowhere?q=" + quote("चुनाव"), 404)
    assert "There is nothing at “/article/nowhere”." in words(text)
    assert "Search for words of its title" in words(text)
    assert 'href="/search?q=' in text


def test_a_missing_page_says_what_to_do(client: FlaskClient) -> None:
    assert "The address may be mistyped" in read(client, "/nowhere", 404)


def test_posting_is_answered_with_what_is_allowed(client: FlaskClient) -> None:
    response = client.post("/search", data={"q": "a"})
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_error_in_the_program_shows_no_trace(tmp_path: Path) -> None:
    with open_test_index(tmp_path / "index", []) as index:
        app = create_app(index, Settings())
        app.add_url_rule("/broken", view_func=lambda: str(1 // 0))
        text = read(app.test_client(), "/broken", 500)
    assert "ZeroDivisionError" not in text
    assert "Traceback" not in text
    assert "It is not your fault" in text


@pytest.mark.parametrize("language", ["en", "hi"])
@pytest.mark.parametrize(
    "address",
    [
        "/search?q={}",
        "/search?q=putin+{}&explain=1",
        "/search?q=a&source={}&section={}&tag={}",
        "/article/putin?q={}&source={}&page={}",
        "/search?page={}&q={}",
        "/search?language={}",
        "/article/{}?q={}",
        "/{}",
        "/feed.atom?q={}",
    ],
)
def test_what_was_typed_is_never_taken_for_the_page_itself(client: FlaskClient, address: str, language: str) -> None:
    typed = "\"'><script>alert(1)</script>%(count)s%s{{7*7}}"
    text = client.get(address.replace("{}", quote(typed, safe="")), headers={"Accept-Language": language}).text
    assert "<script>alert" not in text
    assert "{{7*7}}" in text or "7*7" not in text, "it was run as a template"
