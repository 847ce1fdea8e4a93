"""What a request asks for: its parameters, read once, checked, and written back into links.

Every page, export and JSON answer reads its parameters here, so that one link means the same everywhere.
A parameter that makes no sense raises QueryError, which names it and its value; the query itself never does,
except by its length.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from search.errors import QueryError
from search.index import DEEPEST, MOST_HITS, Index
from search.model import Results, Sort
from search.normalise import ascii_digits, normalise

LONGEST_QUERY = 1000  # characters
PAGE_SIZE = 10  # results on a page
LAST_PAGE = DEEPEST // PAGE_SIZE + 1

View = Literal["both", "hi", "en"]  # the languages of an article that are shown
VIEWS: tuple[View, ...] = ("both", "hi", "en")

_YES = frozenset({"1", "true", "yes", "on"})
_NO = frozenset({"0", "false", "no", "off"})
_SWITCHES = {
    "exact": "to search only the words as they are typed",
    "recency": "to prefer newer articles a little",
    "explain": "to be told why each result was found",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """One search, as a link or form asked for it."""

    query: str = ""
    limit: int = PAGE_SIZE
    offset: int = 0
    since: date | None = None  # None: from the first article on
    until: date | None = None  # None: to the last article; the day itself is included
    source: str | None = None  # None in this and the next four: any
    section: str | None = None
    place: str | None = None
    language: str | None = None
    tag: str | None = None
    sort: Sort = "relevance"
    exact: bool = False
    recency: bool = True  # prefer newer articles a little
    explain: bool = False  # say how much each form gave to the score

    @property
    def page(self) -> int:
        """The number of the page, from 1."""
        return self.offset // self.limit + 1

    @property
    def filtered(self) -> bool:
        """Whether anything but the query narrows the results."""
        return any((self.since, self.until, self.source, self.section, self.place, self.language, self.tag))

    def on_page(self, number: int) -> Options:
        """Return the same search, turned to another page."""
        return replace(self, offset=(number - 1) * self.limit)

    def parameters(self) -> dict[str, str]:
        """Return what a link needs to repeat this search; whatever is as usual is left out."""
        values = {
            "q": self.query,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "source": self.source or "",
            "section": self.section or "",
            "place": self.place or "",
            "language": self.language or "",
            "tag": self.tag or "",
            "sort": "" if self.sort == "relevance" else self.sort,
            "exact": "1" if self.exact else "",
            "recency": "" if self.recency else "0",
            "explain": "1" if self.explain else "",
            "page": "" if self.offset == 0 else str(self.page),
        }
        return {name: value for name, value in values.items() if value}

    def ask(self, index: Index) -> Results:
        """Search the index."""
        return index.search(
            self.query,
            limit=self.limit,
            offset=self.offset,
            since=self.since,
            until=self.until,
            source=self.source,
            section=self.section,
            place=self.place,
            language=self.language,
            tag=self.tag,
            sort=self.sort,
            exact=self.exact,
            recency=self.recency,
            explain=self.explain,
        )


def read_page_options(arguments: Mapping[str, str]) -> Options:
    """Return the options of a page, which counts in pages of ten; raise QueryError for one that makes no sense."""
    return _read(arguments).on_page(_whole_number(arguments, "page", usual=1, low=1, high=LAST_PAGE))


def read_answer_options(arguments: Mapping[str, str]) -> Options:
    """Return the options of a JSON answer, which counts in limit and offset; raise QueryError likewise."""
    return replace(
        _read(arguments),
        limit=_whole_number(arguments, "limit", usual=PAGE_SIZE, low=1, high=MOST_HITS),
        offset=_whole_number(arguments, "offset", usual=0, low=0, high=DEEPEST),
    )


def read_article_options(arguments: Mapping[str, str]) -> Options:
    """Return what marks the words of an article: the query, and whether only its own words count."""
    return Options(query=read_query(arguments), exact=_switch(arguments, "exact"))


def read_view(arguments: Mapping[str, str]) -> View:
    """Return which languages of an article are wanted; raise QueryError for one that there is not."""
    raw = arguments.get("view", "").strip() or "both"
    for view in VIEWS:
        if raw == view:
            return view
    raise QueryError("view", _shortened(raw), "Give both, hi or en.")


def read_query(arguments: Mapping[str, str]) -> str:
    """Return the query; raise QueryError if it is longer than anyone types."""
    query = normalise(arguments.get("q", "")).strip()  # a link must not steer the direction of what a page says
    if len(query) > LONGEST_QUERY:
        raise QueryError(
            "q",
            query[:40] + "…",
            f"It has {len(query):,} characters; at most {LONGEST_QUERY:,} are searched. Use fewer words.",
        )
    return query


def _read(arguments: Mapping[str, str]) -> Options:
    return Options(
        query=read_query(arguments),
        since=_day(arguments, "since"),
        until=_day(arguments, "until"),
        source=_text(arguments, "source"),
        section=_text(arguments, "section"),
        place=_text(arguments, "place"),
        language=_language(arguments),
        tag=_text(arguments, "tag"),
        sort=_sort(arguments),
        exact=_switch(arguments, "exact"),
        recency=_switch(arguments, "recency", usual=True),
        explain=_switch(arguments, "explain"),
    )


def _text(arguments: Mapping[str, str], name: str) -> str | None:
    return normalise(arguments.get(name, "")).strip() or None


def _whole_number(arguments: Mapping[str, str], name: str, *, usual: int, low: int, high: int) -> int:
    raw = arguments.get(name, "").strip()
    if not raw:
        return usual
    # isdecimal takes Devanagari digits, as int does, but neither signs nor the underscores of int("1_0").
    number = int(raw) if raw.isdecimal() and len(raw) < 10 else -1
    if not low <= number <= high:
        raise QueryError(name, _shortened(raw), f"Give a whole number from {low} to {high}.")
    return number


def _day(arguments: Mapping[str, str], name: str) -> date | None:
    raw = arguments.get(name, "").strip()
    if not raw:
        return None
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", ascii_digits(raw))
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        pass  # a day such as 2025-02-30, which gets the same advice as no day at all
    raise QueryError(name, _shortened(raw), "Give a day as YEAR-MONTH-DAY, for example 2025-07-31.")


def _language(arguments: Mapping[str, str]) -> str | None:
    name = _text(arguments, "language")
    if name not in (None, "hi", "en"):
        raise QueryError("language", _shortened(name or ""), "Give hi for Hindi or en for English.")
    return name


def _sort(arguments: Mapping[str, str]) -> Sort:
    raw = arguments.get("sort", "").strip()
    if raw in ("", "relevance"):
        return "relevance"
    if raw == "date":
        return "date"
    raise QueryError("sort", _shortened(raw), "Give relevance or date.")


def _switch(arguments: Mapping[str, str], name: str, *, usual: bool = False) -> bool:
    raw = arguments.get(name, "").strip().lower()
    if not raw:
        return usual
    if raw in _YES:
        return True
    if raw in _NO:
        return False
    raise QueryError(name, _shortened(raw), f"Give 1 {_SWITCHES[name]}, or 0.")


def _shortened(raw: str) -> str:
    return raw if len(raw) <= 40 else raw[:40] + "…"
