"""Sees to it that known names come through: finds them in the Hindi, and mends the English where it garbled them.

A name is known where the lexicon has the Hindi word as one. What is done is what can be seen to be right: a word of
the output that sounds like a missing name and belongs to nothing else gives way to its spelling, and a missing name
is put beside the name that it stands beside in the Hindi. Anything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from indexer.translation.romanise import romanise
from search.analysis.folding import fold
from search.analysis.sound import sound_key
from search.lexicon import bundled_lexicon
from search.normalise import bare_letters

_HINDI_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = frozenset(("", "s", "n", "an", "ns", "ans", "ese", "i", "is", "ian", "ians"))  # Indians, Nepalese
_ALIKE = 0.7  # share of letters that may stay: "Panzab" for Punjab has 0.67, and 0.8 of the sounds
_ALIKE_BUT_FIRST = 0.86  # with another first sound: "Jokovic" for Djokovic, but not "Sampur" for Rampur
# A correct name that the source does not have: "America" for अमरोहा (Amroha, 0.57); but "French" for France (0.67) and
# "Bharat" for India are the same name.
_ALIKE_STRANGER = 0.5
_ALIKE_RELATIVE = 0.64
_UNLIKE = 0.3  # share of letters below which no sound is compared: that takes far longer
_SHORTEST = 4  # letters of a word that is judged by likeness; shorter ones must sound the same
_WIDEST = 3  # words of a name: "Gautam Buddha Nagar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A known name where it stands in the Hindi."""

    hi: str
    start: int
    end: int
    forms: tuple[str, ...]  # accepted in English, the standard one first
    sure: bool  # False: the word also means something else: हर्ष is Harsh and joy


@lru_cache(maxsize=4096)
def find_names(text: str) -> tuple[Name, ...]:
    """Return the known names of a Hindi text, in order."""
    found = []
    for match in _HINDI_WORD.finditer(text):
        forms, sure = _forms(match.group())
        if forms:
            found.append(Name(hi=match.group(), start=match.start(), end=match.end(), forms=forms, sure=sure))
    return tuple(found)


def hindi_words(text: str) -> list[str]:
    """Return the words in Devanagari, in order."""
    return _HINDI_WORD.findall(text)


def missing_names(source: str, output: str) -> tuple[Name, ...]:
    """Return the names of the source that stand in the output in none of their forms; standing once is enough."""
    names = find_names(source)
    if not names:
        return ()
    words = folded(output)
    return tuple(name for name in names if not stands(name.forms, words))


def stands(forms: tuple[str, ...], words: str) -> bool:
    """Say whether one of the forms stands in the folded words, with an ending such as that of Indian or Nepalese."""
    for form in _folded_forms(forms):
        at = words.find(form)
        while at >= 0:
            end = at + len(form)
            if words[end : words.find(" ", end)] in _ENDINGS:
                return True
            at = words.find(form, end)
    return False


@lru_cache(maxsize=20_000)
def _folded_forms(forms: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(" " + _fold(form) for form in forms)


def mend_names(source: str, output: str) -> str:
    """Return the output with garbled names spelled right and names beside names put back.

    >>> mend_names("वह सीतापुर और हापुड़ गए।", "He went to Saitapur and Hapud.")
    'He went to Sitapur and Hapur.'
    >>> mend_names("सोनिया गांधी ने कहा", "Gandhi said")
    'Sonia Gandhi said'
    """
    missing = missing_names(source, output)
    if not missing:
        return output
    if not all(map(is_english, _LATIN_WORD.findall(output))):
        for name in dict.fromkeys(missing):
            output = _respell(source, output, name)
    for name in missing_names(source, output):
        output = _put_beside(source, output, name)
    return output


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[tuple[str, ...], bool]:
    entry = bundled_lexicon().entry((fold(word),))
    if entry is None or entry.kind != "name":
        return (), False
    return entry.glosses, all(gloss[:1].isupper() or gloss[1:2].isupper() for gloss in entry.glosses)


def _respell(source: str, output: str, name: Name) -> str:
    """Return the output with the word that is most like the name replaced by it, if it is like nothing else."""
    others = [word for word in hindi_words(source) if word != name.hi]
    best, best_score = None, 0.0
    for start, end in _windows(output, len(name.forms[0].split())):
        found = output[start:end]
        score = _likeness(found, name.hi, name.forms)
        if _fold(found) in _standard():
            if score >= _ALIKE_RELATIVE and " " not in name.forms[0]:
                return output
            alike = score >= _ALIKE_STRANGER
        else:
            alike = score >= _ALIKE
        if alike and score > best_score and not _belongs(found, score, others):
            best, best_score = (start, end), score
    return output if best is None else output[: best[0]] + name.forms[0] + output[best[1] :]


def _windows(output: str, wide: int) -> Iterator[tuple[int, int]]:
    """Yield the single words, and the runs of as many words as the name has, that no dictionary has."""
    words = list(_LATIN_WORD.finditer(output))
    for at, word in enumerate(words):
        if not is_english(word.group()):
            yield word.span()
        if 1 < wide <= _WIDEST and at + wide <= len(words):
            run = words[at : at + wide]
            if not all(is_english(one.group()) for one in run):
                yield run[0].start(), run[-1].end()


def _belongs(found: str, score: float, others: Collection[str]) -> bool:
    """Say whether what was found is as much like another word of the source, or a translation of it."""
    return any(_likeness(found, word, _all_forms(word)) >= score for word in others)


@lru_cache(maxsize=50_000)
def _all_forms(word: str) -> tuple[str, ...]:
    """Return the glosses of a word of any kind: भारत stands for Bharat, and चीनी for Chinese."""
    entry = bundled_lexicon().entry((fold(word),))
    return entry.glosses if entry else ()


@lru_cache(maxsize=10_000)
def _likeness(found: str, hindi: str, forms: tuple[str, ...]) -> float:
    """Return how much a word of the output is like a Hindi word: 1 where it sounds the same."""
    plain = _letters(found)
    likest = 0.0
    for form in (*forms, romanise(hindi)):
        other = _letters(form)
        by_letters = Levenshtein.normalized_similarity(plain, other)
        if by_letters < _UNLIKE:
            continue
        sound, other_sound = _sound(found), _sound(form)
        if plain == other or (sound and sound == other_sound):
            return 1.0
        if min(len(plain), len(other)) >= _SHORTEST:
            like = max(by_letters, Levenshtein.normalized_similarity(sound, other_sound) - 0.05)
            if sound[:1] == other_sound[:1] or like >= _ALIKE_BUT_FIRST:
                likest = max(likest, like)
    return likest


@lru_cache(maxsize=50_000)
def _letters(word: str) -> str:
    return _fold(word).replace(" ", "")


@lru_cache(maxsize=50_000)
def _sound(word: str) -> str:
    return sound_key(word.replace(" ", ""))


def _put_beside(source: str, output: str, name: Name) -> str:
    """Return the output with a sure name before or behind the one beside which it stands in the source."""
    if not name.sure:
        return output
    names = find_names(source)
    at = next(number for number, one in enumerate(names) if (one.start, one.end) == (name.start, name.end))
    for neighbour, before in ((at + 1, True), (at - 1, False)):
        if not 0 <= neighbour < len(names) or not names[neighbour].sure:
            continue
        first, second = (name, names[neighbour]) if before else (names[neighbour], name)
        if source[first.end : second.start] != " ":
            continue
        for form in names[neighbour].forms[:1]:  # "Latin" belongs before America, not before United States
            found = [match.span() for match in re.finditer(rf"\b{re.escape(form)}\b", output)]
            if len(found) == 1:
                start, end = found[0]
                if before and _is_free_before(output[:start]):
                    return f"{output[:start]}{name.forms[0]} {output[start:]}"
                if not before and _ends_name(source[name.end :]) and _is_free_behind(output[end:]):
                    return f"{output[:end]} {name.forms[0]}{output[end:]}"
    return output


def _ends_name(rest: str) -> bool:
    """Say whether the Hindi goes on as behind a person: not behind a place to which somebody goes."""
    return re.match(r"\s*(?:[,।.;:)\"'’”-]|(?:ने|को|का|के|की|और|व|तथा|एवं)(?:\s|$)|$)", rest) is not None


def _is_free_behind(rest: str) -> bool:
    word = _LATIN_WORD.match(rest.lstrip())
    return not rest.startswith(("'", "’", "-")) and (word is None or word.group().islower())


def _is_free_before(rest: str) -> bool:
    """Say whether the word before is no part of a name: none, a small one, or the first of the sentence."""
    words = rest.split()
    letters = _LATIN_WORD.findall(words[-1]) if words else []
    return not letters or letters[0].islower() or (len(words) == 1 and is_english(letters[0]))


@lru_cache(maxsize=1)
def _standard() -> frozenset[str]:
    """Return the words that are names in the lexicon as they stand: no garble, even where another name is missing."""
    entries = bundled_lexicon().entries.values()
    return frozenset(_fold(gloss) for entry in entries if entry.kind == "name" for gloss in entry.glosses)


@lru_cache(maxsize=1)
def _english() -> frozenset[str]:
    words = {
        word.lower()
        for entry in bundled_lexicon().entries.values()
        if entry.kind != "name"
        for gloss in entry.glosses
        for word in _LATIN_WORD.findall(gloss)
    }
    return frozenset(words | _MORE)


_MORE = frozenset(
    re.findall(
        "[a-z]+",
        """
        a an the and or of in on at to for from with by as is are was were be been has have had he she it they we i you
        his her its their our my your this that these those not no do does did will would can could may might should
        must january february march april june july august september october november december monday tuesday
        wednesday thursday friday saturday sunday dr mr mrs ms
        """,
    )
)


@lru_cache(maxsize=50_000)
def is_english(word: str) -> bool:
    """Say whether a word is an English one, as it stands among the glosses or with a common ending."""
    word, known = word.lower(), _english()
    if word in known:
        return True
    for ending, instead in _INFLECTIONS:
        if word.endswith(ending) and len(word) > len(ending) + 2 and word[: -len(ending)] + instead in known:
            return True
    return False


_INFLECTIONS = tuple(
    (ending, instead)
    for ending, *instead_of in (
        ("s", ""), ("es", ""), ("ies", "y"), ("ed", "", "e"), ("d", "e"), ("ied", "y"), ("ing", "", "e"),
        ("er", "", "e"), ("ers", "", "e"), ("ly", ""), ("al", ""), ("ion", "", "e"), ("ions", "", "e"), ("ness", ""),
    )
    for instead in instead_of
)  # fmt: skip


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return the words of a text for `stands`: small, without accents, between single spaces."""
    return " " + " ".join(re.findall(r"[^\W_]+", _fold(text))) + " "


@lru_cache(maxsize=50_000)
def _fold(text: str) -> str:
    text = text.lower() if text.isascii() else bare_letters(text)
    return text.replace("-", " ").replace("'", "").replace("’", "")
