"""Compares the numbers of a Hindi sentence with those of its translation, and mends what the model got wrong.

A number counts as kept when its value stands in the output in any honest form: 1,00,000 as 100,000, 9.30 as 9:30,
3 as "three", 2 लाख as "2 lakh", "200,000" or "0.2 million". Standing once is enough: 10-10 is "10 each".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from indexer.translation.clock import find_times
from indexer.translation.numerals import Number, explained_values, find_numbers, is_same
from search.analysis.tokens import analyse
from search.lexicon import Kind, bundled_lexicon
from search.normalise import ascii_digits

_ORDINAL = re.compile(r"(st|nd|rd|th)\b")
_ORDINAL_FIGURE = re.compile(r"(?<![\d.,])(\d{1,4})(?:st|nd|rd|th)\b")
_ARTICLE = re.compile(r"(?i)\b(?:an?|single)\b")
_HINDI = re.compile(r"[\u0900-\u0963]+")
_WRITTEN = ((10**9, "billion"), (10**7, "crore"), (10**5, "lakh"))
_DISEASE = ("कोविड", "सीओवीआईडी")
_LIST_MARK = re.compile(r"\s*\(?(?P<number>[0-9०-९]{1,2})[-.)]+(?=\s)")
_MOST_ADDED = 2
_NEXT = re.compile(r"\s+([\u0900-\u0963]+)(?![-\u0900-\u0963])(?:\s+([0-9०-९]{4})(?![0-9०-९]))?")
_WORD_BEHIND = re.compile(r"\s+([\u0900-\u0963]+)(?![-\u0900-\u0963])")
_ORDINAL_HINDI = re.compile(r"(?:तीसर|चौथ|छठ|वां|वीं|वें)")
_JOINED = re.compile(r"\A(?:[-:.]?\d|st|nd|rd|th)|\n.*\d[-:.]?\Z")  # to another figure, or an ordinal
_BETWEEN = (" से ", "-", " या ")
_MONTHS = {
    "जनवरी": "January", "फरवरी": "February", "फ़रवरी": "February", "मार्च": "March", "अप्रैल": "April", "मई": "May",
    "जून": "June", "जुलाई": "July", "अगस्त": "August", "सितंबर": "September", "सितम्बर": "September",
    "अक्टूबर": "October", "अक्तूबर": "October", "नवंबर": "November", "नवम्बर": "November", "दिसंबर": "December",
    "दिसम्बर": "December",
}  # fmt: skip
_MONEY = {"रुपये": "Rs ", "रुपए": "Rs ", "रूपये": "Rs ", "डॉलर": "$"}
_DATE_IN_BRACKETS = re.compile(rf"\(\s*([0-9]{{1,2}})\s+({'|'.join(_MONTHS)}),?\s*([0-9]{{4}})?\s*\)")
_PLURALS = ("people", "children", "men", "women", "per cent")
_NO_NOUNS = ("new", "other", "good", "all")
_TELLING = 100  # from here on a number alone in brackets may be what somebody looks for
_COMPOUND = {"सौ": "hundred", "हजार": "thousand", "हज़ार": "thousand", "लाख": "lakh", "करोड़": "crore", "अरब": "billion"}


def wanted_numbers(source: str) -> tuple[Number, ...]:
    """Return the numbers of a Hindi text that must come through, in digits and in words."""
    return tuple(number for number in find_numbers(source) if not _names_disease(source[: number.start]))


def _names_disease(before: str) -> bool:
    """Say whether a number stands behind the name of Covid: its 19 is part of a name, "coronavirus" as well."""
    before = before.rstrip("- \t\n")
    return before.endswith(_DISEASE) or before[-5:].lower() == "covid"


@lru_cache(maxsize=1024)  # asked for the same two when a sentence is mended, judged and finished
def missing_numbers(source: str, output: str) -> tuple[Number, ...]:
    """Return the numbers of the source that do not stand in the output."""
    wanted = wanted_numbers(source)
    if not wanted:
        return ()
    values = {number.value for number in find_numbers(output)}
    missing = tuple(number for number in wanted if number.value not in values)
    if not missing:  # as for nine sentences in ten
        return ()
    if _ARTICLE.search(output):
        values.add(1.0)  # 1 मरीज: a patient
    if "and a half" in output:
        values |= {1.5, *(value + 0.5 for value in values)}  # a year and a half
    return tuple(number for number in missing if not any(_any(value, values) for value in _worth(number)))


def mend_numbers(source: str, output: str) -> str:
    """Return the output with wrong numbers replaced by the missing ones, where it is clear which is which.

    That is so when the figure is right and the unit is not; when one number is missing and one number of the output
    comes from nowhere; and, where there are several, when between the same kept neighbours as many are wrong as are
    missing. Anything else stays as it is.

    >>> mend_numbers("परिषद में 61 सदस्य हैं।", "The council has 16 members.")
    'The council has 61 members.'
    >>> mend_numbers("17 लाख लोग", "17 million people")
    '17 lakh people'
    """
    missing = missing_numbers(source, output)
    if not missing:
        return output
    output = _complete_ranges(source, output, missing)
    missing = tuple(number for number in missing_numbers(source, output) if number.digits)
    there = find_numbers(output)
    pairs = _other_units(source, there, missing)
    missing = tuple(number for number in missing if not any(number is one for _, one in pairs))
    wrong = _from_nowhere(source, there)
    if len(wrong) == len(missing) == 1:
        pairs.append((wrong[0], missing[0]))
    elif wrong and missing:
        pairs += _aligned(source, there, wrong, missing)
    for number, right in sorted(pairs, key=lambda pair: -pair[0].start):
        rest = output[number.end :]
        if suffix := _ORDINAL.match(rest):
            rest = _ordinal_suffix(int(right.bare)) + rest[suffix.end() :]
        output = output[: number.start] + in_english(right, source) + rest
    return output


def _complete_ranges(source: str, output: str, missing: Sequence[Number]) -> str:
    """Return the output with ranges whole of which it has one end: सात से आठ as "7 to 8", not "eight"."""
    here = find_numbers(source)
    for low, high in pairwise(here):
        between = source[low.end : high.start]
        # a hyphen only between words: 011-23970290 is a telephone number, 3-2 a result
        if between not in _BETWEEN or (between == "-" and (low.digits or high.digits)) or low.value >= high.value:
            continue
        if (low in missing) == (high in missing):
            continue
        kept = high if low in missing else low
        found = [number for number in find_numbers(output) if is_same(number.value, kept.value)]
        if len(found) == 1 and not _JOINED.search(output[found[0].end :][:2] + "\n" + output[: found[0].start][-2:]):
            whole = f"{in_english(low, source)} to {in_english(high, source)}"
            output = output[: found[0].start] + whole + output[found[0].end :]
    return output


def add_numbers(source: str, output: str) -> str:
    """Return the output with the numbers that it lacks added: a list mark in front, others in brackets at the end.

    Nothing is added where the output has numbers of its own making, since those may be meant, nor more than two; and no
    small number alone, which would tell nobody anything.

    >>> add_numbers("10- इटली में मौतें", "Deaths in Italy")
    '10- Deaths in Italy'
    >>> add_numbers("उसे 3 मई को 14 दिनों के लिए भर्ती कराया गया।", "He was admitted.")
    'He was admitted (May 3, 14 days).'
    """
    missing = missing_numbers(source, output)
    if not missing:
        return output
    mark = _LIST_MARK.match(source)
    if mark and missing[0].end == mark.end("number"):
        output = f"{ascii_digits(mark.group()).strip()} {output}"
        missing = missing[1:]
    if not missing or len(missing) > _MOST_ADDED or _from_nowhere(source, find_numbers(output)):
        return output
    told: list[str] = []
    for number in missing:
        phrase = _phrase(source, number)
        if (number.value >= _TELLING or " " in phrase) and not any(phrase in one for one in told):
            told.append(phrase)
    end = len(output.rstrip(' .!?।"”'))
    return f"{output[:end]} ({', '.join(told)}){output[end:]}" if told else output


def in_english(number: Number, text: str) -> str:
    """Return a number of a text in digits and English units, as Indian newspapers write it.

    >>> text = "६७ करोड़ ५० लाख, 80 हजार और 22 हजार करोड़"
    >>> [in_english(number, text) for number in find_numbers(text)]
    ['67 crore 50 lakh', '80,000', '22,000 crore']
    """
    if number.compound:
        written = ascii_digits(text[number.start : number.end])
        return _HINDI.sub(lambda match: _COMPOUND.get(match.group(), match.group()), written)
    if not number.units:
        return number.digits or f"{number.value:g}"
    for unit, name in _WRITTEN:
        if number.units[-1] >= unit:
            return f"{_plain(number.value / unit)} {name}"
    return _plain(number.value)


def _phrase(source: str, number: Number) -> str:
    """Return a number with what it counts: "14 days", "May 3, 2020", "Rs 500"; alone where that is not known."""
    written = in_english(number, source)
    following = _NEXT.match(source, number.end)
    if following is None:
        return written
    word, year = following[1], following[2]
    if word in _MONTHS:
        return f"{_MONTHS[word]} {written}" + (f", {ascii_digits(year)}" if year else "")
    if word in _MONEY:
        return _MONEY[word] + written
    if word == "बजे":
        time = next((time.text for time in find_times(source) if time.number == number and time.half), None)
        return time or f"{written} o'clock"
    counted = _counted_behind(source, number)
    return f"{written} {counted}" if counted else written


def _counted_behind(source: str, number: Number) -> str:
    """Return the English of what a number counts, up to three words behind it: दो वरिष्ठ नागरिकों are 2 citizens."""
    if number.value <= 1 or _ORDINAL_HINDI.search(source[number.start : number.end]):
        return ""
    at = number.end
    for _ in range(3):
        following = _WORD_BEHIND.match(source, at)
        kind, plural = _counted(following[1]) if following else ("function", "")
        if plural or following is None or kind == "function":
            return plural
        at = following.end()
    return ""


@lru_cache(maxsize=4096)
def _counted(word: str) -> tuple[Kind | None, str]:
    """Return the kind of a word, and the English plural of what is counted, or "" where the lexicon shows no noun."""
    entry = bundled_lexicon().entry(tuple(token.term for token in analyse(word)))
    if entry is None or entry.kind not in ("word", "loan"):
        return entry.kind if entry else None, ""
    gloss = entry.glosses[0]
    if gloss in _PLURALS or (gloss.endswith("s") and not gloss.endswith(("ss", "us"))):
        return entry.kind, gloss
    plural = gloss[:-1] + "ies" if gloss.endswith("y") and gloss[-2:-1] not in "aeiou" else gloss + "s"
    known = gloss not in _NO_NOUNS and bundled_lexicon().hindi(tuple(token.term for token in analyse(plural)))
    return entry.kind, plural if known else ""


def _worth(number: Number) -> tuple[float, ...]:
    """Return the values as which a number may come through; साढ़े तीन बजे is 3.5 and 3:30."""
    part = number.value % 1
    if number.digits or not part:
        return (number.value,)
    return (number.value, number.value - part + part * 0.6)


def _any(value: float, values: Iterable[float]) -> bool:
    return any(is_same(value, other) for other in values)


def _other_units(source: str, there: Sequence[Number], missing: Sequence[Number]) -> list[tuple[Number, Number]]:
    """Return the numbers of the output that have the figure of a missing one and a value that the source has not."""
    values = {number.value for number in find_numbers(source)}
    pairs = []
    for number in missing:
        alike = [one for one in there if is_same(one.bare, number.bare) and not _any(one.value, values) and one.digits]
        if len(alike) == 1:
            pairs.append((alike[0], number))
    return pairs


def _aligned(
    source: str, there: Sequence[Number], wrong: Sequence[Number], missing: Sequence[Number]
) -> list[tuple[Number, Number]]:
    """Return the wrong numbers with the missing ones that stand in their place, in the order of the output."""
    here = [number for number in find_numbers(source) if number.digits]
    there = [number for number in there if number.digits]
    matcher = SequenceMatcher(None, [n.value for n in here], [n.value for n in there], autojunk=False)
    pairs = []
    for kind, low, high, from_, to in matcher.get_opcodes():
        if kind == "replace" and high - low == to - from_:
            pairs += [(n, m) for n, m in zip(there[from_:to], here[low:high], strict=True)]
    return [(n, m) for n, m in pairs if n in wrong and m in missing]


def _from_nowhere(source: str, there: Sequence[Number]) -> list[Number]:
    """Return the numbers in digits of the output that nothing of the source accounts for."""
    values = explained_values(source)
    return [
        number for number in there if number.digits and not _any(number.value, values) and not _any(number.bare, values)
    ]


def mend_dates(source: str, output: str) -> str:
    """Return the output with the months of dates in brackets that have lost them.

    >>> mend_dates("सोमवार (16 मार्च, 2020) को बैठक", "A meeting on Monday (16, 2020)")
    'A meeting on Monday (March 16, 2020)'
    """
    for day, month, year in _DATE_IN_BRACKETS.findall(source) if "(" in source else ():
        there = re.search(rf"\(0?{int(day)}(?:,? ?{year or '(?!)'})?\)", output)
        if there and _MONTHS[month] not in output:
            date = f"({_MONTHS[month]} {int(day)}" + (f", {year})" if year else ")")
            output = output[: there.start()] + date + output[there.end() :]
    return output


def mend_ordinals(output: str) -> str:
    """Return the output with the endings of ordinals in digits as English has them.

    >>> mend_ordinals("India is at 101th place, on the 22th and the 12th.")
    'India is at 101st place, on the 22nd and the 12th.'
    """
    if _ORDINAL_FIGURE.search(output) is None:
        return output
    return _ORDINAL_FIGURE.sub(lambda match: match[1] + _ordinal_suffix(int(match[1])), output)


def _ordinal_suffix(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == round(value) else f"{value:g}"
