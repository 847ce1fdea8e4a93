"""Known items in real news: articles asked for again by somebody who read them once, among others.

Translating the articles takes a minute or two, so this runs only where DUBHASHI_TEST_NEWS is set and the news is there.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from benchmarks.articles import DATA, NEWS
from benchmarks.known_items import ITEMS, index_asked
from search.evaluation.evaluation import evaluate
from search.evaluation.known_items import read_known_items
from search.evaluation.runs import index_system, make_run
from search.evaluation.stories import judge_stories, run_stories, stories_of
from search.index import open_index
from tests.golden_files import Golden

OTHERS = 300
needs_items = pytest.mark.skipif(not ITEMS.is_file(), reason=f"there is no {ITEMS.name}")


@needs_items
def test_known_items_are_asked_in_three_kinds_each() -> None:
    collection = read_known_items(ITEMS)
    (items,) = collection.sets
    asked: dict[str, list[str]] = {}
    for query in items.queries:
        (article,) = collection.judgements[items.name][query.topic]
        asked.setdefault(article, []).append(query.kind)
    assert all(len(kinds) == len(set(kinds)) for kinds in asked.values())
    assert set(items.kinds) <= {"hi", "en", "latin"}


@needs_items
@pytest.mark.skipif(not os.environ.get("DUBHASHI_TEST_NEWS"), reason="DUBHASHI_TEST_NEWS is not set")
@pytest.mark.skipif(
    not all((DATA / "news" / name).is_file() for name in NEWS), reason="the news is not beside the project"
)
def test_known_items_are_found_no_worse_than_before(tmp_path: Path, golden: Golden) -> None:
    collection = read_known_items(ITEMS)
    index = index_asked(collection, tmp_path, others=OTHERS, data=DATA)
    assert index is not None
    with open_index(index) as opened:
        stories = stories_of(collection.judged(), opened)
        run = run_stories(make_run(index_system(opened), collection.sets), stories)
    figures = {
        (one.direction.name, measure): value
        for one in evaluate(judge_stories(collection, stories), run, {})
        for measure, value in one.means.items()
    }
    digest = hashlib.sha256(ITEMS.read_bytes()).hexdigest()[:16]
    golden.check_floors("known_items.txt", f"{digest} and {OTHERS} others", figures)
