"""From paths to articles: finds the files and hands each to the reader of its format, which its first bytes tell."""

from __future__ import annotations

import os
import stat
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path, PurePath
from typing import BinaryIO

from indexer.readers.fetch import Fetcher
from indexer.readers.fields import FieldMap
from indexer.readers.formats import BY_SUFFIX, certain_format, suffix_of
from indexer.readers.reading import Reading, fetch_and_read, read_source
from indexer.readers.source import HEAD, Source
from search.engines.folder import is_index
from search.errors import InputError
from search.model import Article, Rejected
from search.settings import Settings

STANDARD_INPUT = "standard input"

_ABOUT_THE_FOLDER = frozenset(("readme", "license", "licence", "copying", "notice"))
_WEB_PAGES = (".html", ".htm", ".xhtml")  # browsers save what belongs to page.html in page_files/
_CERTAIN = ("html", "feed", "sitemap", "warc", "mhtml")  # formats that are read under any name


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

    As read_with_origins does, without the origins.
    """
    found = read_with_origins(paths, settings=settings, stdin=stdin, fields=fields, fetcher=fetcher, follow=follow)
    return (one for _, one in found)


def read_with_origins(
    paths: Sequence[Path | str],
    *,
    settings: Settings,
    stdin: BinaryIO | None = None,
    fields: FieldMap | None = None,
    fetcher: Fetcher | None = None,
    follow: bool = False,
    changed: Collection[str] | None = None,
    passed: Counter[str] | None = None,
) -> Iterator[tuple[str, Article | Rejected]]:
    """Yield each article with its origin, and a Rejected for each input that gives none.

    An origin is the address that was named, "-" for standard input, or the absolute path of the file or folder, with
    the links on the way to what was named followed, and no others. With `changed`, only those files are read of which
    the origin, or that of a folder around it, is among `changed`.

    All paths are looked at first: InputError, before anything is read, names the one that does not exist. Folders are
    read whole and sorted by name; hidden files, other formats, indexes and files about the folder (README.txt) are
    passed over there, and rejected with the reason where they are named themselves; `passed` counts those of other
    formats by how their names end. No file is read twice. A text instead of a Path is "-", standard input, or an
    address (http://…) that `fetcher` fetches; `follow` says whether the pages that feeds and sitemaps name are fetched
    too. `fields` maps the fields of JSON and CSV.
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
    return _read_all(paths, reading, stdin, changed, Counter() if passed is None else passed)


def origin_of(path: Path | str) -> str:
    """Return the origin of what lies at a path or an address that was named."""
    return os.path.realpath(path) if isinstance(path, Path) else path


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
    paths: Sequence[Path | str],
    reading: Reading,
    stdin: BinaryIO | None,
    changed: Collection[str] | None,
    passed: Counter[str],
) -> Iterator[tuple[str, Article | Rejected]]:
    seen: set[str] = set()
    for path in paths:
        origin = origin_of(path)
        if isinstance(path, Path) and path.is_dir():
            yield from _read_folder(path, origin, seen, reading, changed, passed)
            continue
        if isinstance(path, Path):
            found = _read_named(path, seen, reading)
        elif path in seen:
            continue
        else:
            seen.add(path)
            found = _read_standard(stdin, reading) if path == "-" else fetch_and_read(path, reading)
        yield from ((origin, one) for one in found)


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


def _read_folder(
    folder: Path,
    origin: str,
    seen: set[str],
    reading: Reading,
    changed: Collection[str] | None,
    passed: Counter[str],
) -> Iterator[tuple[str, Article | Rejected]]:
    """Read a folder in the order of its names; links are followed, and no folder is entered twice."""
    if not _is_new(folder, seen):
        return
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208  # names alone: Path.iterdir would build them all anew
    except OSError as error:
        yield origin, Rejected(path=str(folder), reason=_in_words(error))
        return
    if changed is not None and origin in changed:
        changed = None  # all of it
    saved = {f"{PurePath(name).stem}_files" for name in names if suffix_of(name) in _WEB_PAGES}
    for path in (folder / name for name in names if not name.startswith(".") and name not in saved):
        place = os.path.join(origin, path.name)  # noqa: PTH118  # an origin is a name, not always a path
        if path.is_dir():
            if not is_index(path):
                yield from _read_folder(path, place, seen, reading, changed, passed)
        elif (changed is not None and place not in changed) or path.stem.lower() in _ABOUT_THE_FOLDER:
            continue
        elif suffix_of(path.name) in BY_SUFFIX and path.is_symlink() and not path.exists():
            yield place, Rejected(path=str(path), reason="the link points to nothing that can be read")
        elif path.is_file():
            if not _is_ours(path):
                passed[suffix_of(path.name)] += 1
            elif _is_new(path, seen):
                yield from ((place, one) for one in _read_file(path, reading))


def _is_ours(path: Path) -> bool:
    """Tell whether a file that was not named itself is opened: its name says so, or its first bytes beyond doubt."""
    if suffix_of(path.name) in BY_SUFFIX:
        return True
    try:
        with path.open("rb") as file:
            return certain_format(file.read(HEAD), path.name) in _CERTAIN
    except OSError:
        return True  # so that it is rejected with the reason: it may be one that was read before


def _read_file(path: Path, reading: Reading) -> Iterator[Article | Rejected]:
    try:
        with path.open("rb") as file:
            yield from read_source(Source(file, str(path)), reading)
    except OSError as error:
        yield Rejected(path=str(path), reason=_in_words(error))


def _read_standard(stdin: BinaryIO | None, reading: Reading) -> Iterator[Article | Rejected]:
    try:
        yield from read_source(Source(stdin or sys.stdin.buffer, STANDARD_INPUT), reading)
    except OSError as error:
        yield Rejected(path=STANDARD_INPUT, reason=_in_words(error))


def _is_new(path: Path, seen: set[str]) -> bool:
    real = os.path.realpath(path)
    new = real not in seen
    seen.add(real)
    return new


def _in_words(error: OSError | ValueError) -> str:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"the system says: {reason[:1].lower()}{reason[1:]}"
