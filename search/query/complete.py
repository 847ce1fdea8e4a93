"""Completing what is being typed: from the titles of the newest articles, names, and the words of the index.

Latin letters are completed as they stand and, by their sound, in Devanagari.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nsmallest
from itertools import zip_longest

from search.analysis.folding import fold, is_devanagari
from search.analysis.sound import sound_key
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import Token, analyse
from search.engines.base import Engine, Request, Vocabulary
from search.lexicon import Lexicon
from search.names import Names

SHORTEST = 2  # letters before anything is offered
TITLES = 2_000  # newest articles whose titles are taken
LONGEST = 3  # words of a phrase taken from titles
LONGEST_TITLE = 120  # code points of a title that is offered whole
SHORT_WORDS = 24  # words of the index that are offered where titles have nothing
CONTEXT = 6  # words typed before that are taken into account
AFTER_ALL = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Completion:
    """A word, phrase or title that can be offered."""

    key: str  # its folded terms with spaces between them
    text: str
    worth: float  # how many titles have it; of a frequent word, up to 1 more


@dataclass(frozen=True, slots=True)
class Completions:
    """What can be offered, in the order of keys, and in the order of sounds."""

    by_key: tuple[Completion, ...]
    keys: tuple[str, ...]
    by_sound: tuple[Completion, ...]  # those in Devanagari
    sounds: tuple[str, ...]

    def beginning(self, prefix: str, limit: int) -> list[Completion]:
        """Return the most frequent ones whose key begins with the prefix."""
        return _frequent(_between(self.by_key, self.keys, prefix), limit)

    def sounding(self, prefix: str, limit: int) -> list[Completion]:
        """Return the most frequent ones in Devanagari whose sound begins with the prefix."""
        return _frequent(_between(self.by_sound, self.sounds, prefix), limit)


def gather_completions(engine: Engine, lexicon: Lexicon, names: Names) -> Completions:
    """Return what can be offered over an index; takes some tenths of a second."""
    counts: Counter[str] = Counter()
    texts: dict[str, str] = {}
    sure: set[str] = set()  # offered although only one title has it
    for newest in engine.search(Request(sort="date", limit=TITLES)).found:
        title = newest.document.title
        for text, language in ((title.hi, "hi"), (title.en, "en")):
            if not text:
                continue
            written = [*_phrases(text)]
            if language == newest.document.language:  # a machine translation may have words that nobody would type
                sure |= {key for key, _ in written if " " not in key}
                if len(text) <= LONGEST_TITLE:
                    whole = (" ".join(token.term for token in analyse(text)), text)
                    written.append(whole)
                    sure.add(whole[0])
            for key, phrase in written:
                counts[key] += 1
                texts.setdefault(key, phrase)
    known = engine.known(list({term for terms in names.places for term in terms}))
    for terms, places in names.places.items():
        name = places[0][1]
        if known.issuperset(terms) and not name.doubtful:
            counts[" ".join(terms)] += 1
            texts[" ".join(terms)] = name.text
            sure.add(" ".join(terms))
    frequent = _frequent_words(engine, lexicon, counts, texts)
    worth: dict[str, float] = {key: count for key, count in counts.items() if count > 1 or key in sure} | frequent
    found = sorted((Completion(key, texts[key], value) for key, value in worth.items()), key=lambda one: one.key)
    hindi = [one for one in found if is_devanagari(one.key)]
    sounds = sorted(((_sound(one.key.split()), one) for one in hindi), key=lambda pair: pair[0])
    return Completions(
        by_key=tuple(found),
        keys=tuple(one.key for one in found),
        by_sound=tuple(one for _, one in sounds),
        sounds=tuple(sound for sound, _ in sounds),
    )


def complete(typed: str, completions: Completions, vocabulary: Vocabulary, limit: int) -> tuple[str, ...]:
    """Return `typed` completed in at most `limit` ways, the likeliest first; nothing for fewer than two letters.

    The words before the last one are taken along where titles have them together; otherwise they stay as typed.
    """
    tokens = analyse(typed)
    if not tokens or (len(tokens) == 1 and len(tokens[0].term) < SHORTEST):
        return ()
    open_end = "" if tokens[-1].end == len(typed) else " "
    offered: dict[str, str] = {}
    for start in range(max(0, len(tokens) - CONTEXT), len(tokens)):
        rest = tokens[start:]
        if len(rest) == 1 and start > 0 and (open_end or len(rest[0].term) < SHORTEST):
            break  # too little to go on, without the words before it
        before = typed[: rest[0].start]
        for one in _matching(rest, open_end, completions, limit):
            if start == 0 or is_devanagari(one.key) == (rest[0].script == "hi"):
                offered.setdefault(fold(before + one.text), before + one.text)
    if not open_end and len(offered) < limit and len(tokens[-1].term) >= SHORTEST:
        before = typed[: tokens[-1].start]
        for word in _words(tokens[-1].term, vocabulary):
            offered.setdefault(fold(before + word), before + word)
    offered.pop(fold(typed), None)
    return tuple(offered.values())[:limit]


def _words(prefix: str, vocabulary: Vocabulary) -> list[str]:
    """Return the most frequent of the shortest words of the index that begin with the prefix."""
    words = vocabulary.terms("prefix", prefix, SHORT_WORDS)
    frequencies = zip(vocabulary.frequencies(words), words, strict=True)
    return [word for frequency, word in sorted(frequencies, key=lambda pair: -pair[0]) if frequency]


def _frequent_words(
    engine: Engine, lexicon: Lexicon, counts: Mapping[str, int], texts: dict[str, str]
) -> dict[str, float]:
    """Return the worth of the lexicon's Hindi words that the index has; their order is that of their frequency."""
    words = [terms[0] for terms, entry in lexicon.entries.items() if len(terms) == 1 and entry.kind != "function"]
    known = engine.known(words)
    worth: dict[str, float] = {}
    for rank, word in enumerate(words):
        if word in known:
            texts.setdefault(word, lexicon.entries[(word,)].hi)
            worth[word] = counts.get(word, 0) + 1 - rank / len(words)
    return worth


def _matching(tokens: Sequence[Token], open_end: str, completions: Completions, limit: int) -> Iterator[Completion]:
    """Yield what begins with the tokens, in their script and by sound in turn."""
    written = completions.beginning(" ".join(token.term for token in tokens) + open_end, limit)
    sounding: list[Completion] = []
    if all(token.script == "en" for token in tokens):
        sound = _sound([token.term for token in tokens])
        sounding = completions.sounding(sound + open_end, limit)
        if len(sounding) < limit and not open_end and sound[-1:] in "aeiou":
            # "mulaqa" goes on to mulaqat, whose key has no a
            sounding += completions.sounding(sound[:-1], limit) if len(sound) > SHORTEST else []
    for pair in zip_longest(sounding, written):
        yield from (one for one in pair if one is not None)


@lru_cache(maxsize=4 * TITLES)  # most titles are the same after the next publish
def _phrases(title: str) -> tuple[tuple[str, str], ...]:
    """Return the words and short phrases of a title as (key, text); none begins or ends with a function word."""
    return tuple(_runs(title, analyse(title)))


def _runs(title: str, tokens: Sequence[Token]) -> Iterator[tuple[str, str]]:
    for start, first in enumerate(tokens):
        if is_stop_word(first.term) or first.script == "num":
            continue
        for end in range(start + 1, min(start + LONGEST, len(tokens)) + 1):
            last = tokens[end - 1]
            if end - 1 > start and title[tokens[end - 2].end : last.start] not in (" ", "-"):
                break
            if not is_stop_word(last.term):
                yield " ".join(token.term for token in tokens[start:end]), title[first.start : last.end]


def _sound(terms: Iterable[str]) -> str:
    return " ".join(sound_key(term) or term for term in terms)


def _between(ordered: Sequence[Completion], keys: Sequence[str], prefix: str) -> Sequence[Completion]:
    return ordered[bisect_left(keys, prefix) : bisect_left(keys, prefix + AFTER_ALL)] if prefix else ()


def _frequent(found: Sequence[Completion], limit: int) -> list[Completion]:
    return nsmallest(limit, found, key=lambda one: (-one.worth, len(one.key), one.key))
