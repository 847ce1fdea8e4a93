"""The Flask application: its parts, its error table and the headers of every answer."""

from __future__ import annotations

import logging

from apiflask import APIFlask, HTTPError
from flask import Flask, Response, render_template, request
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from search.errors import DocumentMissing, DubhashiError, IndexFault, QueryError
from search.index import Index
from search.settings import Settings
from web import api, description, exports, facets, feeds, figures, pages, present
from web.access import log_requests
from web.caching import answer_unchanged
from web.compression import compress_pages
from web.current import hand_over
from web.interface import speak
from web.limits import limit_requests
from web.metrics import measure
from web.options import LAST_PAGE, LONGEST_QUERY, Options, read_answer_options
from web.origins import allow_origins

logger = logging.getLogger(__name__)

# Which error of ours is which answer; the nearest ancestor that stands here decides.
STATUS: dict[type[BaseException], int] = {
    QueryError: 400,
    DocumentMissing: 404,
    IndexFault: 503,
    DubhashiError: 500,
}

HEADERS = {
    # Everything comes from this server, and nothing is written inline: a script in an article can never run.
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",  # what was searched is nobody's business at the other end of a link
    "Cross-Origin-Opener-Policy": "same-origin",
}


def create_app(index: Index, settings: Settings) -> APIFlask:
    """Return the application that answers from an open index; closing the index stays with the caller."""
    app = description.make_described(__name__)
    app.config["DUBHASHI"] = settings
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # Hindi stays readable in the JSON
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False  # an article's id may be an address with "//" in it
    app.url_map.converters["id"] = pages.IdConverter
    hand_over(app, index)
    _prepare_templates(app)
    measure(app)
    log_requests(app)
    limit_requests(app, settings)
    answer_unchanged(app)
    allow_origins(app)
    speak(app)
    compress_pages(app)
    for blueprint in (pages, api, feeds, exports, description):
        app.register_blueprint(blueprint.blueprint)
    app.register_error_handler(DubhashiError, _answer_error)
    app.register_error_handler(HTTPError, _answer_invalid)
    app.register_error_handler(HTTPException, _answer_http_error)
    app.after_request(_add_headers)
    return app


def _prepare_templates(app: Flask) -> None:
    environment = app.jinja_env
    environment.undefined = StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.globals.update(
        present=present,
        facets=facets,
        figures=figures,
        link=pages.link,
        last_page=LAST_PAGE,
        longest_query=LONGEST_QUERY,
    )


def _answer_error(error: DubhashiError) -> Response:
    status = next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)
    if status < 500:
        return _answer(status, str(error), getattr(error, "option", None), getattr(error, "value", None))
    # The message may name folders of the server: it is for the log and not for the reader.
    logger.error("%s could not be answered: %s", request.path, error, exc_info=error)
    return _answer(status, "")


def _answer_invalid(error: HTTPError) -> Response:
    """Answer a request that does not fit its description: our own readers say best what is wrong with it."""
    try:
        read_answer_options(request.args)
    except QueryError as explained:
        return _answer_error(explained)
    name, reasons = next(iter(error.detail["query"].items()))
    return _answer_error(QueryError(name, request.args.get(name, ""), " ".join(reasons) + "."))


def _answer_http_error(error: HTTPException) -> Response:
    answer = _answer(error.code or 500, "")
    if isinstance(error, MethodNotAllowed):
        answer.headers["Allow"] = ", ".join(error.valid_methods or ("GET",))
    return answer


def _answer(status: int, detail: str, option: str | None = None, value: object = None) -> Response:
    if request.path.startswith(("/api/", "/suggest", "/healthz", "/openapi.json", "/metrics")):
        return api.problem(status, detail, option, value)
    options = Options(query=request.args.get("q", "")[:200])
    page = render_template("error.html", status=status, option=option, value=str(value), options=options)
    return Response(page, status, mimetype="text/html")


def _add_headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
