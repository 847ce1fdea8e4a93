"""The command `dubhashi serve`."""

from __future__ import annotations

import logging
import signal
import sys
from types import FrameType
from typing import NoReturn

import click

import search
from search.options import index_option, setting_option
from search.settings import Settings
from web.access import write_to_stderr
from web.app import create_app
from web.serve import Server


@click.command()
@index_option
@setting_option("host", "--host", help="The address to listen on; 0.0.0.0 answers the whole network.")
@setting_option("port", "--port", type=int, help="The port to listen on; 0 takes any free one (default: 8000).")
@setting_option("threads", "--threads", type=int, help="Threads that answer requests (default: 8).")
@setting_option("access_log", "--access-log/--no-access-log", help="Write a line of JSON for each request.")
@setting_option("metrics", "--metrics/--no-metrics", help="Answer /metrics for Prometheus.")
@setting_option("rate_limit", "--rate-limit", help='Requests that one address may make, such as "120 per minute".')
@click.pass_context
def serve(context: click.Context) -> None:
    """Serve the search page until Ctrl+C."""
    settings: Settings = context.obj
    # waitress warns whenever a request waits for a thread, which a browser with six connections brings about
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    signal.signal(signal.SIGTERM, _leave)  # systemd and containers stop a service with it
    if settings.access_log:
        write_to_stderr()
    with search.open_index(settings.index, cache_bytes=settings.cache_bytes) as index:
        server = Server(create_app(index, settings), settings)
        click.echo(f"Dubhashi is at {server.address} (stop it with Ctrl+C)")
        server.run()


def _leave(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(0)
