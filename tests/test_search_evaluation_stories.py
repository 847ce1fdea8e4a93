"""Copies of a judged article count as that article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from dubhashi import cli
from search.evaluation.collection import Collection
from search.evaluation.runs import Result
from search.evaluation.stories import judge_stories, run_stories, stories_of
from search.evaluation.topics import Query, TopicSet
from search.index import open_index

TEXT = (
    "The old ferry across the Ganga sailed again on Sunday after nine years of repairs in the yard at Digha. "
    "Two hundred people waved from the ghat when the captain blew the horn and turned the bow to the north. "
    "The fare is twelve rupees, and cycles travel free until the end of the month, the company said."
)
COPIES = [
    {"id": "agency", "title": "Ferry sails again", "body": TEXT, "published": "2025-01-01"},
    {"id": "paper", "title": "Ferry sails again", "body": TEXT, "published": "2025-01-02"},
    {"id": "other", "title": "Ferry fares", "body": "A ferry ticket costs more in Goa.", "published": "2025-01-01"},
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stories")
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, COPIES)), encoding="utf-8")
    done = CliRunner().invoke(cli, ["index", str(folder / "a.jsonl"), "--index", str(folder / "index")])
    assert done.exit_code == 0, done.output
    return folder / "index"


@pytest.mark.parametrize("judged", ["agency", "paper"])
def test_whichever_copy_is_judged_is_found_where_their_story_is_shown(index: Path, tmp_path: Path, judged: str) -> None:
    (tmp_path / "mine.tsv").write_text("1\tferry ganga\n", encoding="utf-8")
    (tmp_path / "judged.txt").write_text(f"1 0 {judged} 3\n", encoding="utf-8")
    arguments = ["--topics", tmp_path / "mine.tsv", "--qrels", tmp_path / "judged.txt", "--index", index, "--json"]
    done = CliRunner().invoke(cli, ["evaluate", *map(str, arguments)])
    assert done.exit_code == 0, done.output
    means = json.loads(done.stdout)["directions"][0]["means"]
    assert (means["nDCG@10"], means["R@10"]) == (1.0, 1.0)


def test_only_articles_with_copies_have_a_story_of_another_name(index: Path) -> None:
    with open_index(index) as opened:
        assert stories_of(["paper", "other", "nowhere"], opened) == {"paper": "paper", "agency": "paper"}


def test_a_story_has_its_best_grade_and_its_first_place() -> None:
    stories = {"a": "a", "b": "a"}
    query = Query(topic="1", kind="hindi", text="x")
    collection = Collection(
        sets=(TopicSet(name="needs", queries=(query,)),), judgements={"needs": {"1": {"b": 3, "a": 0, "c": 1}}}
    )
    assert judge_stories(collection, stories).judgements == {"needs": {"1": {"a": 3, "c": 1}}}
    found = run_stories({query: tuple(Result(article=name, score=1.0) for name in "cbad")}, stories)
    assert [result.article for result in found[query]] == ["c", "a", "d"]
