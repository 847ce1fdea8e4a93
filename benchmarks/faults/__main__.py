"""`python -m benchmarks.faults`: kills, very many files, a very large archive; two tables in RESULTS.md."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from benchmarks.apart import ROOT, call_once
from benchmarks.faults.kills import ARTICLES, TOGETHER, Kills, kill_often
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import Table, megabytes, number, write_table

NAME = "Faults"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--kills", default=200, help="Runs that are killed.")
@click.option("--files", default=10_000, help="Tiny files in a folder.")
@click.option("--archive", default=200, help="Megabytes of the web archive.")
@click.option("--work", type=click.Path(path_type=Path), default=Options().work, help="Folder to work in.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(kills: int, files: int, archive: int, work: Path, results: Path) -> None:
    """Kill runs of the indexer, index very many files, and read a very large archive."""
    folder = work / "faults"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tables = (kills_table(kill_often(folder, kills)), inputs_table(folder, files, archive))
    shutil.rmtree(folder)
    for table in tables:
        click.echo(write_table(table))
    if results != Path("-"):
        command = shlex.join(["python", "-m", "benchmarks.faults", *sys.argv[1:]])
        order = list(read_sections(results.read_text(encoding="utf-8"))) if results.is_file() else []
        replace_section(results, NAME, write_section(command, describe(), tables), order)


def kills_table(kills: Kills) -> Table:
    """Return what came of the kills as a table."""
    return Table(
        title="Runs of the indexer that were killed (kill -9)",
        columns=("what", "number"),
        rows=(
            ("kills", f"{kills.kills:,}"),
            ("in the middle of a publish", f"{kills.halfway:,}"),
            ("articles acknowledged before a kill", f"{kills.articles:,}"),
            ("of these lost", f"{kills.lost:,}"),
            ("kills after which verify found a fault", f"{kills.faults:,}"),
            ("documents after the last run", f"{kills.documents:,}"),
            ("the index is whole at the end", "yes" if kills.whole else "NO"),
        ),
        notes=(f"each run has {ARTICLES} articles, most of them replaced, {TOGETHER} to a publish; on one index",),
    )


def inputs_table(folder: Path, files: int, archive: int) -> Table:
    """Measure the large inputs and return the table."""
    path = str(folder / "large.warc")
    call_once("benchmarks.faults.inputs:write_archive", path=path, megabytes=archive)
    rows = []
    for name, outcome in (
        (
            f"{files:,} tiny files, indexed",
            call_once("benchmarks.faults.inputs:index_tiny_files", work=str(folder), count=files),
        ),
        (f"web archive of {archive} MB, read", call_once("benchmarks.faults.inputs:read_archive", path=path)),
    ):
        value = outcome.value
        rows.append(
            (
                name,
                f"{value['articles']:,}",
                f"{value['rejected']:,}",
                number(outcome.took.cpu),
                megabytes(outcome.peak),
            )
        )
    return Table(
        title="Large inputs",
        columns=("input", "articles", "rejected", "processor s", "peak memory MB"),
        rows=tuple(rows),
        notes=("English articles, so that nothing is translated; each in a process of its own",),
    )


if __name__ == "__main__":
    main()
