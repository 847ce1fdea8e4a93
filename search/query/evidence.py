"""From the pieces of a query to concepts: each piece with all forms that may stand for it in a document.

pieces.py cuts the query, forms.py finds the forms of a word, joined.py and spelling.py those of words that are written
otherwise. Only forms that the index holds are kept. What is a guess, and what else may have been meant, is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from search.analysis.folding import is_devanagari
from search.analysis.romanising import spell_in_latin
from search.analysis.stopwords import is_stop_word, sounds_like_stop_word
from search.engines.base import FIELDS, Alternative, Concept, Field, TermSequence, Vocabulary
from search.lexicon import Lexicon
from search.model import Language
from search.names import Name, Names, bundled_names
from search.query.forms import ENGLISH, HINDI, Form, Forms
from search.query.joined import joined, parted
from search.query.parse import Clause
from search.query.pieces import Piece, cut, whole_pieces
from search.query.romanised import Reading, is_hindi
from search.query.spelling import Spelling, more_frequent, nearest
from search.query.weights import Weights

TITLES: tuple[Field, ...] = ("title_hi", "title_en")
DOUBTFUL = ("exact", "sound", "joined")  # kinds that do not show that an unknown word is spelled right
QUESTION = "who"  # a function word in small letters; in capitals the organisation, which names.tsv knows


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One concept of a query and how it was come by."""

    concept: Concept
    language: Language | None  # as which it was read; None for numbers
    guessed: bool = False  # only its sound or its spelling is like a word that articles have
    name: bool = False  # a proper name of several words, which is searched as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of a query, those of its words that are excluded, and the spelling it was read as."""

    words: tuple[Word, ...] = ()
    excluded: tuple[Concept, ...] = ()
    dropped: tuple[str, ...] = ()  # stop words
    corrections: tuple[tuple[str, str], ...] = ()  # (word, nearest spelling) of words that are not there
    apart: tuple[str, ...] = ()  # names that are searched word by word, because no article has them

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts of the words, as an engine takes them."""
        return tuple(word.concept for word in self.words)


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers evidence from the vocabulary of one engine, the lexicon and the names."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    weights: Weights = field(default_factory=Weights)
    names: Names = field(default_factory=bundled_names)

    def gather(self, clauses: Sequence[Clause], *, exact: bool = False, apart: Sequence[str] = ()) -> Evidence:
        """Return the concepts for the clauses; with `exact`, words stand for themselves only.

        The names in `apart`, as they were typed, are taken word by word.
        """
        reading: Reading = "mixed"
        pieces = whole_pieces(clauses)
        if not exact:
            pieces, reading = cut(clauses, self.lexicon, self.names, apart)
        idle = {piece for piece in pieces if self._is_idle(piece, pieces, reading)}
        together = {} if exact else self._joined([piece for piece in pieces if piece not in idle])
        words: dict[tuple[int, int], Word] = {}
        corrections: list[tuple[str, str]] = []
        for piece in pieces:
            if piece.clause.excluded or piece in idle:
                continue
            if exact or piece.clause.kind != "word":
                word = Word(concept=self._plain(piece), language=_language(piece))
            else:
                word, meant = self._word(piece, reading, together.get(piece, ()))
                corrections += [(piece.text, self._spelled(meant, piece))] if meant else []
            if piece.clause.title:
                word = replace(word, concept=_in_titles(word.concept))
            known = words.get(piece.group)
            words[piece.group] = _either(known, word) if known else word
        return Evidence(
            words=tuple(words.values()),
            excluded=tuple(self._plain(piece) for piece in pieces if piece.clause.excluded),
            dropped=tuple(piece.text for piece in pieces if piece in idle),
            corrections=tuple(corrections),
            apart=tuple(apart),
        )

    def _forms(self) -> Forms:
        return Forms(self.vocabulary, self.lexicon, self.weights)

    def _plain(self, piece: Piece) -> Concept:
        """Return the piece as it was typed; what is excluded takes its other inflections along."""
        clause = piece.clause
        if len(piece.terms) > 1:
            return _concept(piece.text, (TermSequence(piece.terms, 1.0, "exact"),), required=True)
        if clause.kind == "prefix":
            return _concept(piece.text, self._forms().with_prefix(piece.terms[0]))
        forms = [Alternative(piece.terms[0], 1.0, "exact")]
        if clause.excluded and clause.kind == "word":
            forms += self._forms().inflections(piece.terms[0], 1.0, "stem")
        return _concept(piece.text, forms, required=clause.kind == "phrase" or clause.title)

    def _word(self, piece: Piece, reading: Reading, together: Sequence[str]) -> tuple[Word, str | None]:
        """Return a plain piece with all that may stand for it, and the spelling that may have been meant."""
        forms = self._forms()
        found = [*self._as_typed(piece, reading), *self._named(piece), *self._numbers(piece)]
        if piece.phrase:
            found += forms.of_phrase(piece.phrase, hindi=piece.tokens[0].script == "hi")
        found += [Alternative(term, self.weights.joined, "joined") for term in together]
        present, known = forms.present(found)
        meant: str | None = None
        guessed = False
        script = piece.tokens[0].script
        if len(piece.tokens) == 1 and script != "num" and not (piece.names or piece.phrase or piece.numbers):
            term = piece.terms[0]
            if self.weights.joined and not any(form.kind == "sound" for form in present):
                parts = (TermSequence(pair, self.weights.joined, "joined") for pair in parted(term, self.vocabulary))
                present += tuple(parts)
            if term in known:
                meant, corrected = self._rarely(term)
                present += corrected
            elif all(form.kind in DOUBTFUL for form in present) and not self._is_listed(term):
                sure = script == "en" and is_hindi(term, self.lexicon)
                meant, corrected = (None, ()) if sure else self._meant(term, present)
                present += corrected
                guessed = not sure and any(form.kind in ("sound", "fuzzy") for form in present)
        concept = _concept(piece.text, present, required=piece.clause.title)
        name = bool(piece.names) and len(piece.tokens) > 1
        return Word(concept=concept, language=self._read_as(piece, reading), guessed=guessed, name=name), meant

    def _as_typed(self, piece: Piece, reading: Reading) -> Iterator[Form]:
        script, terms = piece.tokens[0].script, piece.terms
        if len(terms) > 1:
            yield TermSequence(terms, 1.0, "exact")
            yield from self._forms().of_phrase(terms, hindi=script == "hi")
        elif any(name.terms == terms and name.doubtful and not name.weak for name in piece.names):
            yield Alternative(terms[0], 1.0, "exact", HINDI)
        elif script == "hi":
            yield from self._forms().of_hindi(terms[0])
        elif script == "en":
            yield from self._forms().of_latin(terms[0], reading)
        else:
            yield Alternative(terms[0], 1.0, "exact")

    def _named(self, piece: Piece) -> Iterator[Form]:
        """Yield the other names of what the piece names; each is searched in both languages' texts."""
        for name in piece.names:
            if name.terms == piece.terms or not self.weights.name:
                continue
            for fields, share in _where(name):
                weight = self.weights.name * share
                if len(name.terms) > 1:
                    yield TermSequence(name.terms, weight, "name", fields)
                else:
                    yield Alternative(name.terms[0], weight, "name", fields)
                    yield from self._forms().inflections(name.terms[0], weight, "name", fields)

    def _numbers(self, piece: Piece) -> Iterator[Form]:
        for terms in piece.numbers:
            if len(terms) > 1:
                yield TermSequence(terms, self.weights.number, "number")
            else:
                yield Alternative(terms[0], self.weights.number, "number")

    def _meant(self, term: str, present: Sequence[Form]) -> tuple[str | None, tuple[Form, ...]]:
        """Return the spelling that an unknown term most likely stands for, and the forms of all likely ones."""
        alike = [
            form.term
            for form in present
            if isinstance(form, Alternative)
            and is_devanagari(form.term) == is_devanagari(term)
            and form.kind == "sound"
        ]
        if alike:
            frequencies = self.vocabulary.frequencies(alike)
            return max(zip(frequencies, alike, strict=True))[1], ()
        if any(form.kind == "sound" for form in present) or not self.weights.spelling:
            return None, ()
        near = nearest(term, self.vocabulary, self.lexicon)
        return (near[0].term if near else None), self._corrected(near, self.weights.spelling)

    def _rarely(self, term: str) -> tuple[str | None, tuple[Form, ...]]:
        """Return the spelling that a rare term may be a typing error of, and its forms, at half weight."""
        if not self.weights.spelling or self._is_listed(term):
            return None, ()
        near = more_frequent(term, self.vocabulary, self.lexicon)
        return (near[0].term if near else None), self._corrected(near, self.weights.spelling / 2)

    def _corrected(self, near: Iterable[Spelling], weight: float) -> tuple[Form, ...]:
        forms = self._forms()
        found: list[Form] = []
        for one in near:
            of_term = forms.of_hindi(one.term) if is_devanagari(one.term) else forms.of_latin(one.term, "english")
            found += [replace(form, weight=form.weight * weight, kind="fuzzy") for form in of_term]
        return forms.present(found)[0]

    def _spelled(self, term: str, piece: Piece) -> str:
        """Return a term as it is shown: in the script of the piece, with the marks that folding removes."""
        if piece.tokens[0].script == "en" and is_devanagari(term):
            return spell_in_latin(term)
        entry = self.lexicon.entry((term,))
        return entry.hi if entry else term

    def _is_listed(self, term: str) -> bool:
        return bool(self.lexicon.entry((term,)) or self.lexicon.hindi((term,)))

    def _joined(self, pieces: Sequence[Piece]) -> dict[Piece, tuple[str, ...]]:
        if not self.weights.joined:
            return {}
        terms = [piece.terms[0] if piece.is_word and not piece.clause.title else None for piece in pieces]
        return {pieces[place]: found for place, found in joined(terms, self.vocabulary).items()}

    def _read_as(self, piece: Piece, reading: Reading) -> Language | None:
        language = _language(piece)
        if language == "en" and len(piece.terms) == 1 and is_hindi(piece.terms[0], self.lexicon):
            return "hi" if reading == "romanised" or not self.lexicon.is_english(piece.terms[0]) else "en"
        return language

    def _is_idle(self, piece: Piece, pieces: Sequence[Piece], reading: Reading) -> bool:
        """Tell whether a word says nothing by itself while other words of the query do."""
        return (
            piece.is_word
            and not piece.clause.title
            and self._is_stop(piece, reading)
            and sum(other.group == piece.group for other in pieces) == 1
            and any(
                other.clause.kind != "word" or not self._is_stop(other, reading)
                for other in pieces
                if not other.clause.excluded
            )
        )

    def _is_stop(self, piece: Piece, reading: Reading) -> bool:
        if len(piece.tokens) != 1 or piece.names:
            return False
        term = piece.terms[0]
        if is_stop_word(term) or (term == QUESTION and not piece.text.isupper()):
            return True
        if piece.tokens[0].script != "en" or reading == "english" or not sounds_like_stop_word(term):
            return False
        # "mausam ki jankari": की in Latin letters; "bad" is बाद only where the other words are Hindi
        return reading == "romanised" or not self._is_listed(term)


def _concept(text: str, forms: Iterable[Form], *, required: bool = False) -> Concept:
    given = list(forms)
    return Concept(
        text=text,
        alternatives=_surest(form for form in given if isinstance(form, Alternative)),
        sequences=tuple(dict.fromkeys(form for form in given if isinstance(form, TermSequence))),
        required=required,
    )


def _surest(alternatives: Iterable[Alternative]) -> tuple[Alternative, ...]:
    """Keep each term once in each set of fields, in its surest kind."""
    best: dict[tuple[str, Field], Alternative] = {}
    for one in alternatives:
        for place in one.fields:
            known = best.get((one.term, place))
            if known is None or known.weight < one.weight:
                best[one.term, place] = one
    merged: dict[Alternative, list[Field]] = {}
    for (_, place), one in best.items():
        merged.setdefault(one, []).append(place)
    return tuple(replace(one, fields=tuple(fields)) for one, fields in merged.items())


def _either(one: Word, other: Word) -> Word:
    concept = Concept(
        text=f"{one.concept.text} OR {other.concept.text}",
        alternatives=_surest((*one.concept.alternatives, *other.concept.alternatives)),
        sequences=(*one.concept.sequences, *other.concept.sequences),
        required=one.concept.required and other.concept.required,
    )
    return replace(one, concept=concept, guessed=one.guessed and other.guessed, name=False)


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


def _where(name: Name) -> tuple[tuple[tuple[Field, ...], float], ...]:
    """Return the fields in which a name is searched, with its share of the weight there."""
    if name.doubtful and not name.weak:
        return () if name.hindi else ((HINDI, 1.0),)
    if name.weak and not name.hindi:
        return ((HINDI, 1.0), (ENGLISH, 0.5))
    return ((FIELDS, 1.0),)


def _language(piece: Piece) -> Language | None:
    scripts = {token.script for token in piece.tokens}
    return "hi" if "hi" in scripts else "en" if "en" in scripts else None
