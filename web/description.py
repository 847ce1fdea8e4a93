"""The API described: OpenAPI 3 at /openapi.json, made from the code that answers, and a page of it to read at /api."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, cast

from apiflask import APIFlask
from flask import Blueprint, current_app, render_template

from web.options import Options
from web.schemas import Problem

blueprint = Blueprint("description", __name__)

SPECIFICATION = "/openapi.json"
_FIRST = ("/api/search", "/api/article/{document_id}")  # what most readers come for; the rest as it comes


def make_described(name: str) -> APIFlask:
    """Return a Flask application whose API describes itself."""
    app = APIFlask(
        name,
        title="Dubhashi",
        version=version("dubhashi"),
        spec_path=SPECIFICATION,
        docs_path=None,  # the pages that the library offers load scripts from elsewhere; ours is at /api
        json_errors=False,  # pages have errors, too
    )
    app.config.update(
        DESCRIPTION="Search Hindi news in Hindi, English, or Hindi in Latin letters. Nothing here writes.",
        LICENSE={"name": "MIT", "identifier": "MIT"},
        VALIDATION_ERROR_STATUS_CODE=400,
        AUTO_VALIDATION_ERROR_RESPONSE=False,  # ours are problem details
        AUTO_404_RESPONSE=False,
        AUTO_OPERATION_ID=True,
        AUTO_SERVERS=False,  # it would name whichever host was asked first
        TAGS=[{"name": "Api", "description": "The answers in JSON."}],
    )
    app.spec_processor(_complete)
    return app


def _complete(specification: Any) -> Any:
    paths = specification["paths"]
    order = [*(path for path in _FIRST if path in paths), *(path for path in paths if path not in _FIRST)]
    specification["paths"] = {path: paths[path] for path in order}
    specification["components"]["schemas"]["Problem"] = Problem.model_json_schema()
    return specification


@blueprint.get("/api")
def read() -> str:
    """Show what the API takes and gives."""
    specification = cast(APIFlask, current_app)._get_spec("json")  # kept by the library after the first call
    return render_template("api.html", specification=specification, options=Options())
