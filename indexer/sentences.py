"""Splits a paragraph of Hindi or English news into sentences, with their offsets.

The rule: a sentence is a slice of the given text, so nothing is changed and nothing but white space falls between
two of them. What ends one is decided at each terminator by what stands around it, in this order: a danda always
ends (।, ॥), then ? and !, an ellipsis, a full stop (which half of the Hindi press types instead of the danda), and
the bar | typed for a danda. indic-nlp-library has a splitter too; it moves a closing quote to the next sentence,
ignores newlines, and importing it needs pandas.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from indexer.abbreviations import (
    ENGLISH_NEVER_LAST,
    ENGLISH_SOMETIMES_LAST,
    ENGLISH_STARTERS,
    HINDI_ABBREVIATIONS,
    HINDI_FINAL_WORDS,
    HINDI_INITIALS,
    HINDI_INITIALS_OR_WORDS,
)

LONGEST = 1200  # code points; the translator must never be handed a page without a full stop

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_TERMINATORS = re.compile(r"[।॥?!….|]+")
_PROTECTED = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”’।]+"  # a URL
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|\b[a-zA-Z0-9][\w-]{0,63}(?:\.[\w-]{1,63}){0,6}\.(?:com|org|net|in|gov|edu|co|info|tv|news|io)\b(?:/[^\s।]*)?"
)
_MAY_PROTECT = re.compile(r"@|://|www\.|\.(?:com|org|net|in|gov|edu|co|info|tv|news|io)\b")  # far faster; rarely there
_WORD_CHARACTER = re.compile(r"[^\W_]")
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0970-\u097f]")
_WORD_BACKWARDS = re.compile(r"[^\s(\[{<\"'“‘«/,;:–—-]+")
_LIST_MARK = re.compile(r"[\s(\[“\"'•*–—-]*(?:[0-9०-९]{1,3}|[a-zA-Z]|[ivxIVX]{2,4}|[क-ह])\Z")
_CLOSING = "”’»)]}›"
_PARTED_CLOSING = re.compile(r"[^\S\n]+[”’»)\]]+(?=\s|$)")
_STRAIGHT = "\"'"
_OPENING = "“‘«([{‹"
_CONTINUING = ",;:"
_CUT = re.compile(r"[,;:–—](?=\s)")
_MARKS = re.compile(r"[\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u200c\u200d]")
_AROUND = 200  # characters before and after a terminator that are looked at: it is decided by the words beside it
_DOUBLE = re.compile('"')
_OPENED = re.compile(r"(?:^|[\s(,:।.?!-])'(?=\S)")
_CLOSED = re.compile(r"\S'(?=$|[\s,।.?!)])")
_VIRAMA = "\u094d"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence and where it stands: text == paragraph[start:end], in code points."""

    text: str
    start: int
    end: int


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order, stripped and never empty; a newline always ends one.

    >>> [sentence.text for sentence in split_sentences("डॉ. राव आए. उन्होंने पूछा, “कब?” बैठक 9.30 बजे है।")]
    ['डॉ. राव आए.', 'उन्होंने पूछा, “कब?”', 'बैठक 9.30 बजे है।']
    """
    found: list[Sentence] = []
    for line in _LINE.finditer(text):
        for start, end in _join_wordless(line.group(), _spans(line.group())):
            found.extend(_cut_long(text, line.start() + start, line.start() + end))
    return tuple(found)


def _spans(line: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of one line begin and end, white space around them included."""
    protected = [match.span() for match in _PROTECTED.finditer(line)] if _MAY_PROTECT.search(line) else []
    start = passed = 0
    for match in _TERMINATORS.finditer(line):
        while passed < len(protected) and protected[passed][1] - 1 <= match.start():
            passed += 1
        if match.start() < start or (passed < len(protected) and protected[passed][0] <= match.start()):
            continue
        end = _after_closing(line, start, match.end())
        if _ends(line, start, match, end):
            yield start, end
            start = end
    if start < len(line):
        yield start, len(line)


def _after_closing(line: str, start: int, at: int) -> int:
    """Return the place behind the quotes and brackets that close what the sentence opened."""
    while at < len(line):
        if line[at] not in _CLOSING and not (line[at] in _STRAIGHT and _is_closing(line, start, at)):
            break
        at += 1
    parted = _PARTED_CLOSING.match(line, at)  # "जीतेंगे। ” सभा"
    return parted.end() if parted else at


def _is_closing(line: str, start: int, at: int) -> bool:
    # A straight quote closes when the sentence has an open one. One that opened in an earlier sentence closes too:
    # "यह ठीक है। हम जाएंगे।" – so all of the line counts, not only this sentence.
    quote = line[at]
    if quote == '"':
        return bisect_left(_places(_DOUBLE, line), at) % 2 == 1
    opened = bisect_left(_places(_OPENED, line), at - 1) - bisect_left(_places(_CLOSED, line), at - 1)
    if line[at - 1] == "'" and not line[at - 2 : at - 1].isspace() and at > 1:  # the first of '' has closed one
        opened -= 1
    return opened > 0 or at + 1 == len(line) or line[at + 1].isspace()


@lru_cache(maxsize=6)  # of the line that is being read; each quote asks again
def _places(quotes: re.Pattern[str], line: str) -> tuple[int, ...]:
    return tuple(match.end() - 1 for match in quotes.finditer(line))


def _ends(line: str, start: int, match: re.Match[str], end: int) -> bool:
    """Say whether the terminators at `match`, with their closing quotes up to `end`, end a sentence."""
    run = match.group()
    before, after = line[max(start, match.start() - _AROUND) : match.start()], line[end : end + _AROUND]
    following = after.lstrip()
    if following[:1] and following[0] in _CONTINUING:
        return False
    if "।" in run or "॥" in run:
        return True
    if not following:
        return True
    if "?" in run or "!" in run:
        return not before.endswith("(") and _may_begin(before, after)
    if "|" in run:
        return _bar_ends(before, after, run)
    if "…" in run or len(run) > 1:
        return after[0].isspace() and not before[-1:].isspace() and bool(before) and not _is_lower(following)
    return _stop_ends(before, after)


def _may_begin(before: str, after: str) -> bool:
    """Say whether a sentence may begin with `after`; without a space only where Hindi stands on a side."""
    if after[0].isspace():
        return not _is_lower(after.lstrip())
    if _is_hindi(after[0]):
        return True
    return _is_hindi(before[-1:]) and (after[0].isdigit() or after[0].isupper() or after[0] in _OPENING + _STRAIGHT)


def _bar_ends(before: str, after: str, run: str) -> bool:
    """A bar is a danda after a Hindi word; with a space on both sides it parts headlines, except after a verb."""
    if not after[0].isspace() or not before.strip():
        return False
    if before[-1].isspace() and run == "|":
        return before.split()[-1] in HINDI_FINAL_WORDS
    return _is_hindi(before.rstrip().rstrip(_CLOSING + _STRAIGHT)[-1:])


def _stop_ends(before: str, after: str) -> bool:
    """Say whether a single full stop ends a sentence."""
    if not before.strip() or _LIST_MARK.match(before):
        return False
    if before[-1].isspace():  # "है . इसमें"
        return _is_hindi(before.rstrip()[-1]) and after[0].isspace()
    if before[-1].isdigit():
        return not after[0].isdigit() and _may_begin(before, after)
    backwards = _WORD_BACKWARDS.match(before[::-1])
    word = backwards.group()[::-1] if backwards else ""
    last = word.rpartition(".")[2]
    if last and _is_hindi(last[-1]):
        return not _is_hindi_abbreviation(before[: -len(last)], last, after) and _may_begin(before, after)
    if word and last and last[-1].isalpha():
        return _english_stop_ends(word, after)
    return _may_begin(before, after)


def _is_hindi_abbreviation(before: str, last: str, after: str) -> bool:
    bare = re.sub("[\u093c\u200c\u200d]", "", last)  # nukta, ZWNJ, ZWJ
    if bare in HINDI_ABBREVIATIONS or len(bare) == 1 or (bare == "से" and after.startswith("मी")):
        return True
    if bare in HINDI_INITIALS:
        return True
    if bare not in HINDI_INITIALS_OR_WORDS:
        return False
    # "आई." is I or "came", "पी." is P or "drank": an initial only beside another one or at the very beginning.
    neighbour = re.match(r"\s*([\u0900-\u097f]+)\.", after)
    previous = before.rstrip()
    return (
        not previous.strip(_OPENING + _STRAIGHT)
        or (previous.endswith(".") and _is_initial(re.split(r"[\s.]+", previous[:-1])[-1]))
        or (neighbour is not None and _is_initial(neighbour[1]))
    )


def _is_initial(word: str) -> bool:
    return word in HINDI_INITIALS or word in HINDI_INITIALS_OR_WORDS or word in HINDI_ABBREVIATIONS


def _english_stop_ends(word: str, after: str) -> bool:
    if not after[0].isspace():
        return _is_hindi(after[0])
    following = after.lstrip()
    if _is_lower(following) or word.lower() in ENGLISH_NEVER_LAST:
        return False
    if len(word) == 1 or "." in word or word.lower() in ENGLISH_SOMETIMES_LAST:  # A. P. J. Kalam; U.S. President
        starter = re.match(r"[“\"‘']?([A-Za-z]+)", following)
        return _is_hindi(following[0]) if starter is None else starter[1] in ENGLISH_STARTERS
    return True


def _is_hindi(char: str) -> bool:
    return bool(char) and _DEVANAGARI.match(char) is not None


def _is_lower(text: str) -> bool:
    return bool(text) and text[0].islower()


def _join_wordless(line: str, spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Give what has no word in it (a lone ” or ...) to the sentence before it, at the beginning to the one after."""
    joined: list[tuple[int, int]] = []
    wordy = False  # whether the last of them has a word
    for start, end in spans:
        has_word = _WORD_CHARACTER.search(line, start, end) is not None
        if joined and not (has_word and wordy):
            joined[-1] = (joined[-1][0], end)
            wordy = wordy or has_word
        else:
            joined.append((start, end))
            wordy = has_word
    return joined


def _cut_long(text: str, start: int, end: int) -> Iterator[Sentence]:
    """Yield text[start:end] stripped, in pieces no longer than LONGEST cut at a comma or else at a space."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = _cut_place(text, start, start + LONGEST)
        yield from _cut_long(text, start, cut)
        start = cut
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield Sentence(text=text[start:end], start=start, end=end)


def _cut_place(text: str, start: int, limit: int) -> int:
    commas = [match.end() for match in _CUT.finditer(text, start + LONGEST // 3, limit)]
    if commas:
        return commas[-1]
    for at in range(limit, start + LONGEST // 3, -1):
        if text[at].isspace():
            return at
    for at in range(limit, start + LONGEST // 3, -1):  # one endless word: at least not inside a syllable
        if not _MARKS.match(text[at]) and text[at - 1] != _VIRAMA:
            return at
    return limit
