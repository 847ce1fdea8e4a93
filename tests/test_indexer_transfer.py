"""Exporting and importing: everything comes back, to the byte, translations included."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dubhashi import cli
from indexer.pipeline import index_paths
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
    cut = CliRunner().invoke(cli, ["import", "--index", str(tmp_path / "copy")], input=exported[: len(exported) // 2])
    assert cut.exit_code == 0
    assert "1 input rejected" in cut.output
    whole = exported[: len(exported) // 2].count(b"\n")
    assert [document.id for document in all_documents(tmp_path / "copy")] == [
        json.loads(line)["id"] for line in lines[:whole]
    ]
