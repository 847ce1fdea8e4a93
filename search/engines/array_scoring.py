"""A request scored with arrays: every posting list once, whole columns at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from search.engines.base import Concept, Field, Request
from search.engines.cache import ArrayCache, Arrays
from search.engines.columns import Columns, Slots
from search.engines.document_table import UNDATED
from search.engines.whoosh_postings import PostingsReader, Weights
from search.ranking import Ranking, inverse_document_frequency

SATURATED = "saturated"  # in the key of what a form gains where it is alone in its concept
FEW = 16  # one in so many documents: lists are sorted then, instead of going over all documents
SEARCH = 16  # looking one document up in a list takes as long as writing this many into a table
SCORE_DIGITS = 9  # scores that differ by less are equal; sums in another order differ in the last bits


@dataclass(frozen=True, slots=True)
class Pooled:
    """The documents that have a concept, ascending; in each of them it is worth its idf times the gain."""

    slots: Slots
    gains: Weights  # strength and saturated frequency
    idf: float  # 0 where no document has it


@dataclass(frozen=True, slots=True)
class Scored:
    """The results of a request, stories folded: slots in order, and what is known about each of them."""

    slots: Slots  # of the page that was asked for, best first
    scores: Weights
    similar: Slots
    all: Slots  # every result, in no order
    pooled: tuple[Pooled, ...]  # of each concept


NOWHERE: Arrays = (np.empty(0, np.int64), np.empty(0))


class Scorer:
    """Scores requests over one snapshot."""

    def __init__(self, postings: PostingsReader, columns: Columns, ranking: Ranking, cache: ArrayCache) -> None:
        self._postings = postings
        self._columns = columns
        self._ranking = ranking
        self._recency = recency_factors(columns, ranking)  # of each document, the same for every request
        self._shared = columns.story_size > 1
        self._documents = int(columns.live.sum())
        self._all_live = bool(columns.live.all())
        # what one occurrence in a field counts for in each document
        self._worth = {
            field: ranking.boost[field] / (1 - ranking.b[field] + ranking.b[field] * lengths / columns.average[field])
            for field, lengths in columns.lengths.items()
        }
        self._cache = cache

    def score(self, request: Request) -> Scored:
        """Return the page of results that the request asks for."""
        pooled = tuple(self._pool(concept) for concept in request.concepts)
        results, scores = self._match(request, pooled)
        results, scores = self._pass(request, results, scores)
        if request.recency:
            scores = scores * self._recency[results]
        similar = None
        if request.story is None:
            results, scores, similar = self._fold(results, scores)
        page = self._page(results, scores, request)
        return Scored(
            slots=results[page],
            scores=scores[page],
            similar=np.zeros(len(page), np.int64) if similar is None else similar[page],
            all=results,
            pooled=pooled,
        )

    def parts(self, scored: Scored) -> list[list[float]]:
        """Return, for each slot of a page, what each concept gives to its score, without recency."""
        parts = [(self._gains(scored.slots, one) * one.idf).tolist() for one in scored.pooled]
        return [list(of_document) for of_document in zip(*parts, strict=True)] or [[] for _ in scored.slots]

    def _pool(self, concept: Concept) -> Pooled:
        forms: list[tuple[float, tuple[str, ...], tuple[Field, ...]]]
        forms = [(one.weight, (one.term,), one.fields) for one in concept.alternatives]
        forms += [(one.weight, one.terms, one.fields) for one in concept.sequences]
        if len(forms) == 1:  # a word or phrase as it stands: all but its weight is kept
            weight, terms, fields = forms[0]
            slots, gains = self._cache.get((terms, fields, SATURATED), partial(self._saturated, terms, fields))
            return Pooled(slots, gains * weight if weight != 1 else gains, self._idf(weight * len(slots)))
        lists = [
            (weight, *found)
            for weight, terms, fields in forms
            for found in [self._cache.get((terms, fields), partial(self._join, terms, fields))]
            if len(found[0])
        ]
        if not lists:
            return Pooled(*NOWHERE, 0.0)
        lists.sort(key=lambda one: one[0])
        strength = np.zeros(self._postings.size)
        for weight, slots, _ in lists:
            strength[slots] = weight  # the surest comes last
        slots, frequency = self._add([(slots, weight * frequency) for weight, slots, frequency in lists])
        strength = strength[slots]
        return Pooled(slots, strength * self._saturate(frequency / strength), self._idf(float(strength.sum())))

    def _saturated(self, terms: tuple[str, ...], fields: tuple[Field, ...]) -> Arrays:
        slots, frequency = self._join(terms, fields)
        return slots, self._saturate(frequency)

    def _join(self, terms: tuple[str, ...], fields: tuple[Field, ...]) -> Arrays:
        """Return the documents that have the terms one after the other in any of the fields, and the frequency."""
        slots, frequency = self._add(
            [
                (slots, counts * self._worth[field][slots])
                for field in fields
                for slots, counts in [self._postings.occurrences(field, terms)]
                if len(slots)
            ]
        )
        if self._all_live:
            return slots, frequency
        live = self._columns.live[slots]
        return slots[live], frequency[live]

    def _saturate(self, frequency: Weights) -> Weights:
        k1 = self._ranking.k1
        return frequency * (k1 + 1) / (frequency + k1)

    def _idf(self, df: float) -> float:
        return inverse_document_frequency(self._documents, df) if df else 0.0

    def _add(self, lists: Sequence[Arrays]) -> Arrays:
        """Return the slots that are in any of the lists, ascending, and the sum of their values, which are above 0."""
        if len(lists) < 2:
            return lists[0] if lists else NOWHERE
        slots = np.concatenate([slots for slots, _ in lists])
        values = np.concatenate([values for _, values in lists])
        if len(slots) * FEW < self._postings.size:
            order = slots.argsort(kind="stable")
            slots = slots[order]
            firsts = np.flatnonzero(np.concatenate([[True], slots[1:] != slots[:-1]]))
            return slots[firsts], np.add.reduceat(values[order], firsts)
        total = np.bincount(slots, values, self._postings.size)
        slots = np.flatnonzero(total > 0)
        return slots, np.asarray(total[slots], np.float64)

    def _match(self, request: Request, pooled: Sequence[Pooled]) -> Arrays:
        """Return the documents that have enough of the concepts, ascending, and their scores without recency."""
        if not pooled:
            results = np.flatnonzero(self._columns.live)
            return results, np.zeros(len(results))
        needed = request.minimum_share * sum(one.idf for one in pooled) - 1e-9
        if any(concept.required for concept in request.concepts):
            marked = [(concept.required, one) for concept, one in zip(request.concepts, pooled, strict=True)]
            required, others = ([one for needs, one in marked if needs is wanted] for wanted in (True, False))
            return self._match_all(required, others, needed)
        known = [one for one in pooled if one.idf]
        results, scores = self._add([(one.slots, one.gains * one.idf) for one in known])
        if any(one.idf < needed for one in known):  # else any of the concepts is enough
            _, carried = self._add([(one.slots, np.full(len(one.slots), one.idf)) for one in known])
            results, scores = results[carried >= needed], scores[carried >= needed]
        return results, scores

    def _match_all(self, required: Sequence[Pooled], others: Sequence[Pooled], needed: float) -> Arrays:
        """Return the documents that have all required concepts, and with the others enough of them."""
        rarest, *more = sorted(required, key=lambda one: len(one.slots))
        results, scores = rarest.slots, rarest.gains * rarest.idf
        for one in more:
            gains = self._gains(results, one)
            both = np.flatnonzero(gains)
            results, scores = results[both], scores[both] + gains[both] * one.idf
        if not others:
            return results, scores
        carried = np.full(len(results), sum(one.idf for one in required))
        for one in others:
            gains = self._gains(results, one)
            carried += one.idf * (gains > 0)
            scores = scores + one.idf * gains
        return results[carried >= needed], scores[carried >= needed]

    def _gains(self, wanted: Slots, pooled: Pooled) -> Weights:
        """Return what a concept gains in each of the wanted documents, 0 where they do not have it."""
        slots, gains = pooled.slots, pooled.gains
        if len(wanted) * SEARCH < len(slots) + self._postings.size // 8:
            if not len(slots):
                return np.zeros(len(wanted))
            places = slots.searchsorted(wanted)
            return np.where(slots.take(places, mode="clip") == wanted, gains.take(places, mode="clip"), 0.0)
        table = np.zeros(self._postings.size)
        table[slots] = gains
        return np.asarray(table[wanted])

    def _pass(self, request: Request, results: Slots, scores: Weights) -> Arrays:
        """Return the results that pass the filters of a request and have nothing that it excludes."""
        masks = [self._columns.passing(filters, results) for filters in request.filters]
        masks += [~self._columns.passing(filters, results) for filters in request.barred]
        if request.story is not None:
            masks.append(self._columns.telling(request.story, results))
        masks += [self._gains(results, self._pool(one)) == 0 for one in request.excluded]
        if not masks:
            return results, scores
        passing = np.logical_and.reduce(masks)
        return results[passing], scores[passing]

    def _fold(self, results: Slots, scores: Weights) -> tuple[Slots, Weights, Slots | None]:
        """Keep the best document of each story; return what is kept, and how many each has folded in, None for none."""
        several = self._shared[results]
        shared = np.flatnonzero(several)
        if not len(shared):
            return results, scores, None
        shared = shared[self._order(results[shared], scores[shared])]
        _, first, counts = np.unique(self._columns.story[results[shared]], return_index=True, return_counts=True)
        similar = np.zeros(len(results), np.int64)
        similar[shared[first]] = counts - 1
        kept = ~several
        kept[shared[first]] = True
        return results[kept], scores[kept], similar[kept]

    def _order(self, slots: Slots, scores: Weights) -> Slots:
        columns = self._columns
        return np.lexsort((columns.id_rank[slots], -_dated(columns.published[slots]), -scores.round(SCORE_DIGITS)))

    def _page(self, slots: Slots, scores: Weights, request: Request) -> Slots:
        """Return the places of the page that was asked for, best first."""
        by_date = request.sort == "date" or not request.concepts
        key = _dated(self._columns.published[slots]) if by_date else scores
        end = request.offset + request.limit
        if len(slots) > end:
            least = np.partition(key, len(key) - end)[len(key) - end]
            places = np.flatnonzero(key >= least - 10**-SCORE_DIGITS)  # with those that count as equal
        else:
            places = np.arange(len(slots))
        if by_date:
            chosen = slots[places]
            order = np.lexsort((self._columns.id_rank[chosen], -scores[places].round(SCORE_DIGITS), -key[places]))
        else:
            order = self._order(slots[places], scores[places])
        return places[order][request.offset : end]


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
