"""Results and documents as plain JSON values, the same for the command line and the HTTP API."""

from __future__ import annotations

from typing import Any

from search.model import Bilingual, Document, FacetCount, Facets, Hit, Marked, Results, SentencePair, Snippet


def results_json(results: Results) -> dict[str, Any]:
    """Return a page of results."""
    return {
        "query": results.query,
        "total": results.total,
        "offset": results.offset,
        "limit": results.limit,
        "seconds": round(results.seconds, 6),
        "exact": results.exact,
        "suggestion": results.suggestion,
        "interpretation": [
            {
                "text": word.text,
                "role": word.role,
                "language": word.language,
                "script": word.script,
                "found": word.found,
                "guessed": word.guessed,
                "forms": [{"kind": kind, "forms": list(terms)} for kind, terms in word.forms],
            }
            for word in results.interpretation
        ],
        "facets": facets_json(results.facets),
        "hits": [hit_json(hit) for hit in results.hits],
    }


def hit_json(hit: Hit) -> dict[str, Any]:
    """Return one result. Spans count code points, as Python does; JavaScript counts Array.from(text)."""
    return {
        "id": hit.id,
        "score": round(hit.score, 6),
        "language": hit.language,
        "title": _bilingual(hit.title),
        "marked_title": _snippet(hit.marked_title),
        "snippets": [_snippet(snippet) for snippet in hit.snippets],
        "url": hit.url,
        "source": hit.source,
        "section": hit.section,
        "place": hit.place,
        "published": hit.published.isoformat() if hit.published else None,
        "authors": list(hit.authors),
        "tags": list(hit.tags),
        "similar": hit.similar,
        "guessed": hit.guessed,
        "recency": round(hit.recency, 6),
        "explanation": [
            {
                "word": one.word,
                "score": round(one.score, 6),
                "through": list(one.through),
                "forms": [{"kind": form.kind, "form": form.form, "score": round(form.score, 6)} for form in one.forms],
            }
            for one in hit.explanation
        ],
    }


def document_json(document: Document) -> dict[str, Any]:
    """Return a whole document with its aligned sentences."""
    return {
        "id": document.id,
        "language": document.language,
        "title": _bilingual(document.title),
        "sentences": [_pair(pair) for pair in document.sentences],
        "url": document.url,
        "source": document.source,
        "section": document.section,
        "place": document.place,
        "published": document.published.isoformat() if document.published else None,
        "authors": list(document.authors),
        "tags": list(document.tags),
        "story": document.story,
        "model": document.model,
    }


def facets_json(facets: Facets) -> dict[str, list[dict[str, Any]]]:
    """Return the facets: a list of values with counts for each."""
    return {
        "source": _counts(facets.source),
        "section": _counts(facets.section),
        "place": _counts(facets.place),
        "tag": _counts(facets.tag),
        "language": _counts(facets.language),
        "month": _counts(facets.month),
    }


def _counts(counts: tuple[FacetCount, ...]) -> list[dict[str, Any]]:
    return [{"value": count.value, "count": count.count} for count in counts]


def _bilingual(text: Bilingual) -> dict[str, str | None]:
    return {"hi": text.hi, "en": text.en}


def _pair(pair: SentencePair) -> dict[str, Any]:
    return {"hi": pair.hi, "en": pair.en, "paragraph": pair.paragraph, "gloss": pair.gloss}


def _snippet(snippet: Snippet) -> dict[str, Any]:
    return {"hi": _marked(snippet.hi), "en": _marked(snippet.en), "gloss": snippet.gloss}


def _marked(marked: Marked | None) -> dict[str, Any] | None:
    return None if marked is None else {"text": marked.text, "spans": [list(span) for span in marked.spans]}
