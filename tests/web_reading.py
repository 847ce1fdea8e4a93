"""How the tests of the pages read them: as the text that the real Flask client gets."""

from __future__ import annotations

import html
import re

from flask.testing import FlaskClient


def read(client: FlaskClient, address: str, status: int = 200, language: str = "en") -> str:
    """Return the page at the address, whose status must be as expected, in a language of the interface."""
    response = client.get(address, headers={"Accept-Language": language})
    assert response.status_code == status, response.text
    assert response.mimetype == "text/html"
    return response.text


def results(text: str) -> list[str]:
    """Return the ids that the cards lead to, in order."""
    return re.findall(r'<a class="result" href="/article/([^"?]+)', text)


def words(text: str) -> str:
    """Return what a reader reads: the text without tags, its white space as one space."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())
