"""The forms that may stand for one word in a document, and how sure each of them is: what evidence.py pools.

A word in Devanagari has inflections, English glosses and words that sound like it. A word in Latin letters is English,
with inflections and Hindi translations, or Hindi as people type it, which its sound finds; romanised.py says how the
query is to be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from search.analysis.folding import is_devanagari
from search.analysis.skeleton import likeness, skeleton
from search.analysis.sound import sound_keys
from search.analysis.stemming import stem
from search.analysis.stopwords import is_stop_word
from search.engines.base import FIELDS, Alternative, Field, TermSequence, Vocabulary
from search.lexicon import Lexicon, Words
from search.model import EvidenceKind
from search.query.romanised import Reading, is_hindi
from search.query.weights import Weights

Form = Alternative | TermSequence
SHORTEST_SOUND = 3  # letters of a sound key; shorter ones meet too much
SHORTEST_OF_HINDI = 2  # … of a word that is Hindi for sure: aam, sona
ALIKE = 0.66  # likeness of words in two scripts with the same consonants
MOST_ALIKE = 3
ENGLISH: tuple[Field, ...] = ("title_en", "body_en")
HINDI: tuple[Field, ...] = ("title_hi", "body_hi")


@dataclass(frozen=True, slots=True)
class Forms:
    """Finds forms in the vocabulary of an index and in the lexicon."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    weights: Weights

    def of_hindi(self, term: str) -> Iterator[Form]:
        """Yield the forms of a folded Devanagari term, itself first."""
        yield Alternative(term, 1.0, "exact")
        yield from self.inflections(term, 1.0, "stem")
        glosses = self._glosses(term)
        yield from self._translations(glosses, ENGLISH)
        known = self.lexicon.entry((term,)) is not None
        meanings = {stem(gloss[-1]) for gloss in glosses}
        alike = self._alike(term)
        if not glosses and all(map(is_devanagari, alike)):
            yield from self._in_other_script(term)
        for other in alike:
            if is_devanagari(other):
                # काम and कम sound alike in Latin letters; the lexicon knows that they are two words
                if known and self.lexicon.entry((other,)) is not None and not self.lexicon.are_one_word(term, other):
                    continue
            elif self.lexicon.is_english(other) and stem(other) not in meanings:
                continue  # बाल is no ball
            yield Alternative(other, self.weights.sound_of_known if known else self.weights.sound, "sound")

    def of_latin(self, term: str, reading: Reading) -> Iterator[Form]:
        """Yield the forms of a folded term in Latin letters, itself first."""
        english = self.lexicon.is_english(term)
        ambiguous = english and is_hindi(term, self.lexicon)
        # "call" and "late" are said in Hindi too; but in "modi ke man ki baat" man is hardly a man
        loan = any(self._is_loan(form) for form in self.lexicon.hindi((term,)))
        share = self.weights.other_reading if ambiguous and reading == "romanised" and not loan else 1.0
        yield Alternative(term, share, "exact")
        yield from self.inflections(term, share, "stem")
        forms = self.lexicon.hindi((term,))
        for place, found in enumerate(forms or self.lexicon.hindi_by_stem(stem(term))):
            yield from self._as_forms(found, share * self._reverse_weight(term, found, place), HINDI)
        if english and reading == "english" and self.weights.sound:
            return  # a good English word in an English query is no Hindi
        sure = reading == "romanised" and not english
        weight = self.weights.sound_of_known if english and reading == "mixed" else self.weights.sound
        weight *= self.weights.other_reading if loan else 1.0
        shortest = SHORTEST_OF_HINDI if sure else SHORTEST_SOUND
        alike = [other for other in self._alike(term, shortest) if not is_stop_word(other)]
        if not forms and not english and not any(map(is_devanagari, alike)):
            yield from self._in_other_script(term)
        for other in alike:
            if is_devanagari(other):
                typed = self.weights.romanised if sure and self.weights.sound else weight
                yield Alternative(other, typed, "sound")
                yield from self.inflections(other, typed, "sound")
            elif not self.lexicon.is_english(other):
                yield Alternative(other, weight, "sound")
        if not english or reading == "romanised":
            translated = self.weights.romanised_translation if sure else self.weights.sound_translation
            # the lexicon's words too: in an index of English articles nobody wrote किसान, but kisan means farmer
            listed = [other for key in _keys(term, shortest) for other in self.lexicon.sounding(key)]
            for other in dict.fromkeys((*alike, *listed)):
                if is_devanagari(other) and not is_stop_word(other):
                    for gloss in self._glosses(other)[:1]:
                        yield from self._as_forms(gloss, translated, ENGLISH)

    def of_phrase(self, terms: Words, *, hindi: bool) -> Iterator[Form]:
        """Yield the translations of several terms that the lexicon knows together."""
        if hindi:
            yield from self._translations(self.lexicon.english(terms), ENGLISH)
        else:
            for found in self.lexicon.hindi(terms):
                yield from self._as_forms(found, self.weights.translation, HINDI)

    def inflections(
        self, term: str, share: float, kind: EvidenceKind, fields: tuple[Field, ...] = FIELDS
    ) -> Iterator[Alternative]:
        """Yield the other words of the index with the stem of the term, at `share` of a stem's weight."""
        if not self.weights.stem:
            return
        for other in self.vocabulary.terms("stem", stem(term)):
            if other != term:
                apart = is_devanagari(term) and not self.lexicon.are_one_word(term, other)
                yield Alternative(
                    other, share * (self.weights.stem_apart if apart else self.weights.stem), kind, fields
                )

    def with_prefix(self, prefix: str) -> Iterator[Alternative]:
        """Yield the words of the index that begin with the prefix."""
        for term in self.vocabulary.terms("prefix", prefix):
            if term == prefix:
                yield Alternative(term, 1.0, "exact")
            elif self.weights.prefix:
                yield Alternative(term, self.weights.prefix, "prefix")

    def present(self, forms: Iterable[Form]) -> tuple[tuple[Form, ...], frozenset[str]]:
        """Return the forms whose words the index knows and whose kind is switched on, and the words it knows.

        An exact form stays whether it is known or not: it is what was asked for.
        """
        given = [form for form in forms if form.weight > 0]
        known = self.vocabulary.known(list({term for form in given for term in terms_of(form)}))
        return tuple(form for form in given if form.kind == "exact" or known.issuperset(terms_of(form))), known

    def _glosses(self, term: str) -> tuple[Words, ...]:
        """Return the English of a term, or of its inflections where it is not listed itself."""
        return self.lexicon.english((term,)) or self.lexicon.english_by_stem(stem(term))

    def _translations(self, glosses: Iterable[Words], fields: tuple[Field, ...]) -> Iterator[Form]:
        for place, gloss in enumerate(glosses):
            weight = self.weights.translation if place == 0 else self.weights.further_gloss
            yield from self._as_forms(gloss, weight, fields)

    def _as_forms(self, words: Words, weight: float, fields: tuple[Field, ...]) -> Iterator[Form]:
        """Yield a translation with its inflections, or as a sequence of words."""
        if weight <= 0:
            return
        if len(words) > 1:
            yield TermSequence(words, weight, "translation", fields)
        elif words and not is_stop_word(words[0]):
            yield Alternative(words[0], weight, "translation", fields)
            for one in self.inflections(words[0], weight, "translation", fields):
                if fields == HINDI and not self._is_inflection(words[0], one.term):
                    continue
                # रेल is a train, and trains, but hardly trained
                same = fields == HINDI or _is_plural(words[0], one.term) or _is_plural(one.term, words[0])
                yield one if same else replace(one, weight=one.weight * self.weights.other_inflection)

    def _is_inflection(self, hindi: str, other: str) -> bool:
        """Tell whether a word with the stem of a translation is that word: world is जमाना, but not जमा nor जमती."""
        if self.lexicon.entry((other,)) is not None:
            return self.lexicon.are_one_word(hindi, other)
        return other.startswith(hindi[: max(2, len(hindi) - 1)])

    def _is_loan(self, hindi: Words) -> bool:
        entry = self.lexicon.entry(hindi)
        return entry is not None and entry.kind == "loan"

    def _reverse_weight(self, english: str, hindi: Words, place: int) -> float:
        """Return how sure it is that a Hindi form is meant by an English word: by the rank of the gloss."""
        glosses = self.lexicon.english(hindi)
        first = bool(glosses) and glosses[0] == (english,)
        return self.weights.translation if first or place == 0 else self.weights.further_gloss

    def _alike(self, term: str, shortest: int = SHORTEST_SOUND) -> list[str]:
        if not self.weights.sound:
            return []
        found = (other for key in _keys(term, shortest) for other in self.vocabulary.terms("sound", key))
        return [other for other in dict.fromkeys(found) if other != term]

    def _in_other_script(self, term: str) -> Iterator[Alternative]:
        """Yield the words of the index in the other script that may be a term's transliteration, the likest ones."""
        outline = skeleton(term)
        if not outline or not self.weights.skeleton:
            return
        hindi = is_devanagari(term)
        found: list[tuple[float, str]] = []
        for other in self.vocabulary.terms("skeleton", outline):
            # a word that the lexicon knows would have come as a translation
            if is_devanagari(other) == hindi or self.lexicon.entry((other,)) or self.lexicon.is_english(other):
                continue
            found.append((likeness(term, other) if hindi else likeness(other, term), other))
        for close, other in sorted(found, reverse=True)[:MOST_ALIKE]:
            if close >= ALIKE:
                yield Alternative(other, self.weights.skeleton, "sound")


def terms_of(form: Form) -> Words:
    """Return the terms of a form, one or several."""
    return form.terms if isinstance(form, TermSequence) else (form.term,)


def _keys(term: str, shortest: int = SHORTEST_SOUND) -> list[str]:
    return [key for key in sound_keys(term) if len(key) >= shortest]


def _is_plural(singular: str, plural: str) -> bool:
    return plural in (f"{singular}s", f"{singular}es", f"{singular[:-1]}ies")
