"""The comparison of engines works at a size that takes a second, and all engines answer the same questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.apart import call_once
from benchmarks.articles import DATA
from benchmarks.compare.asking import KINDS, Kind, make_questions
from benchmarks.compare.corpus import document_of, id_of, write_corpus
from benchmarks.compare.running import OURS, Peer, Plan, peers, run
from benchmarks.news import ARTICLES, LENGTH

HERE = ("Whoosh", "SQLite FTS5")  # peers that need nothing installed
SIZE = 30


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    nowhere = tmp_path / "no-environment"
    return Plan(work=tmp_path, environment=nowhere, sizes=(SIZE,), queries=2, passes=1, cold=1, only=(OURS, *HERE))


def test_engines_are_measured_beside_each_other(plan: Plan) -> None:
    figures, ratios = run(plan)
    assert figures.columns == ("what", OURS, *HERE)
    assert [row[0] for row in figures.rows] == [row[0] for row in ratios.rows]
    assert {row[1] for row in ratios.rows} <= {"1.00", "–"}
    assert all(float(row[1].replace(",", "")) > 0 for row in figures.rows)


def test_an_engine_that_is_not_installed_is_named_with_the_reason(plan: Plan) -> None:
    figures, _ = run(Plan(work=plan.work, environment=plan.environment, sizes=(SIZE,), queries=1, only=("tantivy",)))
    assert any("left out: tantivy (" in note for note in figures.notes)


@pytest.mark.parametrize("kind", [one for one in KINDS if one.mode in ("and", "phrase")], ids=lambda one: str(one.name))
def test_all_engines_find_as_many_documents(kind: Kind, tmp_path: Path) -> None:
    corpus = write_corpus(tmp_path / "corpus.jsonl", SIZE)
    questions = make_questions(kind, 20, SIZE)
    found = {peer.name: shown(peer, corpus, tmp_path, kind, questions) for peer in peers(tmp_path) if peer.name in HERE}
    ours = shown(peers(tmp_path)[0], corpus, tmp_path, kind, questions)
    assert ours >= 1
    assert found == dict.fromkeys(HERE, ours)


def shown(peer: Peer, corpus: Path, folder: Path, kind: Kind, questions: object) -> float:
    place = {"engine": peer.module, "folder": str(folder / peer.name)}
    call_once("benchmarks.compare.driving:build", **place, corpus=str(corpus), count=SIZE)
    asked = [(kind.name, kind.page, questions)]
    return float(
        call_once("benchmarks.compare.driving:answer", **place, kinds=asked, passes=1).value[kind.name]["shown"]
    )


def test_the_same_seed_gives_the_same_questions() -> None:
    assert [make_questions(kind, 3, SIZE) for kind in KINDS] == [make_questions(kind, 3, SIZE) for kind in KINDS]


@pytest.mark.skipif(not (DATA / "news").is_dir(), reason="needs the news beside the project")
def test_real_news_is_repeated_with_changes() -> None:
    first, again = document_of(id_of("news", 3)), document_of(id_of("news", 3 + 2 * ARTICLES))
    assert document_of(id_of("news", 3)) == first
    assert again.article.body != first.article.body
    assert len(" ".join(first.article.body).split()) >= LENGTH // 2
    assert all(pair.hi and pair.en for pair in first.sentences)
