"""From paths to articles: finds the files and hands each to the reader of its format, which its first bytes tell."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from indexer.readers.fetch import Fetcher
from indexer.readers.fields import FieldMap
from indexer.readers.formats import BY_SUFFIX, certain_format, suffix_of
from indexer.readers.reading import Reading, fetch_and_read, read_source
from indexer.readers.source import HEAD, Source
from search.errors import InputError
from search.model import Article, Rejected
from search.settings import Settings

STANDARD_INPUT = "standard input"

_ABOUT_THE_FOLDER = frozenset(("readme", "license", "licence", "copying", "notice"))
_WEB_PAGES = (".html", ".htm", ".xhtml")  # browsers save what belongs to page.html in page_files/
_CERTAIN = ("html", "feed", "sitemap", "warc")  # formats that are read under any name


def read_paths(
    paths: Sequence[Path | str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    fields: FieldMap | None = None,
    fetcher: Fetcher | None = None,
    follow: bool = False,
) -> Iterator[Article | Rejected]:
    """Yield the articles of files, folders and addresses in order, and a Rejected for each input that gives none.

    All paths are looked at first: InputError, before anything is read, names the one that does not exist. Folders are
    read whole and sorted by name; hidden files, other formats and files about the folder (README.txt) are passed over
    there, and rejected with the reason where they are named themselves. No file is read twice. A text instead of a
    Path is "-", standard input, or an address (http://…) that `fetcher` fetches; `follow` says whether the pages that
    feeds and sitemaps name are fetched too. `fields` maps the fields of JSON and CSV.
    """
    for path in paths:
        if isinstance(path, Path):
            _check(path)
    reading = Reading(
        limit=settings.max_article_bytes,
        fields=fields or FieldMap(),
        fetcher=fetcher,
        follow=follow,
        pages=settings.fetch_pages,
    )
    return _read_all(paths, reading, stdin)


def _check(path: Path) -> None:
    try:
        path.stat()
    except FileNotFoundError as error:
        if path.is_symlink():
            raise InputError(path, "the link points to nothing", "Mend or remove the link.") from error
        raise InputError(path, "there is no such file or folder", "Check the spelling of the path.") from error
    except (OSError, ValueError) as error:  # no permission on the way, a loop of links, a NUL in the name
        raise InputError(path, _in_words(error), "Check the path and its permissions.") from error


def _read_all(paths: Sequence[Path | str], reading: Reading, stdin: BinaryIO | None) -> Iterator[Article | Rejected]:
    seen: set[str] = set()
    for path in paths:
        if isinstance(path, str):
            if path not in seen:
                seen.add(path)
                if path == "-":
                    yield from _read_open(stdin or sys.stdin.buffer, STANDARD_INPUT, reading)
                else:
                    yield from fetch_and_read(path, reading)
        elif path.is_dir():
            yield from _read_folder(path, seen, reading)
        else:
            yield from _read_named(path, seen, reading)


def _read_named(path: Path, seen: set[str], reading: Reading) -> Iterator[Article | Rejected]:
    if not _is_new(path, seen):
        return
    try:
        mode = path.stat().st_mode
    except OSError as error:
        yield Rejected(path=str(path), reason=_in_words(error))
        return
    if stat.S_ISFIFO(mode) or stat.S_ISCHR(mode) or stat.S_ISREG(mode):
        yield from _read_file(path, reading)
    else:
        yield Rejected(path=str(path), reason="neither a file nor a folder but a socket or a device")


def _read_folder(folder: Path, seen: set[str], reading: Reading) -> Iterator[Article | Rejected]:
    """Read a folder in the order of its names; links are followed, and no folder is entered twice."""
    if not _is_new(folder, seen):
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names alone: Path.iterdir would build them all anew
    except OSError as error:
        yield Rejected(path=str(folder), reason=_in_words(error))
        return
    saved = {f"{PurePath(name).stem}_files" for name in names if suffix_of(name) in _WEB_PAGES}
    for path in (folder / name for name in names if not name.startswith(".") and name not in saved):
        if path.is_dir():
            yield from _read_folder(path, seen, reading)
        elif path.stem.lower() in _ABOUT_THE_FOLDER:
            continue
        elif suffix_of(path.name) in BY_SUFFIX and path.is_symlink() and not path.exists():
            yield Rejected(path=str(path), reason="the link points to nothing that can be read")
        elif path.is_file() and _is_ours(path) and _is_new(path, seen):
            yield from _read_file(path, reading)


def _is_ours(path: Path) -> bool:
    """Tell whether a file that was not named itself is opened: its name says so, or its first bytes beyond doubt."""
    if suffix_of(path.name) in BY_SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return certain_format(file.read(HEAD), path.name) in _CERTAIN
    except OSError:
        return False


def _read_file(path: Path, reading: Reading) -> Iterator[Article | Rejected]:
    try:
        with path.open("rb") as file:
            yield from read_source(Source(file, str(path)), reading)
    except OSError as error:
        yield Rejected(path=str(path), reason=_in_words(error))


def _read_open(file: BinaryIO, name: str, reading: Reading) -> Iterator[Article | Rejected]:
    try:
        yield from read_source(Source(file, name), reading)
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
