"""`python -m benchmarks.faults`: what an index bears, part by part; tables in RESULTS.md."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from benchmarks.apart import ROOT
from benchmarks.faults.beside import damage_beside
from benchmarks.faults.damage import damage_often
from benchmarks.faults.full import can_mount, fill_disks
from benchmarks.faults.kills import kill_often
from benchmarks.faults.power import cut_power
from benchmarks.faults.tables import (
    besides_table,
    cuts_table,
    damages_table,
    fills_table,
    inputs_table,
    kills_table,
    translators_table,
)
from benchmarks.faults.trace import can_trace
from benchmarks.faults.translators import end_often
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import Table, write_table

NAME = "Faults"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
PARTS = ("kills", "power", "damage", "full", "translators", "inputs")
CUT = 12  # articles of the run in which the power is cut
NO_TRACE = "power cuts, since there is no strace that may trace a process"
NO_MOUNT = "full disks, since this process may not mount any"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--kills", default=200, help="Runs that are killed.")
@click.option("--states", default=2_000, help="States in which a power cut may leave the disk.")
@click.option("--damages", default=2_000, help="Damages to the files of an index; a quarter as many to its memories.")
@click.option("--disks", default=100, help="Disks that fill up.")
@click.option("--ends", default=100, help="Times that the process that translates is killed or stopped.")
@click.option("--corpus", default=11, help="Files of the sample corpus that it translates.")
@click.option("--files", default=10_000, help="Tiny files in a folder.")
@click.option("--archive", default=200, help="Megabytes of the web archive.")
@click.option("--giant", default=5.0, help="Megabytes of an article.")
@click.option("--only", multiple=True, type=click.Choice(PARTS), help="Only this part, not written to the results.")
@click.option("--work", type=click.Path(path_type=Path), default=Options().work, help="Folder to work in.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(
    kills: int,
    states: int,
    damages: int,
    disks: int,
    ends: int,
    corpus: int,
    files: int,
    archive: int,
    giant: float,
    only: tuple[str, ...],
    work: Path,
    results: Path,
) -> None:
    """Kill runs and the process that translates, cut the power, damage files, fill disks, index very large inputs."""
    folder = work / "faults"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    parts: dict[str, Callable[[], Sequence[Table]]] = {
        "kills": lambda: [kills_table(kill_often(folder, kills))],
        "power": lambda: [cuts_table(cut_power(folder / "power", articles=CUT, states=states))],
        "damage": lambda: [
            damages_table(damage_often(folder / "damage", damages)),
            besides_table(damage_beside(folder / "beside", damages // 4)),
        ],
        "full": lambda: [fills_table(fill_disks(folder / "full", disks))],
        "translators": lambda: [translators_table(end_often(folder, ends, files=corpus))],
        "inputs": lambda: [inputs_table(folder, files, archive, giant)],
    }
    missing = {"power": not can_trace() and NO_TRACE, "full": not can_mount(folder) and NO_MOUNT}
    tables: list[Table] = []
    for part in PARTS:
        if only and part not in only:
            continue
        if reason := missing.get(part):
            click.echo(f"Left out: {reason}\n")
            continue
        made = parts[part]()
        tables += made
        for table in made:
            click.echo(write_table(table))
    shutil.rmtree(folder)
    if results != Path("-") and not only:
        command = shlex.join(["python", "-m", "benchmarks.faults", *sys.argv[1:]])
        order = list(read_sections(results.read_text(encoding="utf-8"))) if results.is_file() else []
        replace_section(results, NAME, write_section(command, describe(), tables), order)


if __name__ == "__main__":
    main()
