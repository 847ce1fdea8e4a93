"""A web page becomes its article: text, and what JSON-LD, meta elements and the page itself say about it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.crowded import thin_tags
from indexer.readers.html import article_from_html
from indexer.readers.markup import text_of
from search.model import Article, Rejected
from tests.limits import at_most
from tests.reading import PARAGRAPHS, TITLE, article, read, rejected, web_page


def with_data(**values: object) -> str:
    data = {"@context": "https://schema.org", "@type": "NewsArticle", **values}
    return f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'


def test_a_page_gives_its_headline_and_paragraphs_and_nothing_else() -> None:
    found = article(web_page().encode(), "a.html")
    assert found.title == TITLE
    assert found.body == PARAGRAPHS
    assert (found.language, found.source, found.url) == ("hi", "जनपथ समाचार", None)


def test_json_ld_says_who_when_and_where() -> None:
    head = with_data(
        headline=TITLE,
        datePublished="2024-06-19T09:30:00+05:30",
        author=[{"@type": "Person", "name": "कविता रावत"}, {"name": "विमल जैन"}],
        publisher={"@type": "Organization", "name": "जनपथ समाचार"},
        articleSection="राज्य",
        keywords=["नहर", "बुवाई"],
    )
    found = article(web_page(head=head).encode(), "a.html")
    assert found.published is not None
    assert found.published.isoformat() == "2024-06-19T09:30:00+05:30"
    assert (found.authors, found.section, found.tags) == (("कविता रावत", "विमल जैन"), "राज्य", ("नहर", "बुवाई"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"dateline": "Lucknow, June 19"}, "Lucknow"),
        ({"locationCreated": {"@type": "Place", "name": "गोंडा"}}, "गोंडा"),
        ({"contentLocation": {"@type": "Place", "name": "Gonda, Uttar Pradesh"}}, "Gonda"),
        ({"contentLocation": {"@type": "Place", "name": "India"}}, None),
        ({"dateline": "June 19", "contentLocation": "पटना"}, "पटना"),
        ({}, None),
    ],
)
def test_the_place_is_that_of_the_pages_data(data: dict[str, object], expected: str | None) -> None:
    assert article(web_page(head=with_data(**data)).encode(), "a.html").place == expected


def test_the_article_is_found_in_a_graph_and_among_other_objects() -> None:
    graph = {"@graph": [{"@type": "WebPage", "name": "x"}, {"@type": ["NewsArticle"], "author": {"name": "उमेश पांडे"}}]}
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", </script>'
    script = f'<script type="application/ld+json">{json.dumps([{"@type": "BreadcrumbList"}, graph])}</script>'
    assert article(web_page(head=broken + script).encode(), "a.html").authors == ("उमेश पांडे",)


def test_meta_elements_serve_where_there_is_no_json_ld() -> None:
    head = (
        '<meta property="og:title" content="छोटा शीर्षक नहर का | जनपथ"><meta property="og:site_name" content="जनपथ">'
        '<meta property="article:published_time" content="2025-01-05T18:00:00+05:30">'
        '<meta property="article:section" content="खेती"><meta property="article:tag" content="नहर">'
        '<meta property="article:tag" content="पानी"><meta name="author" content="रेखा भट्ट">'
        '<link rel="canonical" href="https://janpath.example/kheti/nahar-1">'
    )
    found = article(web_page(head=head).encode(), "a.html")
    assert found.title == TITLE  # heading and title of the page agree against og:title
    assert (found.source, found.section, found.tags, found.authors) == ("जनपथ", "खेती", ("नहर", "पानी"), ("रेखा भट्ट",))
    assert found.url == "https://janpath.example/kheti/nahar-1"
    assert found.published is not None


@pytest.mark.parametrize("href", ["/", "https://janpath.example/", "javascript:alert(1)", "http://[", "a b"])
def test_an_address_that_is_no_articles_is_not_taken(href: str) -> None:
    head = f'<link rel="canonical" href="{href}">'
    found = article_from_html(web_page(head=head), "a.html", url="https://janpath.example/kheti/nahar-2")
    assert isinstance(found, Article)
    assert found.url == "https://janpath.example/kheti/nahar-2"


def test_a_relative_address_is_completed_by_where_the_page_was_fetched() -> None:
    head = '<link rel="canonical" href="/kheti/nahar-3">'
    found = article_from_html(web_page(head=head), "a.html", url="https://janpath.example/x?y=1")
    assert isinstance(found, Article)
    assert found.url == "https://janpath.example/kheti/nahar-3"


def test_two_pages_with_one_address_are_one_article() -> None:
    head = '<link rel="canonical" href="https://janpath.example/kheti/nahar-1">'
    assert article(web_page(head=head).encode(), "a.html").id == article(web_page(head=head).encode(), "b.html").id


def test_also_read_lines_within_the_text_are_gone() -> None:
    page = web_page().replace(
        f"<p>{PARAGRAPHS[1]}</p>", f"<p>{PARAGRAPHS[1]}</p><p>यह भी पढ़ें: गंगा में उतरा नया क्रूज़, पर्यटक खुश</p>"
    )
    assert article(page.encode(), "a.html").body == PARAGRAPHS


def test_a_link_within_a_sentence_stays_part_of_it() -> None:
    page = web_page().replace("चालीस गांवों", '<a href="/t/gaon">चालीस गांवों</a>')
    assert article(page.encode(), "a.html").body == PARAGRAPHS


def test_a_page_of_menus_has_no_article() -> None:
    menu = "<html><body><nav>" + "".join(f'<a href="/{n}">खबर {n}</a>' for n in range(40)) + "</nav></body></html>"
    assert "no article" in rejected(menu.encode(), "a.html").reason


def test_a_page_longer_than_the_limit_is_rejected() -> None:
    (found,) = read(web_page().encode() + b" " * 5000, "a.html", limit=4096)
    assert isinstance(found, Rejected)
    assert "max_article_bytes" in found.reason


def test_text_of_a_fragment_has_a_line_for_each_block() -> None:
    assert text_of("एक<br>दो <b>तीन</b><script>x()</script><p>चार</p>पांच<!-- छह -->") == "एक\nदो तीन\nचार\nपांच"
    assert text_of("बिना मार्कअप\nके") == "बिना मार्कअप\nके"


@settings(deadline=None, max_examples=60)
@given(st.text(alphabet="<>/=\"'pdivahref नदी&;#!-x\n", max_size=200))
def test_no_markup_makes_the_reader_raise(text: str) -> None:
    assert isinstance(article_from_html(text, "a.html"), Article | Rejected)
    assert isinstance(text_of(text), str)


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "x",
        "<p>" * 50_000 + "x",
        "<a href=x>" * 20_000,
        "<table><tr><td>" * 5_000,
        "<" * 100_000,
        "&" * 100_000,
        "<span>1</span>" * 100_000,
        "<p " + " ".join(f"a{n}=x" for n in range(100_000)) + ">",
        "<p " + " ".join(f"a{n}='>'" for n in range(100_000)) + ">",
        "<script " * 100_000,
        "<p>" + "नदी उफनी।<br>" * 100_000,
    ],
    ids=[
        "divs",
        "paragraphs",
        "links",
        "tables",
        "brackets",
        "entities",
        "spans",
        "attributes",
        "quoted",
        "scripts",
        "lines",
    ],
)
def test_a_page_made_to_be_slow_ends(page: str) -> None:
    with at_most(20):  # these run for minutes where something is quadratic
        assert isinstance(article_from_html(f"<html><body>{page}</body></html>", "a.html"), Article | Rejected)


def test_a_tag_of_many_attributes_keeps_its_text_and_other_tags_keep_theirs() -> None:
    crowded = "<p " + " ".join(f"a{n}='<b>'" for n in range(1000)) + ">"
    assert thin_tags(f"{crowded}नदी</p>") == "<p>नदी</p>"
    kept = f"<script>if (a<b) x = '{'y ' * 1000}'</script><img alt='{'एक ' * 1000}'><!-- <p {'a ' * 1000}> -->"
    assert thin_tags(kept) == kept


def test_a_short_page_keeps_its_paragraphs_apart() -> None:
    page = (
        "<html><head><title>नाव चली</title></head><body><article><h1>नाव चली, लोग खुश हुए</h1>"
        "<p class=meta>रिपोर्टर: समीर अहमद</p><div><p>झील में नाव चली।</p><p>लोग खुश हैं।</p></div></article></body></html>"
    )
    found = article(page.encode(), "a.html")
    assert (found.body, found.authors) == (("झील में नाव चली।", "लोग खुश हैं।"), ("समीर अहमद",))


def test_the_date_beside_the_headline_counts_and_that_of_the_day_does_not() -> None:
    page = web_page().replace("<nav>", '<nav><span class="date">22 नवंबर 2026</span>')
    assert article(page.encode(), "a.html").published is None
    page = page.replace("</h1>", '</h1><div class="publish-date">बुधवार, १९ जून २०२४</div>')
    published = article(page.encode(), "a.html").published
    assert published is not None
    assert published.date().isoformat() == "2024-06-19"
