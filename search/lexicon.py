"""The Hindi-English lexicon in both directions: single words and short phrases, by folded form."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

from search.analysis.sound import sound_keys
from search.analysis.tokens import analyse

Kind = Literal["name", "loan", "function", "word"]
KINDS: dict[str, Kind] = {"n": "name", "e": "loan", "f": "function", "w": "word"}
Words = tuple[str, ...]  # one or several folded terms, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of lexicon.tsv: a Hindi form, its English glosses (best first) and what kind of word it is."""

    hi: str
    glosses: tuple[str, ...]
    kind: Kind


@dataclass(frozen=True, kw_only=True)  # no slots: the sounds are made when they are first asked for
class Lexicon:
    """Look-ups by folded terms; a key that is missing gives an empty tuple."""

    entries: dict[Words, Entry]
    reverse: dict[Words, tuple[Words, ...]]

    def entry(self, hindi: Words) -> Entry | None:
        """Return the entry of a folded Hindi form, or None."""
        return self.entries.get(hindi)

    def english(self, hindi: Words) -> tuple[Words, ...]:
        """Return the English glosses of a folded Hindi form, best first, each as folded terms."""
        entry = self.entries.get(hindi)
        return tuple(_terms(gloss) for gloss in entry.glosses) if entry else ()

    def hindi(self, english: Words) -> tuple[Words, ...]:
        """Return the folded Hindi forms that have this English gloss, those with it as first gloss first."""
        return self.reverse.get(english, ())

    def sounding(self, key: str) -> tuple[str, ...]:
        """Return the folded Hindi forms with this sound key, the most frequent in news first."""
        return self._sounds.get(key, ())

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for words in self.entries:
            for key in sound_keys(words[0]) if len(words) == 1 else ():
                found.setdefault(key, []).append(words[0])
        return {key: tuple(terms) for key, terms in found.items()}


@lru_cache(maxsize=1)
def bundled_lexicon() -> Lexicon:
    """Return the lexicon that ships with Dubhashi; read once (about 14,000 forms)."""
    return read_lexicon(files("search").joinpath("data/lexicon.tsv").read_text(encoding="utf-8"))


def read_lexicon(text: str) -> Lexicon:
    """Return the lexicon in `text`: lines of Hindi, TAB, glosses parted by "; ", TAB, kind (n, e, f or w)."""
    entries: dict[Words, Entry] = {}
    ranked: dict[Words, list[tuple[int, Words]]] = {}
    for line in text.splitlines():
        hindi, glosses, kind = line.split("\t")
        entry = Entry(hi=hindi, glosses=tuple(glosses.split("; ")), kind=KINDS[kind])
        key = _terms(hindi)
        entries.setdefault(key, entry)
        for rank, gloss in enumerate(entry.glosses):
            ranked.setdefault(_terms(gloss), []).append((rank, key))
    reverse = {
        gloss: tuple(dict.fromkeys(key for _, key in sorted(found, key=lambda pair: pair[0])))
        for gloss, found in ranked.items()
    }
    return Lexicon(entries=entries, reverse=reverse)


def _terms(text: str) -> Words:
    return tuple(token.term for token in analyse(text))
