"""What the markup of a web page says about its article: title, day, place, authors, section, tags, address."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, fragment_fromstring

from indexer.cleaning.dateline import place_of_line
from indexer.cleaning.dates import find_date
from indexer.cleaning.text import clean_line, clean_names
from search.place_names import known_place

_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "liveblogposting", "opinionnewsarticle",
             "analysisnewsarticle", "backgroundnewsarticle", "reviewnewsarticle", "webpage")  # fmt: skip
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "tr",
     "table", "td", "th", "dd", "dt", "pre", "figure", "figcaption", "hr")
)  # fmt: skip
_MOST_TAGS = 24
_DAYS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "publish-date",
    "publishdate",
    "pubdate",
    "date",
)
_SILENT = frozenset(("script", "style", "noscript", "template", "iframe", "svg", "button", "form"))
_DATED = " | ".join(f'.//*[contains(@class, "{name}")]' for name in ("date", "time", "publish", "meta"))
_NOT_AUTHORS = re.compile(r"https?://|^(?:admin|editor|administrator|null|none|na)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """What a page says about itself outside its text; "" and None where it says nothing."""

    titles: tuple[str, ...] = ()  # most trusted first
    body: str = ""  # the text as search engines are given it, often cut or without paragraphs
    url: str | None = None
    source: str | None = None
    section: str | None = None
    place: str | None = None
    published: datetime | None = None
    stamps: tuple[str, ...] = ()  # short texts where the page has its day, such as "2 hours ago"
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def read_markup(tree: HtmlElement, *, url: str | None) -> Markup:
    """Return what the page's JSON-LD and meta elements say; `url` is where it was fetched, None for a file."""
    data = next(_articles(tree), {})
    meta = _meta(tree)
    headings = [clean_line(_text(one)) for one in tree.iter("h1")]
    title = clean_line(" ".join(one.text_content() for one in tree.iter("title")))
    titles = (_line(data, "headline"), meta.get("og:title", ""), headings[0] if len(headings) == 1 else "", title)
    return Markup(
        titles=tuple(dict.fromkeys(one for one in (*titles, *headings) if one)),
        body=_line(data, "articleBody"),
        url=_address(tree, meta, data, url),
        source=_named(data.get("publisher")) or meta.get("og:site_name") or None,
        place=_place(data),
        section=_first(data.get("articleSection")) or meta.get("article:section") or None,
        published=_published(tree, meta, data),
        stamps=_stamps(tree),
        authors=_authors(meta, data),
        tags=_tags(meta, data),
    )


def text_of(fragment: str) -> str:
    """Return the text of a piece of HTML, a line for each block; a text without markup comes back as it is.

    >>> text_of("<p>नदी <b>उफनी</b>।</p><p>पुल बंद।</p>")
    'नदी उफनी।\\nपुल बंद।'
    """
    if "<" not in fragment:
        return fragment
    try:
        element = fragment_fromstring(fragment, create_parent="div")
    except (etree.LxmlError, ValueError):
        return re.sub("<[^>]*>", " ", fragment)
    return _text(element)


def lines_around(heading: HtmlElement) -> tuple[str, ...]:
    """Return the lines of the smallest part of the page that holds the heading and a paragraph."""
    part = next((one for one in heading.iterancestors() if one.find(".//p") is not None), None)
    return tuple(_text(part).split("\n")) if part is not None else ()


def _text(element: HtmlElement) -> str:
    parts: list[str] = []
    for event, one in etree.iterwalk(element, events=("start", "end")):
        silent = not isinstance(one.tag, str) or one.tag in _SILENT
        if one.tag in _BLOCKS:
            parts.append("\n")
        if event == "start":
            parts.append("" if silent else one.text or "")
        elif one is not element:
            parts.append(one.tail or "")
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _articles(tree: HtmlElement) -> Iterator[Mapping[str, object]]:
    """Yield the JSON-LD objects about the article, news articles before mere pages."""
    found: list[Mapping[str, object]] = []
    for script in tree.xpath('//script[@type="application/ld+json"]'):
        try:
            # strict=False: papers leave line ends in their strings
            found += _objects(json.loads(script.text or "", strict=False))
        except (ValueError, RecursionError):
            continue
    for pages in (False, True):
        yield from (one for one in found if ("webpage" in _types(one)) is pages and _types(one) & set(_ARTICLES))


def _objects(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, list):
        return [found for part in value for found in _objects(part)]
    if isinstance(value, dict):
        return [value, *_objects(value.get("@graph", [])), *_objects(value.get("mainEntity", []))]
    return []


def _types(one: Mapping[str, object]) -> set[str]:
    value = one.get("@type")
    return {str(part).lower() for part in (value if isinstance(value, list) else [value])}


def _meta(tree: HtmlElement) -> dict[str, str]:
    """Return the meta elements by name, the first of each; those that may stand several times joined by commas."""
    found: dict[str, str] = {}
    for one in tree.iter("meta"):
        name = (one.get("property") or one.get("name") or one.get("itemprop") or "").strip().lower()
        content = clean_line(one.get("content") or "")
        if name and content:
            several = name in ("article:tag", "article:author") and name in found
            found[name] = f"{found[name]}, {content}" if several else found.get(name, content)
    return found


def _published(tree: HtmlElement, meta: Mapping[str, str], data: Mapping[str, object]) -> datetime | None:
    stated = [_line(data, "datePublished")]
    stated += [meta.get(name, "") for name in _DAYS]
    stated += [one.get("datetime") or one.text_content() for one in tree.xpath("//article//time | //header//time")[:1]]
    stated += _dates_beside_heading(tree)
    stated += [_line(data, "dateModified"), meta.get("article:modified_time", "")]
    return next((date for text in stated if 4 < len(text) < 100 and (date := find_date(text)) is not None), None)


def _stamps(tree: HtmlElement) -> tuple[str, ...]:
    times = [clean_line(one.text_content()) for one in tree.xpath("//article//time | //header//time")[:1]]
    return tuple(filter(None, (*times, *map(clean_line, _dates_beside_heading(tree)))))


def _dates_beside_heading(tree: HtmlElement) -> list[str]:
    """Return the short texts next to the heading whose class says that they are dates.

    Elsewhere such a class is that of the day on which the page was shown, or of a teaser.
    """
    heading = next(tree.iter("h1"), None)
    if heading is None:
        return []
    around = [*heading.iterancestors("div", "article", "section", "header", "main")][:2]
    found = [one for part in around for one in part.xpath(_DATED)]
    return [text for one in found if len(text := one.text_content()) < 120]


def _address(tree: HtmlElement, meta: Mapping[str, str], data: Mapping[str, object], url: str | None) -> str | None:
    canonical = [one.get("href") or "" for one in tree.xpath('//link[@rel="canonical"]')]
    for text in (*canonical, meta.get("og:url", ""), _line(data, "url"), url or ""):
        try:
            address: str = urljoin(url or "", text.strip())
            parts = urlsplit(address)
        except ValueError:
            continue
        # The address of the front page is a mistake in a template, which would make all articles one.
        front = parts.path in ("", "/") and not parts.query
        if parts.scheme in ("http", "https") and parts.hostname and not front and _is_plain(address):
            return address
    return None


def _is_plain(address: str) -> bool:
    return address.isprintable() and " " not in address and len(address) < 2000


def _authors(meta: Mapping[str, str], data: Mapping[str, object]) -> tuple[str, ...]:
    value = data.get("author")
    people = value if isinstance(value, list) else [value]
    names = [name for person in people for name in clean_names(_named(person) or "")]
    names = names or list(clean_names(meta.get("author") or meta.get("article:author") or ""))
    return tuple(dict.fromkeys(name for name in names if not _NOT_AUTHORS.search(name)))


def _tags(meta: Mapping[str, str], data: Mapping[str, object]) -> tuple[str, ...]:
    value = data.get("keywords")
    stated = ", ".join(map(str, value)) if isinstance(value, list) else str(value or "")
    return clean_names(meta.get("article:tag") or stated or meta.get("news_keywords") or meta.get("keywords") or "")[
        :24
    ]


def _named(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    name = value.get("name") if isinstance(value, dict) else value
    return clean_line(name) or None if isinstance(name, str) else _named(name) if isinstance(name, list) else None


def _place(data: Mapping[str, object]) -> str | None:
    """Return the town of the dateline, else where the article was made or what it is about; never the whole country."""
    named = (_named(data.get(name)) or "" for name in ("locationCreated", "contentLocation"))
    found = (place_of_line(_line(data, "dateline")), *(name.partition(",")[0].strip() for name in named))
    return next((place for place in found if place and known_place(place) != known_place("India")), None)


def _first(value: object) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return clean_line(value) or None if isinstance(value, str) else None


def _line(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    return (clean_line(text_of(value)) if name != "articleBody" else text_of(value)) if isinstance(value, str) else ""
