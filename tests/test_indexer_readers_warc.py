"""Web archives, written by warcio: pages are read, all else is passed over, memory stays small."""

from __future__ import annotations

import gzip as gzip_module
import io
import tracemalloc
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.readers.source import Source
from indexer.readers.warc import read_warc
from search.model import Article, Rejected
from tests.reading import PARAGRAPHS, TITLE, read, titles, web_page

PAGE = web_page().encode()


def archive(*records: tuple[str, str, str, bytes], gzip: bool = False) -> bytes:
    """Return a WARC of responses, each (address, status, content type, content)."""
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=gzip)
    data.write(b"")
    for url, status, kind, content in records:
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(url, "response", payload=io.BytesIO(content), http_headers=headers)
        writer.write_record(record)
    return data.getvalue()


@pytest.mark.parametrize("gzip", [False, True])
def test_pages_are_read_and_all_else_is_passed_over(gzip: bool) -> None:
    data = archive(
        ("https://janpath.example/nahar", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://janpath.example/a.js", "200 OK", "application/javascript", b"x()"),
        ("https://janpath.example/weg", "404 Not Found", "text/html", PAGE),
        ("https://janpath.example/umzug", "301 Moved", "text/html", b""),
        ("https://janpath.example/pul", "200 OK", "text/html", web_page(title="पुल का काम पूरा, लोग हुए खुश").encode()),
        gzip=gzip,
    )
    found = read(data, "crawl.warc")
    assert titles(found) == [TITLE, "पुल का काम पूरा, लोग हुए खुश"]
    first = found[0]
    assert isinstance(first, Article)
    assert (first.url, first.body) == ("https://janpath.example/nahar", PARAGRAPHS)


def test_the_charset_that_the_server_declared_is_used() -> None:
    page = (
        "<html><body><article><h1>The café opens</h1>"
        + "<p>The café opened in March, people came and sat there.</p>" * 5
    )
    data = archive(("https://e.example/1", "200 OK", "text/html; charset=iso-8859-1", page.encode("latin-1")))
    (found,) = read(data)
    assert isinstance(found, Article)
    assert "café" in found.body[0]


def test_a_compressed_answer_is_unpacked() -> None:
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=True)
    headers = StatusAndHeaders(
        "200 OK", [("Content-Type", "text/html"), ("Content-Encoding", "gzip")], protocol="HTTP/1.1"
    )
    payload = io.BytesIO(gzip_module.compress(PAGE))
    writer.write_record(
        writer.create_warc_record("https://j.example/1", "response", payload=payload, http_headers=headers)
    )
    assert titles(read(data.getvalue(), "a.warc.gz")) == [TITLE]


def test_an_archive_without_a_page_says_so() -> None:
    (found,) = read(archive(("https://j.example/a.png", "200 OK", "image/png", b"x")), "a.warc")
    assert isinstance(found, Rejected)
    assert "no page" in found.reason


def test_a_cut_archive_gives_what_came_before_the_cut() -> None:
    data = archive(*((f"https://j.example/{n}", "200 OK", "text/html", PAGE) for n in range(4)), gzip=True)
    found = read(data[: len(data) * 3 // 4], "a.warc.gz")
    assert isinstance(found[0], Article)
    assert all(isinstance(item, Article | Rejected) for item in found)


@settings(deadline=None, max_examples=80)
@given(st.integers(0, 1500), st.binary(min_size=1, max_size=4))
def test_no_broken_byte_makes_an_archive_raise(at: int, wrong: bytes) -> None:
    for gzip in (False, True):
        data = archive(("https://j.example/1", "200 OK", "text/html", PAGE), gzip=gzip)
        broken = data[:at] + wrong + data[at + len(wrong) :]
        assert all(isinstance(item, Article | Rejected) for item in read(broken, "a.warc"))


def test_one_page_at_a_time_is_held() -> None:
    big = b"<html>" + Random(1).randbytes(500_000).hex().encode()
    data = archive(*((f"https://j.example/{n}", "200 OK", "text/html", big) for n in range(24)), gzip=True)
    tracemalloc.start()
    source = Source(io.BytesIO(data), "a.warc.gz")
    size = sum(len(chunk) for part in read_warc(source) if isinstance(part, Source) for chunk in part.chunks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size == 24 * len(big)
    assert peak < 2_000_000
