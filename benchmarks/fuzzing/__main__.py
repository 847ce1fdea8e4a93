"""`python -m benchmarks.fuzzing`: reads changed inputs for so many minutes; what came of it goes into RESULTS.md."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from benchmarks.apart import ROOT
from benchmarks.fuzzing.changes import change
from benchmarks.fuzzing.reading import MEMORY, SECONDS
from benchmarks.fuzzing.samples import SAMPLES
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import Table, megabytes, number, write_table

NAME = "Fuzzing"
RESULTS = ROOT / "benchmarks" / "RESULTS.md"
TOGETHER = 5  # seeds of all samples that one process reads: starting it costs half a second


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What came of the changes of one sample."""

    inputs: int = 0
    articles: int = 0
    rejected: int = 0
    faults: int = 0
    slowest: float = 0.0  # seconds of the processor
    peak: int = 0  # bytes that the process held at most


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--minutes", default=30.0, help="No process begins after so many minutes of processor time.")
@click.option("--seed", default=0, help="The first seed; each gives one input of each format.")
@click.option("--only", multiple=True, type=click.Choice([sample.name for sample in SAMPLES]), help="A format; repeat.")
@click.option("--work", type=click.Path(path_type=Path), default=Options().work, help="Folder for inputs with faults.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(minutes: float, seed: int, only: Sequence[str], work: Path, results: Path) -> None:
    """Read inputs that were changed at random; an input with a fault is kept, and named."""
    names = [sample.name for sample in SAMPLES if sample.name in only or not only]
    figures = {name: Figures() for name in names}
    spent = 0.0
    while spent < minutes * 60:
        spent += _read_some(seed, names, figures, work / "fuzzing")
        seed += TOGETHER
    table = fuzzing_table(figures, spent)
    click.echo(write_table(table))
    if results != Path("-"):
        command = shlex.join(["python", "-m", "benchmarks.fuzzing", *sys.argv[1:]])
        order = list(read_sections(results.read_text(encoding="utf-8"))) if results.is_file() else []
        replace_section(results, NAME, write_section(command, describe(), (table,)), order)


def fuzzing_table(figures: dict[str, Figures], spent: float) -> Table:
    """Return what came of each sample as a table."""
    return Table(
        title="Inputs changed at random",
        columns=("sample", "inputs", "articles", "rejected", "crashes, hangs", "slowest s", "peak memory MB"),
        rows=tuple(
            (
                name,
                f"{one.inputs:,}",
                f"{one.articles:,}",
                f"{one.rejected:,}",
                f"{one.faults:,}",
                number(one.slowest),
                megabytes(one.peak),
            )
            for name, one in figures.items()
        ),
        notes=(
            f"{spent / 60:.0f} minutes of processor time; a hang is more than {SECONDS:g} s of it for one input, "
            f"and no process may address more than {MEMORY // 2**20:,} MB",
            "each is read to its articles, their sentences and their words",
        ),
    )


def _read_some(seed: int, names: list[str], figures: dict[str, Figures], folder: Path) -> float:
    """Read some seeds in a process of their own, again from the next input where it dies; return its seconds."""
    spent = 0.0
    todo = [(number, names) for number in range(seed, seed + TOGETHER)]
    while todo:
        first, left = todo.pop(0)
        whole = left == names
        count = 1 + len(todo) if whole else 1
        command = [sys.executable, "-m", "benchmarks.fuzzing.reading", str(first), str(count), *left]
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        lines = [json.loads(line) for line in done.stdout.splitlines()]
        spent += sum(line.get("took", 0.0) for line in lines)
        for begun, ended in zip(lines[::2], lines[1::2], strict=False):
            _note(begun, ended, figures, folder)
        if done.returncode == 0:
            if whole:
                todo = []
            continue
        if not lines:
            raise click.ClickException(f"The process of seed {first} did not start:\n{done.stderr}")
        begun = lines[-1]
        name, died = str(begun["name"]), int(begun["seed"])
        reason = f"ended by signal {-done.returncode} after {time.monotonic() - started:.0f} s\n{done.stderr[-2000:]}"
        _note(begun, {"articles": 0, "rejected": 0, "fault": reason, "took": SECONDS, "peak": 0}, figures, folder)
        spent += SECONDS
        if whole:
            todo = [(number, names) for number in range(died + 1, seed + TOGETHER)]
        if after := left[left.index(name) + 1 :]:
            todo.insert(0, (died, after))
    return spent


def _note(begun: dict[str, object], ended: dict[str, object], figures: dict[str, Figures], folder: Path) -> None:
    name, seed, fault = str(begun["name"]), int(str(begun["seed"])), str(ended["fault"])
    before = figures[name]
    figures[name] = replace(
        before,
        inputs=before.inputs + 1,
        articles=before.articles + int(str(ended["articles"])),
        rejected=before.rejected + int(str(ended["rejected"])),
        faults=before.faults + bool(fault),
        slowest=max(before.slowest, float(str(ended["took"]))),
        peak=max(before.peak, int(str(ended["peak"]))),
    )
    if fault:
        folder.mkdir(parents=True, exist_ok=True)
        sample = next(one for one in SAMPLES if one.name == name)
        (folder / f"{seed}-{name}").write_bytes(change(sample, seed))
        click.echo(f"{folder / f'{seed}-{name}'}: {fault}", err=True)


if __name__ == "__main__":
    main()
