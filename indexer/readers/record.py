"""One JSON object → Article, or the reason why not. Which fields there are, docs/decisions.md tells and why so."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit

from indexer.cleaning.dateline import dateline_place
from indexer.cleaning.dates import find_date, without_date
from indexer.cleaning.text import clean_line, clean_lines, clean_names
from indexer.identity import article_id
from indexer.language import OtherLanguage, detect_language, has_devanagari, language_named
from indexer.readers.fields import advise, date_of_count
from indexer.readers.markup import text_of
from search.model import Article, Language

MAX_NAME = 512  # characters of an id
_MARKUP = re.compile(r"</p>|<br\s*/?>|<p\b[^>]*>|</div>", re.IGNORECASE)


class UnusableError(ValueError):
    """An object that makes no article; its text is the reason. It never leaves indexer.readers."""


def read_record(record: object) -> Article:
    """Return the article that a parsed JSON object describes; raise UnusableError that names the field and its value.

    Lenient where the meaning is plain (a string for a list of names, null for nothing, numbers as ids), strict where
    guessing would put something wrong into the index.
    """
    if not isinstance(record, dict):
        raise UnusableError(f"a JSON object is needed, this is {_kind(record)}: {_shown(record)}")
    title = clean_line(_text(record, "title"))
    body = _paragraphs(record)
    if not title and not body:
        found = ", ".join(f'"{name}"' for name in list(record)[:12]) or "none"
        advice = advise(map(str, record))
        raise UnusableError(
            f'neither "title" nor "body" has text; one of them is needed (fields found: {found})'
            + (f". Say which field is which: {advice}" if advice else "")
        )
    url = _url(record)
    return Article(
        id=_id(record) or article_id(url=url, title=title, body=body),
        language=_language(record, title, body),
        title=title,
        body=body,
        url=url,
        source=_line(record, "source"),
        section=_line(record, "section"),
        place=_line(record, "place") or dateline_place(body),
        published=_published(record),
        authors=_names(record, "authors"),
        tags=_names(record, "tags"),
    )


def _paragraphs(record: dict[str, object]) -> tuple[str, ...]:
    value = record.get("body")
    if isinstance(value, list):
        for part in value:
            if part is not None and not isinstance(part, str):
                raise UnusableError(
                    f'"body" must be text or a list of texts, one of them is {_kind(part)}: {_shown(part)}'
                )
        value = "\n".join(part for part in value if part)
    elif value is not None and not isinstance(value, str):
        raise UnusableError(f'"body" must be text or a list of texts, not {_kind(value)}: {_shown(value)}')
    # corpora that were scraped have the markup left in their texts
    return clean_lines(text_of(value) if value and _MARKUP.search(value) else value or "")


def _text(record: dict[str, object], field: str) -> str:
    value = record.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise UnusableError(f'"{field}" must be text, not {_kind(value)}: {_shown(value)}')
    return value


def _line(record: dict[str, object], field: str) -> str | None:
    return clean_line(_text(record, field)) or None


def _id(record: dict[str, object]) -> str:
    value = record.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = _text(record, "id").strip()
    if len(text) > MAX_NAME or not text.isprintable():
        raise UnusableError(f'"id" must be printable and at most {MAX_NAME} characters long: {_shown(text)}')
    return text


def _url(record: dict[str, object]) -> str | None:
    text = _text(record, "url").strip()
    if not text:
        return None
    try:
        parts = urlsplit(text)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and text.isprintable() and " " not in text
    except ValueError:  # such as http://[
        usable = False
    if not usable:
        raise UnusableError(f'"url" must begin with http:// or https:// and name a host: {_shown(text)}')
    return text


def _published(record: dict[str, object]) -> datetime | None:
    value = record.get("published")
    if isinstance(value, int | float) and not isinstance(value, bool):
        record = {"published": date_of_count(value)}
    text = _text(record, "published").strip()
    found = find_date(text) if len(text) < 100 else None
    if not text or (found and not re.search(r"\w", without_date(text))):
        return found
    raise UnusableError(
        f'"published" is not a date: {_shown(text)}. Write it as 2024-06-19T09:30:00+05:30 or 2024-06-19, '
        "or leave it out"
    )


def _names(record: dict[str, object], field: str) -> tuple[str, ...]:
    value = record.get(field)
    if value is None or isinstance(value, str):
        return clean_names(value or "")
    names = []
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            names.append(clean_line(part))  # a name in a list keeps its comma: "Ghosh, IAS"
        elif part is not None:
            raise UnusableError(f'"{field}" must be a list of texts, not {_kind(part)}: {_shown(part)}')
    return tuple(dict.fromkeys(name for name in names if name))


def _language(record: dict[str, object], title: str, body: tuple[str, ...]) -> Language:
    name = _text(record, "language").strip()
    given = language_named(name) if name else None
    if name and given is None:
        raise UnusableError(f'"language" is {_shown(name)}; only Hindi (hi) and English (en) are indexed')
    found = detect_language("\n".join((title, *body)))
    if isinstance(found, OtherLanguage):
        if found.likely and given is not None and (given == "hi") is has_devanagari(title, *body):
            return given
        raise UnusableError(f"{found.reason}: {_shown(title or body[0])}")
    # A label that the script contradicts is a mistake: "English" in Devanagari would go untranslated.
    return "hi" if given == "hi" and has_devanagari(title, *body) else found


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "true or false"
    names = {
        dict: "an object",
        list: "a list",
        str: "text",
        int: "a number",
        float: "a number",
        type(None): "null",
    }
    return names.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.encode("utf-8", "replace").decode().split())
    return f"'{text[:77]}…'" if len(text) > 80 else f"'{text}'"
