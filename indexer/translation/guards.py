"""Says what is wrong with a translation that the model made, and mends what can be mended from the source.

Nothing here knows grammar: a guard compares what must come through unchanged (numbers, Latin words, addresses) and
notices output that cannot be a translation (loops, nothing, far too much).
"""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.translation.clock import mend_times
from indexer.translation.doubling import mend_doubling, plain_words, repeats
from indexer.translation.names import mend_names, missing_names
from indexer.translation.negation import is_negation_lost
from indexer.translation.passthrough import mend_latin, missing_latin
from indexer.translation.quantities import mend_dates, mend_numbers, mend_ordinals, missing_numbers
from indexer.translation.romanise import romanise
from indexer.translation.weekdays import mend_days, missing_days

VERSION = 3  # part of the translation memory's key: count it up when the guards change what they return

_HINDI = re.compile(r"[\u0900-\u0963\u0966-\u097f]")
_HINDI_RUN = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STUTTER = re.compile(r"(?i)([a-z]{1,6}?)\1{4,}")  # "rojojojojojo"
_SMALL_START = re.compile(r"\A['\"‘“(]*[a-z](?=[a-z'’-]*(?:[\s,;:?!]|\Z))")  # no address, no iPhone
_LONGEST_UNIT = 8  # words of what is repeated


def has_hindi(text: str) -> bool:
    """Say whether a letter, sign or digit of Devanagari stands in the text; without one it is not translated."""
    return _HINDI.search(text) is not None


def faults(source: str, output: str) -> int:
    """Return how bad the output is: 0 is faultless, and of two outputs the one with fewer faults is better."""
    count = 2 * len(missing_numbers(source, output)) + 2 * len(missing_latin(source, output))
    count += len(missing_names(source, output)) + len(missing_days(source, output))
    if is_negation_lost(source, output):
        count += 2
    if is_unusable(source, output):
        count += 200
    if find_loop(output) is not None and find_loop(source) is None:
        count += 100
    if _is_short(source, output):
        count += 20
    return count


def mend(source: str, output: str) -> str:
    """Return the output with wrong numbers, times and days, garbled names and lost Latin words put right.

    No Devanagari is left in it, and it begins with a capital: one headline in forty did not.
    """
    if not output.isascii():
        output = _HINDI_RUN.sub(lambda match: romanise(match.group()), output)
    output = mend_times(source, mend_ordinals(mend_numbers(source, output)))
    output = mend_dates(source, mend_days(source, output))
    output = mend_names(source, mend_latin(source, output))
    output = mend_doubling(source, output)
    return _SMALL_START.sub(lambda match: match.group().upper(), output, count=1)


def is_unusable(source: str, output: str) -> bool:
    """Say whether the output cannot be shown as a translation: no word in it, or absurdly long."""
    if not _WORD.search(output):
        return _WORD.search(source) is not None or has_hindi(source)
    return len(output) > 3 * len(source) + 60


def find_loop(text: str) -> tuple[int, int] | None:
    """Return where a text repeats itself: from behind the first occurrence to behind the last; None if nowhere.

    Repeating itself means the same word five times on end, or the same two to eight words three times on end, or
    the same letters within a word five times.

    >>> text = "He said that he said that he said that it rains."
    >>> find_loop(text)
    (12, 38)
    """
    if text.isascii():  # three sentences in four are done with here
        plain = plain_words(text)
        if len(plain) - len(set(plain)) < 4:
            return _find_stutter(text) if any(map(_may_stutter, plain)) else None
    words = _WORD.findall(text.lower())
    if not any(repeats(words, unit, _times(unit)) for unit in range(1, _LONGEST_UNIT + 1)):
        return _find_stutter(text)
    found = list(_WORD.finditer(text.lower()))
    for unit in range(1, _LONGEST_UNIT + 1):
        run = 0  # how many words on end equal the one `unit` places before
        for at in range(unit, len(words) + 1):
            if at < len(words) and words[at] == words[at - unit]:
                run += 1
            elif run >= unit * (_times(unit) - 1):
                return found[at - run - 1].end(), found[at - 1].end()
            else:
                run = 0
    return _find_stutter(text)


def cut_loops(source: str, output: str) -> str:
    """Return the output with everything said only once; unchanged where the source repeats itself too."""
    if find_loop(source) is not None:
        return output
    while (loop := find_loop(output)) is not None:
        output = output[: loop[0]] + output[loop[1] :]
    return output


def _times(unit: int) -> int:
    """Return how often so many words must be said on end to be a loop."""
    return 5 if unit == 1 else 3


@lru_cache(maxsize=50_000)
def _may_stutter(word: bytes) -> bool:
    """Say whether letters of a word come again often enough; the pattern takes far longer over a whole sentence."""
    return len(word) - len(set(word)) >= 4


def _find_stutter(text: str) -> tuple[int, int] | None:
    stutter = _STUTTER.search(text)
    return (stutter.end(1), stutter.end()) if stutter else None


def _is_short(source: str, output: str) -> bool:
    return len(source) > 60 and len(output) * 5 < len(source)
