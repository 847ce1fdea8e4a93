"""The lines that say who, when, where from and what about: bylines, date lines, sources, tags, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from indexer.cleaning.dateline import place_of_line
from indexer.cleaning.dates import date_span, find_date, without_date
from indexer.cleaning.markers import is_box, is_box_with_link, is_end, is_furniture
from indexer.cleaning.shape import count_words, is_prose, plain, read_names
from indexer.cleaning.text import clean_names

Kind = Literal["author", "editor", "date", "updated", "source", "place", "tags", "url"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """What one such line says."""

    kind: Kind
    values: tuple[str, ...] = ()
    date: datetime | None = None


_MARK = r"\s*[:：\-–—|]+\s*"
_AUTHOR = re.compile(
    rf"(?:(?:posted|written|reported|authored|story|report|text|words)\s+by(?:{_MARK}|\s+)|by(?:{_MARK}|\s+)|"
    rf"(?:author|authors|writer|reporter|correspondent|byline|लेखक|लेखिका|लेखन|रिपोर्ट|रिपोर्टर|रिपोर्टिंग|संवाददाता|"
    rf"प्रस्तुति|प्रस्तुतकर्ता|द्वारा|पत्रकार|आलेख|खबर|ख़बर){_MARK})(?=\S)",
    re.IGNORECASE,
)
_EDITOR = re.compile(
    rf"(?:(?:edited|published|curated|updated|compiled|reviewed|produced)\s+by(?:{_MARK}|\s+)|"
    rf"(?:editor|संपादन|सम्पादन|संपादक|सम्पादक|एडिटर){_MARK})(?=\S)",
    re.IGNORECASE,
)
_TAGS = re.compile(
    rf"(?:tags?|टैग(?:्स|्ज़)?|keywords?|की-?वर्ड(?:्स)?|topics?|विषय|filed under|tagged(?:\s+(?:as|with))?|टॉपिक(?:्स)?)"
    rf"(?:{_MARK}|$)",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    rf"(?:source|स्रोत|स्त्रोत|सोर्स|साभार|सौजन्य|एजेंसी|agency|courtesy|input|inputs|इनपुट(?:्स)?){_MARK}(?=\S)", re.IGNORECASE
)
_URL = re.compile(
    rf"(?:(?:url|link|source|source url|original|web|यूआरएल|लिंक|स्रोत|स्त्रोत|साभार|मूल खबर|मूल ख़बर|पता)(?:{_MARK}|\s+))?"
    r"(?P<url>https?://[^\s<>\"]+)$",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:last )?(?:updated|modified)\b|अपडेट|अद्यतन|संशोधित", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"\b(?:published|posted|first published|created|date)\b|प्रकाशित|पब्लिश|दिनांक|तारीख", re.IGNORECASE
)
_DESK = re.compile(r"(?:\bdesk|\bbureau|\bnetwork|डेस्क|ब्यूरो|(?:^|[| ])\S+ संवाददाता|स्टाफ रिपोर्टर)$", re.IGNORECASE)
_PARTS = re.compile(
    r"\s*[|•·]\s*|\s/\s|\s*,\s*(?=(?:edited|published|written|updated|posted|reported|curated)\b)", re.IGNORECASE
)
_NAME_MARKS = re.compile(r"\s*(?:,|/|;|\||&|\s(?:and|और|एवं|व)\s)\s*")
_ROLE = re.compile(
    r"^(?:(?:edited|published|updated|written|posted)\s+)?by\b|\b(?:updated|published)\b.*", re.IGNORECASE
)
_MOST_TAGS = 12
_PLACES = read_names("""
नई दिल्ली, New Delhi, ग्रेटर नोएडा, Greater Noida, नवी मुंबई, Navi Mumbai, उत्तर प्रदेश, Uttar Pradesh, मध्य प्रदेश, Madhya Pradesh
हिमाचल प्रदेश, Himachal Pradesh, आंध्र प्रदेश, अरुणाचल प्रदेश, जम्मू कश्मीर, पश्चिम बंगाल, West Bengal, तमिल नाडु, Tamil Nadu
श्री नगर, पूर्वी चंपारण, पश्चिमी चंपारण, लखीमपुर खीरी, अंबेडकर नगर, कानपुर देहात, गौतमबुद्ध नगर, सिद्धार्थ नगर
""")
_AGENCIES = """
भाषा, पीटीआई, PTI, पीटीआई-भाषा, एएनआई, ANI, आईएएनएस, IANS, यूएनआई, UNI, वार्ता, हिन्दुस्थान समाचार, रॉयटर्स, Reuters
एएफपी, AFP, एपी, AP, एजेंसी, एजेंसियां, Agency, Agencies
"""
_AGENCY = {plain(name): name.strip() for name in _AGENCIES.replace("\n", ",").split(",") if name.strip()}
_DATELINE = re.compile(r"^[^।:.]{0,60}?[(/\s](?P<agency>[^()/।:.]{2,20})\)?\s*(?:[।:.]|[-–—]\s)")


def read_credits(text: str) -> tuple[Credit, ...]:
    """Return what the line says when it is one of these lines; () for any other, prose above all.

    >>> [credit.values for credit in read_credits("रिपोर्ट: अभय मिश्रा/एजेंसी | 19 जून 2024")]
    [('अभय मिश्रा', 'एजेंसी'), ()]
    >>> read_credits("By Tuesday evening the river had risen.")
    ()
    """
    if len(text) > 400:
        return ()
    if match := _URL.match(text):
        return (Credit(kind="url", values=(match["url"],)),)
    if (match := _TAGS.match(text)) and not (is_prose(text) and "," not in text):
        return (Credit(kind="tags", values=read_tags(text[match.end() :])),)
    if text.startswith("#") and all(word.startswith("#") for word in text.split()):
        return (Credit(kind="tags", values=read_tags(text)),)
    parts = _split_parts(text)
    found = [_read_part(part) for part in parts]
    # What stands between two credits may be a place or a desk, but no more: then the line is something else.
    if any(credit is None and count_words(part) > 4 for part, credit in zip(parts, found, strict=True)):
        return ()
    credits = tuple(credit for credit in found if credit is not None)
    if credits and credits[0].date and (place := place_of_line(without_date(text))) is not None:
        credits = (*credits, Credit(kind="place", values=(place,)))
    if credits and credits[0].date and (agency := dateline_agency(text + " - ")) is not None:
        return (*credits, Credit(kind="source", values=(agency,)))  # "पटना, 5 मई 2024 (भाषा)", on a line of its own
    if found and found[0] is None and credits and credits[0].date and _is_person(parts[0]):
        return (Credit(kind="author", values=(parts[0].strip(),)), *credits)
    return credits


def _is_person(text: str) -> bool:
    """Tell whether what stands before a date is a name and no place: "नई दिल्ली | 19 जून 2024"."""
    return looks_like_name(text) and 2 <= count_words(text) <= 3 and plain(text) not in _PLACES


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a list such as "a, b | c #d"."""
    names = clean_names(re.sub(r"[|#]", ",", text))
    return tuple(dict.fromkeys(name for name in (name.strip(" .।") for name in names) if name))


def join_tags(lines: Sequence[str]) -> list[str]:
    """Return the lines with tags that stand under their label, one below the other, as one line behind it."""
    joined: list[str] = []
    number = 0
    while number < len(lines):
        line, number = lines[number], number + 1
        if match := _TAGS.fullmatch(line):
            tags: list[str] = []
            for below in lines[number : number + _MOST_TAGS]:
                if not (_could_be_tag(below) or (not tags and "," in below and not is_prose(below))):
                    break
                tags.append(below)
                if "," in below:
                    break
            number += len(tags)
            line = f"{match[0].rstrip(' :-–—|')}: {', '.join(tags)}"
        joined.append(line)
    return joined


def read_agency(text: str) -> str | None:
    """Return the agency that a credit at the end names: "(भाषा)", "इनपुट- एजेंसी", "एएनआई"; None for any other line."""
    if len(text) > 40:
        return None
    bare = re.sub(r"^(?:with )?(?:inputs?|इनपुट(?:्स)?)(?: from)?\W*|\W*(?:के )?(?:इनपुट|इनपुट के साथ)$", "", plain(text))
    return _AGENCY.get(plain(bare))


def dateline_agency(paragraph: str) -> str | None:
    """Return the agency in the dateline of a first paragraph: "पटना, 19 जून (भाषा)।"; None when it names none."""
    match = _DATELINE.match(paragraph[:100])
    return _AGENCY.get(plain(match["agency"])) if match else None


def dateline_date(paragraph: str) -> datetime | None:
    """Return the date in the dateline of a first paragraph, when it has its year: "पटना, 19 जून 2024 (भाषा)।"."""
    opening = re.split(r"[।:]|--|\s[-–—]\s", paragraph[:80])[0]
    span = date_span(opening)
    return find_date(opening) if span and count_words(opening[: span[0]]) <= 4 and len(opening) < 79 else None


def looks_like_name(text: str) -> bool:
    """Tell whether the line could be the name of a person or a desk: one to four words, no digits, no sentence."""
    return (
        len(text) <= 40
        and 1 <= count_words(text) <= 4
        and not is_prose(text)
        and re.fullmatch(r"[^\W\d_][\w\u0900-\u0963\u200c\u200d.’' -]*", text) is not None
        and not re.search(r"[\d०-९]", text)
    )


def _split_parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in _PARTS.split(text):
        if parts and date_span(part) is None and not re.search(r"[^\W\d_]", without_date(part)):
            parts[-1] += " " + part  # the time, behind a bar of its own
        else:
            parts.append(part)
    return parts


def _could_be_tag(line: str) -> bool:
    return count_words(line) <= 3 and not (
        is_prose(line) or is_furniture(line) or is_end(line) or is_box(line) or is_box_with_link(line)
    )


def _read_part(text: str) -> Credit | None:
    text = text.strip(" ,;()[]")
    if is_prose(text) and not _is_labelled_date(text):
        return None
    if match := _EDITOR.match(text):
        return _named("editor", text[match.end() :])
    if match := _AUTHOR.match(text):
        return _named("author", text[match.end() :])
    if match := _SOURCE.match(text):
        values = _people(text[match.end() :])
        return Credit(kind="source", values=values) if values and len(text) < 90 else None
    if _DESK.search(text) and count_words(text) <= 5 and "," not in text:
        return Credit(kind="author", values=(text,))
    return _date(text)


def _named(kind: Literal["author", "editor"], text: str) -> Credit | None:
    date = find_date(text)
    span = date_span(text)
    values = _people(text[: span[0]] if span else text)
    if not values or any(count_words(value) > 6 for value in values):
        return None
    return Credit(kind=kind, values=values, date=date)


def _people(text: str) -> tuple[str, ...]:
    names = []
    for part in _NAME_MARKS.split(text):
        name = _ROLE.sub("", part).strip(" .:()[]-–—*")
        if re.search(r"[^\W\d_]", without_date(name)):
            names.append(name)
    return tuple(dict.fromkeys(names))


def _is_labelled_date(text: str) -> bool:
    return len(text) < 120 and date_span(text) is not None and bool(_UPDATED.search(text) or _PUBLISHED.search(text))


def _date(text: str) -> Credit | None:
    if date_span(text) is None or len(text) > 160:
        return None
    labelled = bool(_UPDATED.search(text) or _PUBLISHED.search(text))
    rest = count_words(without_date(text))
    if rest > (8 if labelled else 2):
        return None
    updated = _UPDATED.search(text)
    published = _PUBLISHED.search(text)
    if published and updated and updated.start() < published.start():
        return Credit(kind="date", date=find_date(text[published.start() :]) or find_date(text))
    return Credit(kind="updated" if updated and not published else "date", date=find_date(text))
