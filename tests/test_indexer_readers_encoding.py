"""The bytes of web pages: declared and undeclared encodings, double encoding, ISCII, and the fonts of old papers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.encoding import decode_page, undo_double_encoding
from indexer.readers.fonts import font_encoding
from indexer.readers.iscii import _TABLE, decode_iscii
from indexer.readers.stream import UnreadableError
from search.model import Rejected
from tests.reading import PARAGRAPHS, TITLE, article, rejected, web_page
from tests.tables import read_lines

HINDI = "\n".join(PARAGRAPHS)
_ISCII = {letter: byte for byte, letter in _TABLE.items() if letter != "?"}


def to_iscii(text: str) -> bytes:
    return b"".join(bytes([_ISCII[mark]]) if mark in _ISCII else mark.encode("ascii", "replace") for mark in text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_page_is_read_in_every_encoding_of_unicode(encoding: str) -> None:
    assert article(web_page().encode(encoding), "a.html").title == TITLE


def test_utf8_is_believed_before_a_declaration_that_was_left_behind() -> None:
    assert article(web_page(charset="windows-1252").encode(), "a.html").body == PARAGRAPHS


def test_a_declared_charset_is_used_where_the_bytes_are_no_utf8() -> None:
    page = web_page(title="The café of Sasaram opens again after a year", charset="iso-8859-1")
    page = page.replace(
        "".join(f"<p>{one}</p>\n" for one in PARAGRAPHS), "<p>The café opened in March, and people came.</p>"
    )
    text = decode_page(page.encode("latin-1", "ignore"))
    assert "The café of Sasaram" in text
    assert decode_page("naïve café".encode("latin-1") * 9, declared="latin-1").startswith("naïve café")


def test_a_charset_that_nobody_knows_is_detected_instead() -> None:
    assert "café" in decode_page(("Le café est ouvert à côté de l'école. " * 20).encode("cp1252"), declared="x-unknown")


def test_a_few_broken_bytes_do_not_make_a_page_unreadable() -> None:
    data = (HINDI * 20).encode()
    assert decode_page(data[:100] + b"\xff" + data[100:]).count("नहर") == HINDI.count("नहर") * 20


def test_hindi_that_was_encoded_twice_is_put_right() -> None:
    twice = HINDI.encode().decode("cp1252", "ignore")
    assert "à¤" in twice
    browser = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in HINDI.encode())
    assert undo_double_encoding(f"<p>{browser}</p> café") == f"<p>{HINDI}</p> café"
    assert undo_double_encoding(HINDI.encode().decode("latin-1")) == HINDI
    assert article(web_page().replace(TITLE, browser[:80]).encode(), "a.html").body == PARAGRAPHS


@given(st.text(max_size=200))
def test_a_text_without_double_encoding_stays_as_it_is(text: str) -> None:
    if "\u00e0" not in text:
        assert undo_double_encoding(text) == text


def test_iscii_is_read_declared_or_not() -> None:
    data = to_iscii(HINDI.replace("\n", " "))
    assert decode_iscii(data).split() == HINDI.split()
    page = web_page(charset="x-iscii-de")
    assert article(b"".join(to_iscii(part) for part in page), "a.html").body == PARAGRAPHS
    bare = (
        b"<html><body><article><h1>x</h1>"
        + b"".join(b"<p>" + to_iscii(one) + b"</p>" for one in PARAGRAPHS)
        + b"</article>"
    )
    assert article(bare, "a.html").body == PARAGRAPHS


@given(st.binary(max_size=100))
def test_iscii_takes_any_bytes(data: bytes) -> None:
    assert isinstance(decode_iscii(data), str)


FONTS = [line.split(" => ") for line in read_lines("fonts.txt")]


@pytest.mark.parametrize(("text", "font"), FONTS, ids=[line[0][:30] for line in FONTS])
def test_a_text_in_the_encoding_of_a_font_is_told_by_name(text: str, font: str) -> None:
    assert (font_encoding(text) or "-") == font


def test_a_page_in_a_font_is_rejected_with_advice() -> None:
    krutidev = FONTS[0][0]
    for data, name in ((f"<html><body><p>{krutidev}</p></body></html>", "a.html"), (krutidev, "a.txt")):
        found = rejected(data.encode(), name)
        assert isinstance(found, Rejected)
        assert "the encoding of a font (Kruti Dev)" in found.reason
        assert "Unicode" in found.reason


def test_a_binary_file_that_is_called_a_page_is_rejected() -> None:
    assert rejected(bytes(range(256)) * 9, "a.html").reason


def test_an_encoding_that_cannot_be_told_raises_with_advice() -> None:
    with pytest.raises(UnreadableError, match="Save the page as UTF-8"):
        decode_page(bytes([0x81, 0x8D, 0x00, 0x9D, 0xFE, 0xFF]) * 50)
