"""The ways to write one number or date: in digits, in words of both languages, with lakh and crore."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from importlib.resources import files

from search.analysis.folding import fold
from search.names import bundled_names

Words = tuple[str, ...]
_SCALES: tuple[tuple[int, Words], ...] = (
    (100, ("सौ", "hundred")),
    (1_000, ("हजार", "thousand")),
    (100_000, ("लाख", "lakh", "lac")),
    (1_000_000, ("मिलियन", "million")),
    (10_000_000, ("करोड", "crore")),
    (1_000_000_000, ("अरब", "billion")),
)
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_ORDINAL = re.compile("([0-9]{1,2})(?:st|nd|rd|th)")
_DIGITS = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,3})?")
FEWEST_IN_WORDS = 3  # एक and दो are mostly no numbers ("a", "give"), but in एक लाख and दो करोड they are
MOST_IN_WORDS = 100
LONGEST = 3  # terms of a number or date: twenty five lakh


def written_otherwise(terms: Words) -> tuple[Words, ...]:
    """Return the other ways to write the number or date that the folded terms are; nothing where they are none.

    >>> [" ".join(form) for form in written_otherwise(("2", "लाख"))]
    ['200000', '2 lakh', '2 lac', 'दो लाख', 'two lakh']
    >>> [" ".join(form) for form in written_otherwise(("पच्चीस",))]
    ['25', 'पचीस', 'twenty five', 'twentyfive']
    """
    forms = _dates(terms)
    if not forms:
        value = _value(terms)
        forms = _numbers(value) if value is not None and value >= FEWEST_IN_WORDS else ()
    return tuple(form for form in dict.fromkeys(forms) if form != terms)


def _dates(terms: Words) -> tuple[Words, ...]:
    """Return the ways to write a day and a month: 15 अगस्त, 15 August, Aug 15, 15th August."""
    if len(terms) != 2:
        return ()
    for day, month in (terms, terms[::-1]):
        number = _ORDINAL.sub(r"\1", day)
        if number.isascii() and number.isdecimal() and 1 <= int(number) <= 31 and month in _months():
            number = str(int(number))
            hindi, english = _months()[month]
            return (
                *((number, name) for name in hindi),
                *(
                    form
                    for name in english
                    for written in (number, number + _ending(int(number)))
                    for form in ((written, name), (name, written))
                ),
            )
    return ()


@cache
def _months() -> dict[str, tuple[Words, Words]]:
    """Return the Hindi and English names of the month that each name of a month means."""
    names = bundled_names()
    months: dict[str, tuple[Words, Words]] = {}
    for month in _MONTHS:
        group = names.groups[names.places[(month,)][0][0]]
        hindi = tuple(name.terms[0] for name in group if name.hindi)
        english = tuple(name.terms[0] for name in group if not name.hindi)
        months |= dict.fromkeys((*hindi, *english), (hindi, english))
    return months


def _ending(number: int) -> str:
    return "th" if number in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _value(terms: Words) -> Decimal | None:
    """Return the number that the terms are: digits or words, and perhaps one scale."""
    scale = next((factor for factor, names in _SCALES if terms[-1] in names), None)
    if scale is not None and len(terms) > 1:
        value = _small(terms[:-1])
        return None if value is None else value * scale
    return _small(terms)


def _small(terms: Words) -> Decimal | None:
    if len(terms) == 1 and _DIGITS.fullmatch(terms[0]):
        return Decimal(terms[0])
    value = _words().get(terms)
    return None if value is None else Decimal(value)


def _numbers(value: Decimal) -> tuple[Words, ...]:
    whole = int(value) if value == value.to_integral_value() else None
    forms: list[Words] = [] if whole is None else [(str(whole),)]
    if whole is not None and FEWEST_IN_WORDS <= whole <= MOST_IN_WORDS:
        forms += _in_words()[whole]
    for factor, names in _SCALES:
        share = value / factor
        if factor >= 1_000 and 1 <= share < 100 and share == round(share, 2):
            number = f"{share.normalize():f}"
            forms += [(number, name) for name in names]
            for words in _in_words().get(int(share), ()) if share == int(share) else ():
                english = words[0].isascii()
                forms += [(*words, name) for name in names[:2] if name.isascii() == english]
    return tuple(forms)


@cache
def _in_words() -> dict[int, tuple[Words, ...]]:
    """Return the words for each number up to a hundred, Hindi first."""
    lines = (files("search") / "data" / "numbers.tsv").read_text(encoding="utf-8").splitlines()
    found: dict[int, tuple[Words, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            number, hindi, english = line.split("\t")
            parted = tuple(english.split("-"))
            spellings = dict.fromkeys(fold(word) for word in hindi.split())
            found[int(number)] = (*((word,) for word in spellings), parted, *([("".join(parted),)] * (len(parted) > 1)))
    return found


@cache
def _words() -> dict[Words, int]:
    return {words: number for number, forms in _in_words().items() for words in forms}
