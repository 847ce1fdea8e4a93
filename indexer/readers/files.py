"""From paths to articles: finds the files, chooses the reader by name or, for streams, by the first byte.

A format to come (HTML, feeds, WARC) is a module beside this one and a line in `_READERS`.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Literal

from indexer.readers.jsonl import read_json
from indexer.readers.page import read_text_page
from indexer.readers.stream import UnreadableError, utf8_chunks
from search.errors import InputError
from search.model import Article, Rejected
from search.settings import Settings

STANDARD_INPUT = "standard input"

_READERS: dict[str, Callable[..., Iterator[Article | Rejected]]] = {
    ".jsonl": read_json,
    ".json": read_json,
    ".ndjson": read_json,
    ".txt": read_text_page,
}
_ABOUT_THE_FOLDER = frozenset(("readme", "license", "licence", "copying", "notice"))


def read_paths(
    paths: Sequence[Path | Literal["-"]], *, settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Article | Rejected]:
    """Yield the articles of files and folders in order, and a Rejected for each input that gives none.

    All paths are looked at first: InputError, before anything is read, names the one that does not exist. Folders are
    read whole and sorted by name; hidden files, other formats and files about the folder (README.txt) are passed over
    there, and rejected with the reason where they are named themselves. No file is read twice. "-" is standard
    input: JSON when it begins with a bracket, else a text page.
    """
    for path in paths:
        if path != "-":
            _check(path)
    return _read_all(paths, settings=settings, stdin=stdin)


def _check(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise InputError(path, "the link points to nothing", "Mend or remove the link.") from error
        raise InputError(path, "there is no such file or folder", "Check the spelling of the path.") from error
    except (OSError, ValueError) as error:  # no permission on the way, a loop of links, a NUL in the name
        raise InputError(path, _in_words(error), "Check the path and its permissions.") from error


def _read_all(
    paths: Sequence[Path | Literal["-"]], *, settings: Settings, stdin: BinaryIO | None
) -> Iterator[Article | Rejected]:
    seen: set[str] = set()
    for path in paths:
        if path == "-":
            if "-" not in seen:
                seen.add("-")
                yield from _read_stream(stdin or sys.stdin.buffer, STANDARD_INPUT, settings)
        elif path.is_dir():
            yield from _read_folder(path, seen, settings)
        else:
            yield from _read_named(path, seen, settings)


def _read_named(path: Path, seen: set[str], settings: Settings) -> Iterator[Article | Rejected]:
    if not _is_new(path, seen):
        return
    try:
        mode = path.stat().st_mode
        if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
            with path.open("rb") as file:
                yield from _read_stream(file, str(path), settings)
        elif not stat.S_ISREG(mode):
            yield Rejected(path=str(path), reason="neither a file nor a folder but a socket or a device")
        elif path.suffix.lower() not in _READERS:
            formats = ", ".join(_READERS)
            yield Rejected(
                path=str(path), reason=f"the format '{path.suffix or path.name}' is not read, only {formats}"
            )
        else:
            yield from _read_file(path, settings)
    except OSError as error:
        yield Rejected(path=str(path), reason=_in_words(error))


def _read_folder(folder: Path, seen: set[str], settings: Settings) -> Iterator[Article | Rejected]:
    """Read a folder in the order of its names; links are followed, and no folder is entered twice."""
    if not _is_new(folder, seen):
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names alone: Path.iterdir would build them all anew
    except OSError as error:
        yield Rejected(path=str(folder), reason=_in_words(error))
        return
    for path in (folder / name for name in names if not name.startswith(".")):
        if path.is_dir():
            yield from _read_folder(path, seen, settings)
        elif path.suffix.lower() in _READERS and path.stem.lower() not in _ABOUT_THE_FOLDER:
            if path.is_file():
                if _is_new(path, seen):
                    yield from _read_file(path, settings)
            elif path.is_symlink():
                yield Rejected(path=str(path), reason="the link points to nothing that can be read")


def _read_file(path: Path, settings: Settings) -> Iterator[Article | Rejected]:
    try:
        with path.open("rb") as file:
            read = _READERS[path.suffix.lower()]
            yield from read(utf8_chunks(file), str(path), limit=settings.max_article_bytes)
    except UnreadableError as error:
        yield Rejected(path=str(path), reason=str(error))
    except OSError as error:
        yield Rejected(path=str(path), reason=_in_words(error))


def _read_stream(file: BinaryIO, name: str, settings: Settings) -> Iterator[Article | Rejected]:
    try:
        chunks = utf8_chunks(file)
        first = next((chunk for chunk in chunks if chunk.strip()), b"")
        read = read_json if first.lstrip()[:1] in (b"{", b"[") else read_text_page
        yield from read(chain((first,), chunks), name, limit=settings.max_article_bytes)
    except UnreadableError as error:
        yield Rejected(path=name, reason=str(error))
    except OSError as error:
        yield Rejected(path=name, reason=_in_words(error))


def _is_new(path: Path, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    new = real not in seen
    seen.add(real)
    return new


def _in_words(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the system says: {reason[:1].lower()}{reason[1:]}"
