"""The query language: any string becomes a ParsedQuery; what makes no sense as syntax is searched as words.

    word  "a phrase"  -word  -"a phrase"  this OR that  prefix*
    title:word  source:name  section:name  place:name  tag:name  lang:hi  since:2024-06-01  until:2024
    -source:name

docs/query-language.md is the description for users; tests/cases/queries.txt holds it to its word.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from search.normalise import ascii_digits, normalise

FILTERS = {
    "source": "source",
    "section": "section",
    "place": "place",
    "tag": "tag",
    "lang": "language",
    "language": "language",
}
LANGUAGES = {
    "hi": "hi",
    "hindi": "hi",
    "हिंदी": "hi",
    "हिन्दी": "hi",
    "en": "en",
    "english": "en",
    "अंग्रेजी": "en",
    "अंग्रेज़ी": "en",
}
CHUNK = re.compile(
    r"""(?P<minus>(?<!\S)-)?
        (?:(?P<field>[A-Za-z]+):(?=["“\S]))?
        (?:["“](?P<phrase>[^"“”]*)["”]|(?P<word>[^\s"“”]+))""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One word or phrase of a query. Clauses of the same `group` stand for one another (OR)."""

    text: str
    kind: Literal["word", "phrase", "prefix"]
    group: int
    excluded: bool = False
    title: bool = False  # must stand in the title


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedQuery:
    """A query in its parts. `since` and `until` are inclusive days in Indian time."""

    clauses: tuple[Clause, ...] = ()
    source: tuple[str, ...] = ()
    section: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    barred: tuple[tuple[str, str], ...] = ()  # (filter, value) of each that a result must not pass
    since: date | None = None
    until: date | None = None


def parse_query(text: str) -> ParsedQuery:
    """Return the parts of a query; never raises.

    >>> [clause.text for clause in parse_query('चुनाव "नई सरकार" -दिल्ली').clauses]
    ['चुनाव', 'नई सरकार', 'दिल्ली']
    """
    filters: dict[str, list[str]] = {"source": [], "section": [], "place": [], "tag": [], "language": []}
    barred: list[tuple[str, str]] = []
    days: dict[str, date] = {}
    clauses: list[Clause] = []
    group = 0
    joined = False
    for minus, field, phrase, word in _chunks(normalise(text)):
        value = word if phrase is None else phrase
        if field in FILTERS and value.strip():
            known = LANGUAGES.get(value.strip().lower()) if FILTERS[field] == "language" else value.strip()
            if known:
                if minus:
                    barred.append((FILTERS[field], known))
                else:
                    filters[FILTERS[field]].append(known)
                continue
        if field in ("since", "until") and not minus and (day := parse_day(value, last=field == "until")):
            days[field] = day
            continue
        if word == "OR" and not field and not minus:
            joined = bool(clauses) and not clauses[-1].excluded
            continue
        title = field == "title"
        if field and not title:
            value = f"{field}:{value}"  # an unknown field, or a value that does not fit: words like any others
        if not any(letter.isalnum() for letter in value):
            continue
        if not joined:
            group += 1
        joined = False
        kind: Literal["word", "phrase", "prefix"] = "word"
        if phrase is not None:
            kind = "phrase"
        elif value.endswith("*"):
            kind = "prefix"
        clauses.append(Clause(text=value.rstrip("*"), kind=kind, group=group, excluded=bool(minus), title=title))
    return ParsedQuery(
        clauses=tuple(clauses),
        **{name: tuple(values) for name, values in filters.items()},
        barred=tuple(barred),
        since=days.get("since"),
        until=days.get("until"),
    )


def parse_day(text: str, *, last: bool) -> date | None:
    """Return the first (or `last`) day that "2024", "2024-06" or "2024-06-19" names, or None for anything else.

    >>> parse_day("२०२४-०२", last=True)
    datetime.date(2024, 2, 29)
    """
    match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{1,2})(?:-([0-9]{1,2}))?)?", ascii_digits(text.strip()))
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if not last or day:
        return first
    return first.replace(month=month or 12, day=monthrange(first.year, month or 12)[1])


def _chunks(text: str) -> Iterator[tuple[str | None, str, str | None, str]]:
    for match in CHUNK.finditer(text):
        yield match["minus"], (match["field"] or "").lower(), match["phrase"], match["word"] or ""
