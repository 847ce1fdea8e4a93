"""Parts a long sentence at its commas, for the rare one that the model cannot carry through as a whole.

Newspapers give figures of twenty towns in one sentence; a small model loses its way there, and keeps towns and
figures together when it is given a few at a time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.translation.names import is_english

_BREAK = re.compile(r"\s*([,;:])\s+|\s+(?=(?:जबकि|जिनमें|जिसमें|लेकिन|वहीं)\s)")
_FEWEST_WORDS = 3
_FIRST = re.compile(r"[A-Z][a-z]*\b")
_STOP = re.compile(r"[\s.।]+\Z")


def split_clauses(sentence: str) -> list[tuple[str, str]]:
    """Return the clauses of a sentence, each with the mark that parts it from the next; [] where there is only one.

    >>> split_clauses("आगरा के 49 लोग, मेरठ के 33 लोग, जबकि पटना में कोई नहीं।")
    [('आगरा के 49 लोग', ','), ('मेरठ के 33 लोग', ','), ('जबकि पटना में कोई नहीं।', '')]
    """
    clauses: list[tuple[str, str]] = []
    begun = 0
    for match in _BREAK.finditer(sentence):
        clause = sentence[begun : match.start()].strip()
        if len(clause.split()) >= _FEWEST_WORDS and len(sentence[match.end() :].split()) >= _FEWEST_WORDS:
            clauses.append((clause, match[1] or ""))
            begun = match.end()
    return [*clauses, (sentence[begun:].strip(), "")] if clauses else []


def join_clauses(outputs: Sequence[str], marks: Sequence[str]) -> str:
    """Return the translations of clauses as one sentence.

    >>> join_clauses(["49 people of Agra.", "In Patna none."], [",", ""])
    '49 people of Agra, in Patna none.'
    """
    joined = ""
    for place, (output, mark) in enumerate(zip(outputs, marks, strict=True)):
        last = place == len(outputs) - 1
        text = output if last else _STOP.sub("", output) + mark
        joined += (" " if joined else "") + (_lower_first(text) if place else text)
    return joined


def _lower_first(text: str) -> str:
    """Return a clause with its first letter small, unless that is the letter of a name or of "I"."""
    first = _FIRST.match(text)
    return text[:1].lower() + text[1:] if first and first.group() != "I" and is_english(first.group()) else text
