"""The columns of a snapshot as arrays: what filters, facets, length norms and stories are computed from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from search.analysis.tokens import analyse
from search.engines.base import FIELDS, Field, Filters
from search.engines.documents import Row
from search.model import INDIA, FacetCount, Facets

Codes = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]
Slots = npt.NDArray[np.int64]
UNDATED = np.iinfo(np.int64).min
FACET_VALUES = 20  # values listed for a facet; months are listed in full


@dataclass(frozen=True, slots=True)
class Category:
    """A column of few distinct values: a code for each document, -1 where it has none."""

    values: tuple[str, ...]
    codes: Codes

    def matching(self, wanted: Sequence[str]) -> Mask:
        """Return which documents have one of the values, compared by `facet_key`."""
        keys = {facet_key(value) for value in wanted}
        codes = [code for code, value in enumerate(self.values) if facet_key(value) in keys]
        return np.array(np.isin(self.codes, codes), np.bool_)

    def counts(self, slots: Slots) -> tuple[FacetCount, ...]:
        """Return the most frequent values of these documents."""
        return _ranked(self.values, self.codes[slots])


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a snapshot, one element for each slot of the postings."""

    live: Mask
    id_rank: Slots  # the place of the document in the order of ids, for ties
    published: npt.NDArray[np.int64]  # seconds since 1970, or UNDATED
    source: Category
    section: Category
    language: Category
    story: Codes
    story_size: Codes  # how many live documents share the document's story
    tag_values: tuple[str, ...]
    tag_codes: Codes  # of every (document, tag)
    tag_slots: Slots
    lengths: dict[Field, npt.NDArray[np.float64]]
    average: dict[Field, float]  # mean length over live documents that have the field

    def passing(self, filters: Filters) -> Mask:
        """Return which live documents pass the filters."""
        mask: Mask = self.live.copy()
        if filters.since is not None:
            mask &= self.published >= filters.since
        if filters.until is not None:
            mask &= (self.published < filters.until) & (self.published != UNDATED)
        for category, wanted in (
            (self.source, filters.source),
            (self.section, filters.section),
            (self.language, filters.language),
        ):
            if wanted:
                mask &= category.matching(wanted)
        if filters.tag:
            keys = {facet_key(tag) for tag in filters.tag}
            codes = [code for code, value in enumerate(self.tag_values) if facet_key(value) in keys]
            tagged = np.zeros(len(mask), np.bool_)
            tagged[self.tag_slots[np.isin(self.tag_codes, codes)]] = True
            mask &= tagged
        return mask

    def facets(self, slots: Slots) -> Facets:
        """Return the facets of these documents."""
        chosen = np.zeros(len(self.live), np.bool_)
        chosen[slots] = True
        return Facets(
            source=self.source.counts(slots),
            section=self.section.counts(slots),
            tag=_ranked(self.tag_values, self.tag_codes[chosen[self.tag_slots]]),
            language=self.language.counts(slots),
            month=self._months(slots),
        )

    def _months(self, slots: Slots) -> tuple[FacetCount, ...]:
        moments = self.published[slots]
        offset = int(INDIA.utcoffset(None).total_seconds())
        months = (moments[moments != UNDATED] + offset).astype("datetime64[s]").astype("datetime64[M]")
        values, counts = np.unique(months, return_counts=True)
        return tuple(
            FacetCount(value=str(month), count=int(count)) for month, count in zip(values, counts, strict=True)
        )


def make_columns(rows: Iterable[Row | None], live: Mask) -> Columns:
    """Return the columns of the documents in the order of slots; a slot without a row is not live."""
    given = [row if alive else None for row, alive in zip(rows, live, strict=True)]
    live = np.array([row is not None for row in given], np.bool_)
    ids = np.array([row.id if row else "" for row in given], object)
    rank = np.empty(len(ids), np.int64)
    rank[np.argsort(ids, kind="stable")] = np.arange(len(ids))
    story = _category([row.story if row else None for row in given])
    sizes = np.bincount(story.codes[live], minlength=len(story.values)) if story.values else np.zeros(1, np.int64)
    tags = [(slot, tag) for slot, row in enumerate(given) if row for tag in row.tags]
    tag = _category([value for _, value in tags])
    lengths = {
        field: np.array([row.lengths[place] if row else 0 for row in given], np.float64)
        for place, field in enumerate(FIELDS)
    }
    return Columns(
        live=live,
        id_rank=rank,
        published=np.array(
            [UNDATED if row is None or row.published is None else row.published for row in given], np.int64
        ),
        source=_category([row.source if row else None for row in given]),
        section=_category([row.section if row else None for row in given]),
        language=_category([row.language if row else None for row in given]),
        story=story.codes,
        story_size=sizes[story.codes].astype(np.int32),
        tag_values=tag.values,
        tag_codes=tag.codes,
        tag_slots=np.array([slot for slot, _ in tags], np.int64),
        lengths=lengths,
        average={
            field: float(values[values > 0].mean()) if (values > 0).any() else 1.0 for field, values in lengths.items()
        },
    )


def facet_key(value: str) -> str:
    """Return the form by which facet values are compared: folded like the words of a text.

    >>> facet_key("BBC Hindi") == facet_key("bbc  hindi")
    True
    """
    return " ".join(token.term for token in analyse(value)) or value.strip().lower()


def month_of(seconds: int) -> str:
    """Return the month of a moment in Indian time, e.g. "2025-07"."""
    return datetime.fromtimestamp(seconds, INDIA).strftime("%Y-%m")


def _category(values: Sequence[str | None]) -> Category:
    codes: dict[str, int] = {}
    coded = [-1 if value is None else codes.setdefault(value, len(codes)) for value in values]
    return Category(tuple(codes), np.array(coded, np.int32))


def _ranked(values: Sequence[str], codes: Codes) -> tuple[FacetCount, ...]:
    counts = np.bincount(codes[codes >= 0], minlength=len(values))
    found = np.flatnonzero(counts)
    if len(found) > FACET_VALUES:  # a corpus may have thousands of tags; only those that can be listed are sorted
        found = found[counts[found] >= np.partition(counts[found], -FACET_VALUES)[-FACET_VALUES]]
    order = sorted(found.tolist(), key=lambda code: (-counts[code], values[code]))[:FACET_VALUES]
    return tuple(FacetCount(value=values[code], count=int(counts[code])) for code in order)
