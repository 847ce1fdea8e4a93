"""Compressed pages: to browsers that take gzip, and to nobody else."""

from __future__ import annotations

import gzip
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from tests.web_index import open_test_index
from web.app import create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("compression") / "index") as index:
        yield create_app(index, Settings()).test_client()


@pytest.mark.parametrize("address", ["/", "/article/putin", "/static/style.css", "/static/search.js", "/feed.atom"])
def test_pages_styles_and_feeds_are_compressed_for_who_takes_it(client: FlaskClient, address: str) -> None:
    plain = client.get(address)
    packed = client.get(address, headers={"Accept-Encoding": "br;q=1, gzip;q=0.8"})
    assert plain.content_encoding is None
    assert packed.content_encoding == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 2
    assert packed.content_length == len(packed.data)
    for response in (plain, packed):
        assert "Accept-Encoding" in response.vary


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0", "identity"])
def test_who_does_not_take_it_gets_plain_text(client: FlaskClient, accepted: str) -> None:
    assert client.get("/", headers={"Accept-Encoding": accepted}).content_encoding is None


@pytest.mark.parametrize("address", ["/api/search?q=putin", "/static/favicon.svg"])
def test_json_and_what_is_tiny_stay_as_they_are(client: FlaskClient, address: str) -> None:
    assert client.get(address, headers={"Accept-Encoding": "gzip"}).content_encoding is None


@pytest.mark.parametrize("address", ["/static/style.css", "/feed.atom"])
def test_what_a_browser_keeps_compressed_is_not_sent_again(client: FlaskClient, address: str) -> None:
    headers = {"Accept-Encoding": "gzip"}
    etag = client.get(address, headers=headers).headers["ETag"]
    assert etag.startswith("W/")
    again = client.get(address, headers={**headers, "If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_asking_for_the_head_alone_gives_the_same_headers(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "gzip"}
    head, whole = client.head("/", headers=headers), client.get("/", headers=headers)
    assert head.data == b""
    assert (head.status_code, head.content_encoding) == (200, "gzip")
    assert head.content_type == whole.content_type
