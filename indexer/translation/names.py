"""Sees to it that known names come through: finds them in the Hindi, and mends the English where it garbled them.

A name is known where the lexicon has the Hindi word as one. What is done is what can be seen to be right: a word of
the output that sounds like a missing name and belongs to nothing else gives way to its spelling, and a missing name
is put beside the name that it stands beside in the Hindi. Anything else stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extract

from indexer.translation.romanise import romanise
from search.analysis.folding import fold
from search.analysis.sound import sound_key
from search.lexicon import bundled_lexicon
from search.normalise import bare_letters

_HINDI_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")
_LATIN_WORD = re.compile(r"[^\W\d_]+")
_FOLDED_WORD = re.compile(r"[^\W_]+")
_ENDINGS = frozenset(("", "s", "n", "an", "ns", "ans", "ese", "i", "is", "ian", "ians"))  # Indians, Nepalese
_ALIKE = 0.7  # share of letters that may stay: "Panzab" for Punjab has 0.67, and 0.8 of the sounds
_ALIKE_BUT_FIRST = 0.86  # with another first sound: "Jokovic" for Djokovic, but not "Sampur" for Rampur
# A correct name that the source does not have: "America" for अमरोहा (Amroha, 0.57); but "French" for France (0.67) and
# "Bharat" for India are the same name.
_ALIKE_STRANGER = 0.5
_ALIKE_RELATIVE = 0.64
_UNLIKE = 0.3  # share of letters below which no sound is compared: that takes far longer
_SHORTEST = 4  # letters of a word that is judged by likeness; shorter ones must sound the same
_SHARE = Levenshtein.normalized_similarity
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
    at = 0
    for part in text.split(" "):
        for word, start, forms, sure in _names_of(part):
            begin = at + start
            found.append(Name(hi=word, start=begin, end=begin + len(word), forms=forms, sure=sure))
        at += len(part) + 1
    return tuple(found)


@lru_cache(maxsize=50_000)
def _names_of(part: str) -> tuple[tuple[str, int, tuple[str, ...], bool], ...]:
    """Return the names in what stands between two spaces, most of which comes again, with their places and forms."""
    words = ((match.group(), match.start(), *_forms(match.group())) for match in _HINDI_WORD.finditer(part))
    return tuple(word for word in words if word[2])


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
    best, best_score = None, 0.0
    windows, letters = _windows(output, len(name.forms[0].split()))
    for place in _comparable(letters, [bare for _, bare in _spellings(name.hi, name.forms)]):
        start, end = windows[place]
        found = output[start:end]
        score = _likeness(found, name.hi, name.forms)
        if score < _ALIKE_STRANGER:  # of ten words, nine
            continue
        if _fold(found) in _standard():
            if score >= _ALIKE_RELATIVE and " " not in name.forms[0]:
                return output
        elif score < _ALIKE:
            continue
        if score > best_score and not _belongs(source, found, score, name):
            best, best_score = (start, end), score
    return output if best is None else output[: best[0]] + name.forms[0] + output[best[1] :]


@lru_cache(maxsize=64)  # the same output is asked for each of its missing names
def _windows(output: str, wide: int) -> tuple[tuple[tuple[int, int], ...], tuple[str, ...]]:
    """Return where single words, and runs of as many words as the name has, stand that no dictionary has, and which."""
    words = [(match.span(), is_english(match.group())) for match in _LATIN_WORD.finditer(output)]
    found = []
    for at, (span, known) in enumerate(words):
        if not known:
            found.append(span)
        if 1 < wide <= _WIDEST and at + wide <= len(words):
            run = words[at : at + wide]
            if not all(known for _, known in run):
                found.append((run[0][0][0], run[-1][0][1]))
    return tuple(found), tuple(_letters(output[start:end]) for start, end in found)


def _comparable(among: Sequence[str], letters: Sequence[str]) -> list[int]:
    """Return the places of those that share enough letters with one; nearly all that is compared ends here."""
    near = (extract(one, among, scorer=_SHARE, score_cutoff=_UNLIKE, limit=None) for one in letters)
    return sorted({place for found in near for _, _, place in found})


def _belongs(source: str, found: str, score: float, name: Name) -> bool:
    """Say whether what was found is as much like another word of the source, or a translation of it."""
    words, letters = _spelled(source)
    near = {words[place] for place in _comparable(letters, [_letters(found)])} - {name.hi}
    return any(_likeness(found, word, _all_forms(word)) >= score for word in near)


@lru_cache(maxsize=64)
def _spelled(source: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of the Hindi, each as often as it has spellings, and the letters of these."""
    words = dict.fromkeys(hindi_words(source))
    spelled = [(word, letters) for word in words for _, letters in _spellings(word, _all_forms(word))]
    return tuple(word for word, _ in spelled), tuple(letters for _, letters in spelled)


@lru_cache(maxsize=50_000)
def _all_forms(word: str) -> tuple[str, ...]:
    """Return the glosses of a word of any kind: भारत stands for Bharat, and चीनी for Chinese."""
    entry = bundled_lexicon().entry((fold(word),))
    return entry.glosses if entry else ()


@lru_cache(maxsize=50_000)
def _spellings(hindi: str, forms: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """Return the forms of a Hindi word and its own sound in Latin letters, each as it is and as bare letters."""
    return tuple((form, _letters(form)) for form in (*forms, romanise(hindi)))


@lru_cache(maxsize=10_000)
def _likeness(found: str, hindi: str, forms: tuple[str, ...]) -> float:
    """Return how much a word of the output is like a Hindi word: 1 where it sounds the same."""
    plain = _letters(found)
    likest = 0.0
    for form, other in _spellings(hindi, forms):
        by_letters = _SHARE(plain, other)
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
    return " " + " ".join(_FOLDED_WORD.findall(_fold_text(text))) + " "


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return _fold_text(word)


def _fold_text(text: str) -> str:
    text = text.lower() if text.isascii() else bare_letters(text)
    return text.replace("-", " ").replace("'", "").replace("’", "")
