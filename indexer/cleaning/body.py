"""The story under the headline: which lines are its paragraphs, and where it ends.

Prose stays unless it stands where stories no longer are: after an end marker, or as the teaser of a headline there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time

from indexer.cleaning.credits import Credit, looks_like_name, read_agency, read_credits
from indexer.cleaning.markers import is_box, is_box_with_link, is_caption, is_end, is_furniture, is_stamp
from indexer.cleaning.shape import count_words, is_cut, is_paragraph, is_prose, is_sentence, is_teaser, key, plain
from indexer.cleaning.site import Site

_INTRODUCTION = 2  # a byline may stand below the summary; further down "लेखक: प्रेमचंद" is about a book
_SIGNATURE = re.compile(r"(भाषा|वार्ता|आईएएनएस|हिन्दुस्थान समाचार)(?: [^\W\d_][\w\u0900-\u0963]*){1,3}")
_ADVERTISED = re.compile(r"\s?[-–—(\[]{1,3}\s?(?:विज्ञापन|advertisement)\s?[-–—)\]]{1,3}$", re.IGNORECASE)
_YES, _NO = frozenset(("हां", "yes")), frozenset(("नहीं", "ना", "no"))
_UNSURE = frozenset(("कह नहीं सकते", "पता नहीं", "मालूम नहीं", "can't say", "cannot say", "don't know"))
_LIST = 3  # so many headlines at the end are a list of other stories; two may be the story's own last lines


@dataclass(slots=True)
class Body:
    """What is left of the page: paragraphs, and what the lines between and under them say."""

    paragraphs: list[str] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    agency: str | None = None


def read_body(lines: Sequence[str], site: Site, title: str, *, copied: bool) -> Body:
    """Return the story that the lines below the headline tell; `copied` as in markers.is_end."""
    story = _without_polls(_until_end(lines, copied=copied))
    last = _last_paragraph(story, site)
    body = Body()
    box = False  # inside a box of links, or below the tags: what follows must show that it is the story again
    foreign = False  # the line before was the headline of another story
    headline = key(title)
    for number, line in enumerate(story):
        inside = number <= last
        credits = read_credits(line)
        if site.strip(line) is not None and not is_paragraph(line):
            foreign = True
        elif is_box(line):
            box, foreign = True, False
        elif is_teaser(line):
            box = False
        elif is_box_with_link(line) or is_stamp(line) or is_caption(line) or is_furniture(line) or site.is_name(line):
            foreign = False
        elif credits and not (inside and _belongs(credits[0], number)):
            if not inside or credits[0].kind != "url":  # a link inside was copied along with a post or a picture
                body.credits += credits
            box = box or not inside
        elif (agency := read_agency(line)) is not None:
            body.agency = body.agency or agency
        elif box and _is_name_after_box(story, number):
            body.credits.append(Credit(kind="author", values=(line,)))
        elif foreign and is_prose(line) and is_cut(line):
            foreign = False  # its teaser
        elif box and not (inside and is_prose(line) and not is_cut(line) and not _is_stamped(story, number)):
            foreign = not is_prose(line)
        elif key(line) != headline:
            box = foreign = False
            body.paragraphs.append(_ADVERTISED.sub("", line))
    if copied:
        _drop_headlines_at_end(body)
    _take_signature(body)
    _take_name_at_end(body, ended=len(story) < len(lines) or box)
    return body


def _without_polls(lines: Sequence[str]) -> Sequence[str]:
    """Return the lines without questions to the readers: "हां" above "नहीं", and what stands around them."""
    answers = [plain(line) for line in lines]
    gone: set[int] = set()
    for number in range(len(lines) - 1):
        if answers[number] in _YES and answers[number + 1] in _NO:
            gone |= {number, number + 1}
            if number and lines[number - 1].endswith("?"):
                gone.add(number - 1)
            if number + 2 < len(lines) and answers[number + 2] in _UNSURE:
                gone.add(number + 2)
    return [line for number, line in enumerate(lines) if number not in gone] if gone else lines


def _belongs(credit: Credit, number: int) -> bool:
    """Tell whether a credit between paragraphs is part of the story: the day of a chronicle, the source of figures."""
    if credit.kind == "date":
        return credit.date is None or credit.date.time() == time.min  # with a time it is the stamp of a live blog
    return credit.kind == "source" or (credit.kind in ("author", "editor") and number > _INTRODUCTION)


def _until_end(lines: Sequence[str], *, copied: bool) -> Sequence[str]:
    seen = False
    for number, line in enumerate(lines):
        if seen and is_end(line, copied=copied):
            return lines[:number]
        seen = seen or is_prose(line)
    return lines


def _last_paragraph(lines: Sequence[str], site: Site) -> int:
    """Return the number of the last line that is surely the story's: what stands below it must not get its benefit."""
    last = -1
    below = False  # a box or the tags have been seen: only a whole paragraph shows that the story goes on
    teasers = False  # under the tags, a headline of another story: its paragraph is no proof
    signed = False
    for number, line in enumerate(lines):
        credits = read_credits(line)
        if credits and credits[0].kind in ("tags", "author", "editor") and last >= 0:
            below, signed = True, True
        elif is_box(line):
            below = True
        elif site.strip(line) is not None and not is_paragraph(line):
            teasers = signed
        elif credits or is_box_with_link(line) or is_stamp(line) or is_furniture(line):
            continue
        elif not below or (is_paragraph(line) and not teasers and not _is_stamped(lines, number)):
            last, below, signed = number, False, False
        elif signed and not is_prose(line):
            teasers = True
    return last


def _is_stamped(lines: Sequence[str], number: int) -> bool:
    """Tell whether "21 mins ago" stands under the line, as it does under teasers."""
    return number + 1 < len(lines) and is_stamp(lines[number + 1])


def _is_name_after_box(lines: Sequence[str], number: int) -> bool:
    """Tell whether the line is a byline between an empty "Also Read" and the tags."""
    if not (0 < number < len(lines) - 1 and looks_like_name(lines[number]) and is_box(lines[number - 1])):
        return False
    below = read_credits(lines[number + 1])
    return bool(below) and below[0].kind == "tags"


def _drop_headlines_at_end(body: Body) -> None:
    """Drop what follows the last sentence from the first of three headlines or more: a list of other stories."""
    end = len(body.paragraphs)  # full stops alone count here: menus run together are as long as paragraphs
    while end and not is_sentence(body.paragraphs[end - 1]):
        end -= 1
    headlines = [number for number in range(end, len(body.paragraphs)) if count_words(body.paragraphs[number]) > 4]
    if end and len(headlines) >= _LIST:
        del body.paragraphs[headlines[0] :]


def _take_signature(body: Body) -> None:
    """Take off what an agency's editors leave under a copy: "भाषा उमेश", and below it "उमेश" once more."""
    last = len(body.paragraphs) - 1
    if (
        last > 1
        and count_words(body.paragraphs[last]) == 1
        and body.paragraphs[last] in body.paragraphs[last - 1].split()
    ):
        last -= 1
    if last > 0 and (match := _SIGNATURE.fullmatch(body.paragraphs[last])) is not None:
        body.agency = body.agency or match[1]
        del body.paragraphs[last:]


def _take_name_at_end(body: Body, *, ended: bool) -> None:
    """Take a bare name under the last paragraph for the byline, when the page goes on with something else."""
    while ended and len(body.paragraphs) > 1 and looks_like_name(body.paragraphs[-1]):
        name = body.paragraphs.pop()
        if count_words(name) > 1:
            body.credits.append(Credit(kind="author", values=(name,)))
