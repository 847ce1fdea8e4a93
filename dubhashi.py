"""The command `dubhashi`: gathers the commands of the three sides, and turns errors into messages and exit codes."""

from __future__ import annotations

import logging
import sqlite3
import sys
from importlib.metadata import PackageNotFoundError, version

import click

from indexer.cli import delete, export, import_, index, rebuild, verify, watch
from indexer.translation.cli import models, translate
from search.cli import search, stats
from search.errors import DubhashiError
from search.evaluation.cli import evaluate
from search.settings import read_settings
from web.cli import serve


def _version() -> str:
    try:
        return version("dubhashi")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "unknown"


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="dubhashi")
@click.option("-v", "--verbose", is_flag=True, help="Log what is done to standard error.")
@click.pass_context
def cli(context: click.Context, verbose: bool) -> None:
    """Dubhashi (दुभाषी): search Hindi news in Hindi and English, translated without a network."""
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s"
    )
    context.obj = read_settings()


for command in (
    index,
    watch,
    search,
    serve,
    translate,
    delete,
    export,
    import_,
    rebuild,
    verify,
    stats,
    models,
    evaluate,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors that are meant for people are printed without a traceback, exit code 1."""
    try:
        cli.main(prog_name="dubhashi")
    except DubhashiError as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(1)
    except (OSError, sqlite3.OperationalError) as error:  # no space, no permission, a disk that fails
        click.echo(
            f"Error: the system says: {error}. What was published before is safe. "
            f"When there is room and permission, run the same command again; it goes on where it stopped.",
            err=True,
        )
        sys.exit(1)


if __name__ == "__main__":
    main()
