"""The JSON answers: search, article, suggestions, health. Errors are problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from apiflask import APIBlueprint
from flask import Response, current_app, jsonify, request, url_for

from search.present import document_json, results_json
from web.current import current_index
from web.metrics import count_search
from web.options import read_answer_options, read_query
from web.schemas import ArticleAnswer, HealthAnswer, QueryParameters, SearchAnswer, SearchParameters

blueprint = APIBlueprint("api", __name__)

PROBLEM = "application/problem+json"
SUGGESTIONS = "application/x-suggestions+json"

# What is said where the error itself has nothing to say that the reader of an answer could use.
ADVICE = {
    404: "There is nothing at this address. The answers are at /api/search?q= and /api/article/<id>.",
    405: "This address only answers GET.",
    429: "Too many requests came from this address. Wait as long as Retry-After says, then go on more slowly.",
    500: "Something went wrong on the server; its log says what.",
    503: "The index cannot be read at the moment; the log of the server says why. Try again later.",
}


def _problems(*statuses: int) -> dict[int | str, Any]:
    content = {PROBLEM: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


_SUGGESTED = {
    "description": "The query, and its completions.",
    "content": {
        SUGGESTIONS: {
            "schema": {
                "type": "array",
                "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]},
                "minItems": 2,
                "maxItems": 2,
            }
        }
    },
}


@blueprint.get("/api/search")
@blueprint.input(SearchParameters, location="query")
@blueprint.output(SearchAnswer, description="One page of results.")
@blueprint.doc(responses=_problems(400))
def search(query_data: SearchParameters) -> dict[str, Any]:
    """Search

    Articles in both languages that answer the query, best first, each with the sentences that match.
    """
    answer = results_json(count_search(read_answer_options(request.args).ask(current_index())))
    for hit in answer["hits"]:
        hit["page"] = url_for("pages.article", document_id=hit["id"])
    return answer


@blueprint.get("/api/article/<id:document_id>")
@blueprint.output(ArticleAnswer, description="The article.")
@blueprint.doc(responses=_problems(404))
def article(document_id: str) -> dict[str, Any]:
    """Article

    An article with its sentence pairs. The id is taken as it is: one that is an address keeps its slashes.
    """
    index = current_index()
    versions = [one.id for one in index.story(document_id)]
    return document_json(index.document(document_id)) | {"versions": versions}


@blueprint.get("/suggest")
@blueprint.input(QueryParameters, location="query")
@blueprint.doc(responses={200: _SUGGESTED, **_problems(400)})
def suggest(query_data: QueryParameters) -> Response:
    """Suggestions

    Completions of what is being typed, in the format of OpenSearch suggestions.
    """
    query = read_query(request.args)
    completions = current_index().suggest(query) if query else ()
    answer = jsonify([query, list(completions)])
    answer.mimetype = SUGGESTIONS
    return answer


@blueprint.get("/healthz")
@blueprint.output(HealthAnswer, description="The index can be read.")
@blueprint.doc(responses=_problems(503))
def health() -> dict[str, Any]:
    """Health

    Whether the index can be read, and how much is in it.
    """
    index = current_index()
    return {"status": "ok", "documents": index.statistics().documents, "generation": index.generation}


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
    return Response(current_app.json.dumps(content), status, mimetype=PROBLEM)
