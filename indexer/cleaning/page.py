"""A text page as it was copied off a news site → the article on it: title, paragraphs, and who, when and where from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from indexer.cleaning.body import read_body
from indexer.cleaning.credits import Credit, Kind, dateline_agency, dateline_date, join_tags, read_credits
from indexer.cleaning.dateline import dateline_place
from indexer.cleaning.head import read_head
from indexer.cleaning.markers import STORY_LABELS, is_box, is_box_with_link, is_furniture
from indexer.cleaning.shape import count_words, is_paragraph, is_prose, plain
from indexer.cleaning.site import Site, find_site
from indexer.cleaning.text import clean_lines

MOST_LINES = 20_000  # of one article; what has more is a list, a log or many articles, and cleaning it takes minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What stands on a page, without everything that is not its article."""

    title: str = ""  # "" where the page has no headline
    body: tuple[str, ...] = ()
    url: str | None = None
    source: str | None = None
    section: str | None = None
    place: str | None = None
    published: datetime | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


def clean_page(text: str) -> Page:
    """Return the article of the page; it never raises, and a text without any noise comes back whole.

    So does one of more than MOST_LINES lines, which nobody has copied off a site.

    >>> page = clean_page("दिशा वार्ता\\nदेश\\nनदी में आई बाढ़, पुल डूबा -DishaVarta\\nनदी उफान पर है।\\nAlso Read- मेला लगा")
    >>> page.title, page.body, page.source
    ('नदी में आई बाढ़, पुल डूबा', ('नदी उफान पर है।',), 'DishaVarta')
    """
    lines: Sequence[str] = clean_lines(text)
    if len(lines) > MOST_LINES:
        return Page(body=tuple(lines))
    lines = join_tags(lines)
    site = find_site(lines)
    start = _first_paragraph(lines, site)
    head = read_head(lines[:start], site, story=" ".join(filter(is_prose, lines[start:])))
    copied = bool(site.name or head.site_line or head.section or head.credits or _has_furniture(lines))
    body = read_body([*head.rest, *lines[start:]], site, head.title, copied=copied)
    credits = (*head.credits, *body.credits)
    return Page(
        title=head.title,
        body=tuple(body.paragraphs),
        url=next(iter(_values(credits, "url")), None),
        source=site.name or head.site_line or next(iter(_values(credits, "source")), None) or body.agency
        or next((agency for paragraph in body.paragraphs[:1] if (agency := dateline_agency(paragraph))), None),
        section=head.section,
        place=dateline_place(body.paragraphs) or next(iter(_values(credits, "place")), None),
        published=_published(credits, body.paragraphs),
        authors=_values(credits, "author") or _values(credits, "editor"),
        tags=_values(credits, "tags"),
    )  # fmt: skip


def clean_story(title: str, lines: Sequence[str], *, site: str | None) -> Page:
    """Return the article whose headline and text are known apart, as feeds give them; `site` is None where unknown.

    >>> clean_story("पुल बना - जनपथ समाचार", ["पुल बन गया।", "Also Read- मेला लगा"], site="जनपथ समाचार").body
    ('पुल बन गया।',)
    """
    if len(lines) > MOST_LINES:
        return Page(title=title, body=tuple(lines), source=site)
    lines = join_tags(lines)
    found = find_site([title, *lines, *((site,) if site else ())])
    headline = found.strip(title) or title
    body = read_body(lines, found, headline, copied=True)
    return Page(
        title=headline,
        body=tuple(body.paragraphs),
        source=site or found.name or body.agency,
        place=dateline_place(body.paragraphs) or next(iter(_values(body.credits, "place")), None),
        published=_published(body.credits, body.paragraphs),
        authors=_values(body.credits, "author") or _values(body.credits, "editor"),
        tags=_values(body.credits, "tags"),
    )


def _first_paragraph(lines: Sequence[str], site: Site) -> int:
    headline = False
    for number, line in enumerate(lines):
        if read_credits(line) or is_box(line) or is_box_with_link(line) or is_furniture(line):
            continue
        if not is_prose(line):
            headline = headline or count_words(line) > 4 or site.strip(line) is not None
        elif headline or is_paragraph(line) or not _announced(lines[number + 1 :], site):
            return number
    return len(lines)


def _has_furniture(lines: Sequence[str]) -> bool:
    return any(is_furniture(line) and plain(line) not in STORY_LABELS for line in lines)


def _announced(below: Sequence[str], site: Site) -> bool:
    """Tell whether the headline is still to come: then a sentence above it is the site's motto or a notice."""
    for line in below[:8]:
        if is_paragraph(line):
            return False
        if site.strip(line) is not None:
            return True
    return False


def _values(credits: Sequence[Credit], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for credit in credits if credit.kind == kind for value in credit.values))


def _published(credits: Sequence[Credit], paragraphs: Sequence[str]) -> datetime | None:
    for kind in ("date", "author", "editor", "updated"):
        for credit in credits:
            if credit.kind == kind and credit.date is not None:
                return credit.date
    return dateline_date(paragraphs[0]) if paragraphs else None
