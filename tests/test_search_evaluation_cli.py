"""`dubhashi evaluate` as people run it, with topics and judgements of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dubhashi import cli
from search.errors import DubhashiError, InputError, SettingsError

HINDI = "1\tप्याज के किसान\n2\tगंगा की डॉल्फिन\n"
ENGLISH = "1\tonion growers\n2\tGanges dolphins\n"
JUDGED = "1 0 farming-001 3\n1 0 farming-002 3\n1 0 english-013 3\n2 0 science-010 3\n"


def evaluate(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])


def refused(*arguments: object) -> DubhashiError:
    done = evaluate(*arguments)
    assert isinstance(done.exception, DubhashiError), done.output
    return done.exception


@pytest.fixture
def own(tmp_path: Path, corpus_index: Path) -> list[object]:
    """The arguments for two files of topics, their judgements and the index."""
    (tmp_path / "mine.tsv").write_text(HINDI, encoding="utf-8")
    (tmp_path / "english.tsv").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "judged.txt").write_text(JUDGED, encoding="utf-8")
    return [
        *("--topics", tmp_path / "mine.tsv", "--topics", tmp_path / "english.tsv"),
        *("--qrels", tmp_path / "judged.txt", "--index", corpus_index),
    ]


def test_own_topics_are_measured_with_own_judgements(own: list[object]) -> None:
    done = evaluate(*own)
    assert done.exit_code == 0, done.output
    rows = {line.rpartition("  ")[0].split("  ")[0]: line.split()[-5:] for line in done.stdout.splitlines()[1:]}
    assert rows["mine: mine"][0] == "2"
    assert float(rows["mine: mine"][2]) == 1.0  # MRR
    # a kind that is named after a language is told apart by the language of the originals
    assert {"english: english", "english: english → hi", "english: english → en"} <= set(rows)


def test_each_topic_can_be_shown(own: list[object]) -> None:
    assert "गंगा की डॉल्फिन" in evaluate(*own, "--per-query").stdout


def test_half_of_the_topics_can_be_measured(own: list[object]) -> None:
    report = json.loads(evaluate(*own, "--half", "odd", "--json").stdout)
    assert all(list(one["per_query"]) == ["1"] for one in report["directions"])


def test_what_was_found_can_be_kept_and_compared_with(own: list[object], tmp_path: Path) -> None:
    kept = tmp_path / "before"
    assert evaluate(*own, "--run-files", kept).exit_code == 0
    assert sorted(path.name for path in kept.iterdir()) == ["english.english.run", "mine.mine.run"]
    same = json.loads(evaluate(*own, "--compare", kept, "--json").stdout)["comparison"]
    assert all((one["change"], one["better"], one["worse"], one["p"]) == (0.0, 0, 0, 1.0) for one in same)
    other = json.loads(
        evaluate(*own, "--weights", "translation=0,further_gloss=0,name=0", "--compare", kept, "--json").stdout
    )
    assert any(one["change"] > 0 for one in other["comparison"])


def test_other_weights_and_other_indexes_can_be_compared(own: list[object], corpus_index: Path) -> None:
    weights = evaluate(*own, "--compare", "sound=0,stem=0,translation=0,further_gloss=0").stdout.splitlines()
    head = next(place for place, line in enumerate(weights) if line.split()[:2] == ["topics", "first"])
    assert [line.partition("  ")[0] for line in weights[head + 1 :]] == [
        "mine: mine",
        "english: english",
        "english: english → hi",
        "english: english → en",
    ]
    index = json.loads(evaluate(*own, "--compare", corpus_index, "--json").stdout)["comparison"]
    assert all(one["change"] == 0 for one in index)


def test_judged_articles_that_are_not_there_are_named(own: list[object], tmp_path: Path) -> None:
    (tmp_path / "judged.txt").write_text(JUDGED + "2 0 river-7 3\n", encoding="utf-8")
    done = evaluate(*own)
    assert done.exit_code == 0
    assert "1 judged articles are not in the index and cannot be found: river-7" in done.stderr


def test_known_items_are_measured(corpus_index: Path, tmp_path: Path) -> None:
    items = tmp_path / "items.tsv"
    items.write_text("latin\tscience-010\tganga ki dolphin\n", encoding="utf-8")
    report = json.loads(evaluate("--known-items", items, "--index", corpus_index, "--json").stdout)
    assert report["directions"][0]["name"] == "items: latin"
    assert report["directions"][0]["means"]["MRR"] == 1.0


@pytest.mark.parametrize(
    ("changes", "value", "advice"),
    [
        ("stam=0", "'stam=0'", "the names are: "),
        ("stem=none", "'stem=none'", "a number from 0 to 1"),
        ("stem=2", "'stem=2'", "numbers from 0 to 1"),
    ],
)
def test_weights_that_make_no_sense_are_refused(own: list[object], changes: str, value: str, advice: str) -> None:
    error = refused(*own, "--weights", changes)
    assert isinstance(error, SettingsError)
    assert value in str(error)
    assert advice in str(error)


def test_a_comparison_with_nothing_is_refused(own: list[object], tmp_path: Path) -> None:
    error = refused(*own, "--compare", tmp_path / "nothing")
    assert isinstance(error, InputError)
    assert "nothing': it is no index, no folder of run files and no weights" in str(error)


def test_without_topics_at_hand_it_says_how_to_name_them(
    corpus_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "corpus/topics" in (message := str(refused("--index", corpus_index)))
    assert "--topics and --qrels" in message
