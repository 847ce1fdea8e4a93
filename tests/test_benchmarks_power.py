"""Power cuts: the model of the disk by hand-made events, the trace by what a small command does, both by an index."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

import pytest

from benchmarks.faults.disk import (
    SECTOR,
    Files,
    Kind,
    a_first_part,
    after_cut,
    any_part,
    data_without_names,
    everything,
    lay_out,
    names_with_zeros,
    names_without_data,
    only_synced,
)
from benchmarks.faults.events import Event, Link, Move, Resize, Said, Sync, Unlink, Write
from benchmarks.faults.power import Cuts, cut_power
from benchmarks.faults.trace import can_trace, record

# a file is made, written and synced, and takes the place of another one that was on the disk before
OLD: tuple[Event, ...] = (Link(0, "list", 1), Write(1, 0, b"old"), Sync(1), Sync(0))
RENAMED: tuple[Event, ...] = (*OLD, Link(0, "list.new", 2), Write(2, 0, b"new"), Move(0, "list.new", 0, "list", 2))
SAFELY: tuple[Event, ...] = (
    *OLD,
    Link(0, "list.new", 2),
    Write(2, 0, b"new"),
    Sync(2),
    Move(0, "list.new", 0, "list", 2),
    Sync(0),
)
SCRIPT = """
import os, sys
folder = sys.argv[1]
os.makedirs(folder + "/a/b")
with open(folder + "/a/b/one", "wb") as stream:
    stream.write(b"12345")
    stream.seek(1)
    stream.write(b"xx")
    stream.flush()
    os.fsync(stream.fileno())
    stream.truncate(4)
print("half", flush=True)
os.replace(folder + "/a/b/one", folder + "/a/two")
with open(folder + "/a/two", "ab") as stream:
    stream.write(b"!")
os.rmdir(folder + "/a/b")
names = os.open(folder + "/a", os.O_DIRECTORY)
os.fsync(names)
os.unlink("two", dir_fd=names)
print("done")
"""


@pytest.fixture
def tracing() -> None:
    if not os.environ.get("CI") and not can_trace():  # in CI its absence is a failure
        pytest.skip("there is no strace that may trace a process")


def left(events: tuple[Event, ...], kind: Kind, seed: int = 0) -> Files:
    return after_cut(events, kind, random.Random(seed))


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        (only_synced, {"list": b"old"}),
        (everything, {"list": b"new"}),
        (names_without_data, {"list": b""}),
        (names_with_zeros, {"list": b"\0\0\0"}),
        (data_without_names, {"list": b"old"}),
    ],
)
def test_a_name_that_moved_before_its_bytes_were_synced_may_be_of_anything(kind: Kind, files: Files) -> None:
    assert left(RENAMED, kind) == files


@pytest.mark.parametrize("kind", [only_synced, names_without_data, names_with_zeros, a_first_part, any_part])
def test_what_was_synced_is_there_on_every_disk(kind: Kind) -> None:
    for seed in range(20):
        assert left(SAFELY, kind, seed) == {"list": b"new"}
        assert left(SAFELY[:-1], kind, seed)["list"] in {b"old", b"new"}


def test_a_file_whose_folder_was_not_synced_may_have_no_name() -> None:
    assert left((Link(0, "one", 1), Write(1, 0, b"1"), Sync(1)), only_synced) == {}


def test_what_lies_in_a_folder_without_a_name_is_not_found() -> None:
    events = (Link(0, "folder", 1, is_folder=True), Link(1, "one", 2), Write(2, 0, b"1"), Sync(2), Sync(1))
    assert left(events, only_synced) == {}
    assert left((*events, Sync(0)), only_synced) == {"folder": None, "folder/one": b"1"}


def test_a_name_that_was_taken_away_may_come_back() -> None:
    assert left((*OLD, Unlink(0, "list")), only_synced) == {"list": b"old"}
    assert left((*OLD, Unlink(0, "list"), Sync(0)), only_synced) == {}


def test_a_write_is_torn_between_sectors() -> None:
    events = (Link(0, "one", 1), Sync(0), Write(1, 0, b"a" * SECTOR + b"b" * SECTOR), Resize(1, SECTOR * 3))
    found = {left(events, any_part, seed)["one"] for seed in range(200)}
    a, b, zeros = b"a" * SECTOR, b"b" * SECTOR, bytes(SECTOR)
    assert {b"", a, zeros + b, a + b, a + b + zeros, zeros * 3} <= found
    assert {left(events, a_first_part, seed)["one"] for seed in range(200)} == {b"", a, a + b, a + b + zeros}


def test_what_is_said_changes_nothing_on_the_disk() -> None:
    assert left((*OLD, Said("done")), everything) == {"list": b"old"}


@pytest.mark.usefixtures("tracing")
def test_a_trace_tells_what_a_command_did_and_said(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    events = record([sys.executable, "-c", SCRIPT, str(disk)], disk, tmp_path / "log")
    assert events == (
        Link(0, "a", 1, is_folder=True),
        Link(1, "b", 2, is_folder=True),
        Link(2, "one", 3),
        Write(3, 0, b"12345"),
        Write(3, 1, b"xx"),
        Sync(3),
        Resize(3, 4),
        Said("half"),
        Move(2, "one", 1, "two", 3),
        Write(3, 4, b"!"),
        Unlink(1, "b"),
        Sync(1),
        Unlink(1, "two"),
        Said("done"),
    )
    assert left(events[:11], everything) == {"a": None, "a/two": b"1xx4!"}
    lay_out(left(events[:11], everything), tmp_path / "state")
    assert (tmp_path / "state/a/two").read_bytes() == b"1xx4!"


@pytest.mark.usefixtures("tracing")
def test_a_power_cut_at_any_moment_loses_nothing_that_was_published(tmp_path: Path) -> None:
    found: Cuts = cut_power(tmp_path, articles=6, states=90)
    assert found.faults == {}
    assert found.lost == found.rebuilt == 0
    assert found.articles > 0
    assert min(found.whole, found.next_run, found.begun_anew) > 0
    assert found.whole + found.next_run + found.begun_anew + found.interrupted == found.states > 60
