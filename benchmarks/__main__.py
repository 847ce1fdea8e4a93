"""`python -m benchmarks`: measures, prints the tables, and puts them into RESULTS.md."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from benchmarks import indexing, known_items, memory, quality, queries, retrieval, translation
from benchmarks.machine import describe
from benchmarks.options import Options
from benchmarks.results import replace_section, write_section
from benchmarks.table import Table, write_table

Part = Callable[[Options], tuple[Table, ...]]
PARTS: dict[str, tuple[str, Part]] = {
    "translation": (translation.NAME, translation.run),
    "translation-quality": (quality.NAME, quality.run),
    "indexing": (indexing.NAME, indexing.run),
    "memory": (memory.NAME, memory.run),
    "queries": (queries.NAME, queries.run),
    "retrieval": (retrieval.NAME, retrieval.run),
    "known-items": (known_items.NAME, known_items.run),
}
DEFAULT = Options()
RESULTS = Path(__file__).with_name("RESULTS.md")


@click.command(context_settings={"help_option_names": ["-h", "--help"], "show_default": True})
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--articles", default=DEFAULT.articles, help="Articles that each translator translates.")
@click.option("--rounds", default=DEFAULT.rounds, help="Rounds in which they are translated.")
@click.option("--seconds", default=DEFAULT.translation_seconds, help="No round begins after so many seconds.")
@click.option("--peer/--no-peer", default=DEFAULT.peer, help="Measure argostranslate too, in var/bench-venv.")
@click.option("--dev-lines", default=DEFAULT.dev_lines, help="Sentences by which quality is told; 0: none.")
@click.option(
    "--sentences", default=DEFAULT.sentences, help="Sentences of news in which names and numbers are counted."
)
@click.option("--worst", default=DEFAULT.worst, help="Show so many sentences that lost names or numbers.")
@click.option("--indexed", default=DEFAULT.indexed, help="Articles that are indexed.")
@click.option("--held", multiple=True, type=int, default=DEFAULT.memory, help="Articles indexed for memory; repeat.")
@click.option("--size", "sizes", multiple=True, type=int, default=DEFAULT.sizes, help="Generated documents; repeat.")
@click.option("--queries", "queries_", default=DEFAULT.queries, help="Queries of each kind.")
@click.option("--others", default=DEFAULT.others, help="Articles of news beside those that known items ask for.")
@click.option("--passes", default=DEFAULT.passes, help="Timed runs of each query.")
@click.option("--data", type=click.Path(path_type=Path), default=None, help="Folder of news and parallel text.")
@click.option("--results", type=click.Path(path_type=Path), default=None, help="Results file, or - for none.")
def main(
    parts: Sequence[str],
    articles: int,
    rounds: int,
    seconds: float,
    peer: bool,
    dev_lines: int,
    sentences: int,
    worst: int,
    indexed: int,
    held: tuple[int, ...],
    sizes: tuple[int, ...],
    queries_: int,
    others: int,
    passes: int,
    data: Path | None,
    results: Path | None,
) -> None:
    """Measure PARTS (all by default): translation, translation-quality, indexing, memory and so on."""
    options = Options(
        data=data or DEFAULT.data,
        say=lambda line: click.echo(line, err=True),
        peer=peer,
        articles=articles,
        rounds=rounds,
        translation_seconds=seconds,
        dev_lines=dev_lines,
        sentences=sentences,
        worst=worst,
        indexed=indexed,
        memory=held,
        sizes=sizes,
        queries=queries_,
        others=others,
        passes=passes,
    )
    for part in dict.fromkeys(parts or PARTS):
        name, run = PARTS[part]
        tables = run(options)
        for table in tables:
            click.echo(write_table(table))
        if tables and results != Path("-"):
            text = write_section(_command(part), describe(), tables)
            replace_section(results or RESULTS, name, text, [title for title, _ in PARTS.values()])


def _command(part: str) -> str:
    """Return the command that measures one part as it was measured now."""
    given = [argument for argument in sys.argv[1:] if argument not in PARTS]
    return shlex.join(["python", "-m", "benchmarks", part, *given])


if __name__ == "__main__":
    main()
