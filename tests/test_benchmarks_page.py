"""The measurement of the page works, and its pictures are pictures; no time is asserted."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.page import PAGES, main
from benchmarks.results import read_sections
from benchmarks.table import read_tables
from tests.chromium import needs_chromium

pytestmark = needs_chromium


def test_every_page_is_loaded_and_the_pictures_are_taken(corpus_index: Path, tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    arguments = [
        "--index",
        str(corpus_index),
        "--loads",
        "1",
        "--screenshots",
        str(tmp_path),
        "--results",
        str(results),
    ]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0
    (table,) = read_tables(read_sections(results.read_text(encoding="utf-8"))["The page"])
    assert len(table.rows) == 2 * len(PAGES)
    for _, painted, ready, shifted, requests, kilobytes in table.rows:
        assert float(painted.replace(",", "")) > 0
        assert float(ready.replace(",", "")) > 0
        assert float(shifted) < 0.1
        assert int(requests) >= 3
        assert float(kilobytes) < 60
    for name in ("screenshot", "screenshot-article", "screenshot-phone"):
        assert (tmp_path / f"{name}.png").read_bytes().startswith(b"\x89PNG")


def test_a_missing_index_is_said(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="No index at"):
        CliRunner().invoke(main, ["--index", str(tmp_path / "no")], catch_exceptions=False)
