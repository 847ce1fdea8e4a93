"""CSV and TSV, and corpora of others whose fields are mapped to ours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.fields import FIELDS, FieldMap, advise, read_field_map
from indexer.readers.table import read_table
from search.errors import SettingsError
from search.model import Article, Rejected
from tests.reading import read, rejected, titles

ROW = "नहर में पानी,नहर में पानी आया।,2024-06-19\n"
HEADER = "title,body,published\n"


def only(data: str, name: str = "a.csv", *maps: str) -> Article:
    (found,) = read(data.encode(), name, read_field_map(maps))
    assert isinstance(found, Article), found
    return found


def test_a_row_is_an_article() -> None:
    found = only(HEADER + ROW)
    assert (found.title, found.body) == ("नहर में पानी", ("नहर में पानी आया।",))
    assert found.published is not None


@pytest.mark.parametrize(("mark", "name"), [("\t", "a.tsv"), ("\t", "a.csv"), (";", "a.csv"), (",", "a.csv")])
def test_the_mark_between_fields_is_told(mark: str, name: str) -> None:
    assert only((HEADER + ROW).replace(",", mark), name).title == "नहर में पानी"


def test_a_place_is_taken_and_mapped() -> None:
    assert only("title,place\nनहर में पानी,पटना\n").place == "पटना"
    assert only("title,city\nनहर में पानी,पटना\n", "a.csv", "place=city").place == "पटना"


def test_quoted_fields_hold_commas_and_line_ends() -> None:
    found = only('title,body,tags\n"पानी, आखिर आया","पहला अनुच्छेद।\nदूसरा ""अनुच्छेद""।","नहर, पानी"\n')
    assert found.title == "पानी, आखिर आया"
    assert found.body == ("पहला अनुच्छेद।", 'दूसरा "अनुच्छेद"।')
    assert found.tags == ("नहर", "पानी")


def test_byte_order_marks_and_utf16_are_read() -> None:
    assert titles(read((HEADER + ROW).encode("utf-8-sig"), "a.csv")) == ["नहर में पानी"]
    assert titles(read((HEADER + ROW).encode("utf-16"), "a.csv")) == ["नहर में पानी"]


def test_a_bad_row_is_named_by_its_line_and_stops_nothing() -> None:
    bad = HEADER + "a,b,c,d\n" + "शीर्षक एक,पाठ,अजीब तारीख\n" + ",,\n" + ROW
    data = bad.encode() + b"\xff\xff,x,\n" + ROW.encode()
    found = read(data, "a.csv")
    assert titles(found)[2] == titles(found)[4] == "नहर में पानी"
    reasons = {item.path: item.reason for item in found if isinstance(item, Rejected)}
    assert list(reasons) == ["a.csv:2", "a.csv:3", "a.csv:6"]
    assert "4 fields where the first row names 3" in reasons["a.csv:2"]
    assert "अजीब तारीख" in reasons["a.csv:3"]
    assert "not UTF-8" in reasons["a.csv:6"]


def test_a_quotation_mark_that_is_never_closed_is_named() -> None:
    data = HEADER + ROW + 'x,"' + "पाठ और पाठ\n" * 500
    found = read(data.encode(), "a.csv", limit=4096)
    assert titles(found)[0] == "नहर में पानी"
    assert isinstance(found[-1], Rejected)
    assert "quotation mark" in found[-1].reason


def test_a_quotation_mark_that_is_open_at_the_end_is_no_article_of_all_rows() -> None:
    found = read(f'{HEADER}{ROW}"नहर, "और" पानी",क,\n"पुल\nबना",ख,\n"खुला,ग,\nदूसरी,घ,\n'.encode(), "a.csv")
    assert titles(found[:-1]) == ["नहर में पानी", 'नहर, और" पानी"', "पुल बना"]
    assert titles(found[-1:])[0].startswith("a.csv:6: a quotation mark that opens here is never closed")


def test_a_table_of_nothing_but_names_of_fields_says_so() -> None:
    assert "nothing stands below the first row, which names 3 fields" in rejected(HEADER.encode(), "a.csv").reason


def test_a_table_without_names_of_fields_is_rejected_once_with_advice() -> None:
    nameless = rejected("नहर,नहर में\nपुल,पुल है\n".encode(), "a.csv")
    assert "neither a field \"title\" nor \"body\": 'नहर', 'नहर में'. Write the names" in nameless.reason
    assert "--map title=headline --map body=text" in rejected(b"headline,text\na,b\nc,d\n", "a.csv").reason


def test_the_mark_that_a_line_for_excel_states_is_taken() -> None:
    assert only("sep=|\n" + (HEADER + ROW).replace(",", "|")).title == "नहर में पानी"


def test_headers_that_cannot_be_used_are_named() -> None:
    assert "'title' twice" in rejected(b"title,title\nx,y\n", "a.csv").reason
    assert "empty" in rejected(b"", "a.csv").reason
    assert "--map title=headline --map body=text" in rejected(b"headline,text\nx,y\n", "a.csv").reason


@given(st.binary(max_size=300), st.integers(1, 50))
def test_no_bytes_make_the_table_raise(data: bytes, size: int) -> None:
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    assert all(isinstance(item, Article | Rejected) for item in read_table(chunks, "a.csv", limit=100))


def test_fields_of_others_are_mapped() -> None:
    data = '{"headline": "नहर में पानी", "content": {"text": ["पानी आया।", "लोग खुश।"]},'
    data += ' "meta": {"date": 1718769600}, "by": [{"name": "रेखा"}, {"name": "उमेश"}]}'
    found = only(data, "a.jsonl", "title=headline", "body=content.text", "published=meta.date", "authors=by.name")
    assert (found.title, found.body) == ("नहर में पानी", ("पानी आया।", "लोग खुश।"))
    assert found.authors == ("रेखा", "उमेश")
    assert found.published is not None
    assert found.published.isoformat() == "2024-06-19T04:00:00+00:00"


def test_several_paths_to_the_body_are_its_parts_and_to_others_the_first_that_is_there() -> None:
    fields = read_field_map(["body=lead", "body=text", "title=h1", "title=h2"])
    made = fields.apply({"lead": "सार।", "text": "पाठ।", "h2": "शीर्षक", "url": "https://e.example/1"})
    assert made == {"body": ["सार।", "पाठ।"], "title": "शीर्षक", "url": "https://e.example/1"}


def test_markup_in_the_text_of_a_corpus_is_taken_out() -> None:
    assert only('{"body": "<p>पानी <b>आया</b>।</p><p>लोग खुश।</p>"}', "a.json").body == ("पानी आया।", "लोग खुश।")
    assert only('{"body": "गति < 40 और > 20 रही।"}', "a.json").body == ("गति < 40 और > 20 रही।",)


@pytest.mark.parametrize("option", ["title", "heading=x", "title=", "=x", "body=a..b"])
def test_a_map_that_makes_no_sense_is_refused_with_the_fields_there_are(option: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_field_map([option])
    assert repr(option) in str(caught.value)
    assert "title=headline" in str(caught.value)
    assert all(field in str(caught.value) for field in FIELDS)


def test_no_map_changes_nothing() -> None:
    record = {"title": "x", "anything": [1]}
    assert FieldMap().apply(record) is record
    assert advise(["title", "body"]) == ""


def test_articles_in_an_object_around_them_are_read() -> None:
    data = '{"status": "ok", "articles": [{"title": "नहर में पानी"}, {"x": 1}, {"title": "पुल बना"}]}'
    found = read(data.encode(), "a.json")
    assert [item.title for item in found if isinstance(item, Article)] == ["नहर में पानी", "पुल बना"]
    assert [item.path for item in found if isinstance(item, Rejected)] == ["a.json:1#2"]


def test_a_json_feed_is_read() -> None:
    data = (
        '{"version": "https://jsonfeed.org/version/1.1", "title": "जनपथ", "items": [{"id": "https://j.example/1", '
        '"url": "https://j.example/1", "title": "नहर में पानी", "content_html": "<p>पानी <b>आया</b>।</p>", '
        '"date_published": "2024-06-19T09:30:00+05:30", "authors": [{"name": "रेखा भट्ट"}], "tags": ["नहर"]}]}'
    )
    found = only(data, "a.json")
    assert (found.title, found.body, found.url) == ("नहर में पानी", ("पानी आया।",), "https://j.example/1")
    assert (found.authors, found.tags) == (("रेखा भट्ट",), ("नहर",))
    assert found.published is not None
