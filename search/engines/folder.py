"""The folder of an index: what lies in it, and whether it may be opened or made.

INDEX/format.json        which format and analysis wrote it
INDEX/documents.sqlite   the documents and the words' relations: the truth
INDEX/postings/          Whoosh's files, which `rebuild` can write anew from the documents
"""

from __future__ import annotations

import json
import os
from pathlib import Path

from search.engines.durable import make_folders, sync_folder
from search.errors import IndexDamaged, IndexFormatTooOld, IndexMissing, NotAnIndex

FORMAT = 2  # the layout of the folder, of documents.sqlite and of the postings; `rebuild` reads earlier ones
ANALYSIS = 1  # raised whenever a term of the index would come out differently
FORMAT_FILE = "format.json"
DOCUMENTS = "documents.sqlite"
POSTINGS = "postings"
TRANSLATIONS = "translations.sqlite"  # the indexer's memory of sentences; the engine leaves it alone
STORIES = "stories.sqlite"  # what the indexer knows of copies; the engine leaves it alone
FETCHED = "fetched.sqlite"  # what the indexer knows of servers; the engine leaves it alone
ORIGINS = "origins.sqlite"  # which file brought which article; the engine leaves it alone
LOCK = "writer"
OURS = (FORMAT_FILE, DOCUMENTS, POSTINGS, TRANSLATIONS, STORIES, FETCHED, ORIGINS, LOCK)


def format_name(form: int = FORMAT, analysis: int = ANALYSIS) -> str:
    """Return a format as people see it, e.g. "1.1" for format 1 with analysis 1."""
    return f"{form}.{analysis}"


def is_index(path: Path) -> bool:
    """Tell whether a folder is an index, in whatever state and of whatever format."""
    return (path / FORMAT_FILE).is_file() and (path / POSTINGS).is_dir()


def check_folder(path: Path) -> None:
    """Raise the right error unless `path` is an index that this version reads."""
    found = read_format(path)
    if found != format_name():
        raise IndexFormatTooOld(path, found=found, expected=format_name())
    if not (path / DOCUMENTS).is_file():
        raise IndexDamaged(path, f"{DOCUMENTS} is missing, and with it the articles", mendable=False)
    if not (path / POSTINGS).is_dir():
        raise IndexDamaged(path, f"the folder {POSTINGS} is missing")


def check_documents(path: Path) -> None:
    """Raise the right error unless there are documents at `path` that this version reads, whatever the postings are."""
    found = read_format(path)
    if int(found.partition(".")[0]) != FORMAT:
        raise IndexFormatTooOld(path, found=found, expected=format_name())
    if not (path / DOCUMENTS).is_file():
        raise IndexDamaged(path, f"{DOCUMENTS} is missing, and with it the articles", mendable=False)


def read_format(path: Path) -> str:
    """Return the format of the index at `path`; raise IndexMissing, NotAnIndex or IndexDamaged."""
    if not path.exists():
        raise IndexMissing(path)
    if not path.is_dir():
        raise NotAnIndex(path, "it is a file")
    marker = path / FORMAT_FILE
    if not marker.is_file():
        foreign = sorted(entry.name for entry in path.iterdir() if not entry.name.startswith(OURS))
        if foreign:
            raise NotAnIndex(path, f"it holds {', '.join(foreign[:3])}{' …' if len(foreign) > 3 else ''}")
        raise IndexMissing(path)  # empty, or a run was killed before the index was complete
    try:
        value = json.loads(marker.read_text(encoding="utf-8"))
        return format_name(int(value["format"]), int(value["analysis"]))
    except (ValueError, KeyError, TypeError) as error:
        raise IndexDamaged(path, f"{FORMAT_FILE} cannot be read ({error})") from error


def make_folder(path: Path) -> None:
    """Make the folders of an index at `path` where there is none; raise NotAnIndex if something else lies there."""
    try:
        check_folder(path)
    except IndexMissing:
        make_folders(path / POSTINGS)


def write_format(path: Path, *, analysis: int = ANALYSIS) -> None:
    """Write format.json so that it is whole or absent, and durable with all names in the folder; the last step of
    making an index.
    """
    temporary = path / (FORMAT_FILE + ".new")
    with temporary.open("w", encoding="utf-8") as stream:
        json.dump({"format": FORMAT, "analysis": analysis}, stream)
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(path)
    temporary.replace(path / FORMAT_FILE)
    sync_folder(path)


def size_on_disk(path: Path) -> int:
    """Return the bytes of all files below `path`."""
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
