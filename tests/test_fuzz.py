"""Inputs of every format changed at random: each gives articles or reasons, soon, and in little memory.

`python -m benchmarks.fuzzing` does the same for as long as it is let, with longer inputs.
"""

from __future__ import annotations

import os
import resource
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.fuzzing.__main__ import main
from benchmarks.fuzzing.changes import change
from benchmarks.fuzzing.reading import read_all
from benchmarks.fuzzing.samples import SAMPLES, Sample
from benchmarks.results import read_sections
from benchmarks.table import read_tables
from tests.limits import at_most

ROUNDS = int(os.environ.get("FUZZ_ROUNDS", "40"))  # of each sample; more by hand
LONGEST = 5  # seconds for one input
MOST = 512 * 2**20  # bytes that the process may grow by


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_whatever_is_changed_in_an_input_it_is_read_or_rejected(sample: Sample) -> None:
    articles, rejected = read_all(sample.pack(sample.content), sample.name)
    assert (articles > 0, rejected) == (True, 0)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in range(ROUNDS):
        with at_most(LONGEST):
            assert sum(read_all(change(sample, seed, small=True), sample.name)) > 0
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024 < MOST


def test_changes_are_the_same_for_the_same_seed() -> None:
    assert [change(sample, 7) for sample in SAMPLES] == [change(sample, 7) for sample in SAMPLES]
    assert len({change(SAMPLES[0], seed) for seed in range(50)}) > 40


def test_the_figures_of_a_short_run_are_written(tmp_path: Path) -> None:
    results = tmp_path / "RESULTS.md"
    arguments = ["--minutes", "0.0001", "--only", "table.csv", "--only", "sitemap.xml", "--work", str(tmp_path)]
    done = CliRunner().invoke(main, [*arguments, "--results", str(results)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    (table,) = read_tables(read_sections(results.read_text(encoding="utf-8"))["Fuzzing"])
    assert [row[0] for row in table.rows] == ["table.csv", "sitemap.xml"]
    assert all((row[1], row[4]) == ("5", "0") for row in table.rows)
