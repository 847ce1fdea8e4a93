"""The Atom feed of a search: what feed readers find in it, and that it keeps still while nothing is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote
from xml.etree import ElementTree

import feedparser
import pytest
from flask.testing import FlaskClient

from search.settings import Settings
from tests.web_index import DOCUMENTS, hindi, open_test_index, publish
from web.app import create_app
from web.feeds import ATOM, MOST_ENTRIES

FEED = f"/feed.atom?q={quote('चुनाव')}"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("feeds") / "index") as index:
        yield create_app(index, Settings()).test_client()


def entries(client: FlaskClient, address: str) -> list[ElementTree.Element]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.mimetype == "application/atom+xml"
    return ElementTree.fromstring(response.data).findall(f"{{{ATOM}}}entry")


def test_a_feed_reader_reads_it(client: FlaskClient) -> None:
    feed = feedparser.parse(client.get("/feed.atom?q=putin").data)
    assert not feed.bozo
    assert feed.feed.title == "putin – Dubhashi"
    (entry,) = feed.entries
    assert entry.title == "किम ने पुतिन को लिमोजीन में घुमाया"
    assert entry.link == "http://localhost/article/putin?q=putin"
    assert entry.published == "2025-03-10T09:00:00+05:30"
    assert entry.author == "रेखा शर्मा"
    assert [tag.term for tag in entry.tags] == ["रूस", "उत्तर कोरिया"]
    content = entry.content[0].value
    assert "Kim drove Putin in a limousine" in content
    assert "उत्तर कोरिया के नेता ने पुतिन का स्वागत किया।" in content


def test_the_newest_come_first_however_the_page_was_sorted(client: FlaskClient) -> None:
    found = entries(client, FEED)
    days = [entry.findtext(f"{{{ATOM}}}published", "") for entry in found]
    assert len(days) == 23 <= MOST_ENTRIES
    assert days == sorted(days, reverse=True)
    assert client.get(FEED + "&sort=date").data == client.get(FEED).data


def test_a_filter_narrows_the_feed(client: FlaskClient) -> None:
    assert len(entries(client, FEED + "&since=2024-12-01")) == 2


def test_what_every_feed_must_have_is_there(client: FlaskClient) -> None:
    for address in (FEED, "/feed.atom", "/feed.atom?q=qqqqzz"):
        feed = ElementTree.fromstring(client.get(address).data)
        for one in (feed, *feed.findall(f"{{{ATOM}}}entry")):
            assert one.findtext(f"{{{ATOM}}}id", "").startswith("urn:uuid:")
            assert one.findtext(f"{{{ATOM}}}title")
            assert datetime.fromisoformat(one.findtext(f"{{{ATOM}}}updated", "")).tzinfo
        assert feed.find(f"{{{ATOM}}}author") is not None


def test_ids_belong_to_articles_and_searches_and_not_to_the_server(client: FlaskClient) -> None:
    def ids(address: str, host: str) -> list[str]:
        feed = ElementTree.fromstring(client.get(address, base_url=host).data)
        return [element.text or "" for element in feed.iter(f"{{{ATOM}}}id")]

    here, there = ids(FEED, "http://one.example"), ids(FEED, "https://two.example")
    assert here == there
    assert len(set(here)) == 24
    everything = ids("/feed.atom", "http://one.example")
    assert set(here[1:]) <= set(everything)
    assert here[0] != everything[0]


def test_an_unchanged_feed_is_not_sent_again(tmp_path: Path) -> None:
    with open_test_index(tmp_path / "index", DOCUMENTS[-3:]) as index:
        client = create_app(index, Settings()).test_client()
        etag = client.get(FEED).headers["ETag"]
        again = client.get(FEED, headers={"If-None-Match": etag})
        assert (again.status_code, again.data) == (304, b"")
        publish(tmp_path / "index", DOCUMENTS[4:5])
        changed = client.get(FEED, headers={"If-None-Match": etag})
        assert changed.status_code == 200
        assert changed.headers["ETag"] != etag


def test_hostile_articles_stay_text_and_characters_that_xml_forbids_are_replaced(tmp_path: Path) -> None:
    bell = hindi(
        "bell\x07", ("घंटी\x07 बजी", "Bell\x00 <b>rang</b>"), [("घंटी\x0b बजी।", "It \x1b[0m rang.")], tags=("\ufffe",)
    )
    with open_test_index(tmp_path / "index", [DOCUMENTS[1], bell]) as index:
        client = create_app(index, Settings()).test_client()
        response = client.get("/feed.atom")
        found = entries(client, "/feed.atom")
    assert len(found) == 2
    assert b"<script" not in response.data
    assert b"javascript:" not in response.data
    assert "घंटी\ufffd बजी" in response.text
    assert "&lt;b&gt;rang" in response.text
    assert not feedparser.parse(response.data).bozo
