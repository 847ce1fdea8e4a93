"""The commands that write an index or look after it: index, watch, delete, export, import, rebuild, verify."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from indexer.pipeline import index_paths
from indexer.readers.addresses import is_address
from indexer.readers.fields import read_field_map
from indexer.report import Report, in_words
from indexer.stale_parts import ids_of_article
from indexer.story_writer import open_story_writer, regroup
from indexer.transfer import import_documents
from indexer.translation.process_translator import open_process_translator
from indexer.watching import watch as watch_paths
from search.engines import maintenance
from search.engines.folder import check_folder
from search.engines.opening import readable_documents
from search.engines.records import to_json
from search.options import glossary_option, index_option, setting_option
from search.settings import Settings

INTERRUPTED = 130  # as a shell reports a process ended by Ctrl-C


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@index_option
@setting_option("workers", "--workers", type=int, help="Threads that translate (default: one for each core).")
@setting_option("model", "--model", help="Name of the translation package (default: see dubhashi models list).")
@glossary_option
@setting_option("publish_every", "--publish-every", type=int, help="Documents between two publishes (default: 500).")
@click.option("--map", "fields", multiple=True, metavar="OURS=THEIRS", help="A field of JSON or CSV: title=headline.")
@click.option("--follow", is_flag=True, help="Fetch the pages that feeds and sitemaps name.")
@click.option("--prune", is_flag=True, help="Remove what PATHS gave in an earlier run and give no more.")
@click.option("--prune-empty", is_flag=True, help="The same, also for a folder that gives nothing at all.")
@click.pass_context
def index(
    context: click.Context,
    paths: tuple[str, ...],
    fields: tuple[str, ...],
    follow: bool,
    prune: bool,
    prune_empty: bool,
) -> None:
    """Read articles from PATHS, translate them and add them to the index.

    PATHS are folders, files, addresses (http://...) or - for standard input: web pages, text pages, JSON, CSV, RSS and
    Atom feeds, sitemaps, web archives (WARC), and zip, tar and gz of them. The format is told by the content. What is
    already there and unchanged is left alone, what was edited is replaced; only new sentences are translated.

    With --prune, articles that are gone from PATHS are removed, unless something else gave them too. What an address
    or standard input gave stays, and so does what a file gave that has faults now.
    """
    settings: Settings = context.obj
    places = _places(paths)
    field_map = read_field_map(fields)
    with _progress() as progress, open_process_translator(settings) as translator:
        try:
            report = index_paths(
                places,
                settings=settings,
                translator=translator,
                progress=progress,
                fields=field_map,
                follow=follow,
                prune=prune or prune_empty,
                empty_too=prune_empty,
            )
        except KeyboardInterrupt:
            click.echo(
                "Interrupted. What was finished is published and found by searches; "
                "the same command goes on where this one stopped.",
                err=True,
            )
            context.exit(INTERRUPTED)
    for line in in_words(report):
        click.echo(line)
    if report.failed:
        click.echo("Nothing could be indexed: every input was rejected (see above).", err=True)
        context.exit(1)


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str))
@index_option
@setting_option("workers", "--workers", type=int, help="Threads that translate (default: one for each core).")
@setting_option("model", "--model", help="Name of the translation package (default: see dubhashi models list).")
@glossary_option
@click.option("--map", "fields", multiple=True, metavar="OURS=THEIRS", help="A field of JSON or CSV: title=headline.")
@click.option("--follow", is_flag=True, help="Fetch the pages that feeds and sitemaps name.")
@click.option("--prune", is_flag=True, help="Remove what folders gave and give no more.")
@click.option(
    "--every", type=click.IntRange(1), default=15, show_default=True, help="Minutes between two looks at an address."
)
@click.pass_obj
def watch(
    settings: Settings, paths: tuple[str, ...], fields: tuple[str, ...], follow: bool, prune: bool, every: int
) -> None:
    """Index PATHS as `dubhashi index` does, then go on: what changes in them is indexed within seconds.

    PATHS are folders, and addresses of feeds, sitemaps and pages, which are asked again every so many minutes. Ctrl-C
    or SIGTERM ends it; what was finished is published.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        field_map = read_field_map(fields)
        with open_process_translator(settings) as translator:
            for report in watch_paths(
                _places(paths),
                settings=settings,
                translator=translator,
                every=60.0 * every,
                fields=field_map,
                follow=follow,
                prune=prune,
            ):
                if report.did_something:
                    for line in in_words(report):
                        click.echo(line)
    except KeyboardInterrupt:
        click.echo("Stopped. What was finished is published; start it again with the same command.", err=True)


@click.command()
@click.argument("ids", nargs=-1, required=True)
@index_option
@click.pass_context
def delete(context: click.Context, ids: tuple[str, ...]) -> None:
    """Delete the articles with these IDS from the index; one that is indexed in parts goes with all of them."""
    settings: Settings = context.obj
    # an index must be there: a writer would make a new one, and the ids would seem to be gone
    check_folder(settings.index)
    with open_story_writer(settings.index) as (writer, engine):
        found = {one: ids_of_article(engine, one) for one in ids}
        missing = [one for one in ids if not found[one]]
        writer.delete([document_id for of_article in found.values() for document_id in of_article])
        documents = writer.publish()
    click.echo(f"{len(ids) - len(missing)} deleted, {documents:,} documents in the index")
    if missing:
        click.echo(f"Not in the index: {', '.join(missing)}. Find ids with: dubhashi search WORDS", err=True)
        context.exit(1)


@click.command()
@click.argument("file", type=click.File("w", encoding="utf-8", lazy=True), default="-")
@index_option
@click.pass_context
def export(context: click.Context, file: IO[str]) -> None:
    """Write every document with its translation as JSON Lines to FILE or standard output.

    Publishes meanwhile make no difference to it. Documents that are damaged are counted and left out, exit code 1.
    """
    settings: Settings = context.obj
    count = damaged = 0
    for document in readable_documents(settings.index):
        if isinstance(document, Exception):
            damaged += 1
            continue
        file.write(json.dumps(to_json(document), ensure_ascii=False) + "\n")
        count += 1
    click.echo(f"{count:,} documents exported", err=True)
    if damaged:
        click.echo(
            f"Damaged and left out: {damaged:,}. Import the export into a new index, and index the "
            f"articles there once more: only the missing ones are translated.",
            err=True,
        )
        context.exit(1)


@click.command("import")
@click.argument("file", type=click.File("rb"), default="-")
@index_option
@click.pass_context
def import_(context: click.Context, file: BinaryIO) -> None:
    """Add the documents that `dubhashi export` wrote to FILE, translations included; nothing is translated."""
    settings: Settings = context.obj
    with _progress() as progress:
        report = import_documents(file, settings=settings, progress=progress)
    for line in in_words(report):
        click.echo(line)
    if report.failed:
        context.exit(1)


@click.command()
@index_option
@click.pass_obj
def rebuild(settings: Settings) -> None:
    """Write the search files anew from the stored documents; nothing is translated."""
    count = maintenance.rebuild(settings.index)
    regroup(settings.index)
    click.echo(f"{count:,} documents analysed again; the index at '{settings.index}' is ready")


@click.command()
@index_option
@click.pass_context
def verify(context: click.Context) -> None:
    """Read the whole index and say whether documents and search files are whole and agree."""
    settings: Settings = context.obj
    faults = maintenance.verify(settings.index)
    for fault in faults:
        click.echo(fault, err=True)
    if faults:
        context.exit(1)
    click.echo(f"The index at '{settings.index}' is whole.")


def _places(paths: tuple[str, ...]) -> list[Path | str]:
    return [path if path == "-" or is_address(path) else Path(path) for path in paths]


@contextmanager
def _progress() -> Iterator[Callable[[Report], None]]:
    """Give a function that shows how far a run is: a line that moves on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        yield _plain_line
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)
        yield lambda report: bar.update(task, description=_summary(report))


def _plain_line(report: Report) -> None:
    click.echo(_summary(report), err=True)


def _summary(report: Report) -> str:
    return (
        f"{report.read:,} read, {report.indexed + report.replaced:,} to index, {report.unchanged:,} unchanged, "
        f"{len(report.rejected)} rejected, {report.sentences.translated:,} sentences translated, "
        f"{report.documents:,} published"
    )
