"""Which pages of other sites may read the JSON answers (CORS): none, unless the setting `cors_origins` names them."""

from __future__ import annotations

from flask import Flask, Response, current_app, request

_ANSWERS = ("/api/", "/suggest", "/openapi.json")


def allow_origins(app: Flask) -> None:
    """Let the application tell browsers that the origins of the setting may read its JSON."""
    app.after_request(_allow)


def _allow(response: Response) -> Response:
    allowed = current_app.config["DUBHASHI"].cors_origins.split()
    if not allowed or not request.path.startswith(_ANSWERS):
        return response
    response.vary.add("Origin")
    origin = request.headers.get("Origin")
    if origin and ("*" in allowed or origin in allowed):
        response.headers["Access-Control-Allow-Origin"] = "*" if "*" in allowed else origin
        response.headers["Access-Control-Expose-Headers"] = "ETag, Retry-After"
    return response
