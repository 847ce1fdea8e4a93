"""One JSON object: which fields it may have, what is taken leniently, and what is rejected by name and value."""

from __future__ import annotations

from datetime import timezone

import pytest

from indexer.readers.record import UnusableError, read_record
from search.model import Article
from tests.tables import read_cases


def record(**fields: object) -> Article:
    return read_record({"title": "नहर में पानी", "body": "पानी आया।"} | fields)


def reason(**fields: object) -> str:
    with pytest.raises(UnusableError) as caught:
        record(**fields)
    return str(caught.value)


@pytest.mark.parametrize(("text", "wanted"), read_cases("published.txt"))
def test_published_is_read_as_written_in_the_table(text: str, wanted: str) -> None:
    if wanted == "-":
        assert f"\"published\" is not a date: '{text}'. Write it as 2024-06-19T09:30:00+05:30" in reason(published=text)
    else:
        published = record(published=text).published
        assert published is not None
        assert published.isoformat() == wanted


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_nothing_in_a_field_is_as_if_it_were_not_there(nothing: str | None) -> None:
    fields = ("id", "url", "source", "section", "place", "published", "authors", "tags", "language")
    assert record(**dict.fromkeys(fields, nothing)) == record()


def test_every_field_is_taken() -> None:
    article = record(
        id="a-1",
        url="https://janpath.example/1?a=1&copy=2#x",
        source=" जनपथ  समाचार ",
        section="देश",
        place=" नई  दिल्ली",
        authors=["कविता रावत", "Ghosh, IAS", None, "कविता रावत"],
        tags=["पानी", "Bihar "],
        language="hi-IN",
        another="field",
    )
    assert (article.id, article.url) == ("a-1", "https://janpath.example/1?a=1&copy=2#x")
    assert (article.source, article.section, article.place) == ("जनपथ समाचार", "देश", "नई दिल्ली")
    assert (article.authors, article.tags) == (("कविता रावत", "Ghosh, IAS"), ("पानी", "Bihar"))


def test_a_place_that_is_not_given_is_that_of_the_dateline() -> None:
    assert record(body="पटना, 19 जून (भाषा)। नहर में पानी आया।").place == "पटना"
    assert record(body="पटना, 19 जून (भाषा)। नहर में पानी आया।", place="गया").place == "गया"


def test_names_in_one_text_are_split_at_commas() -> None:
    assert record(authors="कविता रावत, विमल जैन; PTI").authors == ("कविता रावत", "विमल जैन", "PTI")


def test_a_number_is_an_id() -> None:
    assert record(id=17).id == "17"


def test_text_is_normalised_and_entities_are_opened() -> None:
    article = record(title="  अाज\u00a0का &quot;बाज़ार&quot;\n भाव ", body=["पहला &amp; दूसरा\r\n\r\n तीसरा", "", "चौथा"])
    assert article.title == 'आज का "बाज़ार" भाव'
    assert article.body == ("पहला & दूसरा", "तीसरा", "चौथा")


def test_half_a_surrogate_pair_does_not_reach_the_index() -> None:
    article = record(title="नहर \ud83d में", authors=["\udc00 रावत"])
    assert "\N{REPLACEMENT CHARACTER}" in article.title
    assert article.authors[0].encode()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", ["क"], "\"title\" must be text, not a list: '['क']'"),
        ("body", {"html": "x"}, '"body" must be text or a list of texts, not an object'),
        ("body", ["क", 3], "one of them is a number: '3'"),
        ("id", True, "\"id\" must be text, not true or false: 'True'"),
        ("id", "a\nb", '"id" must be printable'),
        ("id", "x" * 513, "at most 512 characters"),
        ("source", 7, "\"source\" must be text, not a number: '7'"),
        ("published", 20240619, "\"published\" is not a date: '20240619'"),
        ("authors", {"name": "x"}, "\"authors\" must be a list of texts, not an object: '{'name': 'x'}'"),
        ("tags", [["x"]], '"tags" must be a list of texts, not a list'),
        ("language", "mr", "\"language\" is 'mr'; only Hindi (hi) and English (en)"),
    ],
)
def test_a_wrong_type_is_named_with_its_value(field: str, value: object, words: str) -> None:
    assert words in reason(**{field: value})


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "/relative", "http://", "http://[", "https://a b/"]
)
def test_a_dangerous_or_broken_url_is_rejected(url: str) -> None:
    assert f"\"url\" must begin with http:// or https:// and name a host: '{url}'" in reason(url=url)


def test_neither_title_nor_body_is_told_with_the_fields_there_are() -> None:
    assert 'fields found: "title", "body", "text"' in reason(title=" ", body=[], text="पानी")


def test_either_title_or_body_is_enough() -> None:
    assert record(title=None).title == ""
    assert record(body=None).body == ()


def test_the_id_is_that_of_the_url_and_else_of_the_text() -> None:
    first = record(url="https://a.example/1")
    assert first.id == record(url="https://a.example/1", title="दूसरा").id != record(url="https://a.example/2").id
    assert record().id == record(source="कोई और").id != record(title="दूसरा").id
    assert len(record().id) == 20


@pytest.mark.parametrize(
    ("given", "text", "wanted"),
    [
        (None, "नहर में IIT का canal project", "hi"),
        (None, "Canal water reaches Buxar", "en"),
        ("Hindi", "नहर में पानी", "hi"),
        ("eng", "Canal water", "en"),
        ("hi", "IIT Kanpur GST portal app launch नया", "hi"),
        ("en", "नहर में पानी आया", "hi"),
        ("hi", "nahar mein paani aaya", "en"),
    ],
)
def test_the_language_is_the_one_given_unless_the_script_contradicts_it(
    given: str | None, text: str, wanted: str
) -> None:
    assert record(title=text, body=None, language=given).language == wanted


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("சென்னையில் இன்று மழை", "Tamil script"),
        ("পানি এসেছে খালে", "Bengali script"),
        ("نہر میں پانی", "Arabic script"),
        ("12,000 … 45%", "no letters"),
    ],
)
def test_another_script_is_rejected_by_name(text: str, name: str) -> None:
    assert f"neither Hindi nor English ({name}): '{text}'" in reason(title=text, body=None)


@pytest.mark.parametrize("count", [1718769600, 1718769600000, 1718769600.5])
def test_a_count_of_seconds_is_a_moment(count: float) -> None:
    published = read_record({"title": "नहर में पानी आया", "published": count}).published
    assert published is not None
    assert published.astimezone(timezone.utc).isoformat().startswith("2024-06-19T04:00:00")
