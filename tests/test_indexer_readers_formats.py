"""The format of an input is told by its first bytes, its name only where they leave it open."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers import read_paths
from indexer.readers.formats import BY_SUFFIX, certain_format, detect_format, suffix_of
from indexer.readers.source import HEAD, Source
from indexer.readers.stream import UnreadableError
from search.model import Article
from search.settings import Settings
from tests.reading import JSON_LINE, TITLE, read, titles, web_page

PAGE = f"{TITLE}\nनहर में सोमवार को पानी छोड़ा गया। किसानों ने बुवाई शुरू कर दी।\n"


def zipped(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files.items():
            # without the time of day: processes that share the tests must find the same ones
            archive.writestr(zipfile.ZipInfo(name.replace("__", ".")), content)
    return data.getvalue()


def tarred(name: str, content: bytes) -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size = len(content)
        archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


CASES: list[tuple[bytes, str, str]] = [
    (web_page().encode(), "page.txt", "html"),
    (b"<!-- saved -->\n<HTML><body>", "a", "html"),
    (b"\xef\xbb\xbf  <!doctype html>", "a.json", "html"),
    ("<html>".encode("utf-16"), "a", "html"),
    (b"<div class=x><p>one</p></div>", "a", "html"),
    (b'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "b">]><rss version="2.0">', "a.html", "feed"),
    (b'<feed xmlns="http://www.w3.org/2005/Atom">', "a", "feed"),
    (b'<rdf:RDF xmlns:rdf="x">', "a.xml", "feed"),
    (b'<?xml version="1.0"?><!-- made --><urlset>', "a", "sitemap"),
    (b"<sitemapindex>", "a", "sitemap"),
    (b"WARC/1.0\r\n", "a.txt", "warc"),
    (zipped(a__txt=b"x"), "a.txt", "zip"),
    (gzip.compress(b"x", mtime=0), "a.txt", "gzip"),
    (bz2.compress(b"x"), "a.txt", "bzip2"),
    (lzma.compress(b"x"), "a.txt", "xz"),
    (tarred("a.txt", b"x"), "a.txt", "tar"),
    (JSON_LINE.encode(), "a.txt", "json"),
    (b'[{"title": "x"}]', "", "json"),
    (b"{ once upon a time", "a.txt", "page"),
    (b"[1] once upon a time", "a.txt", "page"),
    (b"title,body\nx,y", "standard input", "table"),
    (b"title\tbody\nx\ty", "a", "table"),
    (b"naam,paath\nx,y", "a.csv", "table"),
    (PAGE.encode(), "a.html", "page"),
    (PAGE.encode(), "a", "page"),
    (b"broken", "a.json", "json"),
    (b'{"title": "x", "body": "' + b"<p>" * 20 + b'"}', "a.jsonl", "json"),
    (b'{"title": "x", "body": "' + b"<p>" * 20 + b'"}', "", "json"),
    (b"", "a.csv", "table"),
    (b"a story about the <b> tag", "a.txt", "page"),
]


@pytest.mark.parametrize(("head", "name", "format"), CASES, ids=lambda case: repr(case)[:40])
def test_the_format_is_told_by_content(head: bytes, name: str, format: str) -> None:
    assert detect_format(head[:HEAD], name) == format


@pytest.mark.parametrize(
    ("head", "words"),
    [
        (b"%PDF-1.7", "a PDF file"),
        (zipped(**{"[Content_Types]__xml": b"x"}), "Office document"),
        (b"7z\xbc\xaf\x27\x1c", "7z archive"),
        (b"\x89PNG", "a picture"),
        (b'<?xml version="1.0"?><svg>', "<svg>"),
        (b"SQLite format 3\x00", "a database"),
    ],
)
def test_what_cannot_be_read_is_called_by_its_name(head: bytes, words: str) -> None:
    with pytest.raises(UnreadableError, match=words):
        detect_format(head, "a.txt")


def test_a_format_that_is_certain_does_not_depend_on_the_name() -> None:
    for head, _, _ in CASES:
        formats = {certain_format(head, name) for name in ("a", "a.txt", "b.csv", "c.zip")}
        assert len(formats) == 1, head


@given(st.binary(max_size=300), st.sampled_from(sorted(BY_SUFFIX)))
def test_no_bytes_make_the_detection_fail(head: bytes, suffix: str) -> None:
    with suppress(UnreadableError):
        assert detect_format(head, f"a{suffix}") in set(BY_SUFFIX.values()) | {"sitemap"}


def test_the_ending_of_a_packed_file_is_that_inside() -> None:
    assert [suffix_of(name) for name in ("a.CSV.gz", "a.tar.xz", "a.gz", "x/.hidden", "a.b/c")] == [
        ".csv", ".tar", ".gz", "", "",
    ]  # fmt: skip


def test_a_source_is_read_whole_after_its_head() -> None:
    data = bytes(range(256)) * 100
    for size in (1000, HEAD, HEAD + 1, -1):
        source = Source(io.BytesIO(data), "a")
        parts = []
        while part := source.read(size):
            parts.append(part)
        assert b"".join(parts) == data


def test_every_format_is_read_through_standard_input() -> None:
    page = web_page().encode()
    for data in (page, gzip.compress(page), zipped(a__html=page), tarred("a.html", page), PAGE.encode()):
        found = list(read_paths(["-"], settings=Settings(), stdin=io.BytesIO(data)))
        assert titles(found) == [TITLE]
    assert titles(read(b"title,body\nx y z,some words of English news\n")) == ["x y z"]


def test_a_folder_is_searched_by_name_and_beyond_doubt_by_content(tmp_path: Path) -> None:
    (tmp_path / "article.cms").write_text(web_page(title="पन्ना बिना पहचान के, पर है वेब पेज"), encoding="utf-8")
    (tmp_path / "notes.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "main.py").write_text("print('<p>')", encoding="utf-8")
    (tmp_path / "b.htm").write_text(web_page(), encoding="utf-8")
    (tmp_path / "b_files").mkdir()
    (tmp_path / "b_files" / "ad.html").write_text(web_page(title="विज्ञापन का पन्ना"), encoding="utf-8")
    found = list(read_paths([tmp_path], settings=Settings()))
    assert titles(found) == ["पन्ना बिना पहचान के, पर है वेब पेज", TITLE]
    assert all(isinstance(item, Article) for item in found)


def test_a_table_stays_one_however_many_tags_its_articles_have() -> None:
    assert detect_format(b"title,body\nx," + b"<p>" * 20, "a.csv") == "table"
