"""Postings that our codec wrote are Whoosh's: its public reader gives them back, and merging loses nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whoosh import index, query
from whoosh.scoring import TF_IDF

from search.analysis.entry import make_entry
from search.engines.base import FIELDS, Field
from search.engines.posting_arrays import GONE, PostingArrays, invert, merge
from search.engines.whoosh_codec import from_bytes, to_bytes
from search.engines.whoosh_postings import FEW, PostingsReader
from search.model import Document
from tests.engines import Folder, ask, document, fill, ids, word

WORDS = ["सरकार", "चुनाव", "नदी", "खेल", "बाजार", "election", "river", "market"]
Rows = dict[str, list[tuple[int, list[int]]]]

positions = st.lists(st.integers(0, 70_000), min_size=1, max_size=3, unique=True).map(lambda one: tuple(sorted(one)))
documents = st.lists(st.dictionaries(st.text(min_size=1, max_size=3), positions, max_size=4), max_size=6)


def rows_of(postings: PostingArrays) -> Rows:
    found: Rows = {}
    for place, term in enumerate(postings.terms()):
        rows = postings.rows(place)
        runs = np.split(postings.positions[postings.positions_of(place)], np.cumsum(postings.counts[rows])[:-1])
        found[term] = [(slot, run.tolist()) for slot, run in zip(postings.slots[rows].tolist(), runs, strict=True)]
    return found


@given(documents)
def test_inverted_documents_are_the_documents(given_: list[dict[str, tuple[int, ...]]]) -> None:
    expected: Rows = {}
    for slot, terms in enumerate(given_):
        for term, places in terms.items():
            expected.setdefault(term, []).append((slot, list(places)))
    postings = invert(given_)
    assert rows_of(postings) == expected
    assert postings.terms() == sorted(expected)
    assert all(postings.find(term) == place for place, term in enumerate(postings.terms()))
    assert postings.find("nowhere") is None


@given(documents, documents, st.sets(st.integers(0, 5)))
def test_merged_postings_are_those_of_the_documents_that_stay(
    first: list[dict[str, tuple[int, ...]]], second: list[dict[str, tuple[int, ...]]], gone: set[int]
) -> None:
    kept = [one for slot, one in enumerate(first) if slot not in gone]
    slots = np.full(len(first), GONE)
    slots[[slot for slot in range(len(first)) if slot not in gone]] = np.arange(len(kept))
    parts = [(invert(first), slots), (invert(second), np.arange(len(kept), len(kept) + len(second)))]
    assert rows_of(merge(parts)) == rows_of(invert([*kept, *second]))


@given(documents, st.binary(max_size=7))
def test_arrays_come_back_from_a_file_wherever_they_begin(
    given_: list[dict[str, tuple[int, ...]]], before: bytes
) -> None:
    fields: dict[Field, PostingArrays] = {field: invert(given_) for field in FIELDS}
    content = memoryview(before + b"".join(to_bytes(fields)))[len(before) :]
    for field, postings in from_bytes(content).items():
        assert rows_of(postings) == rows_of(fields[field])
        assert all(postings.find(term) == place for place, term in enumerate(postings.terms()))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """An index of two large segments and a small one, with deletions."""
    batches = [[make(batch, n) for n in range(300)] for batch in range(2)]
    place = Folder(tmp_path / "index")
    fill(place, *batches)
    writer = place.write()
    writer.delete([f"d0-{n}" for n in range(0, 300, 7)])
    writer.add(make_entry(document("new", ["सरकार"])))
    writer.publish()
    writer.close()
    return tmp_path / "index"


def make(batch: int, n: int) -> Document:
    return document(f"d{batch}-{n}", [" ".join(WORDS[: 1 + n % 8]) + " सरकार" * (n % 3) + f" w{n}"])


def test_whooshs_public_reader_gives_the_same_postings(path: Path) -> None:
    reader = PostingsReader(path / "postings")
    theirs = index.open_dir(str(path / "postings")).reader()
    _, live = reader.document_numbers()
    assert not live.all()
    for term in (*WORDS, "w7", "nowhere"):
        found = reader.occurrences("body_hi", (term,))
        assert (("body_hi", term) in theirs) == bool(len(found[0]))
        if len(found[0]):
            matcher = theirs.postings("body_hi", term)
            slots, weights = [], []
            while matcher.is_active():
                slots.append(matcher.id())
                weights.append(matcher.weight())
                assert len(matcher.value_as("positions")) == matcher.weight()
                matcher.next()
            assert found[0][live[found[0]]].tolist() == slots
            assert found[1][live[found[0]]].tolist() == weights


def test_whooshs_queries_run_over_the_postings(path: Path) -> None:
    with index.open_dir(str(path / "postings")).searcher(weighting=TF_IDF()) as searcher:
        asked = query.And([query.Term("body_hi", "चुनाव"), query.Term("body_hi", "w9")])
        assert len(searcher.search(asked)) == len(list(asked.docs(searcher))) == 2
        assert searcher.reader().doc_frequency("body_hi", "w9") == 2
        assert next(iter(searcher.reader().terms_from("body_hi", "w98"))) == ("body_hi", b"w98")


def test_many_small_publishes_leave_few_segments(tmp_path: Path) -> None:
    place = Folder(tmp_path / "index")
    engine = fill(place, *([document(f"d{n:02}", [f"सरकार w{n}"])] for n in range(40)))
    assert len(list((tmp_path / "index" / "postings").glob("*.seg"))) < 3 * FEW
    assert ids(ask(engine, word("सरकार"), limit=50)) == [f"d{n:02}" for n in range(40)]
    assert ids(ask(engine, word("w17"))) == ["d17"]


def test_a_segment_that_is_mostly_deleted_is_written_anew(path: Path) -> None:
    writer = Folder(path).write()
    writer.delete([f"d0-{n}" for n in range(300) if n != 8])
    writer.publish()
    writer.close()
    numbers, live = PostingsReader(path / "postings").document_numbers()
    assert live.all()
    assert len(numbers) == 302
    assert ids(ask(Folder(path).open(), word("w8"))) == ["d0-8", "d1-8"]
