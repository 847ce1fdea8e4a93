"""The columns of a snapshot as arrays: what filters, facets, length norms and stories are computed from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
import numpy.typing as npt

from search.analysis.tokens import analyse
from search.engines.base import FIELDS, Field, Filters
from search.engines.document_table import CODED, UNDATED, Codes, Coding, DocumentTable
from search.engines.posting_arrays import spread
from search.model import INDIA, FacetCount, Facets
from search.place_names import place_key

Mask = npt.NDArray[np.bool_]
Slots = npt.NDArray[np.int64]
UNKNOWN = -1  # in place of a code
FACET_VALUES = 20  # values listed for a facet; months are listed in full


@dataclass(frozen=True)  # without slots, so that the keys of a thousand tags are found once, and only when asked for
class Category:
    """A column of few distinct values: for each document the number of its value from 1 on, 0 where it has none."""

    values: tuple[str, ...]
    codes: Codes
    key_of: Callable[[str], str]  # by which values are compared

    def among(self, wanted: Sequence[str]) -> Mask:
        """Return, for each code, whether it is that of one of the wanted values."""
        found = np.zeros(len(self.values) + 1, np.bool_)
        found[[code for value in wanted for code in self._codes_by_key.get(self.key_of(value), ())]] = True
        return found

    def counts(self, slots: Slots) -> tuple[FacetCount, ...]:
        """Return the most frequent values of these documents."""
        return _ranked(self.values, self.codes[slots])

    @cached_property
    def _codes_by_key(self) -> dict[str, list[int]]:
        codes: dict[str, list[int]] = {}
        for code, value in enumerate(self.values, 1):
            codes.setdefault(self.key_of(value), []).append(code)
        return codes


@dataclass(frozen=True, slots=True)
class Columns:
    """All columns of a snapshot, one element for each slot of the postings."""

    live: Mask
    id_rank: Slots  # the place of the document in the order of ids, for ties
    published: npt.NDArray[np.int64]  # seconds since 1970, or UNDATED
    month: Category
    source: Category
    section: Category
    place: Category  # each place by one of its spellings
    language: Category
    story: Codes
    story_codes: Mapping[str | None, int]
    story_size: Slots  # how many live documents share the document's story
    tag: Category  # of every (document, tag)
    tag_slots: Slots  # the document of each of them, ascending
    lengths: dict[Field, npt.NDArray[np.float64]]
    average: dict[Field, float]  # mean length over live documents that have the field

    def passing(self, filters: Filters, slots: Slots) -> Mask:
        """Return which of these documents pass the filters."""
        mask = np.ones(len(slots), np.bool_)
        if filters.since is not None:
            mask &= self.published[slots] >= filters.since
        if filters.until is not None:
            published = self.published[slots]
            mask &= (published < filters.until) & (published != UNDATED)
        for category, wanted in (
            (self.source, filters.source),
            (self.section, filters.section),
            (self.place, filters.place),
            (self.language, filters.language),
        ):
            if wanted:
                mask &= category.among(wanted)[category.codes[slots]]
        if filters.tag:
            tagged = np.zeros(len(self.live), np.bool_)
            tagged[self.tag_slots[self.tag.among(filters.tag)[self.tag.codes]]] = True
            mask &= tagged[slots]
        return mask

    def telling(self, story: str, slots: Slots) -> Mask:
        """Return which of these documents tell the story."""
        return np.asarray(self.story[slots] == self.story_codes.get(story, UNKNOWN))

    def facets(self, slots: Slots) -> Facets:
        """Return the facets of these documents."""
        chosen = np.zeros(len(self.live), np.bool_)
        chosen[slots] = True
        return Facets(
            source=self.source.counts(slots),
            section=self.section.counts(slots),
            place=self.place.counts(slots),
            tag=_ranked(self.tag.values, self.tag.codes[chosen[self.tag_slots]]),
            language=self.language.counts(slots),
            month=_counted(self.month.values, self.month.codes[slots]),
        )


def make_columns(table: DocumentTable, numbers: Slots, live: Mask) -> Columns:
    """Return the columns of the documents in the order of slots; a slot whose number the table lacks is not live."""
    known = np.append(table.number, np.iinfo(np.int64).max)
    at = np.searchsorted(known, numbers)
    live = live & (known[at] == numbers)
    slots = np.flatnonzero(live)
    rows = at[live]  # of each of these slots
    published = np.full(len(live), UNDATED, np.int64)
    published[live] = table.published[rows]
    lengths = np.zeros((len(FIELDS), len(live)))
    lengths[:, live] = table.lengths[rows].T
    id_rank = np.zeros(len(live), np.int64)
    ids = [table.id[row] for row in rows.tolist()]
    id_rank[slots[sorted(range(len(ids)), key=ids.__getitem__)]] = np.arange(len(ids))
    codes = {name: np.zeros(len(live), np.int32) for name in CODED}
    for name, of_slots in codes.items():
        of_slots[live] = table.codes[name][rows]
    named = {name: coding.values_in_order() for name, coding in table.codings.items() if name != "story"}
    counts = table.tag_counts[rows]
    starts = np.cumsum(table.tag_counts) - table.tag_counts
    return Columns(
        live=live,
        id_rank=id_rank,
        published=published,
        month=_months(published),
        source=Category(named["source"], codes["source"], facet_key),
        section=Category(named["section"], codes["section"], facet_key),
        place=_places(named["place"], codes["place"]),
        language=Category(named["language"], codes["language"], facet_key),
        story=codes["story"],
        story_codes=table.codings["story"],
        story_size=np.bincount(codes["story"][live], minlength=1)[codes["story"]],
        tag=Category(named["tag"], table.tags[spread(starts[rows], counts)], facet_key),
        tag_slots=np.repeat(slots, counts),
        lengths=dict(zip(FIELDS, lengths, strict=True)),
        average={
            field: float(values[values > 0].mean()) if (values > 0).any() else 1.0
            for field, values in zip(FIELDS, lengths, strict=True)
        },
    )


def facet_key(value: str) -> str:
    """Return the form by which facet values are compared: folded like the words of a text.

    >>> facet_key("BBC Hindi") == facet_key("bbc  hindi")
    True
    """
    return " ".join(token.term for token in analyse(value)) or value.strip().lower()


def place_spellings(counts: Mapping[str, int]) -> dict[str, str]:
    """Return the spelling under which each place is counted, by its key: the most frequent one."""
    return {place_key(place): place for place in sorted(counts, key=lambda place: (counts[place], place))}


def month_of(seconds: int) -> str:
    """Return the month of a moment in Indian time, e.g. "2025-07"."""
    return datetime.fromtimestamp(seconds, INDIA).strftime("%Y-%m")


def _places(values: Sequence[str], codes: Codes) -> Category:
    """Return the places as they are counted, whatever they are called."""
    counts = np.bincount(codes, minlength=len(values) + 1).tolist()[1:]
    shown = place_spellings({value: count for value, count in zip(values, counts, strict=True) if count})
    coding = Coding()
    code_of = coding.codes([None, *(shown.get(place_key(value)) for value in values)])
    return Category(coding.values_in_order(), code_of[codes], place_key)


def _months(published: npt.NDArray[np.int64]) -> Category:
    """Return the months of dated documents in Indian time; the codes are in the order of time."""
    dated = published != UNDATED
    offset = int(INDIA.utcoffset(None).total_seconds())
    months = (published[dated] + offset).astype("datetime64[s]").astype("datetime64[M]")
    values, inverse = np.unique(months, return_inverse=True)
    codes = np.zeros(len(published), np.int32)
    codes[dated] = inverse + 1
    return Category(tuple(map(str, values)), codes, str)


def _counted(values: Sequence[str], codes: Codes, most: int | None = None) -> tuple[FacetCount, ...]:
    """Return how often each value stands, in the order of the values; with `most`, those that are among so many."""
    counts = np.bincount(codes, minlength=1)[1:]
    found = np.flatnonzero(counts)
    if most and len(found) > most:  # a corpus may have thousands of tags; only those that can be listed are sorted
        found = found[counts[found] >= np.partition(counts[found], -most)[-most]]
    pairs = zip(found.tolist(), counts[found].tolist(), strict=True)
    return tuple(FacetCount(value=values[place], count=count) for place, count in pairs)


def _ranked(values: Sequence[str], codes: Codes) -> tuple[FacetCount, ...]:
    counted = _counted(values, codes, FACET_VALUES)
    return tuple(sorted(counted, key=lambda one: (-one.count, one.value))[:FACET_VALUES])
