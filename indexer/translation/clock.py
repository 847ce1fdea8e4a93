"""Sees to it that times of the day come through: सुबह 8 बजे is 8 am and not 8 pm, साढ़े सात बजे is 7:30 and not 7.5.

The Hindi says which half of the day is meant by a word beside the hour; a small model often says "pm" for any of them.
What is compared is the hour: where the output has it, with the wrong half, the half is put right, and where one hour
is missing and one comes from nowhere, that is put right too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from indexer.translation.numeral_words import ENGLISH
from indexer.translation.numerals import Number, find_numbers, is_same

_OCLOCK = re.compile(r"\s*(?:बजे|बजकर|बजने)(?![\u0900-\u0963])")
_ONE = re.compile(r"(?<![\u0900-\u0963])एक(?=\s*(?:बजे|बजकर|बजने)(?![\u0900-\u0963]))")  # else it is "a"
_MINUTES = re.compile(r"\s*बजकर\s+([0-9]{1,2})\s+मिनट")
_MORNING, _NOON, _EVENING, _NIGHT = "am", "noon", "pm", "night"
_PARTS_OF_DAY = {
    _MORNING: "सुबह सुबह-सुबह सवेरे सबेरे तड़के प्रातः प्रात: प्रात भोर पूर्वाह्न",
    _NOON: "दोपहर अपराह्न",
    _EVENING: "शाम सायं सांय",
    _NIGHT: "रात रात्रि मध्यरात्रि",
}
_PART_OF = {word: part for part, words in _PARTS_OF_DAY.items() for word in words.split()}
_PART = "|".join(sorted(map(re.escape, _PART_OF), key=len, reverse=True))
_FILLERS = "करीब|क़रीब|लगभग|तकरीबन|ठीक|के|को|में|की|ही|सवेरे|सबेरे"
_PART_BEFORE = re.compile(rf"(?<![\u0900-\u0963])({_PART})(?:\s+(?:{_FILLERS}))*\s+\Z")
_PART_BEHIND = re.compile(rf"\s*बजे\s+(?:की\s+|के\s+)?({_PART})(?![\u0900-\u0963-])(?!\s+\S+\s+बजे)")
_BETWEEN = re.compile(r"\s*(?:से|-|–|और|व)\s*(?:लेकर\s+)?")
_CLOSE = re.compile(rf"\s*(?:से|-|–|और|व)\s*(?:लेकर\s+)?(?:{_PART})?(?:\s+(?:{_FILLERS}))*\s*\Z")

_HOURS = {word: int(value) for word, value in ENGLISH.items() if 1 <= value <= 12 and word[-2:] not in ("th", "st")}
_HOURS = {word: hour for word, hour in _HOURS.items() if word not in ("a", "an", "once", "single", "twice", "double")}
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d{1,4}(?:[:.]\d{1,2})?"
_FIGURE = rf"(?<![\d.,:$-])(?P<figure>{_DIGITS}|(?:{'|'.join(_HOURS)})\b)(?P<more>\s+and\s+a\s+half\b)?"
_CLOCK = re.compile(rf"(?i){_FIGURE}\s*(?P<half>[ap]\.m\.|[ap]m\b)")
_PAST = re.compile(
    rf"(?i)\b(?:at|by|until|till|from|around|about|to)\s+{_FIGURE}(?<=half)(?!\s*(?:[ap]\.?m\b|hours?\b))"
)
_ALONE = re.compile(
    rf"(?i)\b(?:at|by|until|till|from|around|about)\s+{_FIGURE}(?=\s*(?:[.,;:!?)]|\Z|(?:on|in|to|and|until)\b))"
)
_PART_SAID = re.compile(r"(?i)\b(?:morning|dawn|evening|night|midnight|noon|afternoon|o['’]clock|[ap]m)\b|[ap]\.m\.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time of the day in a Hindi text."""

    number: Number
    hour: int
    minute: int
    half: str  # "am", "pm", or "" where the text does not say it

    @property
    def text(self) -> str:
        """The time in English: "7:30 pm"."""
        hour = f"{self.hour}:{self.minute:02}" if self.minute else str(self.hour)
        return f"{hour} {self.half}" if self.half else hour


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """A time in the output, as it is written: output[start:end] is its figure, and output[end:behind] its half."""

    start: int
    end: int
    behind: int
    value: float
    half: str


def find_times(source: str) -> tuple[Time, ...]:
    """Return the times of the day in a Hindi text, in order; hours above 12 are left out, their half is plain.

    >>> [time.text for time in find_times("सुबह साढ़े आठ बजे से रात 10 बजे तक")]
    ['8:30 am', '10 pm']
    """
    if "बज" not in source:
        return ()
    ones = [Number(start=one.start(), end=one.end(), digits="", bare=1, value=1) for one in _ONE.finditer(source)]
    numbers = sorted((*find_numbers(source), *ones), key=lambda number: number.start)
    found: list[Time] = []
    for number, following in pairwise((*numbers, None)):
        if number is None:
            continue
        before = found[-1] if found else None
        if _OCLOCK.match(source, number.end):
            time = _time(source, number)
        elif following and _OCLOCK.match(source, following.end) and _CLOSE.match(source[number.end : following.start]):
            time = _time(source, number)  # the first of "10 से शाम 4 बजे"
            time = time if time and time.half else None
        else:
            time = None
        if time and not time.half and before and _BETWEEN.fullmatch(source, before.number.end, number.start):
            time = replace(time, half=_half_behind(before, time))
        if time:
            found.append(time)
    return tuple(found)


def mend_times(source: str, output: str) -> str:
    """Return the output with the times of the day put right, where it is clear which is which.

    >>> mend_times("दोपहर 12 बजे तक", "Until 12 am")
    'Until 12 pm'
    >>> mend_times("शाम पौने छह बजे आग लगी।", "The fire took place at 6 pm.")
    'The fire took place at 5:45 pm.'
    """
    times = find_times(source)
    if not times:
        return output
    wanted = _pair(times, [_said(match) for match in _CLOCK.finditer(output)])
    if not _PART_SAID.search(output):
        alone = [_said(match) for match in _ALONE.finditer(output)]
        wanted += [pair for pair in _pair(times, alone) if pair[1] and pair[1].half]
    elif "half" in output:
        past = [_said(match) for match in _PAST.finditer(output)]
        wanted += [(one, replace(time, half="")) for one, time in _pair(times, past) if time]
    strange = [one for one, time in wanted if time is None]
    values = [number.value for number in find_numbers(output)]
    here = {number.value for number in find_numbers(source)}
    missing = [time for time in times if not any(_is_value(time, value) for value in values)]
    for one, time in sorted(wanted, key=lambda pair: -pair[0].start):
        # in the place of the missing time stands a figure of the model's own, or one that it says twice ("17 am on
        # April 17"); what stands once and is in the source, too, is meant, and only no time: "75 pm"
        own = one.value not in here or values.count(one.value) > 1
        if time is None and own and len(strange) == len(missing) == 1:
            time = missing[0]
        if time is not None:
            output = output[: one.start] + _written(output, one, time) + output[one.behind :]
        elif one.value >= 13 and one.behind > one.end:
            output = output[: one.end] + output[one.behind :]
    return output


def _time(source: str, number: Number) -> Time | None:
    """Return the time that begins with a number, None where it is none of a clock with twelve hours."""
    minutes = _MINUTES.match(source, number.end)
    if number.digits:
        hour, _, written = number.digits.replace(":", ".").partition(".")
        if "," in hour or len(written) == 1:
            return None
        clock = (int(hour), int(written or 0))
    else:
        clock = (int(number.value), round(number.value % 1 * 60))
    hours, minute = (clock[0], int(minutes[1])) if minutes else clock
    if not 1 <= hours <= 12 or minute > 59 or number.units:
        return None
    part = _PART_BEFORE.search(source[: number.start]) or _PART_BEHIND.match(source, number.end)
    return Time(number=number, hour=hours, minute=minute, half=_half(_PART_OF[part[1]], hours) if part else "")


def _half(part: str, hour: int) -> str:
    """Return the half of the day of an hour: रात 10 is pm, and रात 2 am; "" where nobody says it so (सुबह 12)."""
    if part == _NIGHT:
        return "pm" if 6 <= hour < 12 else "am"
    if part == _NOON:
        return "am" if 9 < hour < 12 else "pm"
    return "" if hour == 12 else part


def _half_behind(before: Time, time: Time) -> str:
    """Return the half of the second time of "सुबह 7 से 9 बजे", which goes on in the first one's."""
    if not before.half or before.hour == 12:
        return ""
    return before.half if before.hour < time.hour < 12 else ""


def _said(match: re.Match[str]) -> _Said:
    figure = match["figure"].lower()
    value = float(_HOURS[figure]) if figure in _HOURS else float(figure.replace(":", ".").replace(",", ""))
    half = match.groupdict().get("half") or ""
    start, end = match.start("figure"), match.end("more") if match["more"] else match.end("figure")
    return _Said(
        start=start,
        end=end,
        behind=match.end(),
        value=value + (0.5 if match["more"] else 0),
        half=half.lower().replace(".", ""),
    )


def _is_value(time: Time, value: float) -> bool:
    """Say whether a figure may mean a time: 8.3 is what 8.30 is worth, and 8.5 what the model makes of साढ़े आठ."""
    return is_same(value, time.hour + time.minute / 100) or is_same(value, time.number.value)


def _pair(times: Sequence[Time], said: Sequence[_Said]) -> list[tuple[_Said, Time | None]]:
    """Return each time of the output with the one of the source that it means; left out where that is unclear."""
    pairs: list[tuple[_Said, Time | None]] = []
    for one in said:
        meant = [time for time in times if _is_value(time, one.value)]
        alike = [other for other in said if is_same(other.value, one.value)]
        if not meant:
            pairs.append((one, None))
        elif len({time.text for time in meant}) == 1:
            pairs.append((one, meant[0]))
        elif len(meant) == len(alike):  # "7 बजे" in the morning and in the evening
            pairs.append((one, meant[alike.index(one)]))
    return pairs


def _written(output: str, one: _Said, time: Time) -> str:
    """Return a time as it is to stand in the output: as it did, but for what was wrong."""
    figure, half = output[one.start : one.end], output[one.end : one.behind]
    if not is_same(one.value, time.hour + time.minute / 100):
        figure = replace(time, half="").text
    if time.half and time.half != one.half:
        written = f"{time.half[0]}.m." if "." in half else time.half
        half = half[: len(half) - len(half.lstrip())] + written if one.half else f" {written}"
    return figure + half
