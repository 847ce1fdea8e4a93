"""Makes training rows out of pairs: cleans and chooses them, repeats them by weight, and adds rows of other kinds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from random import Random

from search.normalise import normalise
from training.parallel import Pair
from training.sources import find_source

_LONGEST = 120  # words of either side
_DEVANAGARI = range(0x900, 0x980)


def clean_pair(pair: Pair) -> Pair:
    """Return the pair with both sides normalised as Dubhashi normalises what it translates."""
    return Pair(_one_line(pair.hi), _one_line(pair.en), pair.source)


def is_good_pair(pair: Pair) -> bool:
    """Say whether a pair can be learned from: Hindi in Devanagari, English without it, neither far longer.

    >>> is_good_pair(Pair("भारत और चीन", "India and China", "mkb"))
    True
    >>> is_good_pair(Pair("भारत", "India and China signed a new border agreement", "mkb"))
    False
    """
    hindi, english = len(pair.hi.split()), len(pair.en.split())
    return (
        0 < hindi <= _LONGEST
        and 0 < english <= _LONGEST
        and _devanagari(pair.hi) > 0.3 * len(pair.hi)
        and not _devanagari(pair.en)
        and max(hindi, english) <= 2.5 * min(hindi, english) + 4
    )


def choose_pairs(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the good pairs, cleaned, each once."""
    return list(dict.fromkeys(pair for pair in map(clean_pair, pairs) if is_good_pair(pair)))


def lexicon_pairs(table: Iterable[Sequence[str]]) -> list[Pair]:
    """Return a short pair for each word of the lexicon but function words, which mean nothing alone.

    >>> lexicon_pairs([["नदी", "river; stream", "w"], ["में", "in", "f"]])
    [Pair(hi='नदी', en='river', source='lexicon')]
    """
    return [Pair(hi, glosses.split("; ")[0], "lexicon") for hi, glosses, kind in table if kind != "f"]


def repeat_by_weight(pairs: Iterable[Pair], random: Random) -> list[Pair]:
    """Return each pair as often as the weight of its source says; the fraction is left to chance."""
    return [pair for pair in pairs for _ in range(int(find_source(pair.source).weight + random.random()))]


def choose_names(names: Iterable[Pair], pairs: Sequence[Pair]) -> list[Pair]:
    """Return the names to learn spelling from.

    A transliteration is left out where the text knows its word but not as that English word: हवाओं is "winds" there,
    not "hawaon".
    """
    hindi = {word for pair in pairs for word in pair.hi.split()}
    english = {_bare(word) for pair in pairs for word in pair.en.split()}
    return [
        name
        for name in map(clean_pair, names)
        if 0 < len(name.hi.split()) <= 6
        and name.en
        and "," not in name.en
        and (not name.source.startswith("xlit") or name.hi not in hindi or name.en.lower() in english)
    ]


def name_rows(names: Sequence[Pair], random: Random) -> list[Pair]:
    """Return rows of one to four names each, in a new order, so that a name is learned beside others."""
    left = random.sample(names, len(names))
    rows = []
    while left:
        count = random.randint(1, 4)
        some, left = left[:count], left[count:]
        mark = random.choice([" ", ", "])
        rows.append(Pair(mark.join(name.hi for name in some), mark.join(name.en for name in some), "names"))
    return rows


def copy_rows(pairs: Sequence[Pair], share: float, random: Random) -> list[Pair]:
    """Return rows with English on both sides: what is Latin passes through."""
    return [Pair(pair.en, pair.en, "copies") for pair in random.sample(pairs, int(len(pairs) * share))]


def latin_rows(pairs: Sequence[Pair], names: Iterable[Pair], share: float, random: Random) -> list[Pair]:
    """Return pairs whose Hindi has its known names in Latin script, as the English spells them."""
    latin = {name.hi: name.en for name in names if " " not in name.hi + name.en}
    rows = []
    for pair in random.sample(pairs, int(len(pairs) * share)):
        spelled = {_bare(word): word.strip(_MARKS) for word in pair.en.split()}
        changed = " ".join(_in_latin(word, latin, spelled) for word in pair.hi.split())
        if changed != pair.hi:
            rows.append(Pair(changed, pair.en, "latin"))
    return rows


def joined_rows(pairs: Sequence[Pair], share: float, random: Random) -> list[Pair]:
    """Return rows of two pairs each: several sentences at once, and long inputs."""
    count = int(len(pairs) * share)
    both = zip(random.sample(pairs, count), random.sample(pairs, count), strict=True)
    return [Pair(f"{one.hi} {two.hi}", f"{one.en} {two.en}", "joined") for one, two in both]


_MARKS = ".,'\"()"


def _in_latin(word: str, latin: Mapping[str, str], spelled: Mapping[str, str]) -> str:
    return spelled.get(latin.get(word, "").lower(), word)


def _bare(word: str) -> str:
    return word.strip(_MARKS).lower()


def _one_line(text: str) -> str:
    return " ".join(normalise(text).split())


def _devanagari(text: str) -> int:
    return sum(ord(character) in _DEVANAGARI for character in text)
