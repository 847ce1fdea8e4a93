"""The JSON answers: search, article, suggestions, health. Errors are problem details (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app, jsonify, request, url_for

from search.present import document_json, results_json
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
    answer = results_json(read_answer_options(request.args).ask(current_index()))
    for hit in answer["hits"]:
        hit["page"] = url_for("pages.article", document_id=hit["id"])
    return jsonify(answer)


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
