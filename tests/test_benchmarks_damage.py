"""Changed, cut and deleted files of an index: noticed, or without any effect; what is derived comes back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import search
from benchmarks.faults.damage import ask, damage_often, make_index
from benchmarks.faults.kills import index_articles
from search.engines.maintenance import rebuild, verify
from search.errors import IndexDamaged


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return make_index(tmp_path)


def change(index: Path, statement: str) -> None:
    with sqlite3.connect(index / "documents.sqlite") as db:
        db.execute(statement)
    db.close()


def test_damage_is_noticed_or_changes_no_answer_and_what_is_derived_comes_back(tmp_path: Path) -> None:
    found = damage_often(tmp_path, 80)
    assert found.faults == {}
    assert found.at_open + found.by_verify + found.harmless == found.damages == 80
    assert min(found.at_open, found.by_verify, found.rebuilt, found.refused, found.exported) > 0


@pytest.mark.parametrize("pattern", ["*.seg", "*.toc"])
def test_a_changed_bit_of_the_postings_is_told_when_the_index_is_opened(index: Path, pattern: str) -> None:
    answers = ask(index)
    file = next((index / "postings").glob(pattern))
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 4
    file.write_bytes(data)
    with pytest.raises(IndexDamaged, match=rf"{file.name} is damaged.*dubhashi rebuild"):
        search.open_index(index)
    rebuild(index)
    assert ask(index) == answers


def test_lost_postings_are_told_by_a_run_that_would_write(index: Path, tmp_path: Path) -> None:
    next((index / "postings").glob("*.toc")).unlink()
    with pytest.raises(IndexDamaged, match=r"\.toc is missing.*dubhashi rebuild"):
        index_articles(tmp_path / "articles.jsonl", index, told=False)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        (
            "UPDATE documents SET source = 'Paper 9' WHERE number = (SELECT max(number) FROM documents)",
            "The source of document number ",
        ),
        (
            "UPDATE documents SET published = published + 86400 WHERE number = (SELECT max(number) FROM documents)",
            "The published of document number ",
        ),
        (
            "UPDATE documents SET lengths = '[0,9,0,14]' WHERE number = (SELECT max(number) FROM documents)",
            "of title_en do not agree with 1 documents",
        ),
        ("DELETE FROM relations WHERE term = 'rained'", "The relations of words lack"),
        (
            "UPDATE relations SET key = 'x' WHERE relation = 'stem' AND term = 'news'",
            "lack 1 and have 1 that are wrong",
        ),
        ("DELETE FROM terms WHERE term = 'rained'", "The table of terms lacks 1 of body_en"),
    ],
)
def test_what_is_derived_from_documents_is_compared_with_them(index: Path, statement: str, fault: str) -> None:
    answers = ask(index)
    change(index, statement)
    (told, *_) = [one for one in verify(index) if fault in one]
    assert told.endswith("dubhashi rebuild")
    rebuild(index)
    assert verify(index) == ()
    assert ask(index) == answers
