"""`python -m benchmarks.faults`: kills, a translator that is ended, very large inputs; tables in RESULTS.md."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path

import click

from benchmarks.apart import ROOT, call_once
from benchmarks.faults.kills import ARTICLES, TOGETHER, Kills, kill_often
from benchmarks.faults.translators import TOGETHER as TRANSLATED
from benchmarks.faults.translators import Suffered, end_often
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import Table, megabytes, number, write_table

NAME = "Faults"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--kills", default=200, help="Runs that are killed.")
@click.option("--ends", default=100, help="Times that the process that translates is killed or stopped.")
@click.option("--corpus", default=11, help="Files of the sample corpus that it translates.")
@click.option("--files", default=10_000, help="Tiny files in a folder.")
@click.option("--archive", default=200, help="Megabytes of the web archive.")
@click.option("--giant", default=5.0, help="Megabytes of an article.")
@click.option("--work", type=click.Path(path_type=Path), default=Options().work, help="Folder to work in.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(kills: int, ends: int, corpus: int, files: int, archive: int, giant: float, work: Path, results: Path) -> None:
    """Kill runs of the indexer and the process that translates, and index very large inputs."""
    folder = work / "faults"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tables = (
        kills_table(kill_often(folder, kills)),
        translators_table(end_often(folder, ends, files=corpus)),
        inputs_table(folder, files, archive, giant),
    )
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


def translators_table(suffered: Suffered) -> Table:
    """Return what came of ending the process that translates as a table."""
    return Table(
        title="The process that translates, killed (kill -9) or stopped at random moments",
        columns=("what", "number"),
        rows=(
            ("kills", f"{suffered.kills:,}"),
            ("stops, after which it gives no answer", f"{suffered.stops:,}"),
            ("articles read", f"{suffered.articles:,}"),
            ("indexed by the same run", f"{suffered.indexed:,}"),
            ("rejected by name, as it was ended at them twice or more", f"{suffered.rejected:,}"),
            ("lost", f"{suffered.lost:,}"),
            ("indexed by the next run", f"{suffered.redone:,}"),
            ("missing after it", f"{suffered.missing:,}"),
            ("verify found nothing after each run", "yes" if suffered.whole else "NO"),
        ),
        notes=(f"the sample corpus, {TRANSLATED} articles translated together; a new index for each run",),
    )


def inputs_table(folder: Path, files: int, archive: int, giant: float) -> Table:
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
        (
            f"one article of {giant:g} MB of Hindi, indexed in parts",
            call_once("benchmarks.faults.translators:index_giant", work=str(folder), megabytes=giant),
        ),
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
        notes=(
            "each in a process of its own; the files and the archive are English, so that nothing is translated",
            f"besides, the process that translated the long article took {outcome.value['seconds']} s of a processor "
            f"and {megabytes(outcome.value['peak'])} MB at most",
        ),
    )


if __name__ == "__main__":
    main()
