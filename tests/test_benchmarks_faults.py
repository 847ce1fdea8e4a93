"""The benchmark of faults, at a small size."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from benchmarks.faults.__main__ import main
from benchmarks.results import read_sections
from benchmarks.table import read_tables


def test_faults_are_measured_and_written(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    sizes = ["--kills", "3", "--ends", "1", "--corpus", "1", "--files", "30", "--archive", "1", "--giant", "0.001"]
    arguments = [*sizes, "--work", str(tmp_path), "--results", str(results)]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    kills, translators, inputs = read_tables(read_sections(results.read_text(encoding="utf-8"))["Faults"])
    figures = {row[0]: row[1] for row in kills.rows}
    assert figures["kills"] == "3"
    assert figures["of these lost"] == figures["kills after which verify found a fault"] == "0"
    assert figures["the index is whole at the end"] == "yes"
    figures = {row[0]: row[1] for row in translators.rows}
    assert int(figures["kills"]) + int(figures["stops, after which it gives no answer"]) == 1
    assert figures["lost"] == figures["missing after it"] == "0"
    assert figures["verify found nothing after each run"] == "yes"
    assert [row[1:3] for row in inputs.rows] == [("30", "0"), ("10", "0"), ("1", "0")]
