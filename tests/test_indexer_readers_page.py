"""A page of text as an article: identity, language, and that no text whatever makes the reader raise."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.page import read_page, read_text_page
from search.model import Article, Rejected
from tests.limits import at_most

PAGE = """जनपथ समाचार
देश
नहर में आया पानी, किसान खुश | जनपथ समाचार
3 अप्रैल 2025
नहर में सोमवार को पानी छोड़ा गया। किसानों ने बुवाई शुरू कर दी।
रिपोर्ट: कविता रावत
टैग: नहर, बुवाई
"""


def article(text: str, path: str = "pages/nahar.txt") -> Article:
    found = read_page(text, path)
    assert isinstance(found, Article)
    return found


def test_all_fields_of_a_page_reach_the_article() -> None:
    found = article(PAGE)
    assert found.title == "नहर में आया पानी, किसान खुश"
    assert found.body == ("नहर में सोमवार को पानी छोड़ा गया। किसानों ने बुवाई शुरू कर दी।",)
    assert (found.source, found.section, found.url) == ("जनपथ समाचार", "देश", None)
    assert (found.authors, found.tags) == (("कविता रावत",), ("नहर", "बुवाई"))
    assert found.published is not None
    assert found.language == "hi"


def test_an_edited_page_keeps_its_id_wherever_its_folder_lies() -> None:
    edited = PAGE.replace("शुरू कर दी", "रोक दी").replace("कविता रावत", "विमल जैन")
    assert article(PAGE).id == article(edited, "/elsewhere/nahar.txt").id


def test_columns_with_the_same_headline_are_kept_apart_by_name_and_by_day() -> None:
    ids = {article(PAGE).id, article(PAGE, "pages/b.txt").id, article(PAGE.replace("3 अप्रैल", "4 अप्रैल")).id}
    assert len(ids) == 3


def test_a_page_with_its_address_is_known_by_it() -> None:
    with_url = PAGE + "URL: https://janpath.example/nahar\n"
    assert article(with_url).url == "https://janpath.example/nahar"
    assert article(with_url).id == article(with_url.replace("खुश", "प्रसन्न"), "b.txt").id


def test_a_page_in_another_script_is_rejected_by_name() -> None:
    found = read_page("சென்னையில் இன்று மழை\nமழை பெய்தது.", "a.txt")
    assert found == Rejected(path="a.txt", reason="written in neither Hindi nor English (Tamil script)")


def test_a_page_of_buttons_alone_is_rejected() -> None:
    found = read_page("Share\nAdvertisement\n", "a.txt")
    assert isinstance(found, Rejected)
    assert "no line is text of one" in found.reason


@settings(deadline=None)
@given(st.text(max_size=400))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    found = read_page(text, "a.txt")
    assert isinstance(found, Rejected) or found.title or found.body


@settings(deadline=None)
@given(st.text(max_size=100), st.integers(1, 40))
def test_the_size_of_the_chunks_makes_no_difference(text: str, size: int) -> None:
    data = text.encode("utf-8", "replace")
    chunks = (data[at : at + size] for at in range(0, len(data), size))
    assert list(read_text_page(chunks, "a.txt", limit=10_000)) == [read_page(data.decode(), "a.txt")]


def test_a_text_of_more_lines_than_any_article_has_is_rejected_soon_and_with_advice() -> None:
    with at_most(5):
        rejected = read_page("क ख\n" * 700_000, "list.txt")
    assert isinstance(rejected, Rejected)
    assert "700,000 lines, more than 20,000" in rejected.reason
    assert "give each a file of its own" in rejected.reason


@pytest.mark.parametrize("unit", ["<script ", "<style>", "font-family:", "face=", "<", "<!--", "क ", "बाढ़ - ", "["])
def test_a_page_of_one_endless_line_is_read_soon(unit: str) -> None:
    with at_most(5):
        read_page("नहर में पानी आया। " + unit * (500_000 // len(unit)), "page.txt")
