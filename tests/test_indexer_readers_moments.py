"""A page without a date has one where its stamp can be counted from when the page was on the server."""

from __future__ import annotations

import io

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.readers.moments import http_moment, saving_moment, warc_moment
from tests.reading import article, web_page

STAMPED = web_page().replace("</h1>", '</h1><span class="time">3 घंटे पहले</span>')
SINGLE_FILE = """<!DOCTYPE html> <html><!--
 Page saved with SingleFile
 url: https://janpath.example/nahar
 saved date: Wed Jun 19 2024 10:30:00 GMT+0530 (India Standard Time)
-->"""
HTTRACK = (
    "<!-- Mirrored from janpath.example/nahar by HTTrack Website Copier/3.x [XR&CO'2014], "
    "Wed, 19 Jun 2024 05:00:00 GMT -->"
)


@pytest.mark.parametrize("comment", [SINGLE_FILE, HTTRACK], ids=["SingleFile", "HTTrack"])
def test_the_comment_of_a_saved_page_says_when_it_was_saved(comment: str) -> None:
    published = article((comment + STAMPED).encode(), "a.html").published
    assert published is not None
    assert published.isoformat() == "2024-06-19T07:30:00+05:30"


def test_a_web_archive_says_when_the_page_was_fetched() -> None:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=False)
    record = writer.create_warc_record(
        "https://janpath.example/nahar",
        "response",
        payload=io.BytesIO(STAMPED.encode()),
        http_headers=StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": "2024-06-19T05:00:00Z"},
    )
    writer.write_record(record)
    published = article(data.getvalue(), "crawl.warc").published
    assert published is not None
    assert published.isoformat() == "2024-06-19T07:30:00+05:30"


def test_a_page_of_unknown_age_gets_no_date_from_its_stamp() -> None:
    assert article(STAMPED.encode(), "a.html").published is None


def test_a_date_that_is_printed_goes_before_a_stamp() -> None:
    dated = STAMPED.replace("</h1>", '</h1><span class="date">18 जून 2024</span>', 1)
    published = article((SINGLE_FILE + dated).encode(), "a.html").published
    assert published is not None
    assert published.isoformat() == "2024-06-18T00:00:00+05:30"


@pytest.mark.parametrize("text", [None, "", "soon", "Wed, 99 Jun 2024 04:00:00 GMT", "2024-13-19T04:00:00Z", "\x00"])
def test_what_is_no_moment_is_none(text: str | None) -> None:
    assert http_moment(text) is None
    assert warc_moment(text) is None
    assert saving_moment(f"<!-- Page saved with SingleFile \n url: x\n saved date: {text}\n-->") is None
