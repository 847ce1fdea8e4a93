"""Fixtures that many tests share.

Nothing of ours is mocked. Indexes are real folders made by the real engine; sentences are translated by the bundled
model, or by RecordedTranslator where the English does not matter. The sample corpus is indexed once for a test run.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.settings import Settings

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def corpus_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an index over corpus/, translated by the bundled model."""
    settings = Settings(index=tmp_path_factory.mktemp("corpus") / "index")
    report = index_paths([ROOT / "corpus"], settings=settings, translator=open_translator(settings))
    assert report.rejected == ()
    return settings.index
