"""Disks that fill up while articles are indexed: each is a little larger, so that each fills at another moment.

The disks are file systems in memory, which only root may mount. What was published must be there on the full disk, and
the same run must come to its end when the disk has grown.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import search
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from search.engines.maintenance import verify
from search.errors import DubhashiError, IndexMissing
from search.index import MOST_HITS
from search.settings import Settings

ARTICLES = 60
TOGETHER = 5  # articles in one publish
SMALLEST, LARGEST, ROOMY = 60, 5_000, 65_536  # kilobytes; an index of all articles takes 5 MB while it is written


@dataclass(slots=True)
class Fills:
    """What came of the disks."""

    disks: int = 0
    ended: int = 0  # runs that were ended by the full disk
    articles: int = 0  # acknowledged before that
    lost: int = 0  # of these, not found on the full disk
    completed: int = 0  # runs that came to their end when there was room, with a whole index
    faults: Counter[str] = field(default_factory=Counter)  # anything else, in words


def can_mount(work: Path) -> bool:
    """Tell whether this process may mount a file system."""
    if os.geteuid() != 0 or shutil.which("mount") is None:
        return False
    folder = work / "trial"
    folder.mkdir(parents=True, exist_ok=True)
    if not _mount(folder, "size=64k"):
        return False
    subprocess.run(["umount", str(folder)], check=True)
    return True


def fill_disks(work: Path, count: int) -> Fills:
    """Index into so many disks that are too small; return what came of it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    source = work / "articles.jsonl"
    sentences = _write(source)
    found = Fills()
    for number in range(count):
        size = SMALLEST + (LARGEST - SMALLEST) * number // max(count - 1, 1)
        with _disk(work / "disk", size) as disk:
            found.disks += 1
            try:
                _fill(source, sentences, disk, found)
            except Exception as error:  # whatever it is, it is to be told with the disk that brought it
                found.faults[f"{size} kB: {type(error).__name__}: {error}".replace(str(disk), "")] += 1
    return found


def _fill(source: Path, sentences: dict[str, str], disk: Path, found: Fills) -> None:
    settings = Settings(index=disk / "index", publish_every=TOGETHER)
    published = 0

    def note(report: Report) -> None:
        nonlocal published
        published = report.read if report.documents else 0

    try:
        index_paths([source], settings=settings, translator=RecordedTranslator(sentences), progress=note)
    except (OSError, sqlite3.OperationalError, DubhashiError):  # these end the command with a message
        found.ended += 1
    found.articles += published
    found.lost += _lost(settings.index, published)
    if not _mount(disk, f"remount,size={ROOMY}k"):
        raise AssertionError("the disk cannot be made larger")
    report = index_paths([source], settings=settings, translator=RecordedTranslator(sentences))
    if report.documents != ARTICLES or report.rejected:
        raise AssertionError(f"{report.documents} documents, {len(report.rejected)} rejected when there was room")
    if faults := verify(settings.index):
        raise AssertionError(f"verify finds {faults}")
    found.completed += 1


def _lost(index: Path, published: int) -> int:
    try:
        with search.open_index(index) as opened:
            there = {hit.id for hit in opened.search("", limit=MOST_HITS).hits}
            return sum(f"a{number}" not in there for number in range(published))
    except IndexMissing:
        return published


def _write(path: Path) -> dict[str, str]:
    """Write the articles; return their sentences with an English for each."""
    rng = random.Random(5)
    sentences: dict[str, str] = {}
    with path.open("w", encoding="utf-8") as stream:
        for number in range(ARTICLES):
            body = [" ".join(f"शब्द{rng.randrange(9_000)}" for _ in range(12)) + "।" for _ in range(4)]
            article = {"id": f"a{number}", "title": f"नगर{number} में वर्षा", "body": " ".join(body), "language": "hi"}
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")
            sentences |= {text: f"English of {text}" for text in (str(article["title"]), *body)}
    return sentences


@contextmanager
def _disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    folder.mkdir(exist_ok=True)
    if not _mount(folder, f"size={kilobytes}k"):
        raise RuntimeError(f"no file system can be mounted at '{folder}'")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0
