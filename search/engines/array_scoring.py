"""A request scored with arrays: every posting list once, whole columns at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from search.engines.base import Concept, Field, Request
from search.engines.cache import ArrayCache
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
class Pooled:
    """The documents that have a concept, ascending: the greatest weight of its forms there, and their frequency."""

    slots: Slots
    strength: Weights
    frequency: Weights  # weighted, and with boost and length norm of the fields


NOTHING = Pooled(np.empty(0, np.int64), np.empty(0), np.empty(0))


class Scorer:
    """Scores requests over one snapshot."""

    def __init__(self, postings: PostingsReader, columns: Columns, ranking: Ranking, cache: ArrayCache) -> None:
        self._postings = postings
        self._columns = columns
        self._ranking = ranking
        self._recency = recency_factors(columns, ranking)  # of each document, the same for every request
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
        pooled = [self._pool(concept) for concept in request.concepts]
        parts = [self._scores(one) for one in pooled]
        results, scores = self._match(request, pooled, [scores for scores, _ in parts], [idf for _, idf in parts])
        if request.recency:
            scores = scores * self._recency[results]
        similar = np.zeros(len(results), np.int64)
        if request.story is None:
            kept, similar = self._fold(results, scores)
            results, scores = results[kept], scores[kept]
        page = self._page(results, scores, request)
        return Scored(
            slots=results[page],
            scores=scores[page],
            parts=np.array([_at(results[page], one.slots, part) for one, (part, _) in zip(pooled, parts, strict=True)])
            .reshape(len(parts), len(page))
            .T,
            similar=similar[page],
            all=results,
            matched=tuple(bool(len(one.slots)) for one in pooled),
        )

    def _pool(self, concept: Concept) -> Pooled:
        forms: list[tuple[float, tuple[str, ...], tuple[Field, ...]]]
        forms = [(one.weight, (one.term,), one.fields) for one in concept.alternatives]
        forms += [(one.weight, one.terms, one.fields) for one in concept.sequences]
        lists = [
            (weight, *found)
            for weight, terms, fields in forms
            for found in [self._cache.get((terms, fields), partial(self._join, terms, fields))]
            if len(found[0])
        ]
        if not lists:
            return NOTHING
        if len(lists) == 1:
            weight, slots, frequency = lists[0]
            return Pooled(slots, np.full(len(slots), weight), weight * frequency)
        lists.sort(key=lambda one: one[0])
        strength = np.zeros(self._postings.size)
        total = np.zeros(self._postings.size)
        has = np.zeros(self._postings.size, np.bool_)
        for weight, slots, frequency in lists:
            total[slots] += weight * frequency
            strength[slots] = weight  # the surest comes last
        has[np.concatenate([slots for _, slots, _ in lists])] = True
        slots = np.flatnonzero(has)
        return Pooled(slots, strength[slots], total[slots])

    def _join(self, terms: tuple[str, ...], fields: tuple[Field, ...]) -> tuple[Slots, Weights]:
        """Return the documents that have the terms one after the other in any of the fields, and the frequency."""
        lists = [
            (slots, counts * self._worth[field][slots])
            for field in fields
            for slots, counts in [self._postings.occurrences(field, terms)]
            if len(slots)
        ]
        if not lists:
            return NOTHING.slots, NOTHING.frequency
        slots, frequency = lists[0]
        if len(lists) > 1:
            total = np.zeros(self._postings.size)
            for slots, frequency in lists:
                total[slots] += frequency
            slots = np.flatnonzero(total)
            frequency = total[slots]
        if self._all_live:
            return slots, frequency
        live = self._columns.live[slots]
        return slots[live], frequency[live]

    def _scores(self, pooled: Pooled) -> tuple[Weights, float]:
        """Return what a concept gives to each of its documents, and its idf, 0 where no document has it."""
        df = float(pooled.strength.sum())
        if not df:
            return pooled.frequency, 0.0
        idf = inverse_document_frequency(self._documents, df)
        frequency = pooled.frequency / pooled.strength
        k1 = self._ranking.k1
        return pooled.strength * (idf * (k1 + 1)) * frequency / (frequency + k1), idf

    def _match(
        self, request: Request, pooled: Sequence[Pooled], parts: Sequence[Weights], weights: Sequence[float]
    ) -> tuple[Slots, Weights]:
        """Return the documents that are results, ascending, and their scores without recency."""
        needed = request.minimum_share * sum(weights) - 1e-9
        required = [one.slots for concept, one in zip(request.concepts, pooled, strict=True) if concept.required]
        if not request.concepts:
            results = np.flatnonzero(self._columns.live)
            scores = np.zeros(len(results))
        elif required:
            results, *others = sorted(required, key=len)
            for slots in others:
                results = results[_are_in(results, slots)]
            held = sum((idf * _are_in(results, one.slots) for one, idf in zip(pooled, weights, strict=True)), start=0.0)
            results = results[held >= needed]
            scores = np.zeros(len(results))
            for one, part in zip(pooled, parts, strict=True):
                scores += _at(results, one.slots, part)
        else:
            total = np.zeros(self._postings.size)
            has = np.zeros(self._postings.size, np.bool_)
            for one, part in zip(pooled, parts, strict=True):
                total[one.slots] += part
                has[one.slots] = True
            results = np.flatnonzero(has)
            if any(0 < idf < needed for idf in weights):  # else any of the concepts is enough
                carried = np.zeros(self._postings.size)  # idf of the concepts that a document has
                for one, idf in zip(pooled, weights, strict=True):
                    carried[one.slots] += idf
                results = results[carried[results] >= needed]
            scores = total[results]
        masks = [self._columns.passing(filters)[results] for filters in request.filters]
        if request.story is not None:
            masks.append(self._columns.telling(request.story)[results])
        masks += [~_are_in(results, self._pool(one).slots) for one in request.excluded]
        if masks:
            passing = np.logical_and.reduce(masks)
            results, scores = results[passing], scores[passing]
        return results, scores

    def _fold(self, results: Slots, scores: Weights) -> tuple[Slots, Slots]:
        """Keep the best document of each story: return the places of those kept, and how many each has folded in."""
        several = self._columns.story_size[results] > 1
        similar = np.zeros(len(results), np.int64)
        if not several.any():
            return np.arange(len(results)), similar
        shared = np.flatnonzero(several)
        shared = shared[self._order(results[shared], scores[shared])]
        _, first, counts = np.unique(self._columns.story.codes[results[shared]], return_index=True, return_counts=True)
        best = shared[first]
        similar[best] = counts - 1
        kept = np.sort(np.concatenate([np.flatnonzero(~several), best]))
        return kept, similar[kept]

    def _order(self, slots: Slots, scores: Weights) -> Slots:
        columns = self._columns
        return np.lexsort((columns.id_rank[slots], -_dated(columns.published[slots]), -scores.round(SCORE_DIGITS)))

    def _page(self, slots: Slots, scores: Weights, request: Request) -> Slots:
        """Return the places of the page that was asked for, best first."""
        by_date = request.sort == "date" or not request.concepts
        key = _dated(self._columns.published[slots]) if by_date else scores
        end = request.offset + request.limit
        places = np.arange(len(slots))
        if len(slots) > end:
            least = np.partition(key, len(key) - end)[len(key) - end]
            places = np.flatnonzero(key >= least - 10**-SCORE_DIGITS)  # with those that count as equal
        if by_date:
            chosen = slots[places]
            order = np.lexsort((self._columns.id_rank[chosen], -scores[places].round(SCORE_DIGITS), -key[places]))
        else:
            order = self._order(slots[places], scores[places])
        return places[order][request.offset : end]


def _places(wanted: Slots, slots: Slots) -> Slots:
    """Return where each of the wanted slots stands in `slots`, which ascend and are some, or would stand."""
    places = np.searchsorted(slots, wanted)
    places[places == len(slots)] = 0
    return np.asarray(places)


def _are_in(wanted: Slots, slots: Slots) -> npt.NDArray[np.bool_]:
    """Return which of the wanted slots are in `slots`, which ascend."""
    if not len(slots):
        return np.zeros(len(wanted), np.bool_)
    return np.asarray(slots[_places(wanted, slots)] == wanted)


def _at(wanted: Slots, slots: Slots, values: Weights) -> Weights:
    """Return the values of the wanted slots, 0 where `slots`, which ascend, lack them."""
    if not len(slots):
        return np.zeros(len(wanted))
    places = _places(wanted, slots)
    return np.where(slots[places] == wanted, values[places], 0.0)


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
