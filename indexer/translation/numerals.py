"""Compares the numbers of a Hindi sentence with those of its translation, and mends what the model got wrong.

A number counts as kept when it stands in the output in any honest form: 1,00,000 as 100,000, 9.30 as 9:30,
3 as "three", 2 लाख as "2 lakh", "200,000" or "0.2 million".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from search.normalise import ascii_digits

_NUMBER = re.compile(r"\d+(?:,\d{2,3})*(?:[.:]\d+)?")
_UNITS = {
    "सैकड़ा": 100, "हजार": 1000, "हज़ार": 1000, "लाख": 10**5, "करोड़": 10**7, "अरब": 10**9, "खरब": 10**11,
    "hundred": 100, "thousand": 1000, "lakh": 10**5, "lakhs": 10**5, "lac": 10**5, "million": 10**6,
    "crore": 10**7, "crores": 10**7, "billion": 10**9, "trillion": 10**12, "bn": 10**9, "mn": 10**6,
}  # fmt: skip
_UNIT_AFTER = re.compile(r"[\s-]*([A-Za-z]+|[\u0900-\u0963]+)")


def _table(text: str) -> dict[str, float]:
    """Return the values of words from a text of groups such as "3 तीन तीसरा"."""
    values: dict[str, float] = {}
    for line in text.strip().splitlines():
        for group in line.split(","):
            value, *words = group.split()
            values |= dict.fromkeys(words, float(value))
    return values


_ENGLISH_WORDS = _table("""
    0 zero, 1 one first once single a an, 2 two second twice double, 3 three third thrice, 4 four fourth, 5 five fifth
    6 six sixth, 7 seven seventh, 8 eight eighth, 9 nine ninth, 10 ten tenth, 11 eleven eleventh, 12 twelve twelfth
    13 thirteen thirteenth, 14 fourteen fourteenth, 15 fifteen fifteenth, 16 sixteen sixteenth
    17 seventeen seventeenth, 18 eighteen eighteenth, 19 nineteen nineteenth, 20 twenty twentieth
    30 thirty, 40 forty, 50 fifty, 60 sixty, 70 seventy, 80 eighty, 90 ninety, 100 hundred
""")
_TENS = range(20, 100, 10)
_HINDI_WORDS = _table("""
    0 शून्य, 1 एक पहला पहली पहले, 2 दो दूसरा दूसरी दूसरे दोनों, 3 तीन तीसरा तीसरी तीसरे तीनों, 4 चार चौथा चौथी चौथे चारों
    5 पांच पाँच पांचवां पांचवीं पांचवें, 6 छह छः छे छठा छठी छठे, 7 सात सातवां सातवीं, 8 आठ आठवां आठवीं, 9 नौ नौवां नौवीं
    10 दस दसवां दसवीं, 11 ग्यारह, 12 बारह, 13 तेरह, 14 चौदह, 15 पंद्रह पन्द्रह, 16 सोलह, 17 सत्रह, 18 अठारह, 19 उन्नीस
    20 बीस, 25 पच्चीस, 30 तीस, 40 चालीस, 50 पचास, 60 साठ, 70 सत्तर, 80 अस्सी, 90 नब्बे, 100 सौ
    1.5 डेढ़, 2.5 ढाई, 1000 हजार हज़ार, 100000 लाख, 10000000 करोड़
""")
_SUFFIX = re.compile(r"(st|nd|rd|th)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number written in digits, where it stands, and what it is worth with the unit behind it."""

    text: str
    start: int
    end: int
    bare: float  # without unit
    value: float  # with the unit, if one follows


def find_numbers(text: str) -> tuple[Number, ...]:
    """Return the numbers written in digits, in order; Devanagari digits count."""
    return tuple(_find(text))


def missing_numbers(source: str, output: str) -> tuple[Number, ...]:
    """Return the numbers of the source that do not stand in the output in any form; standing once is enough."""
    wanted = find_numbers(source)
    if not wanted:
        return ()
    values = _standing(output)
    return tuple(number for number in wanted if not any(_same(value, number.bare, number.value) for value in values))


def mend_numbers(source: str, output: str) -> str:
    """Return the output with wrong numbers replaced by the missing ones, where it is clear which is which.

    That is so when one number is missing and one number of the output comes from nowhere; and, where there are
    several, when between the same kept neighbours as many are wrong as are missing. Anything else stays as it is.

    >>> mend_numbers("परिषद में 61 सदस्य हैं।", "The council has 16 members.")
    'The council has 61 members.'
    """
    missing = missing_numbers(source, output)
    if not missing:
        return output
    wrong = _from_nowhere(source, output)
    pairs = [(wrong[0], missing[0])] if len(wrong) == len(missing) == 1 else _aligned(source, output, wrong, missing)
    for number, right in reversed(pairs):
        rest = output[number.end :]
        if suffix := _SUFFIX.match(rest):
            rest = _ordinal_suffix(int(right.bare)) + rest[suffix.end() :]
        output = output[: number.start] + right.text + rest
    return output


def _aligned(
    source: str, output: str, wrong: Sequence[Number], missing: Sequence[Number]
) -> list[tuple[Number, Number]]:
    """Return the wrong numbers with the missing ones that stand in their place, in the order of the output."""
    here, there = find_numbers(source), find_numbers(output)
    matcher = SequenceMatcher(None, [n.bare for n in here], [n.bare for n in there], autojunk=False)
    pairs = []
    for kind, low, high, from_, to in matcher.get_opcodes():
        if kind == "replace" and high - low == to - from_:
            pairs += [(n, m) for n, m in zip(there[from_:to], here[low:high], strict=True)]
    return [(n, m) for n, m in pairs if n in wrong and m in missing]


def _from_nowhere(source: str, output: str) -> list[Number]:
    """Return the numbers of the output that no number or number word of the source accounts for."""
    values = {value for number in find_numbers(source) for value in (number.bare, number.value)}
    values |= {_HINDI_WORDS[word] for word in re.findall(r"[\u0900-\u0963]+", source) if word in _HINDI_WORDS}
    return [
        number
        for number in find_numbers(output)
        if not any(_same(value, number.bare, number.value) for value in values)
    ]


def _find(text: str) -> Iterator[Number]:
    folded = ascii_digits(text)
    for match in _NUMBER.finditer(folded):
        bare = float(match.group().replace(",", "").replace(":", "."))
        unit = _UNIT_AFTER.match(folded, match.end())
        factor = _UNITS.get(unit[1].lower(), 1) if unit else 1
        yield Number(text=match.group(), start=match.start(), end=match.end(), bare=bare, value=bare * factor)


def _standing(output: str) -> set[float]:
    """Return what the numbers and number words of the output are worth, each with and without its unit."""
    values = {value for number in find_numbers(output) for value in (number.bare, number.value)}
    words = re.findall(r"[a-z]+", output.lower())
    for word, following in zip(words, [*words[1:], ""], strict=False):
        if word in _ENGLISH_WORDS:
            value = _ENGLISH_WORDS[word]
            values |= {value, value * _UNITS.get(following, 1)}
            if value in _TENS:
                values.add(value + _ENGLISH_WORDS.get(following, 0))
    return values


def _same(value: float, *others: float) -> bool:
    return any(abs(value - other) <= 1e-9 * max(abs(value), abs(other)) for other in others)


def _ordinal_suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
