"""Text from outside, made fit to be stored: entities opened, through the one door, cut into lines."""

from __future__ import annotations

import html
import re

from search.normalise import normalise

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LIST_MARKS = re.compile(r"[,;،\n]")


def clean_lines(text: str) -> tuple[str, ...]:
    """Return the lines of the text that have something on them, normalised, their white space collapsed.

    >>> clean_lines("  क &amp; ख \\n\\n ग")
    ('क & ख', 'ग')
    """
    # Only entities with their semicolon: html.unescape alone would make "?a=1&copy=2" into "?a=1©=2".
    opened = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    lines = (" ".join(line.split()) for line in normalise(opened).splitlines())
    return tuple(line for line in lines if line)


def clean_line(text: str) -> str:
    """Return the text as one clean line; "" where it holds nothing."""
    return " ".join(clean_lines(text))


def clean_names(text: str) -> tuple[str, ...]:
    """Return the names of a list written as "a, b; c", each once and in order.

    >>> clean_names("चुनाव, Bihar,, चुनाव")
    ('चुनाव', 'Bihar')
    """
    return tuple(dict.fromkeys(name for part in _LIST_MARKS.split(text) if (name := clean_line(part))))
