"""A request scored with arrays: every posting list once, whole columns at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.engines.base import Concept, Field, Request
from search.engines.columns import UNDATED, Columns, Slots
from search.engines.whoosh_postings import PostingsReader, Weights
from search.ranking import Ranking, inverse_document_frequency

SCORE_DIGITS = 9  # scores that differ by less are equal; sums in another order differ in the last bits


@dataclass(frozen=True, slots=True)
class Scored:
    """The results of a request, stories folded: slots in order, and what is known about each of them."""

    slots: Slots  # of the page that was asked for, best first
    scores: Weights
    parts: npt.NDArray[np.float64]  # [slot of the page, concept]
    similar: Slots
    all: Slots  # every result, in no order
    matched: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores requests over one snapshot."""

    postings: PostingsReader
    columns: Columns
    ranking: Ranking
    recency: Weights  # the factor of each document, the same for every request

    def score(self, request: Request) -> Scored:
        """Return the page of results that the request asks for."""
        columns = self.columns
        mask = columns.live.copy()
        for filters in request.filters:
            mask &= columns.passing(filters)
        documents = int(columns.live.sum())
        total = np.zeros(len(mask))
        carried = np.zeros(len(mask))  # idf of the concepts that a document has
        weight = 0.0
        parts: list[Weights] = []
        for concept in request.concepts:
            strength, frequency = self.pool(concept)
            scores = np.zeros(len(mask))
            df = float(strength.sum())
            if df > 0:
                idf = inverse_document_frequency(documents, df)
                hit = strength > 0
                frequency[hit] /= strength[hit]
                k1 = self.ranking.k1
                scores = strength * idf * frequency * (k1 + 1) / (frequency + k1)
                carried += idf * hit
                weight += idf
            if concept.required:
                mask &= scores > 0
            total += scores
            parts.append(scores)
        for concept in request.excluded:
            mask &= self.pool(concept)[0] == 0
        if request.concepts:
            mask &= (total > 0) & (carried >= request.minimum_share * weight - 1e-9)
        if request.recency:
            total *= self.recency
        results = np.flatnonzero(mask)
        kept, similar = self._fold(results, total)
        page = self._page(kept, total, request)
        return Scored(
            slots=page,
            scores=total[page],
            parts=np.array([part[page] for part in parts]).reshape(len(parts), len(page)).T,
            similar=similar[page],
            all=kept,
            matched=tuple(bool((part > 0).any()) for part in parts),
        )

    def pool(self, concept: Concept) -> tuple[Weights, Weights]:
        """Return, per document, the greatest weight of the concept's forms it has and their weighted frequency."""
        strength = np.zeros(len(self.columns.live))
        frequency = np.zeros(len(strength))
        for alternative in concept.alternatives:
            for field in alternative.fields:
                found = self.postings.postings(field, alternative.term)
                if found:
                    self._add(strength, frequency, field, *found, alternative.weight)
        for sequence in concept.sequences:
            for field in sequence.fields:
                found = self.postings.occurrences(field, sequence.terms)
                if found:
                    self._add(strength, frequency, field, *found, sequence.weight)
        dead = ~self.columns.live
        strength[dead] = frequency[dead] = 0
        return strength, frequency

    def _add(
        self,
        strength: Weights,
        frequency: Weights,
        field: Field,
        slots: Slots,
        counts: Weights,
        weight: float,
    ) -> None:
        ranking = self.ranking
        length = self.columns.lengths[field][slots] / self.columns.average[field]
        norm = 1 - ranking.b[field] + ranking.b[field] * length
        frequency[slots] += weight * ranking.boost[field] * counts / norm
        strength[slots] = np.maximum(strength[slots], weight)

    def _fold(self, results: Slots, scores: Weights) -> tuple[Slots, Slots]:
        """Keep the best document of each story; return the kept slots and, per slot, how many were folded in."""
        similar = np.zeros(len(scores), np.int64)
        several = self.columns.story_size[results] > 1
        if not several.any():
            return results, similar
        shared = results[several]
        shared = shared[self._order(shared, scores)]
        _, first, counts = np.unique(self.columns.story[shared], return_index=True, return_counts=True)
        kept = shared[first]
        similar[kept] = counts - 1
        return np.sort(np.concatenate([results[~several], kept])), similar

    def _order(self, slots: Slots, scores: Weights) -> Slots:
        columns = self.columns
        return np.lexsort(
            (columns.id_rank[slots], -_dated(columns.published[slots]), -scores[slots].round(SCORE_DIGITS))
        )

    def _page(self, kept: Slots, scores: Weights, request: Request) -> Slots:
        by_date = request.sort == "date" or not request.concepts
        key = _dated(self.columns.published[kept]) if by_date else scores[kept].round(SCORE_DIGITS)
        end = request.offset + request.limit
        if len(kept) > end:
            least = np.partition(key, len(key) - end)[len(key) - end]
            kept, key = kept[key >= least], key[key >= least]
        if by_date:
            order = np.lexsort((self.columns.id_rank[kept], -scores[kept].round(SCORE_DIGITS), -key))
        else:
            order = self._order(kept, scores)
        return kept[order][request.offset : end]


def recency_factors(columns: Columns, ranking: Ranking) -> Weights:
    """Return what each document's score is multiplied with for its age; see search/ranking.py."""
    published = columns.published
    dated = columns.live & (published != UNDATED)
    if not dated.any() or not ranking.recency:
        return np.ones(len(published))
    newest = published[dated].max()
    days = np.where(dated, (newest - np.where(dated, published, newest)) / 86400, np.inf)
    return np.asarray(1 + ranking.recency * 0.5 ** (days / ranking.recency_half_life))


def _dated(published: Slots) -> Weights:
    # as floats, so that UNDATED can be negated: the oldest of all
    return published.astype(np.float64)
