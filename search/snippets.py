"""The sentence pairs of a document that match a query best, marked in both languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from search.analysis.entry import TEXT_FIELDS
from search.analysis.places import Places, texts_of
from search.analysis.tokens import Token, analyse
from search.engines.base import Concept, Field
from search.model import Bilingual, Document, Evidence, EvidenceKind, Marked, SentencePair, Snippet

SNIPPETS = 2  # sentence pairs shown for a hit
SHORT = 5  # words; a shorter sentence ("जयपुर।") says little …
SHORT_WORTH = 0.5  # … and counts for this much
BARE = 2  # words; one of so few says nothing that is worth a line, and stands for the article only alone
SEEN = 0.7  # what an earlier snippet has shown of a word is worth this much less in the next


class Match(NamedTuple):
    """A place in a text where a concept was found: offsets, and through which form.

    A NamedTuple, not a dataclass, because a page of results has hundreds of them.
    """

    start: int
    end: int
    concept: int
    weight: float
    kind: EvidenceKind


@dataclass(frozen=True, slots=True)
class Found:
    """A text with its matches; `words` is how many tokens it has."""

    text: str | None
    matches: tuple[Match, ...]
    words: int

    def marked(self) -> Marked | None:
        """Return the text with its matches marked, or None where there is no text."""
        if self.text is None:
            return None
        return Marked(text=self.text, spans=_merged(sorted({(match.start, match.end) for match in self.matches})))


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlights:
    """What is shown of a hit."""

    title: Snippet
    snippets: tuple[Snippet, ...]  # best first
    evidence: tuple[Evidence, ...]  # in the order of the concepts


class Highlighter:
    """Finds the forms of a query's concepts in the texts of documents."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Take the concepts whose forms are to be marked."""
        self._concepts = tuple(concepts)
        self._words: dict[tuple[Field, str], tuple[int, float, EvidenceKind]] = {}
        self._sequences: dict[tuple[Field, str], list[tuple[tuple[str, ...], int, float, EvidenceKind]]] = {}
        for number, concept in enumerate(concepts):
            for one in concept.alternatives:
                for field in one.fields:
                    known = self._words.get((field, one.term))
                    if known is None or known[1] < one.weight:
                        self._words[field, one.term] = (number, one.weight, one.kind)
            for sequence in concept.sequences:
                for field in sequence.fields:
                    form = (sequence.terms, number, sequence.weight, sequence.kind)
                    self._sequences.setdefault((field, sequence.terms[0]), []).append(form)

        self._first = {term for _, term in (*self._words, *self._sequences)}

    def highlight(self, document: Document, places: Places, parts: Sequence[float]) -> Highlights:
        """Return what to show of a hit; `parts` says how much each concept gave to its score."""
        texts = self._find_all(document, places)
        title = (texts[0], texts[1])
        pairs = list(zip(texts[2::2], texts[3::2], strict=True))
        return Highlights(
            title=Snippet(hi=title[0].marked(), en=title[1].marked()),
            snippets=tuple(
                Snippet(hi=hi.marked(), en=en.marked(), gloss=document.sentences[place].gloss)
                for place in _choose(pairs, parts)
                for hi, en in [pairs[place]]
            ),
            evidence=self._evidence(texts, parts),
        )

    def mark_title(self, title: Bilingual) -> Snippet:
        """Return a title marked in both languages."""
        return Snippet(hi=self._find(title.hi, "title_hi").marked(), en=self._find(title.en, "title_en").marked())

    def mark_pair(self, pair: SentencePair) -> Snippet:
        """Return a sentence pair marked in both languages."""
        hi, en = self._find(pair.hi, "body_hi"), self._find(pair.en, "body_en")
        return Snippet(hi=hi.marked(), en=en.marked(), gloss=pair.gloss)

    def _find_all(self, document: Document, places: Places) -> list[Found]:
        """Return every text of the document with its matches, by the places of its words."""
        matches: dict[int, list[Match]] = {}
        wanted = [number for number, term in enumerate(places.terms) if term in self._first]
        if wanted:
            is_wanted = np.zeros(len(places.terms), np.bool_)
            is_wanted[wanted] = True
            tokens = np.flatnonzero(is_wanted[places.numbers])
            ends = np.cumsum(places.words)
            for token, number, text in zip(
                tokens.tolist(),
                places.numbers[tokens].tolist(),
                np.searchsorted(ends, tokens, side="right").tolist(),
                strict=True,
            ):
                field = TEXT_FIELDS[text if text < 2 else 2 + text % 2]
                matches.setdefault(text, []).extend(self._at(places, token, number, field, int(ends[text])))
        return [
            Found(text, tuple(matches.get(place, ())), words)
            for place, (text, words) in enumerate(zip(texts_of(document), places.words.tolist(), strict=True))
        ]

    def _at(self, places: Places, token: int, number: int, field: Field, end: int) -> Iterator[Match]:
        """Yield the matches that begin at a token of a text that ends before token `end`."""
        term = places.terms[number]
        start = int(places.starts[token])
        word = self._words.get((field, term))
        if word is not None:
            yield Match(start, start + int(places.lengths[token]), *word)
        for terms, concept, weight, kind in self._sequences.get((field, term), ()):
            last = token + len(terms) - 1
            if last < end and all(places.terms[places.numbers[token + n]] == one for n, one in enumerate(terms)):
                yield Match(start, int(places.starts[last]) + int(places.lengths[last]), concept, weight, kind)

    def _find(self, text: str | None, field: Field) -> Found:
        tokens = analyse(text) if text else ()
        return Found(text, tuple(self._matches(tokens, field)), len(tokens))

    def _matches(self, tokens: Sequence[Token], field: Field) -> Iterator[Match]:
        for place, token in enumerate(tokens):
            word = self._words.get((field, token.term))
            if word is not None:
                yield Match(token.start, token.end, *word)
            for terms, number, weight, kind in self._sequences.get((field, token.term), ()):
                part = tokens[place : place + len(terms)]
                if tuple(one.term for one in part) == terms:
                    yield Match(token.start, part[-1].end, number, weight, kind)

    def _evidence(self, texts: Sequence[Found], parts: Sequence[float]) -> tuple[Evidence, ...]:
        through: list[dict[str, None]] = [{} for _ in self._concepts]
        for found in texts:
            for match in found.matches if found.text else ():
                through[match.concept][f"{match.kind} {(found.text or '')[match.start : match.end]}"] = None
        return tuple(
            Evidence(word=concept.text, score=part, through=tuple(forms))
            for concept, part, forms in zip(self._concepts, parts, through, strict=True)
        )


def _choose(pairs: Sequence[tuple[Found, Found]], parts: Sequence[float]) -> list[int]:
    """Return the places of the best pairs, best first.

    The first pair has most of the query; a further one is taken for what the pairs before it lack. Where nothing
    matches in the body, the first sentence that is more than a dateline stands for the article.
    """
    worth = [_worth(pair, parts) for pair in pairs]
    chosen: list[int] = []
    seen: dict[int, float] = {}
    while len(chosen) < SNIPPETS:
        gains = [
            (sum(max(value - SEEN * seen.get(concept, 0), 0) for concept, value in values.items()), -place)
            for place, values in enumerate(worth)
            if place not in chosen
        ]
        gain, place = max(gains, default=(0.0, 0))
        if gain <= 0:
            break
        chosen.append(-place)
        for concept, value in worth[-place].items():
            seen[concept] = max(seen.get(concept, 0), value)
    if chosen or not pairs:
        return chosen
    matched = next((place for place, pair in enumerate(pairs) if any(found.matches for found in pair)), 0)
    return [next((place for place, pair in enumerate(pairs) if max(found.words for found in pair) >= SHORT), matched)]


def _worth(pair: tuple[Found, Found], parts: Sequence[float]) -> dict[int, float]:
    values: dict[int, float] = {}
    words = max(found.words for found in pair)
    full = 1.0 if words >= SHORT else SHORT_WORTH if words > BARE else 0.0
    for found in pair:
        for match in found.matches:
            value = match.weight * parts[match.concept] * full
            values[match.concept] = max(values.get(match.concept, 0), value)
    return values


def _merged(spans: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
