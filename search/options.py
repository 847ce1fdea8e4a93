"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from search.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def setting_option(name: str, *flags: str, **attributes: Any) -> Callable[[Command], Command]:
    """Return an option that replaces a setting: the command's Settings object already has its value."""

    def change(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        if value is not None:
            settings = context.find_object(Settings) or Settings()
            # on this context only, so that one command's option is not the next one's
            context.obj = replace(settings, **{name: value}).validate()

    return click.option(*flags, expose_value=False, callback=change, default=None, **attributes)


glossary_option = setting_option(
    "glossary",
    "--glossary",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="File of terms with their English: Hindi, TAB, English on each line.",
)
index_option = setting_option(
    "index",
    "--index",
    type=click.Path(path_type=Path),
    help="The folder of the index (default: DUBHASHI_INDEX or var/index).",
)
