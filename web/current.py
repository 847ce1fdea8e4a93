"""The index that the running application answers from."""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app

from search.index import Index

_KEY = "dubhashi"


def hand_over(app: Flask, index: Index) -> None:
    """Give the application the index that its views will ask."""
    app.extensions[_KEY] = index


def current_index() -> Index:
    """Return the index of the application that answers the present request."""
    return cast(Index, current_app.extensions[_KEY])
