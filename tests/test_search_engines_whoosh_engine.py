"""What only the engine with a folder has: a publish that is cut off at any of its steps, and damage."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from search.analysis.entry import make_entry
from search.engines import whoosh_engine
from search.engines.base import Filters
from search.engines.documents import DocumentStore
from search.engines.maintenance import rebuild, verify
from search.engines.whoosh_engine import WhooshEngine, WhooshWriter
from search.engines.whoosh_postings import change_postings
from search.errors import IndexDamaged, IndexMissing
from tests.engines import Folder, ask, document, fill, ids, word


@pytest.fixture
def path(tmp_path: Path) -> Path:
    fill(Folder(tmp_path / "index"), [document("old", ["सरकार पुरानी"]), document("kept", ["सरकार"])])
    return tmp_path / "index"


def stage(path: Path, *, reach_postings: bool) -> None:
    """Do the first steps of a publish, as a process does that is killed before it settles."""
    store = DocumentStore(path / "documents.sqlite")
    entries = [make_entry(document("old", ["सरकार नई"])), make_entry(document("more", ["सरकार और"]))]
    numbers, retired = store.stage(entries, ["kept"])
    if reach_postings:
        added = [(number, entry.fields) for number, entry in zip(numbers, entries, strict=True)]
        change_postings(path / "postings", added, retired)
    store.close()


def test_an_index_from_before_there_were_places_is_searched_and_added_to(path: Path) -> None:
    with closing(sqlite3.connect(path / "documents.sqlite")) as database:
        database.execute("ALTER TABLE documents DROP COLUMN place")
    engine = WhooshEngine(path)
    assert sorted(ids(ask(engine, word("सरकार")))) == ["kept", "old"]
    assert ids(ask(engine, filters=Filters(place=("पटना",)))) == []
    assert verify(path) == ()
    fill(Folder(path), [document("new", ["सरकार"], reported_from="पटना")])
    assert ids(ask(engine, filters=Filters(place=("Patna",)))) == ["new"]
    assert sorted(ids(ask(engine, word("सरकार")))) == ["kept", "new", "old"]
    assert verify(path) == ()
    engine.close()


@pytest.mark.parametrize("reach_postings", [False, True])
def test_a_publish_that_was_cut_off_is_wholly_there_or_not_at_all(path: Path, reach_postings: bool) -> None:
    stage(path, reach_postings=reach_postings)
    after = {"old", "more"} if reach_postings else {"old", "kept"}
    words = "नई" if reach_postings else "पुरानी"

    def check() -> None:
        engine = WhooshEngine(path)
        assert set(ids(ask(engine, word("सरकार")))) == after
        assert {one.id for one in engine.documents(["old", "kept", "more"])} == after
        assert engine.documents(["old"])[0].article.body == (f"सरकार {words}",)
        assert engine.statistics().documents == 2
        engine.close()

    check()  # as a reader finds it
    assert ["interrupted" in fault for fault in verify(path)] == [True]
    WhooshWriter(path).close()  # the next writer mends it
    check()
    assert verify(path) == ()


def test_a_publish_whose_postings_fail_is_taken_back_and_can_be_tried_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer = WhooshWriter(path)
    writer.add(make_entry(document("more", ["सरकार और"])))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:  # a disk that is full at this very moment cannot be had otherwise
        patch.setattr(whoosh_engine, "change_postings", full)
        with pytest.raises(OSError, match="No space left"):
            writer.publish()
    assert set(ids(ask(WhooshEngine(path), word("सरकार")))) == {"old", "kept"}
    assert writer.publish() == 3
    writer.close()
    assert verify(path) == ()


def test_an_index_that_was_never_completed_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "index" / "postings").mkdir(parents=True)
    with pytest.raises(IndexMissing):
        WhooshEngine(tmp_path / "index")
    fill(Folder(tmp_path / "index"), [document("a", ["सरकार"])])
    assert ids(ask(WhooshEngine(tmp_path / "index"), word("सरकार"))) == ["a"]


def test_lost_postings_are_written_anew_from_the_documents(path: Path) -> None:
    before = ask(WhooshEngine(path), word("सरकार"))
    for file in (path / "postings").iterdir():
        file.unlink()
    with pytest.raises(IndexDamaged, match="dubhashi rebuild"):
        WhooshEngine(path)
    assert verify(path)
    assert rebuild(path) == 2
    assert verify(path) == ()
    assert ask(WhooshEngine(path), word("सरकार")) == before


def test_a_rebuild_that_was_cut_off_is_asked_for_again(path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rebuild(path, stop)
    assert "rebuild" in verify(path)[0]
    assert rebuild(path) == 2
    assert verify(path) == ()


def test_broken_documents_are_reported(path: Path) -> None:
    (path / "documents.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(IndexDamaged, match=r"documents\.sqlite cannot be read"):
        WhooshEngine(path)
    assert "documents.sqlite" in verify(path)[0]


def test_changed_bytes_of_the_postings_are_noticed_by_verify(path: Path) -> None:
    segment = next((path / "postings").glob("*.seg"))
    whole = segment.read_bytes()
    for place in range(0, len(whole), len(whole) // 20):
        segment.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert f"postings/{segment.name} is damaged. Write the postings anew: dubhashi rebuild" in verify(path)
    segment.write_bytes(whole)
    assert verify(path) == ()


def test_a_segment_whose_bytes_changed_is_not_merged_into_a_new_one(path: Path) -> None:
    segment = next((path / "postings").glob("*.seg"))
    whole = bytearray(segment.read_bytes())
    whole[whole.index("पुरानी".encode()) + 2] ^= 1  # another letter
    segment.write_bytes(whole)

    def publish_until_segments_are_merged() -> None:
        with closing(WhooshWriter(path)) as writer:
            for number in range(9):
                writer.add(make_entry(document(f"new{number}", ["सरकार"])))
                writer.publish()

    with pytest.raises(IndexDamaged, match=f"{segment.name} is damaged"):
        publish_until_segments_are_merged()
    assert segment.name in verify(path)[0]
    rebuild(path)
    assert set(ids(ask(WhooshEngine(path), word("सरकार")))) > {"old", "kept"}


def test_a_writer_tells_at_once_that_files_of_the_postings_are_missing_or_that_their_list_is_damaged(
    path: Path,
) -> None:
    for pattern, reason in (("*.seg", "is missing"), ("*.toc", "is damaged")):
        file = next((path / "postings").glob(pattern))
        whole = file.read_bytes()
        file.unlink()
        if reason == "is damaged":
            file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        with pytest.raises(IndexDamaged, match=f"{file.name} {reason}"):
            WhooshWriter(path)
        file.write_bytes(whole)
    WhooshWriter(path).close()


def test_an_engine_that_is_not_opened_at_once_gives_documents_without_the_postings(path: Path) -> None:
    engine = WhooshEngine(path, at_once=False)
    for file in (path / "postings").glob("*.seg"):
        file.rename(file.with_suffix(".away"))
    assert [one.id for one in engine.documents(["old", "nowhere"])] == ["old"]
    with pytest.raises(IndexDamaged, match="is missing"):
        ask(engine, word("सरकार"))
    for file in (path / "postings").glob("*.away"):
        file.rename(file.with_suffix(".seg"))
    assert set(ids(ask(engine, word("सरकार")))) == {"old", "kept"}
    engine.close()


def test_a_read_only_folder_can_be_searched(path: Path) -> None:
    for file in [path, *path.rglob("*")]:
        file.chmod(0o555 if file.is_dir() else 0o444)
    try:
        assert set(ids(ask(WhooshEngine(path), word("सरकार")))) == {"old", "kept"}
    finally:
        for file in [path, *path.rglob("*")]:
            file.chmod(0o755 if file.is_dir() else 0o644)


def test_searches_go_on_while_documents_are_published(path: Path) -> None:
    """Readers in four threads see whole publishes only: every publish replaces both documents alike."""
    engine = WhooshEngine(path)
    fill(Folder(path), [document("old", ["सरकार 0"]), document("kept", ["सरकार 0"])])
    done = threading.Event()
    seen: list[set[str]] = []
    errors: list[BaseException] = []

    def read() -> None:
        try:
            while not done.is_set():
                seen.append({one.document.article.body[0] for one in ask(engine, word("सरकार")).found})
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(1, 25):
        fill(Folder(path), [document("old", [f"सरकार {number}"]), document("kept", [f"सरकार {number}"])])
    done.set()
    for thread in threads:
        thread.join()
    assert errors == []
    assert all(len(bodies) == 1 for bodies in seen)
    assert len({body for bodies in seen for body in bodies}) > 1
    assert set(ids(ask(engine, word("24")))) == {"old", "kept"}
    engine.close()
