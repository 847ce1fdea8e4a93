"""A translator that fails in the middle costs the articles at which it fails, and no others."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import search
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import Translation
from search.engines.maintenance import verify
from search.settings import Settings

POISON = "यह वाक्य सबको गिरा देता है।"
PAIRS = {f"समाचार {number} आज": f"News {number} today" for number in range(9)} | {POISON: "never"}


@dataclass
class Failing:
    """Translates as recorded, but fails at the poison, and the first `moods` times at anything."""

    inner: RecordedTranslator = field(default_factory=lambda: RecordedTranslator(PAIRS))
    moods: int = 0
    error: type[Exception] = RuntimeError

    @property
    def model(self) -> str:
        return self.inner.model

    def key_for(self, text: str) -> str:
        return self.inner.key_for(text)

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        self.moods -= 1
        if self.moods >= 0 or POISON in sentences:
            raise self.error("out of memory")
        return self.inner.translate(sentences)


def run(tmp_path: Path, translator: Failing, poisoned: Sequence[int] = ()) -> Report:
    source = tmp_path / "articles.jsonl"
    articles = [
        {"id": f"a{number}", "title": f"समाचार {number} आज", "body": POISON if number in poisoned else ""}
        for number in range(9)
    ]
    source.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return index_paths([source], settings=Settings(index=tmp_path / "index", publish_every=4), translator=translator)


@pytest.mark.parametrize("error", [RuntimeError, MemoryError, ValueError])
def test_an_article_at_which_the_translator_fails_is_rejected_and_the_others_are_indexed(
    error: type[Exception], tmp_path: Path
) -> None:
    report = run(tmp_path, Failing(error=error), poisoned=(2, 5))
    assert (report.indexed, report.documents) == (7, 7)
    assert [one.path for one in report.rejected] == ["article 'a2'", "article 'a5'"]
    assert "out of memory" in report.rejected[0].reason
    with search.open_index(tmp_path / "index") as index:
        assert index.search("News today").total == 7
    assert verify(tmp_path / "index") == ()
    report = run(tmp_path, Failing())  # the next run tries again
    assert (report.indexed, report.replaced, report.unchanged) == (2, 0, 7)


def test_a_translator_that_failed_once_is_asked_again(tmp_path: Path) -> None:
    report = run(tmp_path, Failing(moods=1))
    assert (report.indexed, report.rejected) == (9, ())


def test_an_older_version_stays_where_the_new_one_cannot_be_translated(tmp_path: Path) -> None:
    run(tmp_path, Failing())
    report = run(tmp_path, Failing(), poisoned=[3])
    assert (report.replaced, report.unchanged, report.documents, len(report.rejected)) == (0, 8, 9, 1)
