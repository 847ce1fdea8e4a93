"""Inputs of every format with bytes changed at random: each gives articles or reasons, soon, and in little memory."""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import resource
import tarfile
import zipfile
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from indexer.readers import read_paths
from search.model import Article, Rejected
from search.settings import Settings
from tests.conftest import ROOT
from tests.limits import at_most

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "150"))  # of each format; more by hand
LONGEST = 5  # seconds for one input
MOST = 512 * 2**20  # bytes that the process may grow by
PAGE = (
    "<html lang='hi'><head><meta charset='utf-8'><title>बाढ़ की चेतावनी</title></head>"
    "<body><article><h1>बाढ़ की चेतावनी</h1>"
    "<p>नदी का पानी बढ़ा और लोग सुरक्षित स्थानों पर चले गए।</p><p>राहत का काम जारी है।</p></article></body></html>"
)
RECORD = {"title": "बाढ़ की चेतावनी", "body": "नदी का पानी बढ़ा।", "published": "2025-07-01", "tags": ["बाढ़"]}
FEED = (
    "<rss version='2.0'><channel><title>समाचार</title><item><title>बाढ़ की चेतावनी</title><link>http://news.example/1</link>"
    "<description>&lt;p&gt;नदी का पानी बढ़ा।&lt;/p&gt;</description><pubDate>Tue, 01 Jul 2025 10:00:00 +0530</pubDate>"
    "</item></channel></rss>"
)
SITEMAP = (
    "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' xmlns:news='http://www.google.com/schemas/sitemap-news/0.9'>"
    "<url><loc>http://news.example/1</loc><news:news><news:title>बाढ़ की चेतावनी</news:title></news:news></url></urlset>"
)


def _zip(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.html", content)
    return file.getvalue()


def _tar(content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        member = tarfile.TarInfo("page.html")
        member.size = len(content)
        archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def _warc(content: bytes) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=False)
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record(
            "http://news.example/1", "response", payload=io.BytesIO(content), http_headers=headers
        )
    )
    return file.getvalue()


LINES = "".join(json.dumps(RECORD | {"id": f"a{number}"}, ensure_ascii=False) + "\n" for number in range(5)).encode()
SAMPLES = {
    "page.html": PAGE.encode(),
    "page.txt": (ROOT / "corpus/pages/bhiwani-kabaddi-league.txt").read_bytes(),
    "lines.jsonl": LINES,
    "list.json": json.dumps([RECORD, RECORD | {"title": "दूसरा"}]).encode(),
    "table.csv": "title,body,published\nबाढ़ की चेतावनी,नदी का पानी बढ़ा।,2025-07-01\n".encode(),
    "feed.xml": FEED.encode(),
    "sitemap.xml": SITEMAP.encode(),
    "page.zip": _zip(PAGE.encode()),
    "page.tar": _tar(PAGE.encode()),
    "page.html.gz": gzip.compress(PAGE.encode(), mtime=0),
    "page.warc": _warc(PAGE.encode()),
}


def changed(data: bytes, rng: random.Random) -> bytes:
    """Return the data with some bytes changed, left out, doubled, or with others among them."""
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        place, length = rng.randrange(len(made) + 1), rng.choice((1, 1, 2, 8, 64))
        kind = rng.randrange(5)
        if kind == 0:
            made[place : place + length] = rng.randbytes(len(made[place : place + length]))
        elif kind == 1:
            del made[place : place + length]
        elif kind == 2:
            made[place:place] = made[place : place + length] * rng.choice((1, 2, 500))
        elif kind == 3:
            made[place:place] = rng.choice((b"\0", b"<", b"&#x110000;", b"\xff\xfe", b"{", b'"', b"\xe0\xa4", b"]]>"))
        else:
            del made[place:]
    return bytes(made)


@pytest.mark.parametrize("name", SAMPLES)
def test_whatever_is_changed_in_an_input_it_is_read_or_rejected(name: str, tmp_path: Path) -> None:
    data = SAMPLES[name]
    path = tmp_path / name
    path.write_bytes(data)
    whole = [*read_paths([path], settings=Settings())]
    assert [type(one) for one in whole if isinstance(one, Rejected)] == []
    assert whole
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(ROUNDS):
        path.write_bytes(changed(data, random.Random(f"{name} {seed}")))
        with at_most(LONGEST):
            found = [*read_paths([path], settings=Settings())]
        assert all(one.title or one.body if isinstance(one, Article) else one.reason for one in found)
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST
