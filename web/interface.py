"""The language of the interface: asked for by a link, else remembered from one, else what the browser prefers."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, Response, request
from flask_babel import Babel

from search.model import Language

LANGUAGES: tuple[Language, ...] = ("en", "hi")
PARAMETER = "ui"  # in links and, under the same name, the cookie; `language` is a filter of the search
YEAR = 365 * 24 * 3600  # seconds that a browser remembers the choice


def interface_language() -> Language:
    """Return the language in which the present request is answered.

    A language that does not exist here is passed over: it is no reason to refuse a page.
    """
    asked = (
        request.args.get(PARAMETER),
        request.cookies.get(PARAMETER),
        request.accept_languages.best_match(LANGUAGES),
    )
    return next((known for wish in asked for known in LANGUAGES if wish == known), "en")


def other_language_link() -> str:
    """Return the address of the present page in the other language of the interface."""
    other = "en" if interface_language() == "hi" else "hi"
    kept = [(name, value) for name, value in request.args.items(multi=True) if name != PARAMETER]
    return "?" + urlencode([*kept, (PARAMETER, other)])


def speak(app: Flask) -> None:
    """Let the application answer in the languages of web/translations, and remember which one was asked for."""
    Babel(app, default_locale="en", locale_selector=interface_language)
    app.context_processor(lambda: {"interface": interface_language(), "other_language_link": other_language_link})
    app.after_request(_remember)


def _remember(response: Response) -> Response:
    if response.mimetype != "text/html":
        return response
    response.vary.update(("Accept-Language", "Cookie"))
    response.content_language.add(interface_language())
    if request.args.get(PARAMETER) in LANGUAGES:
        response.set_cookie(
            PARAMETER, interface_language(), max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure
        )
    return response
