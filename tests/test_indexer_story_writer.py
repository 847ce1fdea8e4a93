"""Stories in a real index, over several runs, in any order, after deletions and replacements."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import search
from indexer.story_memory import StoryMemory
from indexer.story_writer import open_story_writer, regroup
from indexer.transfer import import_documents
from search.analysis.entry import make_entry
from search.engines.folder import STORIES
from search.engines.opening import all_documents, open_writer
from search.engines.records import to_json
from search.errors import DocumentMissing
from search.model import Article
from search.settings import Settings
from tests.story_cases import StoryCase, as_document, read_stories

CASES = read_stories("stories.txt") | read_stories("stories_unseen.txt")
ARTICLES = {case.article.id: case.article for case in CASES.values()}


def index(path: Path, articles: Iterable[Article]) -> None:
    """Index articles in one run, as the pipeline hands them to the writer."""
    with open_story_writer(path) as (writer, _):
        for article in articles:
            writer.add(make_entry(as_document(article)))
        writer.publish()


def delete(path: Path, *ids: str) -> None:
    with open_story_writer(path) as (writer, _):
        assert writer.delete(ids) == len(ids)
        writer.publish()


def stories(path: Path) -> dict[str, str]:
    return {document.id: document.story for document in all_documents(path)}


def groups(path: Path) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for document_id, story in stories(path).items():
        found.setdefault(story, set()).add(document_id)
    return {frozenset(group) for group in found.values()}


def labelled(cases: Iterable[StoryCase]) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for case in cases:
        found.setdefault(case.story, set()).add(case.article.id)
    return {frozenset(group) for group in found.values()}


@pytest.mark.parametrize("seed", [None, 1, 2])
def test_copies_are_one_story_in_any_order_of_adding(tmp_path: Path, seed: int | None) -> None:
    articles = [*ARTICLES.values()]
    if seed is not None:
        Random(seed).shuffle(articles)
    index(tmp_path, articles[:40])
    index(tmp_path, articles[40:])  # another run, which finds the copies of the first
    assert groups(tmp_path) == labelled(CASES.values())


def test_a_search_gives_one_result_for_a_story_and_lists_the_others(tmp_path: Path) -> None:
    index(tmp_path, [ARTICLES[f"bridge-{name}"] for name in ("agency", "edited", "cut", "reporter")])
    with search.open_index(tmp_path) as opened:
        results = opened.search("गंडक पुल")
        assert sorted(hit.similar for hit in results.hits) == [0, 2]
        assert {one.id for one in opened.story("bridge-cut")} == {"bridge-agency", "bridge-edited"}
        assert opened.story("bridge-reporter") == ()
        assert len(opened.story("bridge-cut", limit=1)) == 1
        with pytest.raises(DocumentMissing, match="nowhere"):
            opened.story("nowhere")


def test_a_story_keeps_its_name_while_articles_come_and_go(tmp_path: Path) -> None:
    index(tmp_path, [ARTICLES["court-agency"]])
    name = stories(tmp_path)["court-agency"]
    index(tmp_path, [ARTICLES["court-edited"]])
    delete(tmp_path, "court-agency")
    index(tmp_path, [ARTICLES["court-reordered"]])
    assert stories(tmp_path) == {"court-edited": name, "court-reordered": name}


def test_an_article_that_joins_two_stories_makes_them_one_and_they_part_without_it(tmp_path: Path) -> None:
    apart = {frozenset({"train-update"}), frozenset({"train-brief"})}
    index(tmp_path, [ARTICLES["train-update"], ARTICLES["train-brief"]])
    assert groups(tmp_path) == apart
    index(tmp_path, [ARTICLES["train-first"]])
    assert len(groups(tmp_path)) == 1
    with search.open_index(tmp_path) as opened:
        assert opened.search("उन्नाव मालगाड़ी").hits[0].similar == 2
    delete(tmp_path, "train-first")
    assert groups(tmp_path) == apart


def test_an_article_that_is_rewritten_leaves_its_story(tmp_path: Path) -> None:
    index(tmp_path, [ARTICLES["gold-13"], ARTICLES["gold-13copy"]])
    assert len(groups(tmp_path)) == 1
    index(tmp_path, [replace(ARTICLES["gold-16"], id="gold-13")])
    assert len(groups(tmp_path)) == 2
    index(tmp_path, [ARTICLES["gold-13"]])
    assert len(groups(tmp_path)) == 1


def test_what_is_not_published_is_no_story(tmp_path: Path) -> None:
    index(tmp_path, [ARTICLES["cases-1"]])
    with open_story_writer(tmp_path) as (writer, _):
        writer.add(make_entry(as_document(ARTICLES["cases-copy"])))
    index(tmp_path, [ARTICLES["cases-2"]])
    assert groups(tmp_path) == {frozenset({"cases-1"}), frozenset({"cases-2"})}


def test_documents_that_were_written_without_stories_are_looked_at_by_the_next_run(tmp_path: Path) -> None:
    writer = open_writer(tmp_path)
    for name in ("rate-agency", "rate-edited"):
        writer.add(make_entry(as_document(ARTICLES[name])))
    writer.publish()
    writer.close()
    assert len(groups(tmp_path)) == 2
    index(tmp_path, [ARTICLES["rate-brief"]])
    assert groups(tmp_path) == {frozenset({"rate-agency", "rate-edited", "rate-brief"})}


def test_stories_are_found_anew_without_what_was_known_of_them(tmp_path: Path) -> None:
    articles = [article for name, article in ARTICLES.items() if name.startswith(("court", "weather"))]
    index(tmp_path, articles)
    before = stories(tmp_path)
    (tmp_path / STORIES).unlink()
    regroup(tmp_path)
    assert stories(tmp_path) == before


def test_export_and_import_keep_stories(tmp_path: Path) -> None:
    index(tmp_path / "one", [ARTICLES["train-first"], ARTICLES["train-update"], ARTICLES["train-brief"]])
    lines = "".join(json.dumps(to_json(document)) + "\n" for document in all_documents(tmp_path / "one"))
    report = import_documents(io.BytesIO(lines.encode()), settings=Settings(index=tmp_path / "two"))
    assert report.rejected == ()
    assert stories(tmp_path / "two") == stories(tmp_path / "one")


def test_an_article_that_an_interrupt_kept_from_the_index_is_no_matter(tmp_path: Path) -> None:
    index(tmp_path, [ARTICLES["train-update"], ARTICLES["train-brief"]])
    memory = StoryMemory(tmp_path / STORIES)
    memory.add("lost", key="lost", story="lost", sketch=(), copies=["train-brief"])
    memory.commit(memory.generation())
    memory.close()
    index(tmp_path, [ARTICLES["train-first"]])
    assert groups(tmp_path) == {frozenset({"train-first", "train-update", "train-brief"})}


def test_many_articles_of_the_same_words_are_one_story(tmp_path: Path) -> None:
    same = Article(id="", language="hi", title="सूचना", body=("आज अवकाश रहेगा।",))
    index(tmp_path, [replace(same, id=f"n{number}") for number in range(120)])
    assert len(groups(tmp_path)) == 1
    delete(tmp_path, "n0", "n7")
    assert len(groups(tmp_path)) == 1
