"""`python -m benchmarks.compare`: measures Dubhashi beside other engines, and puts the tables into RESULTS.md."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from benchmarks.compare.corpus import CORPORA
from benchmarks.compare.running import NAME, Plan, run
from benchmarks.machine import describe
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.table import write_table

DEFAULT = Plan()
RESULTS = Path(__file__).parents[1] / "RESULTS.md"


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.option("--size", "sizes", multiple=True, type=int, default=DEFAULT.sizes, help="Documents; repeat.")
@click.option("--queries", default=DEFAULT.queries, help="Queries of each kind.")
@click.option("--passes", default=DEFAULT.passes, help="Timed runs of each query.")
@click.option(
    "--patience", default=DEFAULT.patience, help="Leave out another engine that would build for more seconds."
)
@click.option("--corpus", type=click.Choice(list(CORPORA)), default=DEFAULT.corpus, help="What the documents are.")
@click.option("--only", multiple=True, help="Measure these engines alone; repeat.")
@click.option("--section", help="Section of the results file; without it, one for each kind of documents.")
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Results file, or - for none.")
def main(
    sizes: tuple[int, ...],
    queries: int,
    passes: int,
    patience: float,
    corpus: str,
    only: tuple[str, ...],
    section: str | None,
    results: Path,
) -> None:
    """Measure Dubhashi, Whoosh, SQLite FTS5, tantivy and Xapian over the same corpora."""
    plan = Plan(
        say=lambda line: click.echo(line, err=True),
        corpus=corpus,
        sizes=sizes,
        queries=queries,
        passes=passes,
        patience=patience,
        only=only,
    )
    tables = run(plan)
    for table in tables:
        click.echo(write_table(table))
    if results != Path("-"):
        command = shlex.join(["python", "-m", "benchmarks.compare", *sys.argv[1:]])
        order = list(read_sections(results.read_text(encoding="utf-8"))) if results.is_file() else []
        name = section or (NAME if corpus == DEFAULT.corpus else f"{NAME}, {corpus}")
        replace_section(results, name, write_section(command, describe(), tables), order)


if __name__ == "__main__":
    main()
