"""Exporting and importing: everything comes back, to the byte, translations included."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from dubhashi import cli
from indexer.pipeline import index_paths
from indexer.translation.recorded import RecordedTranslator
from indexer.translation.translator import open_translator
from search.engines.maintenance import verify
from search.engines.opening import all_documents
from search.settings import Settings
from tests.conftest import ROOT


def run(*arguments: object, data: bytes | None = None) -> bytes:
    done = CliRunner().invoke(cli, [*map(str, arguments)], input=data)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def test_what_is_exported_imported_and_exported_is_the_same_to_the_byte(corpus_index: Path, tmp_path: Path) -> None:
    first, copy, again = tmp_path / "first.jsonl", tmp_path / "copy", tmp_path / "again.jsonl"
    run("export", first, "--index", corpus_index)
    run("import", first, "--index", copy)
    run("export", again, "--index", copy)
    assert again.read_bytes() == first.read_bytes()
    assert [*all_documents(copy)] == [*all_documents(corpus_index)]
    assert verify(copy) == ()


def test_nothing_is_translated_again_after_an_import(corpus_index: Path, tmp_path: Path) -> None:
    run("import", "--index", tmp_path / "copy", data=run("export", "--index", corpus_index))
    settings = Settings(index=tmp_path / "copy")
    report = index_paths([ROOT / "corpus"], settings=settings, translator=open_translator(settings))
    assert (report.indexed, report.replaced, report.sentences.translated) == (0, 0, 0)
    assert report.unchanged > 100


def test_an_export_that_was_cut_off_gives_all_its_whole_lines(corpus_index: Path, tmp_path: Path) -> None:
    exported = run("export", "--index", corpus_index)
    lines = exported.splitlines()
    half = exported[: exported.index(b"\n", len(exported) // 2) - 9]  # in the middle of a line
    cut = CliRunner().invoke(cli, ["import", "--index", str(tmp_path / "copy")], input=half)
    assert cut.exit_code == 0
    assert "1 input rejected" in cut.output
    whole = half.count(b"\n")
    assert [document.id for document in all_documents(tmp_path / "copy")] == [
        json.loads(line)["id"] for line in lines[:whole]
    ]


def test_an_export_is_of_one_publish_however_many_follow_meanwhile(tmp_path: Path) -> None:
    settings = Settings(index=tmp_path / "index", publish_every=100)

    def publish(words: str) -> None:
        source = tmp_path / "articles.jsonl"
        articles = [{"id": f"a{number:04}", "title": f"{words} {number}"} for number in range(700)]
        source.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
        index_paths([source], settings=settings, translator=RecordedTranslator({}))

    publish("News of Patna")
    before = [*all_documents(settings.index)]
    exported = all_documents(settings.index)
    first = next(exported)
    publish("News of Gaya")
    publish("News of Ranchi")  # two publishes later the rows of the first are gone from the file
    assert [first, *exported] == before
    assert {document.article.title.split()[2] for document in all_documents(settings.index)} == {"Ranchi"}


def test_what_can_be_read_of_damaged_documents_is_exported_and_the_rest_comes_back(
    corpus_index: Path, tmp_path: Path
) -> None:
    damaged, exported, mended = tmp_path / "damaged", tmp_path / "exported.jsonl", tmp_path / "mended"
    shutil.copytree(corpus_index, damaged)
    file = damaged / "documents.sqlite"
    with closing(sqlite3.connect(file)) as db:  # what is in the file's log goes into the file
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        content = db.execute("SELECT content FROM contents WHERE number = 60").fetchone()[0]
        total = db.execute("SELECT count(*) FROM documents WHERE retired IS NULL").fetchone()[0]
    whole = file.read_bytes()
    place = whole.index(content[-200:])
    file.write_bytes(whole[:place] + bytes(100) + whole[place + 100 :])
    assert any("Document number 60 cannot be read" in fault for fault in verify(damaged))
    done = CliRunner().invoke(cli, ["export", str(exported), "--index", str(damaged)])
    assert done.exit_code == 1
    assert f"{total - 1:,} documents exported" in done.output
    assert "Damaged and left out: 1." in done.output
    run("import", exported, "--index", mended)
    settings = Settings(index=mended)
    report = index_paths([ROOT / "corpus"], settings=settings, translator=open_translator(settings))
    assert (report.indexed, report.replaced, report.documents) == (1, 0, total)
    assert verify(mended) == ()
