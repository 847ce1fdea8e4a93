"""Fixtures that many tests share.

Nothing of ours is mocked. Indexes are real folders made by the real engine; sentences are translated by the bundled
model, or by RecordedTranslator where the English does not matter. The sample corpus is indexed once for a test run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser

from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.settings import Settings
from tests.chromium import open_chromium, served_index
from tests.golden_files import Golden

ROOT = Path(__file__).parent.parent

# In CI the same examples every time, so that a change is judged by what it changed; elsewhere new ones each time.
hypothesis_settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    hypothesis_settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="Write golden files anew, and raise floors.")
    parser.addoption("--allow-regression", action="store_true", help="Let --golden-update lower floors.")


@pytest.fixture(scope="session")
def golden(pytestconfig: pytest.Config) -> Golden:
    """The golden files, written anew where the command line says so."""
    return Golden(
        update=pytestconfig.getoption("--golden-update"), allow_regression=pytestconfig.getoption("--allow-regression")
    )


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index over corpus/, translated by the bundled model."""
    settings = Settings(index=tmp_path_factory.mktemp("corpus") / "index")
    report = index_paths([ROOT / "corpus"], settings=settings, translator=open_translator(settings))
    assert report.rejected == ()
    return settings.index


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server over the test index of the pages."""
    with served_index(tmp_path_factory.mktemp("browser") / "index") as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    with open_chromium() as chromium:
        yield chromium
