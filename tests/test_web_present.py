"""Languages, addresses, paragraphs and page numbers as the templates get them."""

from __future__ import annotations

import pytest

from search.model import Snippet
from tests.web_index import DOCUMENTS
from web.present import language_of, page_numbers, paragraphs, safe_url


@pytest.mark.parametrize(
    ("url", "usable"),
    [
        ("https://example.org/a?b#c", True),
        ("HTTP://EXAMPLE.ORG", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("java\tscript:alert(1)", False),
        ("data:text/html,<b>", False),
        ("//example.org", False),
        ("/etc/passwd", False),
        ("http:///nohost", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_pages_are_linked(url: str | None, usable: bool) -> None:
    assert safe_url(url) == (url if usable else None)


def test_the_script_decides_the_language_of_a_word() -> None:
    assert [language_of(text) for text in ("चुनाव", "Covid से", "Covid", "2025", "")] == ["hi", "hi", "en", "en", "en"]


def test_sentences_are_gathered_into_their_paragraphs() -> None:
    document = DOCUMENTS[0]
    marked = tuple(Snippet(hi=None, en=None) for _ in document.sentences)
    assert [len(paragraph) for paragraph in paragraphs(document, marked)] == [1, 1, 1]
    assert [sentence.number for paragraph in paragraphs(document, marked) for sentence in paragraph] == [1, 2, 3]


@pytest.mark.parametrize(
    ("page", "pages", "expected"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, None, 9)),
        (5, 9, (1, 2, 3, 4, 5, 6, 7, 8, 9)),
        (5, 10, (1, 2, 3, 4, 5, 6, 7, None, 10)),
        (1001, 1001, (1, None, 999, 1000, 1001)),
    ],
)
def test_near_pages_and_both_ends_get_a_link(page: int, pages: int, expected: tuple[int | None, ...]) -> None:
    assert page_numbers(page, pages) == expected
