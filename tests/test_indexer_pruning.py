"""What is gone from a folder goes from the index when that is asked for, and nothing else does."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner

import search
from dubhashi import cli
from indexer.pipeline import index_paths
from indexer.report import Report, in_words
from indexer.translation.recorded import RecordedTranslator
from search.engines.maintenance import verify
from search.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(index=tmp_path / "index", publish_every=2)


@pytest.fixture
def news(tmp_path: Path) -> Path:
    """A folder of two files and a folder with a third; each has two articles of its own."""
    for name in ("news/a.jsonl", "news/b.jsonl", "news/may/c.jsonl"):
        letter = Path(name).stem
        write(tmp_path / name, [f"{letter}1", f"{letter}2"])
    return tmp_path / "news"


def write(path: Path, article_ids: Iterable[str]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    articles = [{"id": one, "title": f"News of {one} today", "body": f"It rained in {one}."} for one in article_ids]
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return path


def run(paths: Sequence[Path | str], settings: Settings, *, prune: bool = True, empty_too: bool = False) -> Report:
    return index_paths(paths, settings=settings, translator=RecordedTranslator({}), prune=prune, empty_too=empty_too)


def held(settings: Settings) -> str:
    with search.open_index(settings.index) as index:
        return " ".join(sorted(hit.id for hit in index.search("", limit=50).hits))


def test_what_is_gone_from_a_folder_is_removed(news: Path, settings: Settings) -> None:
    run([news], settings)
    write(news / "a.jsonl", ["a2", "a3"])
    (news / "b.jsonl").unlink()
    report = run([news], settings)
    assert (report.indexed, report.unchanged, report.removed, report.documents) == (1, 3, 3, 4)
    assert held(settings) == "a2 a3 c1 c2"
    assert "3 removed" in "\n".join(in_words(report))
    assert verify(settings.index) == ()
    assert run([news], settings).removed == 0


def test_nothing_is_removed_unless_it_is_asked_for(news: Path, settings: Settings) -> None:
    run([news], settings, prune=False)
    shutil.rmtree(news / "may")
    assert run([news], settings, prune=False).removed == 0
    assert held(settings) == "a1 a2 b1 b2 c1 c2"
    assert run([news], settings).removed == 2  # a run without --prune remembers where articles came from


def test_what_other_paths_brought_stays(news: Path, tmp_path: Path, settings: Settings) -> None:
    run([news, write(tmp_path / "other.jsonl", ["a1", "d"])], settings)
    (news / "a.jsonl").unlink()
    assert run([news], settings).removed == 1  # a2: the other file has a1, too
    assert held(settings) == "a1 b1 b2 c1 c2 d"


def test_what_two_named_paths_gave_goes_when_both_have_lost_it(tmp_path: Path, settings: Settings) -> None:
    one, other = write(tmp_path / "one/x.jsonl", ["a", "b"]), write(tmp_path / "other/x.jsonl", ["a", "c"])
    run([one.parent, other.parent], settings)
    write(one, ["b"])
    write(other, ["c"])
    assert run([one.parent, other.parent], settings).removed == 1
    assert held(settings) == "b c"


def test_a_file_that_was_moved_keeps_its_articles(news: Path, settings: Settings) -> None:
    run([news], settings)
    (news / "a.jsonl").rename(news / "may" / "a.jsonl")
    report = run([news], settings)
    assert (report.unchanged, report.removed) == (6, 0)


def test_a_folder_that_is_named_removes_only_what_lies_in_it(news: Path, settings: Settings) -> None:
    write(news.parent / "newsletters/z.jsonl", ["z"])
    run([news, news.parent / "newsletters"], settings)
    (news / "b.jsonl").unlink()
    write(news / "may/c.jsonl", ["c1"])
    shutil.rmtree(news.parent / "newsletters")
    assert run([news / "may"], settings).removed == 1
    assert held(settings) == "a1 a2 b1 b2 c1 z"
    assert run([news], settings).removed == 2
    assert held(settings) == "a1 a2 c1 z"


def test_a_folder_is_the_same_by_another_name(news: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    run([news], settings)
    (news.parent / "link").symlink_to(news)
    (news / "b.jsonl").unlink()
    monkeypatch.chdir(news.parent)
    assert run([Path("link")], settings).removed == 2


def test_what_a_faulty_file_gave_is_kept(news: Path, settings: Settings) -> None:
    run([news], settings)
    (news / "a.jsonl").write_text('{"id": "a1", "title": \n', encoding="utf-8")
    (news / "may" / "c.jsonl").unlink()
    report = run([news], settings)
    assert (len(report.rejected), report.removed) == (1, 2)
    assert held(settings) == "a1 a2 b1 b2"
    write(news / "a.jsonl", ["a2"])
    assert run([news], settings).removed == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_what_a_folder_gave_that_cannot_be_entered_is_kept(news: Path, settings: Settings) -> None:
    run([news], settings)
    (news / "may").chmod(0)
    try:
        report = run([news], settings)
    finally:
        (news / "may").chmod(0o755)
    assert (len(report.rejected), report.removed) == (1, 0)


def test_what_a_folder_gave_whose_link_is_broken_is_kept(news: Path, settings: Settings) -> None:
    (news / "a.jsonl").rename(news.parent / "a.jsonl")
    (news / "a.jsonl").symlink_to(news.parent / "a.jsonl")
    run([news], settings)
    (news.parent / "a.jsonl").unlink()
    assert run([news], settings).removed == 0
    (news / "a.jsonl").unlink()
    assert run([news], settings).removed == 2


def test_a_folder_that_gives_nothing_is_asked_about(news: Path, settings: Settings) -> None:
    run([news], settings)
    shutil.rmtree(news)
    news.mkdir()
    report = run([news], settings)
    assert (report.removed, report.documents) == (0, 6)
    assert [(one.place, one.articles) for one in report.spared] == [(str(news.resolve()), 6)]
    words = "\n".join(in_words(report))
    assert "gave nothing this time; 6 articles that it gave before are kept" in words
    assert "--prune-empty" in words
    report = run([news], settings, empty_too=True)
    assert (report.removed, report.documents) == (6, 0)
    assert verify(settings.index) == ()


def test_an_interrupted_run_removes_nothing(news: Path, settings: Settings) -> None:
    run([news], settings)
    (news / "a.jsonl").unlink()

    def interrupt(report: Report) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index_paths([news], settings=settings, translator=RecordedTranslator({}), progress=interrupt, prune=True)
    assert held(settings) == "a1 a2 b1 b2 c1 c2"
    assert run([news], settings).removed == 2


def test_a_lost_or_broken_memory_of_origins_removes_nothing(news: Path, settings: Settings) -> None:
    run([news], settings)
    for file in settings.index.glob("origins.sqlite*"):
        file.write_bytes(b"not a database" * 500)
    (news / "a.jsonl").unlink()
    assert run([news], settings).removed == 0
    (news / "b.jsonl").unlink()
    assert run([news], settings).removed == 2  # this one was seen again since


def test_the_clock_may_go_back(news: Path, settings: Settings) -> None:
    """Runs are counted, and files are told by their content; no time of a file or of a run is compared."""
    run([news], settings)
    for path in [*settings.index.rglob("*"), *news.rglob("*")]:
        os.utime(path, (0, 4_000_000_000))  # the year 2096
    write(news / "a.jsonl", ["a1", "a4"])
    os.utime(news / "a.jsonl", (0, 0))
    report = run([news], settings)
    assert (report.indexed, report.removed) == (1, 1)
    assert held(settings) == "a1 a4 b1 b2 c1 c2"


def test_the_command_removes_and_says_so(news: Path, settings: Settings) -> None:
    def command(*options: str) -> str:
        done = CliRunner().invoke(cli, ["index", str(news), "--index", str(settings.index), *options])
        assert done.exit_code == 0, done.output
        return done.output

    command()
    (news / "a.jsonl").unlink()
    assert "2 removed" in command("--prune")
    for path in news.rglob("*.jsonl"):
        path.unlink()
    assert "4 articles that it gave before are kept" in command("--prune")
    assert "0 documents in the index" in command("--prune-empty")
