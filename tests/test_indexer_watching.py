"""Watching folders and addresses: real files, a real server, real runs; each run is waited for, none is timed."""

from __future__ import annotations

import logging
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from indexer.watching import watch
from search.engines.opening import open_writer
from search.errors import InputError
from search.settings import Settings
from tests.limits import at_most
from tests.test_indexer_pruning import held, write
from tests.web_server import serving

LONGEST = 120  # seconds; a change that is never noticed fails the test instead of stopping all tests


@pytest.fixture(autouse=True)
def limited() -> Iterator[None]:
    with at_most(LONGEST):
        yield


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "news/index", fetch_private=True, fetch_delay=0)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    write(tmp_path / "news/a.jsonl", ["a1", "a2"])
    return tmp_path / "news"


def watching(*paths: Path | str, settings: Settings, every: float = 3600.0, prune: bool = True) -> Iterator[Report]:
    return watch(paths, settings=settings, translator=RecordedTranslator({}), every=every, prune=prune)


def wait_for(runs: Iterator[Report], settings: Settings, wanted: str) -> None:
    """Go on until the index holds the wanted articles; changes may come in one run or in several."""
    while held(settings) != wanted:
        next(runs)


def test_what_changes_in_a_folder_is_indexed_and_nothing_else_is_read(news: Path, settings: Settings) -> None:
    """The index lies in the folder, too: what is written there sets off no run."""
    runs = watching(news, settings=settings)
    assert next(runs).indexed == 2
    write(news / "b.jsonl", ["b1"])
    report = next(runs)
    assert (report.read, report.indexed) == (1, 1)
    write(news / "may/june/c.jsonl", ["c1"])  # a folder that was not there before
    wait_for(runs, settings, "a1 a2 b1 c1")
    write(news / "a.jsonl", ["a2"])
    wait_for(runs, settings, "a2 b1 c1")
    (news / "b.jsonl").unlink()
    wait_for(runs, settings, "a2 c1")


def test_what_goes_stays_in_the_index_unless_it_is_asked_for(news: Path, settings: Settings) -> None:
    runs = watching(news, settings=settings, prune=False)
    next(runs)
    (news / "a.jsonl").unlink()
    write(news / "b.jsonl", ["b1"])
    wait_for(runs, settings, "a1 a2 b1")


def test_the_last_file_of_a_folder_is_not_missed_silently(news: Path, settings: Settings) -> None:
    runs = watching(news, settings=settings)
    next(runs)
    (news / "a.jsonl").unlink()
    report = next(runs)
    assert report.did_something
    assert [one.articles for one in report.spared] == [2]
    assert held(settings) == "a1 a2"


def test_changes_wait_while_another_process_writes(
    news: Path, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    runs = watching(news, settings=settings)
    next(runs)
    write(news / "b.jsonl", ["b1"])
    writer = open_writer(settings.index)

    def let_go(record: logging.LogRecord) -> bool:
        writer.close()
        return True

    caplog.handler.addFilter(let_go)
    assert next(runs).indexed == 1
    assert "Another process is writing" in caplog.text
    assert held(settings) == "a1 a2 b1"


def test_an_address_is_asked_again_and_a_folder_meanwhile(news: Path, settings: Settings) -> None:
    def feed(*titles: str) -> str:
        items = "".join(f"<item><title>News of {one} today</title><guid>{one}</guid></item>" for one in titles)
        return f"<rss><channel>{items}</channel></rss>"

    with serving() as site:
        site.put("/feed", feed("Patna"), ETag="1")
        runs = watching(news, f"{site.address}/feed", settings=settings, every=0.1)
        assert next(runs).indexed == 3
        assert next(runs).read == 0  # what is the same is not sent again
        site.put("/feed", feed("Gaya"), ETag="2")
        report = next(runs)
        assert (report.indexed, report.removed) == (1, 0)  # the feed has dropped what is old; the index has not
        write(news / "b.jsonl", ["b1"])
        while "b1" not in held(settings):
            next(runs)
    with search.open_index(settings.index) as index:
        assert {hit.title.en for hit in index.search("news of", limit=9).hits} >= {
            "News of Patna today",
            "News of Gaya today",
        }


@pytest.mark.parametrize("path", [Path("articles.jsonl"), Path("nowhere"), "-"])
def test_what_cannot_be_watched_is_named(path: Path | str, news: Path, settings: Settings) -> None:
    write(news / "articles.jsonl", ["x"])
    with pytest.raises(InputError, match=f"{path}'"):
        next(watching(news / path if isinstance(path, Path) else path, settings=settings))
    assert not settings.index.exists()


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_the_command_ends_well_when_it_is_asked_to(news: Path, settings: Settings, ending: signal.Signals) -> None:
    command = [sys.executable, "-m", "dubhashi", "watch", str(news), "--index", str(settings.index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stderr
        assert "2 indexed" in process.stdout.readline()
        write(news / "b.jsonl", ["b1"])
        assert any("1 indexed" in line for line in process.stdout)
        process.send_signal(ending)
        assert process.wait() == 0
        assert process.stderr.read().startswith("Stopped. What was finished is published")
    assert held(settings) == "a1 a2 b1"
