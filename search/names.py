"""Names of one thing: parties, courts, places and the like, that Hindi and English papers call by several names.

भाजपा, बीजेपी, भारतीय जनता पार्टी, BJP and Bharatiya Janata Party are one group of data/names.tsv, which says how its
lines are read. A name in the query stands for all names of its group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from search.analysis.folding import is_devanagari
from search.analysis.sound import sound_key
from search.analysis.tokens import Token, analyse

Words = tuple[str, ...]
MARKS = "~?"
PROPER = ("party", "court", "office", "institution", "state", "city", "country", "body", "month", "day")
SHORTEST_SOUND = 4  # letters of the sound of a whole name; shorter ones meet common words (yupi, but not up)


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One name of a group."""

    text: str  # as it is listed
    terms: Words  # folded
    kind: str  # of the group, as names.tsv has it: party, city, …
    hindi: bool  # written in Devanagari
    weak: bool = False  # may be another word in English text
    doubtful: bool = False  # a name only in capitals; unless weak, not searched where it may be another word
    proper: bool = True  # a name of one thing in the world; others say what they mean word by word (farmers' protest)


@dataclass(frozen=True, kw_only=True)  # no slots: the sounds are made when they are first asked for
class Names:
    """Groups of names, found by any of them."""

    groups: tuple[tuple[Name, ...], ...]
    places: dict[Words, tuple[tuple[int, Name], ...]]  # the groups that have a name, by its terms
    longest: int  # terms of the longest name

    def spot(self, tokens: Sequence[Token], text: str, *, romanised: bool = False) -> tuple[Name, ...]:
        """Return all names of the groups that the tokens of `text` name, or nothing.

        Latin letters may spell a Hindi name: vishwa kap, sarvochch nyayalay. In a `romanised` query a weak name in
        small letters is none ("us din" is उस दिन).

        >>> [" ".join(name.terms) for name in bundled_names().spot(analyse("vishwa kap"), "vishwa kap")]
        ['विश्व कप', 'वर्ल्ड कप', 'विश्वकप', 'वर्ल्डकप', 'world cup']
        """
        terms = tuple(token.term for token in tokens)
        found = [
            group
            for group, name in self.places.get(terms, ())
            if not (name.doubtful or (name.weak and romanised)) or (not name.hindi and text.isupper())
        ]
        if not found and terms not in self.places and all(token.script == "en" for token in tokens):
            found = list(self._sounds.get(tuple(map(sound_key, terms)), ()))
        return tuple(dict.fromkeys(name for group in found for name in self.groups[group]))

    @cached_property
    def _sounds(self) -> dict[Words, tuple[int, ...]]:
        sounds: dict[Words, tuple[int, ...]] = {}
        for place, group in enumerate(self.groups):
            for name in group:
                keys = tuple(map(sound_key, name.terms))
                if name.hindi and not name.doubtful and all(keys) and len("".join(keys)) >= SHORTEST_SOUND:
                    sounds[keys] = tuple(dict.fromkeys((*sounds.get(keys, ()), place)))
        return sounds


@lru_cache(maxsize=1)
def bundled_names() -> Names:
    """Return the names that ship with Dubhashi; read once."""
    return read_names((files("search") / "data" / "names.tsv").read_text(encoding="utf-8"))


def read_names(text: str) -> Names:
    """Return the groups in `text`; names.tsv explains the form of its lines."""
    groups = [_group(*line.split("\t")) for line in text.splitlines() if line.strip() and not line.startswith("#")]
    places: dict[Words, tuple[tuple[int, Name], ...]] = {}
    for place, group in enumerate(groups):
        for name in group:
            places[name.terms] = (*places.get(name.terms, ()), (place, name))
    return Names(groups=tuple(groups), places=places, longest=max(map(len, places), default=0))


def _group(kind: str, listed: str) -> tuple[Name, ...]:
    names = [_name(text, kind) for text in listed.split("; ")]
    return tuple({name.terms: name for name in names}.values())


def _name(text: str, kind: str) -> Name:
    bare = text.lstrip(MARKS)
    marks = text.removesuffix(bare)
    terms = tuple(token.term for token in analyse(bare))
    return Name(
        text=bare,
        terms=terms,
        kind=kind,
        hindi=is_devanagari(terms[0]),
        weak="~" in marks,
        doubtful="?" in marks,
        proper=kind in PROPER,
    )
