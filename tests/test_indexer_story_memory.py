"""The stories held against an obvious account of them: articles that hang together by copies or equal keys."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.story_memory import StoryMemory

IDS = [f"a{number}" for number in range(8)]
changes = st.lists(
    st.one_of(
        st.tuples(
            st.just("add"),
            st.sampled_from(IDS),
            st.sampled_from(["k1", "k2", "", "", ""]),
            st.sets(st.sampled_from(IDS)),
        ),
        st.tuples(st.just("forget"), st.sampled_from(IDS), st.just(""), st.just(frozenset[str]())),
        st.tuples(st.just("regroup"), st.just(""), st.just(""), st.just(frozenset[str]())),
    ),
    max_size=30,
)


def parts(keys: dict[str, str], copies: set[frozenset[str]]) -> set[frozenset[str]]:
    groups = {one: {one} for one in keys}
    for one in keys:
        for other in keys:
            if frozenset((one, other)) in copies or keys[one] == keys[other]:
                joined = groups[one] | groups[other]
                groups |= dict.fromkeys(joined, joined)
    return {frozenset(group) for group in groups.values()}


@given(changes=changes)
@settings(max_examples=150, deadline=None)
def test_stories_are_what_hangs_together(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, str, str, set[str]]]
) -> None:
    memory = StoryMemory(tmp_path_factory.mktemp("stories") / "stories.sqlite")
    keys: dict[str, str] = {}
    copies: set[frozenset[str]] = set()
    stories: dict[str, str] = {}
    for change, one, key, others in [*changes, ("regroup", "", "", set[str]())]:
        if change == "regroup":
            stories |= memory.regroup()
            groups: dict[str, set[str]] = {}
            for document_id, story in stories.items():
                groups.setdefault(story, set()).add(document_id)
            assert {frozenset(group) for group in groups.values()} == parts(keys, copies)
            continue
        memory.forget([one])
        for known in (keys, stories):
            known.pop(one, None)
        copies = {pair for pair in copies if one not in pair}
        if change == "add":
            linked = [other for other in sorted(others) if other in keys]
            key = key or f"key of {one}"
            stories |= memory.add(one, key=key, story=key, sketch=(1, 2, 3), copies=linked)
            keys[one] = key
            copies |= {frozenset((one, other)) for other in linked}
    memory.close()


@pytest.fixture
def memory(tmp_path: Path) -> StoryMemory:
    return StoryMemory(tmp_path / "stories.sqlite")


def add(memory: StoryMemory, document_id: str, *sketch: int, copies: tuple[str, ...] = ()) -> dict[str, str]:
    return memory.add(document_id, key=document_id, story=document_id, sketch=sketch, copies=copies)


def test_candidates_share_two_hashes_and_the_nearest_come_first(memory: StoryMemory) -> None:
    add(memory, "far", 1, 2, 30)
    add(memory, "near", 1, 2, 3)
    add(memory, "quotes", 1, 40, 50)
    assert memory.candidates("new", (1, 2, 3)) == ("near", "far")
    assert memory.candidates("near", (1, 2, 3)) == ("far",)  # of the same key: known to be of one story
    memory.forget(["near"])
    assert memory.candidates("new", (1, 2, 3)) == ("far",)


def test_what_everybody_writes_is_remembered_of_some_only(memory: StoryMemory) -> None:
    for number in range(150):
        add(memory, f"a{number}", 1, 2, 1000 + number)
    found = memory.candidates("new", (1, 2, 1000 + 149))
    assert len(found) == 16


def test_a_story_is_named_by_its_first_article_as_long_as_it_lives(memory: StoryMemory) -> None:
    assert add(memory, "first") == {"first": "first"}
    assert add(memory, "second", copies=("first",)) == {"second": "first"}
    memory.forget(["first"])
    assert memory.regroup() == {}
    assert add(memory, "third", copies=("second",)) == {"third": "first"}


def test_an_article_that_joins_two_stories_makes_them_one_and_they_part_without_it(memory: StoryMemory) -> None:
    add(memory, "one")
    add(memory, "other")
    assert add(memory, "between", copies=("one", "other")) == {"between": "one", "other": "one"}
    memory.forget(["between"])
    assert memory.regroup() == {"other": "other"}


def test_only_what_was_committed_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "stories.sqlite"
    memory = StoryMemory(path)
    assert memory.generation() is None
    add(memory, "kept", 1, 2)
    memory.commit(7)
    add(memory, "lost", 1, 2)
    memory.close()
    again = StoryMemory(path)
    assert again.generation() == 7
    assert again.candidates("new", (1, 2)) == ("kept",)


def test_a_file_that_cannot_be_read_or_is_of_another_version_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "stories.sqlite"
    path.write_bytes(b"no database at all" * 100)
    memory = StoryMemory(path)
    add(memory, "a", 1, 2)
    memory.commit(1)
    memory.close()
    with sqlite3.connect(path) as db:
        db.execute("UPDATE state SET version = '0.0'")
    db.close()
    assert StoryMemory(path).generation() is None
