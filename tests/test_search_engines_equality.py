"""The array path gives exactly what the slow twin gives, over random corpora with deletions and several segments."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from search.engines.base import Alternative, Concept, Filters, Request, Response, TermSequence
from search.engines.maintenance import rebuild
from search.engines.whoosh_engine import WhooshEngine
from search.model import Document, Sort
from tests.engines import Folder, Memory, ask, document, fill, word

WORDS = ["सरकार", "चुनाव", "नदी", "खेल", "बाजार", "election", "river", "market"]
texts = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
FILTERS = [Filters(source=("A",)), Filters(place=("patna",)), Filters(tag=("x",)), Filters(since=1710000000)]
days = st.sampled_from([None, "2024-01-01", "2024-06-01", "2025-01-01"])


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return document(
        f"d{draw(st.integers(0, 15)):02}",
        draw(st.lists(texts.filter(bool), min_size=1, max_size=3)),
        draw(st.lists(texts.filter(bool), max_size=3)),
        title_hi=draw(texts) or None,
        day=draw(days),
        source=draw(st.sampled_from([None, "A", "B"])),
        reported_from=draw(st.sampled_from([None, "पटना", "Patna", "गया"])),
        tags=tuple(draw(st.sets(st.sampled_from(["x", "y"])))),
        story=draw(st.sampled_from([None, None, "s1", "s2"])),
    )


@st.composite
def concepts(draw: st.DrawFn) -> Concept:
    terms = draw(st.lists(st.sampled_from([*WORDS, "nowhere"]), min_size=1, max_size=3, unique=True))
    weights = draw(st.lists(st.sampled_from([1.0, 0.85, 0.45]), min_size=3, max_size=3))
    alternatives = tuple(Alternative(term, weight, "stem") for term, weight in zip(terms, weights, strict=False))
    sequences: tuple[TermSequence, ...] = ()
    if draw(st.booleans()):
        sequence = tuple(draw(st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)))
        sequences = (TermSequence(sequence, 0.7, "translation"),)
    return Concept(text=terms[0], alternatives=alternatives, sequences=sequences, required=draw(st.integers(0, 5)) == 0)


@st.composite
def requests(draw: st.DrawFn) -> Request:
    sort: Sort = draw(st.sampled_from(["relevance", "date"]))
    return Request(
        concepts=tuple(draw(st.lists(concepts(), max_size=3))),
        story=draw(st.sampled_from([None, None, None, "s1"])),
        excluded=tuple(replace(one, required=False) for one in draw(st.lists(concepts(), max_size=1))),
        filters=tuple(draw(st.lists(st.sampled_from(FILTERS), max_size=2))),
        barred=tuple(draw(st.lists(st.sampled_from(FILTERS), max_size=1))),
        minimum_share=draw(st.sampled_from([0.0, 0.4, 1.0])),
        sort=sort,
        limit=draw(st.integers(1, 12)),
        offset=draw(st.integers(0, 4)),
    )


@settings(max_examples=60, deadline=None)
@given(
    batches=st.lists(st.lists(documents(), max_size=8), min_size=1, max_size=4),
    deleted=st.sets(st.integers(0, 15)),
    asked=st.lists(requests(), min_size=1, max_size=5),
)
def test_both_engines_give_the_same_answer(
    batches: list[list[Document]], deleted: set[int], asked: list[Request]
) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        places = (Folder(folder / "index"), Memory())
        engines = [fill(place, batches[0]) for place in places]
        for batch in batches[1:]:  # the engines stay open, and take in what each publish changed
            for place in places:
                fill(place, batch)
            assert_same(*(engine.search(Request()) for engine in engines))
        for place in places:
            writer = place.write()
            writer.delete([f"d{number:02}" for number in deleted])
            writer.publish()
            writer.close()
        for request in asked:
            assert_same(*(engine.search(request) for engine in (*engines, places[0].open())))
    finally:
        shutil.rmtree(folder)


def test_what_a_rebuild_changes_is_seen_by_an_engine_that_stays_open(tmp_path: Path) -> None:
    place = Folder(tmp_path / "index")
    fill(place, [document("long", ["सरकार " * 9]), document("short", ["सरकार"])], [document("other", ["नदी"])])
    with closing(sqlite3.connect(tmp_path / "index" / "documents.sqlite")) as database, database:
        database.execute("UPDATE documents SET lengths = '[0, 1, 0, 0]'")  # as if words were counted otherwise
    engine = place.open()
    assert ask(engine, word("सरकार")).average_lengths["body_hi"] == 1
    rebuild(tmp_path / "index")
    fill(place, [document("more", ["नदी"])])
    answer = ask(engine, word("सरकार"))
    assert answer == ask(place.open(), word("सरकार"))
    assert answer.average_lengths["body_hi"] == 3


def test_where_words_are_rare_and_common_both_engines_give_the_same_answer(tmp_path: Path) -> None:
    # in 300 documents a list is looked up by search or in a table, whichever is shorter: small ones only show the table
    random = Random(7)
    vocabulary = [f"w{number}" for number in range(60)]
    often = [1 / (1 + number) for number in range(60)]
    texts = [
        document(
            f"d{number:03}",
            [" ".join(random.choices(vocabulary, often, k=random.randint(1, 12)))],
            day=random.choice([None, "2024-01-01", "2025-01-01"]),
            source=random.choice([None, "A", "B"]),
            story=random.choice([None, None, None, f"s{number % 20}"]),
        )
        for number in range(300)
    ]
    engines = []
    for place in (Folder(tmp_path / "index"), Memory()):
        fill(place, *(texts[start : start + 60] for start in range(0, 300, 60)))
        writer = place.write()
        writer.delete([f"d{number:03}" for number in range(0, 300, 7)])
        writer.publish()
        writer.close()
        engines.append(place.open())
    for _ in range(60):
        concepts = tuple(
            Concept(
                text="",
                alternatives=tuple(
                    Alternative(term, weight, "stem")
                    for term, weight in zip(
                        random.sample(vocabulary, random.choice([1, 1, 3])), (1.0, 0.7, 0.3), strict=False
                    )
                ),
                required=random.random() < 0.6,
            )
            for _ in range(random.randint(1, 4))
        )
        request = Request(
            concepts=concepts,
            excluded=(Concept(text="", alternatives=(Alternative("w9", 1.0, "exact"),)),) * random.randint(0, 1),
            filters=(Filters(source=("A",)),) * random.randint(0, 1),
            minimum_share=random.choice([0.0, 0.4]),
            limit=random.choice([3, 100]),
        )
        assert_same(*(engine.search(request) for engine in engines))


def assert_same(*answers: Response) -> None:
    for fast, slow in pairwise(answers):
        assert_equal(fast, slow)


def assert_equal(fast: Response, slow: Response) -> None:
    assert [(one.document, round(one.score, 9), one.similar) for one in fast.found] == [
        (one.document, round(one.score, 9), one.similar) for one in slow.found
    ]
    assert [[round(part, 9) for part in one.parts] for one in fast.found] == [
        [round(part, 9) for part in one.parts] for one in slow.found
    ]
    assert (fast.total, fast.facets, fast.matched) == (slow.total, slow.facets, slow.matched)


def test_the_cache_keeps_its_limit_and_answers_stay_the_same(tmp_path: Path) -> None:
    place = Folder(tmp_path / "index")
    fill(place, [document(f"d{n}", [f"w{n} सरकार"]) for n in range(50)])
    small, large = (WhooshEngine(tmp_path / "index", cache_bytes=size) for size in (5000, 2**20))
    for term in ["सरकार", *(f"w{n}" for n in range(50)), "सरकार"]:
        assert ask(small, word(term)) == ask(large, word(term))
    caches = [engine.refresh().scorer._cache for engine in (small, large)]
    assert 0 < caches[0].held <= 5000 < caches[1].held
    assert len(caches[0]) < len(caches[1]) == 51
