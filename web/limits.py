"""How often one reader may ask: a limit for each address, counted in the memory of this process."""

from __future__ import annotations

from flask import Flask, Response, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse_many

from search.errors import SettingsError
from search.settings import Settings

_FREE = frozenset({"static", "api.health", "metrics.answer_metrics"})  # what costs nothing, and what watches us


def limit_requests(app: Flask, settings: Settings) -> None:
    """Let the application answer 429 to an address that asks more often than the setting `rate_limit` allows."""
    if not settings.rate_limit:
        return
    try:
        parse_many(settings.rate_limit)
    except ValueError as error:
        raise SettingsError(
            "rate_limit", settings.rate_limit, 'Give a number and a time, for example "120 per minute".'
        ) from error
    app.after_request(_wait_only_when_told)  # before the limiter is made, so that it comes after the limiter's own
    limiter = Limiter(
        get_remote_address,
        app=app,
        application_limits=[settings.rate_limit],
        storage_uri="memory://",
        headers_enabled=True,  # Retry-After
    )
    limiter.request_filter(lambda: request.endpoint in _FREE)


def _wait_only_when_told(response: Response) -> Response:
    if response.status_code != 429:
        response.headers.pop("Retry-After", None)  # the library sends it with every answer
    return response
