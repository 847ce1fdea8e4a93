"""A small good input of each format, and how those that are packed are made, so that what is inside can be changed."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from quopri import encodestring

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

_TITLE = "बाढ़ की चेतावनी, गांव खाली कराए गए"
_STORY = ("नदी का पानी बढ़ा और लोग सुरक्षित स्थानों पर चले गए।", "प्रशासन ने कहा, “राहत का काम जारी है।”")
_LINKED = json.dumps(
    {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": _TITLE,
        "datePublished": "2025-07-01T10:00:00+05:30",
        "author": [{"@type": "Person", "name": "राहुल शर्मा"}],
        "publisher": {"@type": "Organization", "name": "जनपथ समाचार"},
        "keywords": ["बाढ़", "बिहार"],
    },
    ensure_ascii=False,
)
PAGE = (
    f"<!DOCTYPE html><html lang='hi'><head><meta charset='utf-8'><title>{_TITLE} - जनपथ समाचार</title>"
    f"<script type='application/ld+json'>{_LINKED}</script><style>p {{ color: red }}</style></head><body>"
    f"<nav><ul><li><a href='/'>होम</a></li></ul></nav><article><h1>{_TITLE}</h1><span class='date'>1 जुलाई 2025</span>"
    f"<p>{_STORY[0]}</p><!-- चित्र --><p>{_STORY[1]}</p><table><tr><td>पटना</td><td>12</td></tr></table>"
    "<p>यह भी पढ़ें: मेला लगा</p></article><footer>© जनपथ समाचार</footer></body></html>"
).encode()
TEXT = f"""जनपथ समाचार
देश
{_TITLE} | जनपथ समाचार
राहुल शर्मा
1 जुलाई 2025, 10:00 AM IST
{_STORY[0]}
Also Read- मेला लगा
{_STORY[1]}
टैग: बाढ़, बिहार
Recent Posts
""".encode()
_RECORD = {
    "title": _TITLE,
    "body": list(_STORY),
    "published": "2025-07-01",
    "tags": ["बाढ़"],
    "url": "http://a.example/1",
}
_RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>जनपथ समाचार</title>
<item><title>{_TITLE}</title><link>http://a.example/1</link><pubDate>Tue, 01 Jul 2025 10:00:00 +0530</pubDate>
<category>राज्य</category><description>&lt;p&gt;{_STORY[0]}&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>{_STORY[0]}</p><p>{_STORY[1]}</p>]]></content:encoded></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="hi"><title>जनपथ समाचार</title>
<entry><id>urn:a:1</id><title type="html">{_TITLE}</title><link href="/1" rel="alternate"/>
<updated>2025-07-01T10:00:00+05:30</updated><author><name>राहुल शर्मा</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{_STORY[0]}</p></div></content></entry></feed>"""
_SITEMAP = f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://a.example/1</loc>
<news:news><news:publication><news:name>जनपथ समाचार</news:name></news:publication>
<news:publication_date>2025-07-01</news:publication_date><news:title>{_TITLE}</news:title></news:news></url></urlset>"""
Pack = Callable[[bytes], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """An input: the name of its file, what is inside, and how that is packed."""

    name: str
    content: bytes
    pack: Pack = bytes


def _zip(content: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (("page.html", content), ("folder/page.txt", TEXT)):
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)  # with no time of now in it
    return file.getvalue()


def _tar(content: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, data in (("page.html", content), ("page.txt", TEXT)):
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return file.getvalue()


def _warc(content: bytes, *, packed: bool = False) -> bytes:
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for number in range(2):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"http://a.example/{number}",
            "response",
            payload=io.BytesIO(content),
            http_headers=headers,
            warc_headers_dict={"WARC-Record-ID": f"<urn:uuid:{number}>", "WARC-Date": "2025-07-01T10:00:00Z"},
        )
        writer.write_record(record)
    return file.getvalue()


def _mhtml(content: bytes) -> bytes:
    head = 'Date: Tue, 1 Jul 2025 10:00:00 +0530\r\nContent-Type: multipart/related;\r\n\tboundary="x-x"'
    page = 'Content-Type: text/html; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable'
    place = "Content-Location: http://a.example/1"
    return f"{head}\r\n\r\n--x-x\r\n{page}\r\n{place}\r\n\r\n".encode() + encodestring(content) + b"\r\n--x-x--\r\n"


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


_LINES = b"".join(json.dumps(_RECORD | {"id": f"a{n}"}, ensure_ascii=False).encode() + b"\n" for n in range(3))
SAMPLES = (
    Sample(name="page.html", content=PAGE),
    Sample(name="page.txt", content=TEXT),
    Sample(name="lines.jsonl", content=_LINES),
    Sample(name="list.json", content=json.dumps({"articles": [_RECORD, _RECORD | {"id": 2}]}, indent=1).encode()),
    Sample(name="array.json", content=json.dumps([_RECORD, _RECORD | {"id": 2}]).encode()),
    Sample(name="table.csv", content=f'title,body,published\n"{_TITLE}","{_STORY[0]}\nशेष।",2025-07-01\n'.encode()),
    Sample(name="table.tsv", content=f"title\tbody\turl\n{_TITLE}\t{_STORY[0]}\thttp://a.example/1\n".encode()),
    Sample(name="rss.xml", content=_RSS.encode()),
    Sample(name="atom.xml", content=_ATOM.encode()),
    Sample(name="sitemap.xml", content=_SITEMAP.encode()),
    Sample(name="pages.warc", content=PAGE, pack=_warc),
    Sample(name="pages.warc.gz", content=PAGE, pack=lambda content: _warc(content, packed=True)),
    Sample(name="page.mhtml", content=PAGE, pack=_mhtml),
    Sample(name="pages.zip", content=PAGE, pack=_zip),
    Sample(name="pages.tar", content=PAGE, pack=_tar),
    Sample(name="pages.tar.gz", content=PAGE, pack=lambda content: _gzip(_tar(content))),
    Sample(name="lines.jsonl.gz", content=_LINES, pack=_gzip),
    Sample(name="page.html.bz2", content=PAGE, pack=bz2.compress),
    Sample(name="page.html.xz", content=PAGE, pack=lzma.compress),
)  # fmt: skip
