"""Which forms may stand for a word of the query in a document, and how sure each of them is.

A word becomes one concept: the word itself, forms of the same stem, its translations through the lexicon, words that
sound alike (Hindi typed in Latin letters, names spelled in several ways), and, when nothing else is there, the words
nearest in spelling. Only forms that the index holds are kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from search.analysis.folding import is_devanagari
from search.analysis.sound import sound_key, sound_keys
from search.analysis.stemming import stem
from search.analysis.stopwords import is_stop_word
from search.analysis.tokens import Token, analyse
from search.engines.base import FIELDS, Alternative, Concept, Engine, Field, TermSequence
from search.lexicon import Lexicon, Words
from search.model import EvidenceKind
from search.query.parse import Clause
from search.query.weights import Weights

SHORTEST_SOUND = 3  # letters of a sound key; shorter ones meet too much
LONGEST_PHRASE = 3  # words of a lexicon entry
CANDIDATES = 20_000  # terms compared for the nearest spelling
ENGLISH: tuple[Field, ...] = ("title_en", "body_en")
HINDI: tuple[Field, ...] = ("title_hi", "body_hi")
TITLES: tuple[Field, ...] = ("title_hi", "title_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The concepts of a query, those of its words that are excluded, and the spelling it was read as."""

    concepts: tuple[Concept, ...] = ()
    excluded: tuple[Concept, ...] = ()
    dropped: tuple[str, ...] = ()  # stop words
    corrections: tuple[tuple[str, str], ...] = ()  # (word, nearest spelling) of words that nothing stood for


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers evidence from the vocabulary of one engine and the lexicon."""

    engine: Engine
    lexicon: Lexicon
    weights: Weights = field(default_factory=Weights)

    def gather(self, clauses: Sequence[Clause], *, exact: bool = False) -> Evidence:
        """Return the concepts for the clauses; with `exact`, words stand for themselves only."""
        concepts: dict[int, Concept] = {}
        excluded: list[Concept] = []
        dropped: list[str] = []
        corrections: list[tuple[str, str]] = []
        words = list(_split(clauses))
        for clause, tokens in words:
            if clause.excluded:
                excluded.append(self._plain(clause, tokens))
                continue
            alone = sum(1 for other, _ in words if other.group == clause.group) == 1
            if clause.kind == "word" and alone and self._is_idle(tokens, words):
                dropped.append(clause.text)
                continue
            concept = self._plain(clause, tokens) if exact else self._concept(clause, tokens)
            if not exact and not self._is_found(concept) and clause.kind == "word":
                near = self._nearest(tokens[0].term)
                corrections += [(clause.text, near[0].term)] if near else []
                concept = replace(concept, alternatives=(*concept.alternatives, *near))
            if clause.title:
                concept = _in_titles(concept)
            known = concepts.get(clause.group)
            concepts[clause.group] = _pooled(known, concept) if known else concept
        return Evidence(
            concepts=tuple(concepts.values()),
            excluded=tuple(excluded),
            dropped=tuple(dropped),
            corrections=tuple(corrections),
        )

    def _plain(self, clause: Clause, tokens: Sequence[Token]) -> Concept:
        """Return the clause as it was typed; what is excluded takes its other inflections along."""
        terms = tuple(token.term for token in tokens)
        if len(terms) > 1:
            return Concept(text=clause.text, sequences=(TermSequence(terms, 1.0, "exact"),), required=True)
        if clause.kind == "prefix":
            return Concept(text=clause.text, alternatives=self._prefixed(terms[0]))
        forms = [Alternative(terms[0], 1.0, "exact")]
        if clause.excluded and clause.kind == "word":
            forms += self._inflections(terms[0], 1.0, "stem")
        return Concept(text=clause.text, alternatives=tuple(forms), required=clause.kind == "phrase" or clause.title)

    def _concept(self, clause: Clause, tokens: Sequence[Token]) -> Concept:
        if clause.kind != "word":
            return self._plain(clause, tokens)
        words = tuple(token.term for token in tokens)
        alternatives: list[Alternative] = []
        sequences: list[TermSequence] = []
        if len(words) == 1:
            alternatives.append(Alternative(words[0], 1.0, "exact"))
            alternatives += self._inflections(words[0], self.weights.stem, "stem")
        else:
            sequences.append(TermSequence(words, 1.0, "exact"))
        hindi = tokens[0].script == "hi"
        for form in self._translations(words, hindi):
            if isinstance(form, TermSequence):
                sequences.append(form)
            else:
                alternatives.append(form)
        if len(words) == 1:
            alternatives += self._sounds(words[0], hindi)
        return Concept(
            text=clause.text,
            alternatives=_best(alternatives),
            sequences=tuple(dict.fromkeys(sequences)),
            required=clause.title,
        )

    def _inflections(
        self, term: str, weight: float, kind: EvidenceKind, fields: tuple[Field, ...] = FIELDS
    ) -> list[Alternative]:
        return [
            Alternative(other, weight, kind, fields) for other in self.engine.terms("stem", stem(term)) if other != term
        ]

    def _translations(self, words: Words, hindi: bool) -> Iterator[Alternative | TermSequence]:
        """Yield the translations of a word or phrase, and of its inflections where it has none itself."""
        found = self._look_up(words, hindi)
        if not found and len(words) == 1:
            others = self.engine.terms("stem", stem(words[0]))
            found = tuple(dict.fromkeys(gloss for other in others for gloss in self._look_up((other,), hindi)))
        fields = ENGLISH if hindi else HINDI
        for rank, gloss in enumerate(found):
            weight = self.weights.translation if rank == 0 or not hindi else self.weights.further_gloss
            yield from self._as_forms(gloss, weight, "translation", fields)

    def _look_up(self, words: Words, hindi: bool) -> tuple[Words, ...]:
        return self.lexicon.english(words) if hindi else self.lexicon.hindi(words)

    def _as_forms(
        self, words: Words, weight: float, kind: EvidenceKind, fields: tuple[Field, ...]
    ) -> Iterator[Alternative | TermSequence]:
        if len(words) > 1:
            yield TermSequence(words, weight, kind, fields)
        elif words and not is_stop_word(words[0]):
            yield from self._present([Alternative(words[0], weight, kind, fields)])
            for one in self._inflections(words[0], weight * self.weights.stem, kind, fields):
                # रेल is a train, and trains, but hardly trained
                same = fields == HINDI or _is_plural(words[0], one.term) or _is_plural(one.term, words[0])
                yield one if same else replace(one, weight=one.weight * self.weights.other_inflection)

    def _sounds(self, term: str, hindi: bool) -> Iterator[Alternative]:
        """Yield the words that sound like the term and, for Hindi in Latin letters, their translations."""
        keys = [key for key in sound_keys(term) if len(key) >= SHORTEST_SOUND]
        known = bool(self.lexicon.english((term,)) if hindi else self.lexicon.hindi((term,)))
        weight = self.weights.sound_of_known if known else self.weights.sound
        alike = dict.fromkeys(other for key in keys for other in self.engine.terms("sound", key))
        for other in alike:
            if other == term:
                continue
            yield Alternative(other, weight, "sound")
            if not hindi and is_devanagari(other):
                yield from self._inflections(other, weight * self.weights.stem, "sound")
        if not hindi and not known:
            # the lexicon's words too: in an index of English articles nobody wrote किसान, but kisan means farmer
            listed = (other for key in keys for other in self.lexicon.sounding(key))
            for other in dict.fromkeys((*alike, *listed)):
                if is_devanagari(other):
                    yield from self._sound_translations(other)

    def _sound_translations(self, hindi_term: str) -> Iterator[Alternative]:
        for gloss in self.lexicon.english((hindi_term,))[:1]:
            for form in self._as_forms(gloss, self.weights.sound_translation, "translation", ENGLISH):
                if isinstance(form, Alternative):
                    yield form

    def _prefixed(self, prefix: str) -> tuple[Alternative, ...]:
        return tuple(
            Alternative(term, 1.0 if term == prefix else self.weights.prefix, "exact" if term == prefix else "prefix")
            for term in self.engine.terms("prefix", prefix)
        )

    def _nearest(self, term: str) -> list[Alternative]:
        """Return the terms of the index nearest in spelling: one edit for words of 4 letters, two from 8 on."""
        edits = 0 if len(term) < 4 else 1 if len(term) < 8 else 2
        known = self.lexicon.entry((term,)) or self.lexicon.hindi((term,))
        if not edits or known or term.isdecimal():
            return []  # a good word that no article has is no typing error
        candidates = self.engine.terms("prefix", term[0], CANDIDATES)
        near = process.extract(term, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=edits, limit=3)
        return [Alternative(other, self.weights.spelling, "fuzzy") for other, _, _ in near]

    def _present(self, alternatives: Iterable[Alternative]) -> list[Alternative]:
        return [one for one in alternatives if one.term in self.engine.terms("stem", stem(one.term))]

    def _is_found(self, concept: Concept) -> bool:
        # a sequence may be there or not; only the engine can tell, and a phrase is no typing error
        return bool(concept.sequences or self._present(concept.alternatives))

    def _is_idle(self, tokens: Sequence[Token], words: Sequence[tuple[Clause, Sequence[Token]]]) -> bool:
        """Tell whether a word says nothing by itself while other words of the query do."""
        return self._is_stop(tokens) and any(
            clause.kind != "word" or not self._is_stop(others) for clause, others in words if not clause.excluded
        )

    def _is_stop(self, tokens: Sequence[Token]) -> bool:
        if len(tokens) != 1:
            return False
        term = tokens[0].term
        if is_stop_word(term):
            return True
        if tokens[0].script == "hi" or len(term) > 4 or self.lexicon.hindi((term,)):
            return False
        # "mausam ki jankari": की in Latin letters
        return any(
            is_devanagari(other) and is_stop_word(other) for other in self.engine.terms("sound", sound_key(term))
        )


def phrases_of(clauses: Sequence[Clause], lexicon: Lexicon) -> tuple[Clause, ...]:
    """Join neighbouring words that the lexicon knows together ("prime minister", "no-confidence") into one clause."""
    joined: list[Clause] = []
    place = 0
    while place < len(clauses):
        for length in range(LONGEST_PHRASE, 0, -1):
            part = clauses[place : place + length]
            plain = all(one.kind == "word" and not one.excluded and not one.title for one in part)
            if len(part) == length and plain and len({one.group for one in part}) == length:
                text = " ".join(one.text for one in part)
                words = tuple(token.term for token in analyse(text))
                if len(words) > 1 and (lexicon.hindi(words) or lexicon.entry(words)):
                    # with spaces, by which such a clause is known from a word that is to be parted (जोंग-उन)
                    joined.append(replace(part[0], text=" ".join(text.replace("-", " ").split())))
                    place += length
                    break
        else:
            joined.append(clauses[place])
            place += 1
    return tuple(joined)


def _split(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, tuple[Token, ...]]]:
    """Yield clauses with their tokens; a word of several tokens that belong to no entry becomes several clauses."""
    for clause in clauses:
        tokens = analyse(clause.text)
        if clause.kind == "word" and len(tokens) > 1 and " " not in clause.text and not clause.excluded:
            for number, token in enumerate(tokens):
                part = clause.text[token.start : token.end]
                yield replace(clause, text=part, group=clause.group * 1000 + number), (token,)
        elif tokens:
            yield clause, tokens


def _best(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Keep each term once in each set of fields, in its surest kind."""
    best: dict[tuple[str, Field], Alternative] = {}
    for one in alternatives:
        if one.weight <= 0:
            continue  # its kind is switched off
        for place in one.fields:
            known = best.get((one.term, place))
            if known is None or known.weight < one.weight:
                best[one.term, place] = one
    merged: dict[Alternative, list[Field]] = {}
    for (_, place), one in best.items():
        merged.setdefault(one, []).append(place)
    return tuple(replace(one, fields=tuple(fields)) for one, fields in merged.items())


def _pooled(one: Concept, other: Concept) -> Concept:
    return Concept(
        text=f"{one.text} OR {other.text}",
        alternatives=_best((*one.alternatives, *other.alternatives)),
        sequences=(*one.sequences, *other.sequences),
        required=one.required and other.required,
    )


def _in_titles(concept: Concept) -> Concept:
    return replace(
        concept,
        required=True,
        alternatives=tuple(
            replace(one, fields=tuple(place for place in one.fields if place in TITLES)) for one in concept.alternatives
        ),
        sequences=tuple(
            replace(one, fields=tuple(place for place in one.fields if place in TITLES)) for one in concept.sequences
        ),
    )


def _is_plural(singular: str, plural: str) -> bool:
    return plural in (f"{singular}s", f"{singular}es", f"{singular[:-1]}ies")
