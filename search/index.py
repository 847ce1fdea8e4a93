"""An open index as programs use it. The order of a search is written here, once:

string → parse → evidence → engine (BM25F, filters, stories, recency) → snippets → Results
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from search.engines.base import Concept, Engine, Field, Filters, Found, Request
from search.engines.cache import CacheUse
from search.engines.opening import CACHE_BYTES, open_engine
from search.errors import DocumentMissing, QueryError
from search.explanation import explain as explain_hit
from search.interpretation import interpretation, suggestion
from search.lexicon import Lexicon, bundled_lexicon
from search.model import (
    INDIA,
    Document,
    Facets,
    Hit,
    Results,
    Snippet,
    Sort,
    Statistics,
)
from search.model import Evidence as HitEvidence
from search.names import bundled_names
from search.query.complete import Completions, complete, gather_completions
from search.query.evidence import Evidence, Gatherer, Word
from search.query.parse import ParsedQuery, parse_day, parse_query
from search.query.related import words_about
from search.query.weights import Weights
from search.ranking import Ranking
from search.snippets import Highlighter

MOST_HITS = 100
DEEPEST = 10_000
SHARE = 0.33  # of the idf of a short query's words; a result has words that carry at least this much …
SHARE_OF_WORDS = 0.6  # … or, of a longer query, as much as this many words of average weight …
LEAST_SHARE = 0.1  # … but never less than this
RELATED_SHARE = 0.2  # of the weight of a title's words; related articles share a few of them


def open_index(path: str | Path, *, cache_bytes: int = CACHE_BYTES, weights: Weights | None = None) -> Index:
    """Return the index in a folder, opened for searching; close it, or use it in a `with`.

    `weights` says how much each kind of guess counts (search/query/weights.py); a weight of 0 switches a kind off.
    Raises IndexMissing, NotAnIndex, IndexFormatTooOld or IndexDamaged of search.errors.
    """
    engine = open_engine(Path(path), cache_bytes=cache_bytes)
    return Index(engine, weights=weights, close=engine.close, generation=engine.generation, cache_use=engine.cache_use)


@dataclass(frozen=True, slots=True)
class Reading:
    """A query as it was understood: its parts, and the evidence for its words."""

    parsed: ParsedQuery
    evidence: Evidence


class Index:
    """An index opened for searching. Safe for several threads; sees what is published while it is open."""

    def __init__(
        self,
        engine: Engine,
        *,
        lexicon: Lexicon | None = None,
        weights: Weights | None = None,
        close: Callable[[], None] = lambda: None,
        generation: Callable[[], int] = lambda: 0,
        cache_use: CacheUse | None = None,
    ) -> None:
        """Search over any engine; `open_index` opens a folder. `weights` says how much each kind of guess counts."""
        self._engine = engine
        self._lexicon = lexicon or bundled_lexicon()
        self._gatherer = Gatherer(engine, self._lexicon, weights or Weights())
        self._guard = threading.Lock()
        self._completions: tuple[int, Completions] | None = None  # of which generation, and what can be offered
        self.cache_use = cache_use or CacheUse()  # how the cache of decoded postings serves
        self._close = close
        self._generation = generation

    def __enter__(self) -> Index:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the files; a second call does nothing."""
        self._close()

    @property
    def generation(self) -> int:
        """How many times the index was published; another number means other results."""
        return self._generation()

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        offset: int = 0,
        since: date | str | None = None,
        until: date | str | None = None,
        source: str | None = None,
        section: str | None = None,
        place: str | None = None,
        language: str | None = None,
        tag: str | None = None,
        sort: Sort = "relevance",
        exact: bool = False,
        recency: bool = True,
        explain: bool = False,
    ) -> Results:
        """Return one page of results for a query in Hindi, English or Hindi in Latin letters.

        Any query string is accepted (docs/query-language.md); an empty one gives every document, newest first.
        `since` and `until` are inclusive days in Indian time; "2024" and "2024-06" stand for their first and last
        day. `exact` switches all guesses off, from inflections to
        spellings; `recency=False` the mild preference for newer articles. With `explain` the evidence of each hit
        says how much each form gave. Raises QueryError for an option that makes no sense.
        """
        begun = time.perf_counter()
        since, until = _day("since", since), _day("until", until)
        _check(limit, offset, since, until, language, sort)
        reading = self._read(query, exact=exact)
        options = Filters(
            **_days(since, until),
            source=(source,) if source else (),
            section=(section,) if section else (),
            place=(place,) if place else (),
            tag=(tag,) if tag else (),
            language=(language,) if language else (),
        )
        filters = _filters(reading.parsed, options)
        evidence = reading.evidence
        barred = _barred(reading.parsed)
        if query.strip() and not (filters or barred or evidence.concepts or evidence.excluded):
            return _nothing(query, limit, offset, exact, time.perf_counter() - begun)
        response = self._engine.search(
            Request(
                concepts=evidence.concepts,
                excluded=evidence.excluded,
                filters=filters,
                barred=barred,
                minimum_share=_least_share(len(evidence.concepts)),
                recency=recency,
                sort=sort,
                limit=limit,
                offset=offset,
            )
        )
        highlighter = Highlighter(evidence.concepts)
        hits = [_hit(found, highlighter, evidence.words) for found in response.found]
        if explain:
            hits = [
                replace(hit, explanation=_explained(found, evidence.concepts, hit, response.average_lengths))
                for hit, found in zip(hits, response.found, strict=True)
            ]
        return Results(
            query=query,
            hits=tuple(hits),
            total=response.total,
            offset=offset,
            limit=limit,
            facets=response.facets,
            interpretation=interpretation(reading.parsed, reading.evidence, response.matched),
            suggestion=suggestion(query, evidence),
            exact=exact,
            seconds=time.perf_counter() - begun,
        )

    def document(self, document_id: str) -> Document:
        """Return the document with this id; raise DocumentMissing if there is none."""
        documents = self._engine.documents([document_id])
        if not documents:
            raise DocumentMissing(document_id)
        return documents[0]

    def mark(self, document: Document, query: str, *, exact: bool = False) -> tuple[Snippet, ...]:
        """Return all sentence pairs of the document, in order, with the query's words marked."""
        highlighter = Highlighter(self._read(query, exact=exact).evidence.concepts)
        return tuple(highlighter.mark_pair(pair) for pair in document.sentences)

    def mark_title(self, document: Document, query: str, *, exact: bool = False) -> Snippet:
        """Return the document's title with the query's words marked."""
        return Highlighter(self._read(query, exact=exact).evidence.concepts).mark_title(document.title)

    def story(self, document_id: str, limit: int = MOST_HITS) -> tuple[Document, ...]:
        """Return the other documents of the story that this one tells, newest first: its copies in any source.

        Raises DocumentMissing if there is no document with this id.
        """
        document = self.document(document_id)
        request = Request(story=document.story, limit=limit + 1)
        found = [one.document for one in self._engine.search(request).found]
        return tuple(one for one in found if one.id != document_id)[:limit]

    def related(self, document_id: str, limit: int = 5) -> tuple[Hit, ...]:
        """Return documents that are about the same in either language, the nearest first; none of its own story.

        They share many of the weightiest words of this one, through inflections, translations and sounds as a search
        does: a Hindi article and one in English about the same event are related.

        Raises DocumentMissing if there is no document with this id.
        """
        document = self.document(document_id)
        words = words_about(document, self._engine, self._engine.statistics().documents)
        concepts = self._gatherer.gather(words).concepts
        if not concepts:
            return ()
        request = Request(concepts=concepts, minimum_share=RELATED_SHARE, limit=limit + 1)
        found = [one for one in self._engine.search(request).found if one.document.story != document.story]
        highlighter = Highlighter(concepts)
        return tuple(_hit(one, highlighter) for one in found[:limit])

    def suggest(self, prefix: str, limit: int = 8) -> tuple[str, ...]:
        """Return `prefix` completed, likeliest first: in its own script and, for Latin letters, in Devanagari too.

        The first call after a publish gathers what can be offered, which takes some tenths of a second.
        """
        generation = self.generation
        with self._guard:
            if self._completions is None or self._completions[0] != generation:
                self._completions = (generation, gather_completions(self._engine, self._lexicon, bundled_names()))
            completions = self._completions[1]
        return complete(prefix, completions, self._engine, limit)

    def statistics(self) -> Statistics:
        """Return what the index holds."""
        return self._engine.statistics()

    def _read(self, query: str, *, exact: bool) -> Reading:
        parsed = parse_query(query)
        evidence = self._gatherer.gather(parsed.clauses, exact=exact)
        absent = [word.concept.text for word in evidence.words if word.name and not self._is_there(word.concept)]
        if absent:  # no article has the "Election Commission" under any name, but some have a commission
            evidence = self._gatherer.gather(parsed.clauses, exact=exact, apart=absent)
        return Reading(parsed, evidence)

    def _is_there(self, concept: Concept) -> bool:
        return bool(self._engine.search(Request(concepts=(concept,), limit=1)).total)


def _day(option: Literal["since", "until"], value: date | str | None) -> date | None:
    if isinstance(value, str):
        day = parse_day(value, last=option == "until")
        if day is None:
            raise QueryError(option, value, "Give a day, a month or a year: 2024-06-19, 2024-06 or 2024.")
        return day
    return value.date() if isinstance(value, datetime) else value


def _check(limit: int, offset: int, since: date | None, until: date | None, language: str | None, sort: str) -> None:
    if not 1 <= limit <= MOST_HITS:
        raise QueryError("limit", limit, f"Give a whole number from 1 to {MOST_HITS}.")
    if not 0 <= offset <= DEEPEST:
        raise QueryError("offset", offset, f"Give a whole number from 0 to {DEEPEST}; narrow the query to see more.")
    if language not in (None, "hi", "en"):
        raise QueryError("language", language, "Give hi or en.")
    if sort not in ("relevance", "date"):
        raise QueryError("sort", sort, "Give relevance or date.")
    if since and until and since > until:
        raise QueryError("since", since.isoformat(), f"It is after until ({until.isoformat()}); exchange the two.")


def _filters(parsed: ParsedQuery, options: Filters) -> tuple[Filters, ...]:
    """Return the filters that the query itself asks for and those of the options; a result passes both."""
    of_query = Filters(
        **_days(parsed.since, parsed.until),
        source=parsed.source,
        section=parsed.section,
        place=parsed.place,
        tag=parsed.tag,
        language=parsed.language,
    )
    return tuple(filters for filters in (of_query, options) if filters != Filters())


def _barred(parsed: ParsedQuery) -> tuple[Filters, ...]:
    """Return the filters that the query asks results not to pass."""
    given: list[dict[str, Any]] = [{name: (value,)} for name, value in parsed.barred]
    return tuple(Filters(**one) for one in given)


def _days(since: date | None, until: date | None) -> dict[str, int | None]:
    return {"since": _midnight(since) if since else None, "until": _midnight(until) + 86400 if until else None}


def _midnight(day: date) -> int:
    # by hand, since timestamp() of the years 1 and 9999 overflows in other time zones
    return int((datetime(day.year, day.month, day.day) - datetime(1970, 1, 1)).total_seconds()) - int(
        (INDIA.utcoffset(None) or timedelta(0)).total_seconds()
    )


def _least_share(words: int) -> float:
    """Return the share of a query's weight that a result must have: a long question asks less of each of its words."""
    return max(LEAST_SHARE, min(SHARE, SHARE_OF_WORDS / max(words, 1)))


def _explained(
    found: Found, concepts: tuple[Concept, ...], hit: Hit, average_lengths: Mapping[Field, float]
) -> tuple[HitEvidence, ...]:
    return explain_hit(found.document, concepts, hit.explanation, average_lengths, Ranking())


def _hit(found: Found, highlighter: Highlighter, words: Sequence[Word] = ()) -> Hit:
    document = found.document
    highlights = highlighter.highlight(document, found.places, found.parts)
    return Hit(
        id=document.id,
        score=found.score,
        language=document.language,
        title=document.title,
        marked_title=highlights.title,
        snippets=highlights.snippets,
        url=document.url,
        source=document.source,
        section=document.section,
        place=document.place,
        published=document.published,
        authors=document.authors,
        tags=document.tags,
        similar=found.similar,
        explanation=highlights.evidence,
        recency=found.score - sum(found.parts),
        guessed=bool(words) and all(word.guessed for word, part in zip(words, found.parts, strict=True) if part > 0),
    )


def _nothing(query: str, limit: int, offset: int, exact: bool, seconds: float) -> Results:
    return Results(
        query=query,
        hits=(),
        total=0,
        offset=offset,
        limit=limit,
        seconds=seconds,
        facets=Facets(),
        exact=exact,
    )
