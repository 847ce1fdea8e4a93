"""What keepers of a server need: answers that need not be sent twice, limits, figures, a log that keeps secrets."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from search.errors import SettingsError
from search.index import Index
from search.settings import Settings
from tests.web_index import hindi, open_test_index, publish
from web.app import create_app

SEARCH = f"/api/search?q={quote('चुनाव')}"
ORIGIN = {"Origin": "https://news.example"}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with open_test_index(tmp_path_factory.mktemp("operations") / "index") as index:
        yield index


def test_an_answer_that_the_client_has_is_not_sent_again(index: Index) -> None:
    client = create_app(index, Settings()).test_client()
    first = client.get(SEARCH)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(SEARCH, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    other = client.get(SEARCH + "&limit=3", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


def test_a_new_publish_makes_every_kept_answer_old(tmp_path: Path) -> None:
    with open_test_index(tmp_path / "index") as index:
        client = create_app(index, Settings()).test_client()
        tag = client.get(SEARCH).headers["ETag"]
        publish(tmp_path / "index", [hindi("new", ("चुनाव टले", "Election put off"), [("चुनाव टल गए।", "It is off.")])])
        answer = client.get(SEARCH, headers={"If-None-Match": tag})
        assert answer.status_code == 200
        assert "new" in {hit["id"] for hit in answer.get_json()["hits"]}


def test_health_and_errors_are_never_kept(index: Index) -> None:
    client = create_app(index, Settings()).test_client()
    for address in ("/healthz", "/api/search?limit=0"):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-store"
        assert "ETag" not in answer.headers


def test_whoever_asks_too_often_is_told_to_wait(index: Index) -> None:
    client = create_app(index, Settings(rate_limit="3 per minute")).test_client()
    assert [client.get(SEARCH).status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get(SEARCH)
    assert refused.mimetype == "application/problem+json"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert "Wait" in refused.get_json(force=True)["detail"]
    page = client.get("/search?q=x")
    assert (page.status_code, page.mimetype) == (429, "text/html")
    assert client.get("/healthz").status_code == 200, "a watcher is not a reader"
    assert client.get(SEARCH, environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_retry_after_comes_with_a_refusal_only(index: Index) -> None:
    assert "Retry-After" not in create_app(index, Settings(rate_limit="9/minute")).test_client().get(SEARCH).headers


def test_a_limit_that_makes_no_sense_is_refused_before_serving(index: Index) -> None:
    with pytest.raises(SettingsError) as caught:
        create_app(index, Settings(rate_limit="often"))
    assert "rate_limit cannot be 'often'" in str(caught.value)
    assert "120 per minute" in str(caught.value)


def test_other_sites_may_not_read_the_answers(index: Index) -> None:
    answer = create_app(index, Settings()).test_client().get(SEARCH, headers=ORIGIN)
    assert "Access-Control-Allow-Origin" not in answer.headers


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("https://news.example", "https://news.example"),
        ("https://a.example https://news.example", "https://news.example"),
        ("*", "*"),
        ("https://other.example", None),
    ],
)
def test_origins_of_the_setting_may_read_the_answers(index: Index, setting: str, told: str | None) -> None:
    client = create_app(index, Settings(cors_origins=setting)).test_client()
    answer = client.get(SEARCH, headers=ORIGIN)
    assert answer.headers.get("Access-Control-Allow-Origin") == told
    assert "Origin" in answer.headers["Vary"]
    assert "Access-Control-Allow-Origin" not in client.get("/search", headers=ORIGIN).headers, "pages are for readers"


def test_figures_are_answered_where_they_are_switched_on(index: Index) -> None:
    client = create_app(index, Settings(metrics=True)).test_client()
    client.get(SEARCH)
    client.get("/api/search?limit=0")
    client.get("/article/putin")
    text = client.get("/metrics").text
    assert 'dubhashi_requests_total{method="GET",route="/api/search",status="200"} 1.0' in text
    assert 'dubhashi_requests_total{method="GET",route="/api/search",status="400"} 1.0' in text
    assert 'dubhashi_request_seconds_count{route="/article/<id:document_id>"} 1.0' in text
    assert "dubhashi_documents 27.0" in text
    assert re.search(r'dubhashi_cache\{what="misses"\} [1-9]', text)
    assert re.search(r'dubhashi_cache\{what="bytes"\} [1-9]', text)
    assert "dubhashi_searches_total 1.0" in text
    assert "चुनाव" not in text
    assert "putin" not in text


def test_figures_are_for_nobody_otherwise(index: Index) -> None:
    assert create_app(index, Settings()).test_client().get("/metrics").status_code == 404


def test_the_access_log_has_no_query_and_no_address_of_a_reader(index: Index, caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(index, Settings()).test_client()
    with caplog.at_level(logging.INFO, "dubhashi.access"):
        client.get(SEARCH, environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    (record,) = caplog.records
    line = json.loads(record.getMessage())
    assert (line["method"], line["path"], line["route"], line["status"]) == ("GET", "/api/search", "/api/search", 200)
    assert line["milliseconds"] >= 0
    assert "चुनाव" not in record.getMessage()
    assert quote("चुनाव") not in record.getMessage()
    assert "192.0.2.7" not in record.getMessage()


def test_an_error_shows_no_trace_and_no_folder_to_the_reader(tmp_path: Path) -> None:
    index = open_test_index(tmp_path / "index")
    app = create_app(index, Settings())
    index.close()
    (tmp_path / "index" / "documents.sqlite").unlink()
    for address in (SEARCH, "/search?q=x"):
        answer = app.test_client().get(address)
        assert answer.status_code >= 500
        assert str(tmp_path) not in answer.text
        assert "Traceback" not in answer.text
