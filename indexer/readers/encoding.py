"""The bytes of a web page → its text: byte order mark, UTF-8, what the page declares, what its bytes look like.

Text that was decoded wrongly once before it was saved is put right; text in the encoding of a font cannot be, and is
refused by name.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from indexer.readers.fonts import font_encoding
from indexer.readers.iscii import decode_iscii, looks_like_iscii
from indexer.readers.stream import UnreadableError

_DECLARED = re.compile(
    rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]+)|<\?xml[^>]+encoding\s*=\s*[\"']([\w.-]+)", re.I
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ISCII = ("iscii", "x-iscii-de", "iscii-dev", "x-iscii-dev", "iscii91", "in-iscii")
_SINGLE = ("latin-1", "iso-8859-1", "iso8859-1", "windows-1252", "cp1252", "us-ascii", "ascii", "x-user-defined")
# Where Hindi and English pages come from; among all encodings short pages are taken for Baltic or Turkish ones.
_PLAUSIBLE = ["utf_8", "utf_16_le", "utf_16_be", "cp1252", "latin_1", "mac_roman"]
_FEW = 200  # one broken byte in so many is an accident, not another encoding
_SAMPLE = 200_000  # bytes by which an encoding is guessed

# UTF-8 that was read as Windows-1252: the bytes of a Devanagari letter are then "à¤" or "à¥" and one more mark.
_TWICE = re.compile("\u00e0[\u00a4\u00a5][\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_CP1252 = {bytes([byte]).decode("cp1252", "replace"): byte for byte in range(0x80, 0xA0)}
_CP1252 = {mark: byte for mark, byte in _CP1252.items() if mark != "\N{REPLACEMENT CHARACTER}"}


def decode_page(data: bytes, *, declared: str | None = None) -> str:
    """Return the text of a page; `declared` is the charset its server named. Raise UnreadableError that says why not.

    UTF-8 that is valid is believed before any declaration: pages are often moved to it and keep the old one.
    """
    text = _decode(data, declared)
    text = undo_double_encoding(text)
    if (font := font_encoding(text)) is not None:
        raise UnreadableError(
            f"written in the encoding of a font ({font}), not in Unicode: its letters cannot be read. "
            "Convert it to Unicode, or take the page from a newer copy of the site"
        )
    return text


def undo_double_encoding(text: str) -> str:
    """Return the text with Devanagari put right that was read as Windows-1252 and saved so.

    >>> undo_double_encoding("हिंदी".encode().decode("latin-1"))
    'हिंदी'
    """
    if len(_TWICE.findall(text)) < 3:
        return text
    return re.sub("[\u0080-\u00ff\u0152-\u0178\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]+", _undone, text)


def _undone(match: re.Match[str]) -> str:
    raw = bytes(_CP1252.get(mark, ord(mark)) if ord(mark) > 0xFF or mark in _CP1252 else ord(mark) for mark in match[0])
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _decode(data: bytes, declared: str | None) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    mended = data.decode("utf-8", "replace")
    devanagari = len(re.findall("[\u0900-\u097f]", mended))
    if devanagari and mended.count("\N{REPLACEMENT CHARACTER}") * _FEW <= devanagari:
        return mended.replace("\N{REPLACEMENT CHARACTER}", "")
    name = _declared(data, declared)
    if name in _ISCII or (name in (*_SINGLE, None) and looks_like_iscii(data)):
        return decode_iscii(data)
    if name is not None and name not in ("utf-8", "utf8"):
        try:
            return data.decode("latin-1" if name == "x-user-defined" else name)
        except (LookupError, UnicodeDecodeError, ValueError):
            pass
    best = from_bytes(data[:_SAMPLE], cp_isolation=_PLAUSIBLE).best()
    if best is None:
        raise UnreadableError(f"its encoding is unknown (declared: {name or 'nothing'}). Save the page as UTF-8")
    return data.decode(best.encoding, "replace")


def _declared(data: bytes, declared: str | None) -> str | None:
    match = _DECLARED.search(data[:4096])
    name = declared or (match and (match[1] or match[2]).decode("ascii")) or None
    return name.strip().lower() if name else None
