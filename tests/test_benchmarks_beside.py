"""Damage to the memories beside the documents: a run goes on without them, and no sentence gets other words."""

from __future__ import annotations

import logging
import sqlite3
from pathlib import Path

import pytest

from benchmarks.faults.beside import damage_beside
from indexer.origins import Origins
from indexer.remade import check_whole
from indexer.translation.memory import TranslationMemory
from indexer.translation.translator import Translation


def test_a_run_goes_on_without_a_memory_that_was_damaged(tmp_path: Path) -> None:
    found = damage_beside(tmp_path, 48)
    assert found.faults == {}
    assert found.indexed + found.told == found.damages == 48
    assert found.indexed > 40


def test_a_memory_that_is_begun_anew_is_named_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "origins.sqlite"
    path.write_bytes(b"SQLite format 3\0" + bytes(5000))
    with caplog.at_level(logging.WARNING):
        Origins(path).close()
    assert f"'{path}' cannot be used" in caplog.text
    assert "It is begun anew." in caplog.text


def test_a_table_without_a_column_of_its_schema_is_not_whole(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / "one.sqlite")
    db.execute("CREATE TABLE one (a, c)")
    check_whole(db, "CREATE TABLE one (a, c)")
    with pytest.raises(sqlite3.DatabaseError, match="no such column: b of one"):
        check_whole(db, "CREATE TABLE one (a, b)")
    db.close()


def test_a_translation_whose_words_were_changed_on_the_disk_is_not_remembered(tmp_path: Path) -> None:
    path = tmp_path / "translations.sqlite"
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"वर्षा": Translation(text="rain"), "धूप": Translation(text="sunshine")})
    with sqlite3.connect(path) as db:
        db.execute("UPDATE translation SET english = 'ruin' WHERE english = 'rain'")
    db.close()
    with TranslationMemory(path) as memory:
        assert memory.get_many("m", ["वर्षा", "धूप"]) == {"धूप": Translation(text="sunshine")}


def test_a_memory_of_an_earlier_version_is_read_and_added_to(tmp_path: Path) -> None:
    path = tmp_path / "translations.sqlite"
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"वर्षा": Translation(text="rain")})
    with sqlite3.connect(path) as db:
        db.execute("ALTER TABLE translation DROP COLUMN sum")
    db.close()
    with TranslationMemory(path) as memory:
        memory.put_many("m", {"धूप": Translation(text="sunshine")})
        assert memory.get_many("m", ["वर्षा", "धूप"]) == {
            "वर्षा": Translation(text="rain"),
            "धूप": Translation(text="sunshine"),
        }
