"""A real Chromium, and a real waitress for it to read from."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from search.index import Index
from search.settings import Settings
from tests.web_index import open_test_index
from web.app import create_app
from web.serve import Server

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Where the tests must run, a missing browser is a failure (below) and not a reason to skip.
needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no Chromium on this machine; install chromium"
)


@contextmanager
def served_index(folder: Path) -> Iterator[str]:
    """Give the address of a server over the test index, written into the folder."""
    with open_test_index(folder) as index, serve_index(index) as address:
        yield address


@contextmanager
def serve_index(index: Index) -> Iterator[str]:
    """Give the address of a server over an open index."""
    running = Server(create_app(index, Settings()), Settings(port=0))
    threading.Thread(target=running.run, daemon=True).start()  # ends with the process
    yield running.address


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """Give the browser."""
    assert CHROMIUM is not None, "the browser tests need chromium, chromium-browser or google-chrome on the PATH"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()
