"""Which format an input has: told by its first bytes; the name decides only where bytes leave it open."""

from __future__ import annotations

import codecs
import re
import zlib
from pathlib import PurePath
from typing import Literal

from indexer.readers.stream import UnreadableError

Format = Literal[
    "json", "page", "html", "feed", "sitemap", "table", "warc", "mhtml", "zip", "tar", "gzip", "bzip2", "xz"
]

# What a folder is searched for; other names are opened there only if their first bytes leave no doubt.
BY_SUFFIX: dict[str, Format] = {
    ".jsonl": "json", ".json": "json", ".ndjson": "json",
    ".txt": "page", ".text": "page",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".mhtml": "mhtml", ".mht": "mhtml",
    ".rss": "feed", ".atom": "feed", ".rdf": "feed", ".xml": "feed",
    ".csv": "table", ".tsv": "table", ".tab": "table",
    ".warc": "warc", ".zip": "zip", ".tar": "tar", ".tgz": "gzip", ".gz": "gzip",
    ".bz2": "bzip2", ".tbz2": "bzip2", ".xz": "xz", ".txz": "xz",
}  # fmt: skip
_PACKED = (".gz", ".bz2", ".xz")
_MAGIC: tuple[tuple[bytes, Format], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),  # one with nothing in it
    (b"WARC/", "warc"),
)
_REFUSED = (
    (b"%PDF", "a PDF file: save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an old Office document: save its text as .txt"),
    (b"{\\rtf", "an RTF document: save its text as .txt"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8", "a picture"),
    (b"GIF8", "a picture"),
    (b"RIFF", "a picture, sound or video"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive: pack it as .zip or .tar"),
    (b"Rar!", "a RAR archive: pack it as .zip or .tar"),
    (b"(\xb5/\xfd", "compressed with zstd: unpack it, or pack it as .gz"),
    (b"SQLite format 3", "a database: export its articles as .jsonl or .csv"),
)
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/(?:epub|vnd\.)|META-INF/MANIFEST")
_ROOT = re.compile(rb"<\s*(?![?!])(?:[\w.-]+:)?([A-Za-z][\w.-]*)")
_XML: dict[bytes, Format] = {
    b"rss": "feed", b"feed": "feed", b"rdf": "feed", b"channel": "feed",
    b"urlset": "sitemap", b"sitemapindex": "sitemap", b"html": "html",
}  # fmt: skip
_TAGS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|script|link|table|h1|span|br|a|font|center)\b[^<]*>",
    re.I,
)
_MAIL = re.compile(rb"[A-Za-z-]+:[ \t]")
_SAVED = re.compile(rb"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_JSON = re.compile(rb'\{\s*"|\[\s*\{\s*"')
_SPACE = b" \t\r\n\f\v\x00"


def detect_format(head: bytes, name: str) -> Format:
    """Return the format of the input that begins with `head`; raise UnreadableError that says what else it is.

    A page of text is what is left, so every text without structure is one.
    """
    if (certain := certain_format(head, name)) is not None:
        return certain
    if head[:4] == b"PK\x03\x04":
        raise UnreadableError("an Office document, e-book or program: save its text as .txt")
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise UnreadableError(what)
    named = BY_SUFFIX.get(suffix_of(name))
    text = _plain(head)
    if text[:1] in (b"{", b"["):
        return "json" if named != "page" or _JSON.match(text) else "page"
    if text.startswith(b"<") and _xml_root(text) is not None:
        raise UnreadableError(
            f"XML that begins with <{_xml_root(text)}>: neither a feed (RSS, Atom) nor a sitemap nor a web page"
        )
    if named == "table" or (named is None and _is_table(text)):
        return "table"
    return "json" if named == "json" else "page"


def certain_format(head: bytes, name: str) -> Format | None:
    """Return the format where the first bytes leave no doubt, whatever the name; None where they do."""
    for magic, format in _MAGIC:
        if head.startswith(magic):
            if format == "gzip" and _is_packed_warc(head):
                return "warc"
            return None if format == "zip" and _OFFICE.search(head[:512]) else format
    if head[257:262] == b"ustar":
        return "tar"
    text = _plain(head)
    if _MAIL.match(text) and _SAVED.search(text):
        return "mhtml"
    if _JSON.match(text):
        return None  # however many tags its articles have
    if not text.startswith(b"<"):
        # Pages that were saved in part begin with text; a story that mentions a tag is none.
        named = BY_SUFFIX.get(suffix_of(name))
        if named in ("json", "table"):
            return None  # its articles may have any number of tags
        return "html" if len(_TAGS.findall(text)) >= (1 if named == "html" else 8) else None
    root = _xml_root(text)
    if root is not None and (found := _XML.get(root.lower().encode())) is not None:
        return found
    return "html" if _TAGS.search(text) else None


def suffix_of(name: str) -> str:
    """Return the ending of a name that tells its format, that of the packed file for "a.jsonl.gz".

    >>> suffix_of("news/a.JSONL.gz"), suffix_of("a.tar"), suffix_of("README")
    ('.jsonl', '.tar', '')
    """
    path = PurePath(name.lower())
    if path.suffix in _PACKED and PurePath(path.stem).suffix in BY_SUFFIX:
        return PurePath(path.stem).suffix
    return path.suffix


def _plain(head: bytes) -> bytes:
    """Return the head as bytes in which ASCII stands as such, without what may go before the first mark."""
    for mark in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        if head.startswith(mark):
            head = head.removeprefix(mark)
            if mark != codecs.BOM_UTF8:
                head = head.replace(b"\x00", b"")
    return head.lstrip(_SPACE)


def _xml_root(text: bytes) -> str | None:
    """Return the name of the first element: comments, declarations and the document type go before it."""
    bare = re.sub(rb"<!--.*?(?:-->|$)|<\?.*?(?:\?>|$)|<!(?:[^<>\[]|\[[^\]]*\])*>", b"", text, flags=re.DOTALL)
    match = _ROOT.match(bare.lstrip(_SPACE))
    return match[1].decode() if match else None


def _is_packed_warc(head: bytes) -> bool:
    """Tell whether web archive records are packed one by one: what follows a broken one can then be read."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 8).startswith(b"WARC/")
    except zlib.error:
        return False


def _is_table(text: bytes) -> bool:
    first = text.split(b"\n", 1)[0].lower()
    names = {name.strip(b' "\r') for name in re.split(rb"[\t,;]", first)}
    return len(names) > 1 and bool(names & {b"title", b"headline", b"body", b"text", b"url", b"content"})
