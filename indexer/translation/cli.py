"""The commands `dubhashi models` and `dubhashi translate`."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import cast

import click

from indexer.sentences import split_sentences
from indexer.translation.guards import has_hindi
from indexer.translation.install import install_from_index, install_package
from indexer.translation.packages import (
    all_packages,
    find_package,
    packages_folder,
    use_package,
)
from indexer.translation.translator import Translator, open_translator
from search.errors import PackageMissing
from search.normalise import normalise
from search.options import glossary_option, setting_option
from search.settings import Settings

_READ = 1 << 20  # bytes of a file that are translated together; a pipe gives what is there


@click.group()
def models() -> None:
    """List, install and choose translation packages."""


@models.command("list")
@click.pass_obj
def list_models(settings: Settings) -> None:
    """List the packages; the one in use has a star."""
    try:
        used = find_package(settings).path
    except PackageMissing:
        used = None
    for package in all_packages(settings):
        star = "*" if package.path == used else " "
        where = "bundled" if package.bundled else str(package.path)
        click.echo(f"{star} {package.name}  {package.from_code}→{package.to_code}  version {package.version}  {where}")


@models.command("install")
@click.argument("what", nargs=-1, required=True, metavar="FILE | hi en")
@click.pass_obj
def install_model(settings: Settings, what: tuple[str, ...]) -> None:
    """Install a package from a FILE.argosmodel, or the official one (hi en) from the Argos index."""
    if len(what) > 2:
        raise click.UsageError("Give one FILE.argosmodel, or two language codes: hi en")
    folder = packages_folder(settings)
    package = install_package(Path(what[0]), folder) if len(what) == 1 else install_from_index(what[0], what[1], folder)
    click.echo(f"Installed {package.name}, version {package.version}, in {package.path}")
    if find_package(settings).path != package.path:
        click.echo(f"Translate with it: dubhashi models use {package.name}")


@models.command("use")
@click.argument("name")
@click.pass_obj
def use_model(settings: Settings, name: str) -> None:
    """Translate with the package NAME from now on."""
    package = use_package(name, settings)
    click.echo(f"Translating with {package.name}, version {package.version}")
    if settings.model is not None and settings.model != name:
        click.echo(f"But the setting model asks for {settings.model}, and goes before.", err=True)


@click.command()
@setting_option("workers", "--workers", type=int, help="Threads that translate (default: one for each core).")
@glossary_option
@click.pass_context
def translate(context: click.Context) -> None:
    """Translate lines of standard input to as many lines of standard output."""
    settings: Settings = context.obj
    translator = open_translator(settings)
    output = sys.stdout.buffer
    number = 0
    try:
        for lines in _read_lines(cast(BufferedReader, sys.stdin.buffer)):
            texts = []
            for line in lines:
                number += 1
                texts.append(_decode(line, number))
            made = translate_lines(translator, texts)
            output.write("".join(line + "\n" for line in made).encode("utf-8", "replace"))
            output.flush()
    except BrokenPipeError:
        # Whoever read the output has enough (`| head`). Python would complain when it flushes at the end.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def translate_lines(translator: Translator, lines: list[str]) -> list[str]:
    """Return as many lines: each with its sentences translated; a line without Devanagari comes back as it is."""
    sentences = [
        [sentence.text for sentence in split_sentences(normalise(line))] if has_hindi(line) else [] for line in lines
    ]
    made = iter(translator.translate([sentence for of_line in sentences for sentence in of_line]))
    return [
        " ".join(next(made).text for _ in of_line) if of_line else line
        for line, of_line in zip(lines, sentences, strict=True)
    ]


def _read_lines(stream: BufferedReader) -> Iterator[list[bytes]]:
    """Yield the lines that are there so far, so that a program that writes one and waits gets its answer."""
    rest = b""
    while block := stream.read1(_READ):
        *lines, rest = (rest + block).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


def _decode(line: bytes, number: int) -> str:
    line = line.removesuffix(b"\r")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        click.echo(
            f"Line {number} is not UTF-8 (byte {error.start + 1}: 0x{line[error.start]:02x}); "
            f"what cannot be read was replaced by \N{REPLACEMENT CHARACTER}.",
            err=True,
        )
        return line.decode("utf-8", "replace")
