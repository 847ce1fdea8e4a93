"""The benchmarks work, at sizes that take a second; no time is asserted."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import indexing, memory, quality, queries, translation
from benchmarks.apart import Worker, WorkerError, call_once
from benchmarks.articles import DATA, write_sample
from benchmarks.generate import generate, make_document
from benchmarks.measurement import Measurement, middle, peak_bytes
from benchmarks.options import Options
from benchmarks.questions import kinds, make_questions
from benchmarks.results import read_sections, replace_section, write_section
from benchmarks.survival import find_losses
from benchmarks.table import Table, read_tables, write_table

TABLES = (
    Table(title="एक", columns=("शब्द", "ms"), rows=(("सरकार", "1.2"), ("x", "10")), notes=("two words", "of one")),
    Table(title="Two", columns=("a", "b", "c"), rows=(("1", "2", "3"),)),
)


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return Options(
        work=tmp_path / "bench",
        data=tmp_path / "nothing",
        peer=False,
        articles=4,
        rounds=2,
        indexed=3,
        sizes=(12,),
        queries=2,
        cold=1,
    )


def test_the_same_seed_gives_the_same_documents() -> None:
    assert list(generate(3)) == list(generate(3))
    assert list(generate(3)) != list(generate(3, seed=1))


def test_a_document_is_the_same_in_a_corpus_of_any_size() -> None:
    assert list(generate(2, first=5)) == [make_document(5), make_document(6)]


def test_documents_are_as_long_as_they_are_said_to_be() -> None:
    pairs = [pair for document in generate(60) for pair in document.sentences]
    assert 290 < sum(len((pair.hi or "").split()) for pair in pairs) / 60 < 330
    assert 305 < sum(len((pair.en or "").split()) for pair in pairs) / 60 < 355


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: str(kind.name))
def test_the_same_seed_gives_the_same_questions(kind: object) -> None:
    (one,) = [one for one in kinds() if one.name == getattr(kind, "name", None)]
    assert make_questions(one, 2, 10) == make_questions(one, 2, 10)


def test_tables_come_back_as_they_were_written() -> None:
    assert read_tables("\n".join(map(write_table, TABLES))) == TABLES


def test_the_lines_of_a_table_are_equally_wide() -> None:
    assert len({len(line) for line in write_table(TABLES[1]).splitlines() if line.startswith("|")}) == 1


def test_a_run_of_one_part_replaces_its_section_alone(tmp_path: Path) -> None:
    path = tmp_path / "RESULTS.md"
    order = ["First", "Second"]
    first, second, again = (write_section(f"run {name}", ("machine",), TABLES) for name in ("one", "two", "three"))
    replace_section(path, "Second", second, order)
    replace_section(path, "First", first, order)
    replace_section(path, "Second", again, order)
    sections = read_sections(path.read_text(encoding="utf-8"))
    assert list(sections) == order
    assert sections["First"].strip() == first.strip()
    assert sections["Second"].strip() == again.strip()


def test_a_worker_tells_what_went_wrong_and_goes_on() -> None:
    with Worker() as worker:
        with pytest.raises(WorkerError, match="AttributeError"):
            worker.call("benchmarks.measurement:missing")
        assert worker.call("benchmarks.measurement:peak_bytes").value > 0


def test_the_memory_of_a_worker_is_its_own() -> None:
    ballast = b"x" * 300_000_000
    assert call_once("benchmarks.measurement:peak_bytes").peak < len(ballast) < peak_bytes()


def test_medians_are_taken_of_each_clock() -> None:
    runs = [Measurement(wall=wall, cpu=cpu) for wall, cpu in ((1, 9), (2, 7), (3, 8))]
    assert middle(runs) == Measurement(wall=2, cpu=8)


def test_without_real_news_the_articles_are_those_of_the_corpus(tmp_path: Path) -> None:
    found = write_sample(tmp_path / "sample.jsonl", 5, data=tmp_path / "nothing")
    assert (found.articles, found.origin) == (5, "corpus/articles")
    lines = found.path.read_text(encoding="utf-8").splitlines()
    assert all(json.loads(line)["body"] for line in lines)


def test_translation_is_measured(options: Options) -> None:
    tables = translation.run(options)
    assert [row[0] for row in tables[0].rows] == [name for name, _ in translation.OURS]
    assert any("argostranslate is left out" in note for note in tables[0].notes)


def test_translation_quality_is_measured(options: Options) -> None:
    said: list[str] = []
    tables = quality.run(replace(options, sentences=30, worst=2, say=said.append))
    assert [row[0] for row in tables[-1].rows] == ["news"]
    assert tables[-1].rows[0][1] == "30"
    assert sum(line.startswith("lost: ") for line in said) <= 2


def test_lost_names_and_numbers_are_counted() -> None:
    losses = find_losses(
        "सीता और NASA ने पटना में 2 लाख और बारह गिने", "Sita counted 2 million in Patna.", {"सीता": ("Sita",)}
    )
    assert (losses.names, losses.lost_names) == (3, ("NASA",))
    assert (losses.digits, losses.lost_digits) == (1, ("2 लाख",))
    assert (losses.words, losses.lost_words) == (1, ("बारह",))
    assert not losses.empty
    assert not losses.loop
    assert find_losses("पटना", "", {}).empty


@pytest.mark.skipif(not (DATA / "parallel").is_dir(), reason="../shared/data is not here")
def test_references_are_those_that_are_never_trained_on() -> None:
    texts = quality.read_references(DATA / "parallel")
    assert {name: len(hindi) for name, (hindi, _) in texts.items()}.items() >= {
        "dev": 1000,
        "held-out news": 500,
    }.items()
    assert 100 < len(texts["headlines of it"][0]) < 500


def test_the_memory_of_indexing_is_measured(options: Options) -> None:
    [table] = memory.run(replace(options, memory=(1, 2)))
    assert [row[0] for row in table.rows] == ["1", "2"]
    assert all(float(row[2]) > 50 for row in table.rows)


def test_indexing_is_measured(options: Options) -> None:
    articles, writing = indexing.run(options)
    assert len(articles.rows) == 3
    assert [row[0] for row in writing.rows] == ["12"]


def test_queries_are_measured(options: Options) -> None:
    times, cold, served = queries.run(options)
    assert [row[0] for row in times.rows] == [kind.name for kind in kinds()]
    found = {row[0]: row[-1] for row in times.rows}
    assert float(found["Hindi, 1 word"]) > 0
    assert float(found["phrase of 2 Hindi words"]) > 0
    assert [row[0] for row in cold.rows] == [row[0] for row in served.rows] == ["12"]
