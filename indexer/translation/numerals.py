"""Reads the numbers of Hindi and English text: digits, words, and the units that make 2 लाख of 2.

A number is worth a value: 67 करोड़ 50 लाख, "67.5 crore" and "675 million" are worth the same, साढ़े तीन is 3.5, तीसरा
and "third" are 3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from indexer.translation.numeral_words import ENGLISH, HINDI, ONE, PARTS, TENS, UNITS, VAGUE_HINDI
from search.normalise import ascii_digits

_DIGITS = r"\d+(?:,\d{2,3})*(?:[.:]\d+)?"
_WORD = r"[A-Za-z]+|[\u0900-\u0963]+"
_TOKEN = re.compile(rf"{_DIGITS}|{_WORD}")
_WORDS = re.compile(_WORD)
_DIGIT = re.compile(r"\d")
_FIGURE = re.compile(_DIGITS)
_UNIT = re.compile(rf"[\s-]{{1,2}}({_WORD})")
_BEGINNINGS = frozenset(HINDI) | frozenset(PARTS) | frozenset(ENGLISH)
_WORD_NUMBERS = _BEGINNINGS - frozenset(ONE)
_ONE_WORDS = frozenset(ONE)
_ONE_UNIT = re.compile(rf"(?i)\b(?:an?|एक)[\s-]+(?:{'|'.join(UNITS)})")
_LAST_WORD = re.compile(rf"(?:{_WORD})\Z")
_GAP = re.compile(r"[\s-]{1,2}\Z")  # between a figure and its unit: "2 लाख", "20-lakh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number where it stands, with its units: text[start:end] is all of it."""

    start: int
    end: int
    digits: str  # of the first figure, in ASCII; "" for a number in words
    bare: float  # what the first figure alone is worth: 67 of 67 करोड़ 50 लाख
    value: float
    units: tuple[float, ...] = ()  # by which the first figure is multiplied
    compound: bool = False  # further figures are added to the first


@lru_cache(maxsize=4096)
def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers of a text in either language, in order; Devanagari digits count.

    >>> [(number.bare, number.value) for number in find_numbers("६७ करोड़ ५० लाख में से साढ़े तीन लाख")]
    [(67.0, 675000000.0), (3.5, 350000.0)]
    """
    # this is asked of all sentences and of their translations, and nearly all that stands between spaces comes again
    kinds = set(map(_kind, text.split()))
    if "word" in kinds or ("one" in kinds and _ONE_UNIT.search(text)):
        return tuple(_join(text, _figures_in_words(ascii_digits(text))))
    return tuple(_join(text, _figures(ascii_digits(text)))) if "digit" in kinds else ()


def explained_values(text: str) -> set[float]:
    """Return what may be said in numbers of a Hindi text: its numbers, their figures alone, and its vague words."""
    values = {value for number in find_numbers(text) for value in (number.bare, number.value)}
    values |= {1.0} if "एक" in text else set()
    return values | {VAGUE_HINDI[word] for word in re.findall(r"[\u0900-\u0963]+", text) if word in VAGUE_HINDI}


def is_same(one: float, other: float) -> bool:
    """Say whether two values are the same but for rounding."""
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other))


def _figures(text: str) -> Iterator[Number]:
    """Yield each figure in digits with its units: 22 हजार करोड़ is one."""
    matches = list(_FIGURE.finditer(text))
    for at, match in enumerate(matches):
        if not _is_repeated(text, matches, at):
            yield _with_units(text, _digits(match), match.end())


@lru_cache(maxsize=50_000)
def _kind(text: str) -> Literal["word", "one", "digit", ""]:
    """Return what a text without spaces may hold of a number: its word, the एक of "एक लाख", or digits only."""
    words = _WORDS.findall(text.lower())
    if not _WORD_NUMBERS.isdisjoint(words):
        return "word"
    if not _ONE_WORDS.isdisjoint(words):
        return "one"
    return "digit" if _DIGIT.search(text) else ""


def _figures_in_words(text: str) -> Iterator[Number]:
    tokens = list(_TOKEN.finditer(text))
    free = 0  # the first token that belongs to no figure yet
    for at, token in enumerate(tokens):
        word = token.group()
        if at < free or not (word[0].isdigit() or word.lower() in _BEGINNINGS):
            continue
        figure, after = _figure(text, tokens, at)
        if figure is None or _is_repeated(text, tokens, at):
            continue
        number = _with_units(text, figure, figure.end)
        if number.digits or number.units or text[figure.start : figure.end].lower() not in ONE:
            yield number
        free = next((place for place in range(after, len(tokens)) if tokens[place].start() >= number.end), len(tokens))


def _with_units(text: str, figure: Number, end: int) -> Number:
    """Return a figure with the units that follow it."""
    units: list[float] = []
    value = figure.value
    while (unit := _UNIT.match(text, end)) and (factor := UNITS.get(unit[1].lower())):
        units.append(factor)
        value, end = value * factor, unit.end()
    if not units:
        return figure
    return replace(figure, end=end, value=value, units=tuple(units))


def _digits(match: re.Match[str]) -> Number:
    written = match.group()
    return _number(match.start(), match.end(), float(written.replace(",", "").replace(":", ".")), written)


def _figure(text: str, tokens: Sequence[re.Match[str]], at: int) -> tuple[Number | None, int]:
    """Return the figure that begins at a token, without units, and the place of the token behind it."""
    token = tokens[at].group()
    start, end = tokens[at].span()
    if token[0].isdigit():
        return _digits(tokens[at]), at + 1
    following = tokens[at + 1].group() if at + 1 < len(tokens) else ""
    if token in PARTS:
        if token == "सवा" and following in UNITS:
            return _number(start, end, 1.25), at + 1  # सवा लाख
        if following in HINDI or following in ONE or following[:1].isdigit():
            figure, after = _figure(text, tokens, at + 1)
            if figure is not None:
                return _number(start, figure.end, figure.value + PARTS[token]), after
        return None, at + 1
    value = HINDI.get(token, ENGLISH.get(token.lower()))
    if value is None:
        return None, at + 1
    ones = ENGLISH.get(following.lower(), 0)
    if value in TENS and token.isascii() and 0 < ones < 10 and following.lower() not in ONE[:2]:
        between = text[end : tokens[at + 1].start()]
        if _GAP.match(between):
            return _number(start, tokens[at + 1].end(), value + ones), at + 2
    return _number(start, end, value), at + 1


def _is_repeated(text: str, tokens: Sequence[re.Match[str]], at: int) -> bool:
    """Say whether a figure only repeats the next one: पांच-पांच हजार is 5,000 each."""
    following = tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    return following.group() == tokens[at].group() and text[tokens[at].end() : following.start()] == "-"


def _number(start: int, end: int, value: float, digits: str = "") -> Number:
    return Number(start=start, end=end, digits=digits, bare=value, value=value)


def _join(text: str, figures: Iterator[Number]) -> Iterator[Number]:
    """Yield the figures with those added up that are one number: 67 करोड़ 50 लाख, two hundred and fifty."""
    held: Number | None = None
    for figure in figures:
        if held is not None and _goes_on(text, held, figure):
            held = replace(held, end=figure.end, value=held.value + figure.value, compound=True)
            continue
        if held is not None:
            yield held
        held = figure
    if held is not None:
        yield held


def _goes_on(text: str, held: Number, figure: Number) -> bool:
    """Say whether a figure is added to what stands before it: smaller than its last unit, and written like it."""
    word = _LAST_WORD.search(text[held.start : held.end])
    last = UNITS.get(word.group().lower(), 0) if word else 0
    if figure.value >= last or (not figure.units and bool(held.digits) != bool(figure.digits)):
        return False
    between = text[held.end : figure.start]
    return between == " " or (between == " and " and last == 100 and not figure.units)
