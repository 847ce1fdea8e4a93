"""An engine in plain Python dictionaries: the slow, obvious twin that the other engines are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from search.engines.base import (
    FIELDS,
    Alternative,
    Concept,
    Entry,
    Field,
    Filters,
    Found,
    Relation,
    Request,
    Response,
    TermSequence,
)
from search.engines.columns import FACET_VALUES, facet_key, month_of, place_spellings
from search.engines.document_row import field_length, seconds
from search.model import Document, FacetCount, Facets, Statistics
from search.place_names import place_key
from search.ranking import Ranking, inverse_document_frequency, recency_factor, saturate

SCORE_DIGITS = 9
Form = Alternative | TermSequence


class MemoryEngine:
    """Holds everything in memory; for tests and for trying things out. Publishes are visible at once."""

    def __init__(self, *, ranking: Ranking | None = None) -> None:
        self._ranking = ranking or Ranking()
        self._entries: dict[str, Entry] = {}
        self._relations: set[tuple[Relation, str, str]] = set()

    def writer(self) -> MemoryWriter:
        """Return a writer whose publishes change this engine."""
        return MemoryWriter(self)

    def replace_entries(self, entries: dict[str, Entry]) -> None:
        """Make these the documents of the index."""
        self._entries = entries
        self._relations |= {
            (relation, key, term)
            for entry in entries.values()
            for term, keys in entry.relations.items()
            for relation, key in keys
        }

    def entries(self) -> dict[str, Entry]:
        """Return the published entries by id."""
        return dict(self._entries)

    def search(self, request: Request) -> Response:
        """Return the results of a request; see Engine."""
        results = {
            document_id: entry
            for document_id, entry in self._entries.items()
            if all(_passes(entry.document, filters) for filters in request.filters)
            and not any(_passes(entry.document, filters) for filters in request.barred)
            and request.story in (None, entry.document.story)
        }
        weights = [self._idf(concept) for concept in request.concepts]
        known = sum(weight for weight in weights if weight)
        parts: dict[str, tuple[float, ...]] = {}
        scores: dict[str, float] = {}
        for document_id, entry in results.items():
            if any(self._pool(concept, entry)[0] for concept in request.excluded):
                continue
            scored = tuple(
                self._score(concept, entry, weight) for concept, weight in zip(request.concepts, weights, strict=True)
            )
            carried = sum(weight for weight, score in zip(weights, scored, strict=True) if score > 0)
            if request.concepts and (not any(scored) or carried < request.minimum_share * known - 1e-9):
                continue
            if any(concept.required and not score for concept, score in zip(request.concepts, scored, strict=True)):
                continue
            parts[document_id] = scored
            scores[document_id] = sum(scored) * (self._recency(entry.document) if request.recency else 1.0)
        kept, similar = self._fold(scores) if request.story is None else ([*scores], dict.fromkeys(scores, 0))
        ordered = self._ordered(kept, scores, by_date=request.sort == "date" or not request.concepts)
        page = ordered[request.offset : request.offset + request.limit]
        return Response(
            found=tuple(
                Found(
                    document=self._entries[i].document,
                    places=self._entries[i].places,
                    score=scores[i],
                    parts=parts[i],
                    similar=similar[i],
                )
                for i in page
            ),
            total=len(kept),
            facets=_facets(
                [self._entries[document_id].document for document_id in kept],
                place_spellings(Counter(one.document.place for one in self._entries.values() if one.document.place)),
            ),
            matched=tuple(
                any(self._pool(concept, entry)[0] for entry in self._entries.values()) for concept in request.concepts
            ),
            average_lengths={field: self._average(field) for field in FIELDS},
        )

    def documents(self, document_ids: Sequence[str]) -> tuple[Document, ...]:
        """Return the documents with these ids, in this order; unknown ids are left out."""
        return tuple(self._entries[i].document for i in document_ids if i in self._entries)

    def terms(self, relation: Relation | Literal["prefix"], key: str, limit: int = 64) -> tuple[str, ...]:
        """Return terms that stand in a relation to the key; see Engine."""
        if relation == "prefix":
            terms = {term for _, _, term in self._relations if term.startswith(key)}
            return tuple(sorted(terms, key=lambda term: (len(term), term))[:limit])
        return tuple(sorted(term for name, value, term in self._relations if (name, value) == (relation, key))[:limit])

    def known(self, terms: Sequence[str]) -> frozenset[str]:
        """Return those of the terms that the index knows; see Vocabulary."""
        return frozenset(terms) & {term for _, _, term in self._relations}

    def frequencies(self, terms: Sequence[str]) -> tuple[int, ...]:
        """Return how many documents have each of the terms; see Vocabulary."""
        return tuple(
            max(sum(term in entry.fields.get(field, {}) for entry in self._entries.values()) for field in FIELDS)
            for term in terms
        )

    def statistics(self) -> Statistics:
        """Return what the index holds."""
        documents = [entry.document for entry in self._entries.values()]
        moments = [document.published for document in documents if document.published]
        return Statistics(
            documents=len(documents),
            by_language=_counted(document.language for document in documents),
            sentences=sum(len(document.sentences) for document in documents),
            glossed=sum(pair.gloss for document in documents for pair in document.sentences),
            sources=len({document.source for document in documents if document.source is not None}),
            first_published=min(moments, default=None),
            last_published=max(moments, default=None),
            models=_counted(document.model for document in documents if document.model is not None),
        )

    def _idf(self, concept: Concept) -> float:
        df = sum(self._pool(concept, entry)[0] for entry in self._entries.values())
        return inverse_document_frequency(len(self._entries), df) if df else 0.0

    def _score(self, concept: Concept, entry: Entry, idf: float) -> float:
        strength, frequency = self._pool(concept, entry)
        return strength * idf * saturate(frequency / strength, self._ranking.k1) if strength else 0.0

    def _pool(self, concept: Concept, entry: Entry) -> tuple[float, float]:
        strength = frequency = 0.0
        forms: list[Form] = [*concept.alternatives, *concept.sequences]
        for form in forms:
            for field in form.fields:
                terms = entry.fields.get(field, {})
                sequence = form.terms if isinstance(form, TermSequence) else (form.term,)
                count = _occurrences(terms, sequence)
                if not count:
                    continue
                length = field_length(entry, field) / self._average(field)
                b = self._ranking.b[field]
                frequency += form.weight * self._ranking.boost[field] * count / (1 - b + b * length)
                strength = max(strength, form.weight)
        return strength, frequency

    def _average(self, field: Field) -> float:
        lengths = [length for length in (field_length(entry, field) for entry in self._entries.values()) if length]
        return sum(lengths) / len(lengths) if lengths else 1.0

    def _recency(self, document: Document) -> float:
        moments = [seconds(entry.document.published) for entry in self._entries.values() if entry.document.published]
        if document.published is None:
            return 1.0
        age = max(moment for moment in moments if moment is not None) - int(document.published.timestamp())
        return recency_factor(age / 86400, self._ranking)

    def _fold(self, scores: Mapping[str, float]) -> tuple[list[str], dict[str, int]]:
        best: dict[str, str] = {}
        stories = Counter(self._entries[document_id].document.story for document_id in scores)
        for document_id in self._ordered(scores, scores, by_date=False):
            best.setdefault(self._entries[document_id].document.story, document_id)
        return [*best.values()], {document_id: stories[story] - 1 for story, document_id in best.items()}

    def _ordered(self, ids: Iterable[str], scores: Mapping[str, float], *, by_date: bool) -> list[str]:
        def key(document_id: str) -> tuple[float, float, str]:
            published = seconds(self._entries[document_id].document.published)
            newness = float("-inf") if published is None else float(published)
            score = round(scores[document_id], SCORE_DIGITS)
            return (-newness, -score, document_id) if by_date else (-score, -newness, document_id)

        return sorted(ids, key=key)


class MemoryWriter:
    """Changes to a MemoryEngine, kept back until they are published."""

    def __init__(self, engine: MemoryEngine) -> None:
        self._engine = engine
        self._entries = engine.entries()

    def add(self, entry: Entry) -> None:
        """Add or replace a document; the last one added with an id counts."""
        self._entries[entry.document.id] = entry

    def delete(self, document_ids: Sequence[str]) -> int:
        """Delete documents; return how many of the ids were there."""
        return sum(self._entries.pop(document_id, None) is not None for document_id in set(document_ids))

    def publish(self) -> int:
        """Make all changes visible; return the number of documents in the index."""
        self._engine.replace_entries(dict(self._entries))
        return len(self._entries)

    def close(self) -> None:
        """Drop what was not published."""
        self._entries = self._engine.entries()


def _occurrences(terms: Mapping[str, Sequence[int]], sequence: Sequence[str]) -> int:
    return sum(
        all(start + step in terms.get(term, ()) for step, term in enumerate(sequence))
        for start in terms.get(sequence[0], ())
    )


def _passes(document: Document, filters: Filters) -> bool:
    published = seconds(document.published)
    if filters.since is not None and (published is None or published < filters.since):
        return False
    if filters.until is not None and (published is None or published >= filters.until):
        return False
    for value, wanted in (
        (document.source, filters.source),
        (document.section, filters.section),
        (document.language, filters.language),
    ):
        if wanted and (value is None or facet_key(value) not in {facet_key(one) for one in wanted}):
            return False
    if filters.place and (
        document.place is None or place_key(document.place) not in {place_key(one) for one in filters.place}
    ):
        return False
    wanted_tags = {facet_key(tag) for tag in filters.tag}
    return not wanted_tags or any(facet_key(tag) in wanted_tags for tag in document.tags)


def _facets(documents: Sequence[Document], spellings: Mapping[str, str]) -> Facets:
    months = [month_of(moment) for document in documents if (moment := seconds(document.published)) is not None]
    return Facets(
        source=_counted(document.source for document in documents)[:FACET_VALUES],
        section=_counted(document.section for document in documents)[:FACET_VALUES],
        place=_counted(document.place and spellings[place_key(document.place)] for document in documents)[
            :FACET_VALUES
        ],
        tag=_counted(tag for document in documents for tag in document.tags)[:FACET_VALUES],
        language=_counted(document.language for document in documents),
        month=tuple(sorted(_counted(months), key=lambda count: count.value)),
    )


def _counted(values: Iterable[str | None]) -> tuple[FacetCount, ...]:
    counts = Counter(value for value in values if value is not None)
    return tuple(
        FacetCount(value=value, count=count)
        for value, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    )
