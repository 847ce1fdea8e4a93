"""What a machine does to an index: full and read-only disks, power cuts, broken files. Nothing published is lost."""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from search.engines.maintenance import rebuild, verify
from search.engines.opening import all_documents
from search.errors import DubhashiError, IndexDamaged
from search.settings import Settings

ARTICLES = 300
SMALL, ROOMY = "3m", "64m"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write(tmp_path / "articles.jsonl", range(ARTICLES))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", publish_every=20)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own in memory, of three megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0 or not mount(folder, f"size={SMALL}"):
        pytest.skip("only root may mount a small disk, and not everywhere")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def mount(folder: Path, options: str) -> bool:
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def write(path: Path, numbers: range) -> Path:
    rng = random.Random(7)
    with path.open("w", encoding="utf-8") as stream:
        for number in numbers:
            body = " ".join(f"word{rng.randrange(20_000)}" for _ in range(40))
            article = {"id": f"a{number:04}", "title": f"News of place{number} today", "body": body, "language": "en"}
            stream.write(json.dumps(article) + "\n")
    return path


def run(source: Path, settings: Settings) -> Report:
    return index_paths([source], settings=settings, translator=RecordedTranslator({}))


def found(path: Path) -> int:
    """Return how many documents a search finds, having read each of them."""
    with search.open_index(path) as index:
        pages = [index.search("news", limit=100, offset=offset) for offset in range(0, ARTICLES, 100)]
        ids = {hit.id for page in pages for hit in page.hits}
        assert len(ids) == pages[0].total == index.statistics().documents
        return len(ids)


def test_a_full_disk_keeps_what_was_published_and_the_next_run_completes_it(disk: Path, source: Path) -> None:
    settings = Settings(index=disk / "index", publish_every=20)
    with pytest.raises((OSError, sqlite3.OperationalError)):
        run(source, settings)
    published = found(settings.index)
    assert 0 < published < ARTICLES
    assert mount(disk, f"remount,size={ROOMY}")
    report = run(source, settings)
    assert (report.documents, report.unchanged) == (ARTICLES, published)
    assert found(settings.index) == ARTICLES
    assert verify(settings.index) == ()


def test_a_file_that_may_not_grow_ends_the_command_with_what_to_do(source: Path, settings: Settings) -> None:
    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))

    command = [sys.executable, "-m", "dubhashi", "index", str(source), "--index", str(settings.index)]
    done = subprocess.run(
        [*command, "--publish-every", "20"], capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr
    assert "What was published before is safe" in done.stderr
    assert "run the same command again" in done.stderr
    published = found(settings.index)
    assert 0 < published < ARTICLES
    assert run(source, settings).unchanged == published
    assert verify(settings.index) == ()


def test_an_index_on_a_read_only_disk_is_searched_and_not_written(disk: Path, source: Path) -> None:
    settings = Settings(index=disk / "index")
    assert mount(disk, f"remount,size={ROOMY}")
    run(source, settings)
    assert mount(disk, "remount,ro")
    assert found(settings.index) == ARTICLES
    assert len([*all_documents(settings.index)]) == ARTICLES
    with pytest.raises((OSError, sqlite3.OperationalError, DubhashiError)):
        run(write(source, range(ARTICLES + 1)), settings)
    assert found(settings.index) == ARTICLES


@pytest.mark.parametrize("seed", range(6))
def test_postings_that_a_power_cut_left_half_written_are_made_anew(seed: int, source: Path, settings: Settings) -> None:
    """The newest files of the postings are as they may be after a power cut: short, empty, zeros, or missing."""
    run(source, settings)
    before = [*all_documents(settings.index)]
    rng = random.Random(seed)
    files = sorted((settings.index / "postings").iterdir(), key=lambda file: file.stat().st_mtime_ns)[-3:]
    for file in files:
        data = file.read_bytes()
        kind = rng.randrange(4)
        if kind == 0:
            file.unlink()
        else:
            cut = rng.randrange(len(data) + 1) if kind == 1 else 0
            file.write_bytes(bytes(len(data)) if kind == 2 else data[:cut])
    assert verify(settings.index)
    assert rebuild(settings.index) == ARTICLES
    assert verify(settings.index) == ()
    assert found(settings.index) == ARTICLES
    assert [*all_documents(settings.index)] == before


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_database_is_told_and_never_taken_for_whole(seed: int, source: Path, settings: Settings) -> None:
    """Pages of the file are overwritten: every command works, or says that the index is damaged, and what to do."""
    run(source, settings)
    file = settings.index / "documents.sqlite"
    db = sqlite3.connect(file)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    rng = random.Random(seed)
    data = bytearray(file.read_bytes())
    for _ in range(4):
        place = rng.randrange(1, len(data) // 4096) * 4096
        data[place : place + 4096] = rng.randbytes(4096)
    file.write_bytes(data)
    assert verify(settings.index)
    works = 0
    for attempt in (found, lambda path: rebuild(path), lambda path: run(source, settings)):
        try:
            attempt(settings.index)
            works += 1
        except IndexDamaged as error:
            assert "dubhashi verify" in str(error)  # noqa: PT017  # any number of the three may raise
    assert works < 3


def test_copies_of_a_folder_that_is_written_are_whole_or_say_so(source: Path, settings: Settings) -> None:
    """Files copied at any moment of a run, as a careless backup does: searched as they are, or refused with advice."""
    copies: list[Path] = []

    def copy(report: Report) -> None:
        copies.append(settings.index.with_name(f"copy{len(copies)}"))
        shutil.copytree(settings.index, copies[-1], ignore_dangling_symlinks=True)

    index_paths([source], settings=settings, translator=RecordedTranslator({}), progress=copy)
    assert len(copies) > 10
    for number, one in enumerate(copies[:-1], 1):
        assert found(one) == 20 * number
        assert verify(one) == ()
