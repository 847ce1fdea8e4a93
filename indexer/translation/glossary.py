"""Reads a user's glossary, and finds its terms in Hindi text.

A file is UTF-8, a term on each line: the Hindi, a tab, the English. Empty lines and lines that begin with # are passed
over. The same Latin text on both sides is a term that is to be kept as it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from search.analysis.folding import fold
from search.errors import GlossaryInvalid, InputError
from search.normalise import normalise

_WORD = re.compile(r"[\u0900-\u0963\u0966-\u097f\u200c\u200d]+|[A-Za-z0-9]+")
_HINDI = re.compile(r"[\u0904-\u0963\u0971-\u097f]")
_GAP = re.compile(r"[\s-]+\Z")

# What the last word of a term may end in instead: its plural and oblique forms. No other word of Hindi is meant by
# them but for a few that nobody writes: सेने of सेना.
_ENDINGS = (
    ("ा", ("े", "ों", "ाओं", "ाएं", "ाएँ")),
    ("ी", ("ियां", "ियाँ", "ियों")),
    ("ि", ("ियां", "ियाँ", "ियों")),
    ("ू", ("ुओं",)),
    ("ु", ("ुओं",)),
    ("", ("ों", "ें")),
)
_CONSONANT = re.compile(r"[\u0915-\u0939\u0958-\u095f\u093c]\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of the glossary."""

    hi: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A term where it stands in a text."""

    term: Term
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """Terms by the folded first word of each of their forms, the longest first."""

    terms: Mapping[str, tuple[tuple[tuple[str, ...], Term], ...]]

    def find(self, text: str) -> tuple[Found, ...]:
        """Return the terms of a text in order: whole words, the longest where several begin, none within another."""
        words = [(match, _fold(match.group())) for match in _WORD.finditer(text)]
        found: list[Found] = []
        at = 0
        while at < len(words):
            term, count = self._at(text, words, at)
            if term is not None:
                start, end = words[at][0].start(), words[at + count - 1][0].end()
                found.append(Found(term=term, start=start, end=end))
            at += count
        return tuple(found)

    def _at(self, text: str, words: list[tuple[re.Match[str], str]], at: int) -> tuple[Term | None, int]:
        for form, term in self.terms.get(words[at][1], ()):
            here = words[at : at + len(form)]
            if tuple(folded for _, folded in here) == form and all(
                _GAP.match(text[one.end() : other.start()]) for (one, _), (other, _) in pairwise(here)
            ):
                return term, len(form)
        return None, 1


def read_glossary(path: Path) -> Glossary:
    """Return the glossary in a file; raise InputError if it cannot be read, GlossaryInvalid for a wrong line."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise InputError(path, error.strerror or str(error), "Give the path of a glossary file.") from error
    except UnicodeDecodeError as error:
        raise InputError(path, f"byte {error.start + 1} is not UTF-8", "Save the glossary as UTF-8.") from error
    terms: dict[str, tuple[int, Term]] = {}  # by the folded Hindi
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        term = _read_line(path, number, line)
        key = " ".join(_words(term.hi))
        if key in terms and terms[key][1].en != term.en:
            raise GlossaryInvalid(path, number, line, f"line {terms[key][0]} has other English for the same Hindi")
        terms.setdefault(key, (number, term))
    return make_glossary(term for _, term in terms.values())


def make_glossary(terms: Iterator[Term]) -> Glossary:
    """Return the glossary of some terms."""
    forms: dict[tuple[str, ...], Term] = {}
    for term in terms:
        first, *rest = _forms(_words(term.hi))
        forms[first] = term  # as it was written goes before what another term may be inflected to
        for form in rest:
            forms.setdefault(form, term)
    by_first: dict[str, list[tuple[tuple[str, ...], Term]]] = {}
    for form, term in forms.items():
        by_first.setdefault(form[0], []).append((form, term))
    return Glossary(
        terms={first: tuple(sorted(found, key=lambda pair: -len(pair[0]))) for first, found in by_first.items()}
    )


def _read_line(path: Path, number: int, line: str) -> Term:
    columns = [" ".join(normalise(column).split()) for column in line.split("\t")]
    if len(columns) != 2 or not all(columns):
        raise GlossaryInvalid(path, number, line, "it is not two texts parted by one tab")
    hindi, english = columns
    if _HINDI.search(english):
        raise GlossaryInvalid(path, number, line, f"the English {english!r} has Hindi letters")
    if not _HINDI.search(hindi) and hindi != english:
        raise GlossaryInvalid(path, number, line, f"the Hindi {hindi!r} has no Hindi letters, and is not kept as it is")
    if not _words(hindi):
        raise GlossaryInvalid(path, number, line, f"{hindi!r} has no word")
    return Term(hi=hindi, en=english)


def _words(text: str) -> tuple[str, ...]:
    return tuple(_fold(word) for word in _WORD.findall(text))


def _fold(word: str) -> str:
    return fold(word)


def _forms(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the words with the forms of the last one, as it is first."""
    yield words
    last = words[-1]
    if not _HINDI.search(last):
        return
    for ending, others in _ENDINGS:
        if (ending and last.endswith(ending)) or (not ending and _CONSONANT.search(last)):
            for other in others:
                yield (*words[:-1], _fold(last.removesuffix(ending) + other))
            return
