"""The benchmark of faults, at a small size."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from benchmarks.faults.__main__ import main
from benchmarks.faults.full import can_mount
from benchmarks.faults.trace import can_trace
from benchmarks.results import read_sections
from benchmarks.table import read_tables


def test_faults_are_measured_and_written(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    sizes = [
        "--kills",
        "3",
        "--states",
        "12",
        "--damages",
        "12",
        "--disks",
        "2",
        "--ends",
        "1",
        "--corpus",
        "1",
        "--files",
        "30",
        "--archive",
        "1",
        "--giant",
        "0.001",
    ]
    arguments = [*sizes, "--work", str(tmp_path), "--results", str(results)]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    kills, *others, translators, inputs = read_tables(read_sections(results.read_text(encoding="utf-8"))["Faults"])
    figures = {row[0]: row[1] for row in kills.rows}
    assert figures["kills"] == "3"
    assert figures["of these lost"] == figures["kills after which verify found a fault"] == "0"
    assert figures["the index is whole at the end"] == "yes"
    figures = {row[0]: row[1] for row in translators.rows}
    assert int(figures["kills"]) + int(figures["stops, after which it gives no answer"]) == 1
    assert figures["lost"] == figures["missing after it"] == "0"
    assert figures["verify found nothing after each run"] == "yes"
    assert len(others) == 2 + can_trace() + can_mount(tmp_path)
    assert {table.rows[-1] for table in others} == {("faults", "0")}
    assert [row[1:3] for row in inputs.rows] == [("30", "0"), ("10", "0"), ("1", "0")]


def test_a_part_alone_is_printed_and_not_written(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    arguments = ["--only", "damage", "--damages", "4", "--work", str(tmp_path), "--results", str(results)]
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert [table.rows[0] for table in read_tables(done.output)] == [("damages", "4"), ("damages", "1")]
    assert not results.exists()
