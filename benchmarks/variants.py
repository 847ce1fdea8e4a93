"""Dubhashi with parts of it switched off or done in another way, for part 4."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from pathlib import Path
from shutil import rmtree
from typing import Any, Literal

from search.analysis.entry import make_entry
from search.engines.base import Concept, Engine, Field, Relation, Request, Response
from search.engines.opening import all_documents, open_engine, open_writer
from search.evaluation.runs import DEPTH, Result, System, index_system
from search.index import Index
from search.lexicon import Lexicon
from search.model import Bilingual, Document, Statistics
from search.query.weights import Weights

HINDI: tuple[Field, ...] = ("title_hi", "body_hi")
ENGLISH: tuple[Field, ...] = ("title_en", "body_en")
RECIPROCAL = 60  # the constant of reciprocal rank fusion (Cormack, Clarke and Büttcher 2009)
NO_LEXICON = Lexicon(entries={}, reverse={})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """An engine whose requests are changed on their way: only some fields, or no preference for the new."""

    engine: Engine
    change: Callable[[Request], Request]

    def search(self, request: Request) -> Response:
        return self.engine.search(self.change(request))

    def documents(self, document_ids: Sequence[str]) -> tuple[Document, ...]:
        return self.engine.documents(document_ids)

    def statistics(self) -> Statistics:
        return self.engine.statistics()

    def terms(self, relation: Relation | Literal["prefix"], key: str, limit: int = 64) -> tuple[str, ...]:
        return self.engine.terms(relation, key, limit)

    def known(self, terms: Sequence[str]) -> frozenset[str]:
        return self.engine.known(terms)

    def frequencies(self, terms: Sequence[str]) -> tuple[int, ...]:
        return self.engine.frequencies(terms)


def without_recency(request: Request) -> Request:
    """Return the request without the preference for new articles."""
    return replace(request, recency=False)


def only(wanted: Sequence[Field]) -> Callable[[Request], Request]:
    """Return a change by which a request looks into some fields only."""

    def narrow(concept: Concept) -> Concept:
        return replace(
            concept,
            alternatives=tuple(
                replace(one, fields=kept)
                for one in concept.alternatives
                if (kept := tuple(field for field in one.fields if field in wanted))
            ),
            sequences=tuple(
                replace(one, fields=kept)
                for one in concept.sequences
                if (kept := tuple(field for field in one.fields if field in wanted))
            ),
        )

    return lambda request: replace(
        request,
        concepts=tuple(map(narrow, request.concepts)),
        excluded=tuple(map(narrow, request.excluded)),
    )


def without(*kinds: str) -> Weights:
    """Return the weights of evidence with some kinds switched off."""
    known = {field.name for field in fields(Weights)}
    assert known.issuperset(kinds), f"no weights: {sorted(set(kinds) - known)}"
    return replace(Weights(), **dict.fromkeys(kinds, 0.0))


STEMS = ("stem", "stem_apart", "other_inflection")
SOUNDS = ("sound", "romanised", "sound_of_known", "skeleton", "sound_translation", "romanised_translation")
# what leads from one language to the other
ACROSS = ("translation", "further_gloss", "sound_translation", "romanised_translation", "name")
OTHER_EVIDENCE = ("number", "joined", "other_reading", "prefix", "spelling")  # not switched off in a row with others


@contextmanager
def variants(bilingual: Path, hindi_only: Path) -> Iterator[dict[str, System]]:
    """Give the systems by name, over an index and over one whose Hindi articles have no English side."""
    engine, plain = open_engine(bilingual), open_engine(hindi_only)
    try:
        ours = index_system(Index(engine))
        hindi = index_system(Index(Narrowed(engine, only(HINDI))))
        english = index_system(Index(Narrowed(engine, only(ENGLISH))))
        yield {
            "Dubhashi": ours,
            "… without stems": index_system(Index(engine, weights=without(*STEMS))),
            "… without sounds": index_system(Index(engine, weights=without(*SOUNDS))),
            "… without corrected spellings": index_system(Index(engine, weights=without("spelling"))),
            "… without other names": index_system(Index(engine, weights=without("name"))),
            "… without the lexicon": index_system(Index(engine, lexicon=NO_LEXICON)),
            "… without translating queries (documents only)": index_system(Index(engine, weights=without(*ACROSS))),
            "… without translating documents (queries only)": index_system(Index(plain)),
            "… without translating either": index_system(Index(plain, weights=without(*ACROSS))),
            "… without the preference for the new": index_system(Index(Narrowed(engine, without_recency))),
            "… the words as typed only": _exact(Index(engine)),
            "… sum of the scores of two languages": added(hindi, english),
            "… reciprocal rank fusion of two languages": fused(hindi, english),
        }
    finally:
        engine.close()
        plain.close()


def _exact(index: Index) -> System:
    def search(text: str) -> tuple[Result, ...]:
        hits = index.search(text, limit=DEPTH, exact=True).hits
        return tuple(Result(article=hit.id, score=hit.score, language=hit.language) for hit in hits)

    return search


def added(*systems: System) -> System:
    """Return the system that adds the scores that others give an article."""
    return _pooled(systems, lambda rank, result: result.score)


def fused(*systems: System) -> System:
    """Return the system that adds the reciprocals of the ranks that others give an article."""
    return _pooled(systems, lambda rank, result: 1 / (RECIPROCAL + rank))


def _pooled(systems: Sequence[System], gain: Callable[[int, Result], float]) -> System:
    def search(text: str) -> tuple[Result, ...]:
        scores: dict[str, float] = {}
        results: dict[str, Result] = {}
        for system in systems:
            for rank, result in enumerate(system(text), 1):
                scores[result.article] = scores.get(result.article, 0.0) + gain(rank, result)
                results.setdefault(result.article, result)
        best = sorted(scores, key=lambda article: (-scores[article], article))[:DEPTH]
        return tuple(replace(results[article], score=scores[article]) for article in best)

    return search


def copy_index(documents: Iterable[Document], path: Path) -> None:
    """Write an index of the documents into a new folder."""
    rmtree(path, ignore_errors=True)
    writer = open_writer(path)
    try:
        for document in documents:
            writer.add(make_entry(document))
        writer.publish()
    finally:
        writer.close()


def without_english_side(document: Document) -> Document:
    """Return an article written in Hindi without its translation; an English one as it is."""
    if document.language == "en":
        return document
    return replace(
        document,
        title=Bilingual(hi=document.title.hi),
        sentences=tuple(replace(pair, en=None) for pair in document.sentences),
        model=None,
    )


def search_unfolded(index: str, work: str, texts: Sequence[str]) -> list[list[dict[str, Any]]]:
    """Index the documents anew without folding their words, and return what each of the texts brings.

    It changes the analysis of its process, so it is called through benchmarks.apart.
    """
    tokens = importlib.import_module("search.analysis.tokens")
    tokens.fold = str.casefold  # type: ignore[attr-defined]  # that no setting can do, and no reader should
    copy_index(all_documents(Path(index)), Path(work))
    engine = open_engine(Path(work))
    try:
        system = index_system(Index(engine))
        return [
            [{"article": one.article, "score": one.score, "guessed": one.guessed} for one in system(text)]
            for text in texts
        ]
    finally:
        engine.close()
