"""The Hindi-English lexicon in both directions: single words and short phrases, by folded form."""

from __future__ import annotations

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Literal

from search.analysis.sound import sound_keys
from search.analysis.stemming import stem
from search.analysis.tokens import terms_of

Kind = Literal["name", "loan", "function", "word"]
KINDS: dict[str, Kind] = {"n": "name", "e": "loan", "f": "function", "w": "word"}
Words = tuple[str, ...]  # one or several folded terms, in order


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of lexicon.tsv: a Hindi form, its English glosses (best first) and what kind of word it is."""

    hi: str
    glosses: tuple[str, ...]
    terms: tuple[Words, ...]  # the glosses as folded terms
    kind: Kind


@dataclass(frozen=True, kw_only=True)  # no slots: the sounds are made when they are first asked for
class Lexicon:
    """Look-ups by folded terms; a key that is missing gives an empty tuple."""

    entries: dict[Words, Entry]
    reverse: dict[Words, tuple[Words, ...]]
    # the forms with each sound key, the most frequent in news first; None: to be worked out when first asked for
    listed_sounds: dict[str, tuple[str, ...]] | None = None

    def entry(self, hindi: Words) -> Entry | None:
        """Return the entry of a folded Hindi form, or None."""
        return self.entries.get(hindi)

    def english(self, hindi: Words) -> tuple[Words, ...]:
        """Return the English glosses of a folded Hindi form, best first, each as folded terms."""
        entry = self.entries.get(hindi)
        return entry.terms if entry else ()

    def hindi(self, english: Words) -> tuple[Words, ...]:
        """Return the folded Hindi forms that have this English gloss, those with it as first gloss first."""
        return self.reverse.get(english, ())

    def hindi_by_stem(self, english: str) -> tuple[Words, ...]:
        """Return the folded Hindi forms that have a gloss of this English stem, the best first."""
        return self._stems.get(english, ())

    def english_by_stem(self, hindi: str) -> tuple[Words, ...]:
        """Return the English glosses of the folded Hindi forms with this stem, those of the most frequent first."""
        return tuple(dict.fromkeys(gloss for form in self._hindi_stems.get(hindi, ()) for gloss in self.english(form)))

    def is_english(self, term: str) -> bool:
        """Return whether a folded Latin term is an English word by the lexicon; names are of both languages."""
        return term in self._english

    def are_one_word(self, one: str, other: str) -> bool:
        """Return whether two folded Hindi forms can be inflections of one word, as far as their glosses tell.

        A stemmer merges चीनी and चीन, जमा and जमाना; their glosses share no stem. A form that is not listed may be
        an inflection of anything.
        """
        glosses, others = self._gloss_stems(one), self._gloss_stems(other)
        return not glosses or not others or bool(glosses & others)

    def sounding(self, key: str) -> tuple[str, ...]:
        """Return the folded Hindi forms with this sound key, the most frequent in news first."""
        return self._sounds.get(key, ())

    def english_words(self, beginning: str) -> tuple[str, ...]:
        """Return the one-word glosses that begin with a letter."""
        return self._words.get(beginning, ())

    def sounds_beginning(self, beginning: str) -> tuple[str, ...]:
        """Return the sound keys of Hindi forms that begin with a letter."""
        return self._sounds_by_letter.get(beginning, ())

    def _gloss_stems(self, hindi: str) -> frozenset[str]:
        known = self._gloss_stems_known.get(hindi)
        if known is None:
            known = frozenset(stem(gloss[-1]) for gloss in self.english((hindi,)) if gloss)
            self._gloss_stems_known[hindi] = known
        return known

    @cached_property
    def _gloss_stems_known(self) -> dict[str, frozenset[str]]:
        return {}  # filled as they are asked for

    @cached_property
    def _sounds_by_letter(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for key in self._sounds:
            found.setdefault(key[0], []).append(key)
        return {letter: tuple(keys) for letter, keys in found.items()}

    @cached_property
    def _stems(self) -> dict[str, tuple[Words, ...]]:
        found: dict[str, list[Words]] = {}
        for gloss, forms in self.reverse.items():
            if len(gloss) == 1:
                found.setdefault(stem(gloss[0]), []).extend(forms)
        return {key: tuple(dict.fromkeys(forms)) for key, forms in found.items()}

    @cached_property
    def _hindi_stems(self) -> dict[str, tuple[Words, ...]]:
        found: dict[str, list[Words]] = {}
        for words in self.entries:
            if len(words) == 1:
                found.setdefault(stem(words[0]), []).append(words)
        return {key: tuple(forms) for key, forms in found.items()}

    @cached_property
    def _words(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for gloss in self.reverse:
            if len(gloss) == 1:
                found.setdefault(gloss[0][0], []).append(gloss[0])
        return {letter: tuple(words) for letter, words in found.items()}

    @cached_property
    def _english(self) -> frozenset[str]:
        return frozenset(
            gloss[0]
            for entry in self.entries.values()
            for gloss in entry.terms
            if entry.kind != "name" and len(gloss) == 1
        )

    @cached_property
    def _sounds(self) -> dict[str, tuple[str, ...]]:
        return self.listed_sounds if self.listed_sounds is not None else sounds_of(self.entries)


@lru_cache(maxsize=1)
def bundled_lexicon() -> Lexicon:
    """Return the lexicon that ships with Dubhashi; read once (about 14,000 forms)."""
    data = files("search") / "data"
    texts = [(data / name).read_text(encoding="utf-8") for name in ("lexicon.tsv", "lexicon_sounds.tsv")]
    # a third of the time would go into looking for garbage among records that all stay
    collecting = gc.isenabled()
    gc.disable()
    try:
        return read_lexicon(*texts)
    finally:
        if collecting:
            gc.enable()


def sounds_of(entries: Iterable[Words]) -> dict[str, tuple[str, ...]]:
    """Return the single folded forms with each sound key, in the order of the entries."""
    found: dict[str, list[str]] = {}
    for words in entries:
        for key in sound_keys(words[0]) if len(words) == 1 else ():
            found.setdefault(key, []).append(words[0])
    return {key: tuple(forms) for key, forms in found.items()}


def write_sounds(lexicon: Lexicon) -> str:
    """Return what data/lexicon_sounds.tsv must hold: working it out takes longer than everything else of a start."""
    return "".join(f"{key}\t{' '.join(forms)}\n" for key, forms in sounds_of(lexicon.entries).items())


def read_lexicon(text: str, sounds: str | None = None) -> Lexicon:
    """Return the lexicon in `text`: lines of Hindi, TAB, glosses parted by "; ", TAB, kind (n, e, f or w).

    `sounds` is what `write_sounds` gives for it.
    """
    entries: dict[Words, Entry] = {}
    ranked: dict[Words, list[tuple[int, Words]]] = {}
    for line in text.splitlines():
        hindi, glosses, kind = line.split("\t")
        listed = tuple(glosses.split("; "))
        entry = Entry(hi=hindi, glosses=listed, terms=tuple(map(_terms, listed)), kind=KINDS[kind])
        key = _terms(hindi)
        entries.setdefault(key, entry)
        for rank, gloss in enumerate(entry.terms):
            ranked.setdefault(gloss, []).append((rank, key))
    reverse = {
        # most glosses belong to one form, and need no sorting
        gloss: (found[0][1],) if len(found) == 1 else tuple(dict.fromkeys(key for _, key in sorted(found, key=_rank)))
        for gloss, found in ranked.items()
    }
    rows = (line.split("\t") for line in (sounds or "").splitlines())
    known = None if sounds is None else {key: tuple(forms.split()) for key, forms in rows}
    return Lexicon(entries=entries, reverse=reverse, listed_sounds=known)


def _rank(pair: tuple[int, Words]) -> int:
    return pair[0]


def _terms(text: str) -> Words:
    return terms_of(text)
