"""JSON Lines, arrays and single objects as streams: what is broken or too long stops nothing and costs no memory."""

from __future__ import annotations

import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers import read_paths
from indexer.readers.jsonl import read_json
from indexer.readers.stream import utf8_chunks
from search.model import Article, Rejected
from search.settings import Settings
from tests.reading import JSON_LINE, titles

BROKEN = Path(__file__).parent / "broken"
LIMIT = 8 * 2**20
LONG = 50 * 2**20


def read(data: bytes, *, limit: int = LIMIT, chunk: int = 65536) -> list[Article | Rejected]:
    file = io.BytesIO(data)
    return list(read_json(iter(lambda: file.read(chunk), b""), "a.jsonl", limit=limit))


def read_file(name: str) -> list[Article | Rejected]:
    return list(read_paths([BROKEN / name], settings=Settings()))


def summary(items: list[Article | Rejected]) -> list[str]:
    return [item.id if isinstance(item, Article) else item.path.rpartition(":")[2] for item in items]


def record(number: int, body: str = "पानी आया।") -> str:
    return json.dumps({"id": str(number), "title": "नहर में पानी", "body": body}, ensure_ascii=False)


def test_broken_lines_are_named_and_the_good_ones_around_them_are_read() -> None:
    items = read_file("malformed.jsonl")
    assert summary(items) == ["broken-ok-1", "2", "3", "4", "broken-ok-2"]
    reasons = [item.reason for item in items if isinstance(item, Rejected)]
    assert "not valid JSON: Unterminated string" in reasons[0]
    assert "near 'री पंक्ति" in reasons[0]
    assert "a JSON object is needed, this is a list" in reasons[1]
    assert "'['यह', 'एक', 'सूची', 'है']'" in reasons[1]
    assert 'neither "title" nor "body" has text' in reasons[2]
    assert '"url", "source"' in reasons[2]


def test_wrong_types_are_named_with_field_and_value_and_plain_ones_are_taken() -> None:
    items = read_file("wrong_types.jsonl")
    assert summary(items) == ["1", "wrong-authors", "3", "wrong-tags", "wrong-body"]
    title, authors, published, tags, body = items
    assert isinstance(title, Rejected)
    assert title.reason == "\"title\" must be text, not a number: '2025'"
    assert isinstance(published, Rejected)
    assert "'yesterday-ish'" in published.reason
    assert "2024-06-19T09:30:00+05:30" in published.reason
    assert isinstance(authors, Article)
    assert authors.authors == ("विमल जैन",)
    assert isinstance(tags, Article)
    assert tags.tags == ()
    assert isinstance(body, Article)
    assert len(body.body) == 2


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("bom.jsonl", ["broken-bom-1"]),
        ("array.json", ["array-1", "array-2"]),
        ("object.json", ["object-1"]),
        ("duplicate_ids.jsonl", ["duplicate-1", "duplicate-1"]),
    ],
)
def test_odd_files_are_read(name: str, ids: list[str]) -> None:
    assert summary(read_file(name)) == ids


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_encodings_with_a_mark_and_both_line_ends_are_read(encoding: str, line_end: str) -> None:
    file = io.BytesIO(line_end.join([record(1), "", record(2), ""]).encode(encoding))
    items = list(read_json(utf8_chunks(file), "a.jsonl", limit=LIMIT))
    assert summary(items) == ["1", "2"]
    assert isinstance(items[1], Article)
    assert items[1].body == ("पानी आया।",)


def test_a_line_in_another_encoding_is_named_with_its_byte_and_the_rest_is_read() -> None:
    bad = b'{"title": "caf\xe9"}'
    items = read(record(1).encode() + b"\n" + bad + b"\n" + record(3).encode())
    assert summary(items) == ["1", "2", "3"]
    assert isinstance(items[1], Rejected)
    assert "byte 15 is 0xe9" in items[1].reason
    assert "Save the file as UTF-8" in items[1].reason


def test_an_object_printed_over_several_lines_is_one_article_whatever_the_name_says() -> None:
    text = json.dumps(json.loads(record(1)), indent=2)
    assert summary(read(text.encode())) == ["1"]
    assert summary(read(text.encode(), limit=20)) == ["a.jsonl"]


def test_json_lines_in_a_json_file_are_read_even_when_the_first_is_broken() -> None:
    assert summary(read(b'{"title": \n' + record(2).encode())) == ["1", "2"]


def test_a_broken_element_does_not_stop_the_array() -> None:
    text = f"[{record(1)},\n{{'title': 1}},\n{record(3)}, 7]"
    assert summary(read(text.encode())) == ["1", "2", "3", "3"]


def test_an_array_that_is_cut_off_gives_what_is_whole_and_says_so() -> None:
    items = read(f"[{record(1)},\n{record(2)[:30]}".encode())
    assert summary(items) == ["1", "2"]
    assert isinstance(items[1], Rejected)
    assert "not closed" in items[1].reason


@pytest.mark.parametrize("text", ["", " \n\n ", "[]", "[ \n ]"])
def test_a_file_without_articles_says_so(text: str) -> None:
    (item,) = read(text.encode())
    assert isinstance(item, Rejected)
    assert "no article in it" in item.reason


@pytest.mark.parametrize(
    "text", ["[" * 100_000, '{"title": ' * 50_000, '{"id": ' + "9" * 5000 + "}", "null", '"text"', "{}"]
)
def test_hostile_json_is_rejected(text: str) -> None:
    items = read(text.encode())
    assert items
    assert all(isinstance(item, Rejected) for item in items)


class Generated:
    """A file that is made while it is read: a good article, one of 50 MB, a good one."""

    def __init__(self, before: bytes, after: bytes) -> None:
        self._parts = self._make(before, after)

    def _make(self, before: bytes, after: bytes) -> Iterator[bytes]:
        yield before
        for _ in range(LONG // 2**16):
            yield b"a" * 2**16
        yield after

    def read(self, size: int) -> bytes:
        return next(self._parts, b"")


@pytest.mark.parametrize(
    ("before", "after", "where"),
    [
        (f'{record(1)}\n{{"body": "', f'"}}\n{record(3)}\n', "2"),
        (f'[{record(1)},\n{{"body": "', f'"}},\n{record(3)}]', "2"),
    ],
    ids=["line", "element"],
)
def test_an_article_of_50_mb_is_passed_over_without_being_held(before: str, after: str, where: str) -> None:
    file = Generated(before.encode(), after.encode())
    chunks = iter(lambda: file.read(2**16), b"")
    tracemalloc.start()
    try:
        items = list(read_json(chunks, "a.jsonl", limit=LIMIT))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert summary(items) == ["1", where, "3"]
    assert isinstance(items[1], Rejected)
    assert "50 MB long, more than 8 MB" in items[1].reason
    assert "max_article_bytes" in items[1].reason
    assert peak < 2 * LIMIT


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(
    ["id", "title", "body", "url", "source", "section", "place", "published", "authors", "tags", "language"]
)
RECORDS = st.dictionaries(
    FIELDS, VALUES | st.text(max_size=40) | st.sampled_from(["hi", "2024-06-19", "https://a.example/1"])
)


@settings(deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=4), st.booleans(), st.sampled_from([None, 1]), st.integers(1, 50))
def test_every_element_of_an_array_gives_one_answer(
    records: list[dict[str, object]], ascii_only: bool, indent: int | None, chunk: int
) -> None:
    text = json.dumps(records, ensure_ascii=ascii_only, indent=indent).encode("utf-8", "replace")
    assert len(read(text, chunk=chunk)) == len(records)


@settings(deadline=None)
@given(RECORDS)
def test_a_line_gives_the_same_as_an_element(one: dict[str, object]) -> None:
    text = json.dumps(one)
    as_line, as_element = read(text.encode()), read(f"[{text}]".encode())
    assert [repr(item).replace(":1'", "'") for item in as_line] == [
        repr(item).replace(":1'", "'") for item in as_element
    ]


@settings(deadline=None)
@given(st.binary(max_size=200), st.integers(1, 20), st.integers(1, 60))
def test_any_bytes_give_answers_and_never_raise(data: bytes, chunk: int, limit: int) -> None:
    for opening in (b"", b"[", b'{"title": "'):
        assert all(isinstance(item, (Article, Rejected)) for item in read(opening + data, chunk=chunk, limit=limit))


def test_a_comma_behind_a_line_is_no_fault() -> None:
    lines = f"{JSON_LINE.strip()},\r\n{JSON_LINE.strip()} ,"
    assert titles(read(lines.encode())) == ["नहर में पानी"] * 2
