"""The JSON answers: search, article, suggestions, health. Errors are problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from search.model import Bilingual, Document, FacetCount, Hit, Marked, Results, Snippet, Understood
from web.current import current_index
from web.options import read_answer_options, read_query

blueprint = Blueprint("api", __name__)

# What is said where the error itself has nothing to say that the reader of an answer could use.
ADVICE = {
    404: "There is nothing at this address. The answers are at /api/search?q= and /api/article/<id>.",
    405: "This address only answers GET.",
    500: "Something went wrong on the server; its log says what.",
    503: "The index cannot be read at the moment; the log of the server says why. Try again later.",
}


@blueprint.get("/api/search")
def search() -> Response:
    """Answer a search; limit is 1 to 100, offset 0 to 10000."""
    return jsonify(results_json(read_answer_options(request.args).ask(current_index())))


@blueprint.get("/api/article/<id:document_id>")
def article(document_id: str) -> Response:
    """Answer an article with its sentence pairs."""
    return jsonify(document_json(current_index().document(document_id)))


@blueprint.get("/suggest")
def suggest() -> Response:
    """Answer completions of what is being typed, in the format of OpenSearch suggestions."""
    query = read_query(request.args)
    completions = current_index().suggest(query) if query else ()
    answer = jsonify([query, list(completions)])
    answer.mimetype = "application/x-suggestions+json"
    return answer


@blueprint.get("/healthz")
def health() -> Response:
    """Answer that the index can be read, and how much is in it."""
    index = current_index()
    return jsonify({"status": "ok", "documents": index.statistics().documents, "generation": index.generation})


def problem(status: int, detail: str, option: str | None = None, value: object = None) -> Response:
    """Return an error as problem details; option and value name the parameter that caused it, if one did."""
    content: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or ADVICE.get(status, HTTPStatus(status).description),
        "instance": request.path,
    }
    if option is not None:
        content |= {"option": option, "value": str(value)}
    return Response(current_app.json.dumps(content), status, mimetype="application/problem+json")


def results_json(results: Results) -> dict[str, object]:
    """Return results as they stand in the JSON answer."""
    facets = results.facets
    return {
        "query": results.query,
        "total": results.total,
        "offset": results.offset,
        "limit": results.limit,
        "seconds": round(results.seconds, 4),
        "exact": results.exact,
        "suggestion": results.suggestion,
        "hits": [_hit(hit) for hit in results.hits],
        "facets": {
            "source": _counts(facets.source),
            "section": _counts(facets.section),
            "tag": _counts(facets.tag),
            "language": _counts(facets.language),
            "month": _counts(facets.month),
        },
        "interpretation": [_understood(word) for word in results.interpretation],
    }


def document_json(document: Document) -> dict[str, object]:
    """Return a document as it stands in the JSON answer."""
    return {
        "id": document.id,
        "language": document.language,
        "title": _bilingual(document.title),
        "sentences": [
            {"hi": pair.hi, "en": pair.en, "paragraph": pair.paragraph, "gloss": pair.gloss}
            for pair in document.sentences
        ],
        "url": document.url,
        "source": document.source,
        "section": document.section,
        "published": document.published.isoformat() if document.published else None,
        "authors": list(document.authors),
        "tags": list(document.tags),
        "story": document.story,
        "model": document.model,
    }


def _hit(hit: Hit) -> dict[str, object]:
    return {
        "id": hit.id,
        "score": round(hit.score, 6),
        "language": hit.language,
        "title": _bilingual(hit.title),
        "marked_title": _snippet(hit.marked_title),
        "snippets": [_snippet(snippet) for snippet in hit.snippets],
        "page": url_for("pages.article", document_id=hit.id),
        "url": hit.url,
        "source": hit.source,
        "section": hit.section,
        "published": hit.published.isoformat() if hit.published else None,
        "authors": list(hit.authors),
        "tags": list(hit.tags),
        "similar": hit.similar,
        "explanation": [
            {"word": evidence.word, "score": round(evidence.score, 6), "through": list(evidence.through)}
            for evidence in hit.explanation
        ],
    }


def _bilingual(text: Bilingual) -> dict[str, object]:
    return {"hi": text.hi, "en": text.en}


def _snippet(snippet: Snippet) -> dict[str, object]:
    return {"hi": _marked(snippet.hi), "en": _marked(snippet.en), "gloss": snippet.gloss}


def _marked(marked: Marked | None) -> dict[str, object] | None:
    """Spans count code points, as Python does; a reader in JavaScript counts Array.from(text)."""
    return None if marked is None else {"text": marked.text, "spans": [list(span) for span in marked.spans]}


def _counts(counts: tuple[FacetCount, ...]) -> list[dict[str, object]]:
    return [{"value": count.value, "count": count.count} for count in counts]


def _understood(word: Understood) -> dict[str, object]:
    return {
        "text": word.text,
        "role": word.role,
        "language": word.language,
        "forms": [{"kind": kind, "forms": list(forms)} for kind, forms in word.forms],
        "found": word.found,
    }
