"""Answers that a client may keep: an ETag for each, from the state of the index, so that asking again costs nothing.

The same request gives the same answer until the index is published anew or the day ends, since newer articles are
preferred by days. So the tag is known before anything is searched.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from flask import Flask, Response, request

from search.model import INDIA
from web.current import current_index

_BLUEPRINTS = frozenset({"api"})
_NEVER = frozenset({"api.health"})


def answer_unchanged(app: Flask) -> None:
    """Let the application answer 304 to a client that has the present answer already."""
    app.before_request(_not_modified)
    app.after_request(_tag)


def _not_modified() -> Response | None:
    if not _cacheable() or not request.if_none_match:
        return None
    tag = _present_tag()
    if not request.if_none_match.contains_weak(tag):
        return None
    return Response(status=304, mimetype="application/json")


def _tag(response: Response) -> Response:
    if _cacheable() and response.status_code in (200, 304):
        response.set_etag(_present_tag(), weak=True)  # weak: the seconds that a search took differ
        response.headers["Cache-Control"] = "no-cache"  # it may be kept, and is asked about before it is used
    elif request.blueprint in _BLUEPRINTS or request.path.startswith("/metrics"):
        response.headers["Cache-Control"] = "no-store"
    return response


def _cacheable() -> bool:
    return request.method in ("GET", "HEAD") and request.blueprint in _BLUEPRINTS and request.endpoint not in _NEVER


def _present_tag() -> str:
    state = (current_index().generation, datetime.now(INDIA).date().isoformat(), request.full_path)
    return hashlib.sha256(repr(state).encode()).hexdigest()[:24]
