"""Pages that browsers save as one file."""

from __future__ import annotations

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reading import TITLE, article, read, rejected, web_page

HEAD = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://news.example/nahar\r\n"
    "Date: Wed, 19 Jun 2024 10:00:00 +0530\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----x"\r\n\r\n\r\n'
)


def saved(page: bytes, coding: str, *, kind: str = "text/html") -> bytes:
    packed = quopri.encodestring(page) if coding == "quoted-printable" else base64.encodebytes(page)
    part = f"------x\r\nContent-Type: {kind}\r\nContent-Transfer-Encoding: {coding}\r\n"
    place = "Content-Location: http://news.example/nahar\r\n\r\n"
    return (
        f"{HEAD}{part}{place}".encode() + packed + b"\r\n------x\r\nContent-Type: image/png\r\n\r\nx\r\n------x--\r\n"
    )


@pytest.mark.parametrize("coding", ["quoted-printable", "base64"])
@pytest.mark.parametrize("name", ["page.mhtml", "page"])
def test_the_page_of_a_saved_file_is_read_with_its_address(coding: str, name: str) -> None:
    found = article(saved(web_page().encode(), coding), name)
    assert (found.title, found.url) == (TITLE, "http://news.example/nahar")
    assert len(found.body) == 3


def test_a_saved_file_without_a_page_or_cut_off_before_it_says_so() -> None:
    assert "no page in it: save the page as HTML" in rejected(saved(b"x", "base64", kind="image/png"), "a.mhtml").reason
    assert "no page in it" in rejected(HEAD.encode(), "a.mhtml").reason


@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=60), st.integers(0, 900))
def test_no_bytes_in_a_saved_file_make_the_reader_raise(junk: bytes, at: int) -> None:
    data = saved(web_page().encode(), "base64")
    assert read(data[:at] + junk + data[at + len(junk) :], "a.mhtml")
