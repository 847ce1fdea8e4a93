"""RSS, Atom and sitemaps in files: entries become articles; addresses are only followed where that was asked for."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.readers.feed import read_feed
from indexer.readers.sitemap import read_sitemap
from indexer.readers.source import Link, Source
from search.model import Article, Rejected
from tests.reading import PARAGRAPHS, TITLE, read, rejected, titles

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>जनपथ समाचार | राज्य</title><link>https://janpath.example/</link>
<item><title><![CDATA[{TITLE} - जनपथ समाचार]]></title><link>https://janpath.example/nahar</link>
<pubDate>Wed, 19 Jun 2024 09:30:00 +0530</pubDate><dc:creator>कविता रावत</dc:creator>
<category>नहर</category><category>खेती</category><description>छोटा सार।</description>
<content:encoded><![CDATA[
<p>{PARAGRAPHS[0]}</p>
<p>यह भी पढ़ें: <a href="x">गंगा में उतरा नया क्रूज़</a></p>
<p>{PARAGRAPHS[1]}</p>]]></content:encoded></item>
<item><title>पुल का काम पूरा</title><link>https://janpath.example/pul</link>
<description>&lt;img src="a.jpg"/&gt; पुल का काम सोमवार को पूरा हो गया। लोग खुश हैं।</description></item>
</channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>दिशा वार्ता</title>
<entry><title>{TITLE}</title><link href="https://disha.example/1"/><updated>2024-06-19T04:00:00Z</updated>
<author><name>विमल जैन</name></author><content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>"""

NEWS_SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://janpath.example/nahar</loc><news:news><news:publication><news:name>जनपथ समाचार</news:name>
<news:language>hi</news:language></news:publication><news:publication_date>2024-06-19T09:30:00+05:30</news:publication_date>
<news:title>नहर में आया पानी, किसान खुश</news:title><news:keywords>नहर, पानी</news:keywords></news:news>
<image:image><image:loc>https://janpath.example/a.jpg</image:loc><image:title>तस्वीर</image:title></image:image></url>
<url><loc>https://janpath.example/pul</loc><lastmod>2024-06-20</lastmod></url></urlset>"""


def links(found: list[Article | Rejected | Link]) -> list[str]:
    return [item.url for item in found if isinstance(item, Link)]


def source(text: str) -> Source:
    return Source(io.BytesIO(text.encode()), "a.xml")


def test_an_entry_of_rss_is_an_article_with_all_that_the_feed_says() -> None:
    first, second = read(RSS.encode(), "a.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.body) == (TITLE, PARAGRAPHS[:2])
    assert (first.url, first.source, first.authors) == ("https://janpath.example/nahar", "जनपथ समाचार", ("कविता रावत",))
    assert first.published is not None
    assert first.published.isoformat() == "2024-06-19T09:30:00+05:30"
    assert first.tags == ("नहर", "खेती")
    assert second.body == ("पुल का काम सोमवार को पूरा हो गया। लोग खुश हैं।",)
    assert second.published is None


def test_the_place_of_an_entry_is_that_of_its_dateline() -> None:
    dated = RSS.replace(PARAGRAPHS[0], f"पटना, 19 जून (भाषा)। {PARAGRAPHS[0]}")
    first, second = read(dated.encode(), "a.xml")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.place, second.place) == ("पटना", None)


def test_an_entry_of_atom_is_an_article() -> None:
    (found,) = read(ATOM.encode(), "standard input")
    assert isinstance(found, Article)
    assert (found.title, found.body, found.source, found.authors) == (TITLE, PARAGRAPHS[:1], "दिशा वार्ता", ("विमल जैन",))
    assert found.published is not None


def test_entries_are_addresses_when_they_are_to_be_followed() -> None:
    assert links(list(read_feed(source(RSS), follow=True))) == [
        "https://janpath.example/nahar",
        "https://janpath.example/pul",
    ]
    followed = list(read_sitemap(source(NEWS_SITEMAP), follow=True))
    assert links(followed) == ["https://janpath.example/nahar", "https://janpath.example/pul"]
    assert isinstance(followed[1], Link)
    assert followed[1].updated is not None


def test_a_feed_without_entries_and_a_broken_one_are_named() -> None:
    assert "no entry" in rejected(b"<rss><channel><title>x</title></channel></rss>", "a.xml").reason
    found = read(RSS.encode()[:900], "a.xml")
    assert any(isinstance(item, Article) for item in found)  # what stands before the cut


def test_an_address_that_is_a_script_is_not_kept() -> None:
    (found, *_) = read(RSS.replace("https://janpath.example/nahar", "javascript:alert(1)").encode(), "a.xml")
    assert isinstance(found, Article)
    assert found.url is None


def test_headlines_of_a_news_sitemap_are_articles_without_a_text() -> None:
    (found,) = read(NEWS_SITEMAP.encode(), "a.xml")
    assert isinstance(found, Article)
    assert (found.title, found.body) == ("नहर में आया पानी, किसान खुश", ())
    assert (found.source, found.tags, found.url) == ("जनपथ समाचार", ("नहर", "पानी"), "https://janpath.example/nahar")


def test_a_sitemap_without_headlines_says_how_its_pages_are_fetched() -> None:
    plain = "<urlset><url><loc>https://janpath.example/pul</loc></url></urlset>"
    assert "--follow" in rejected(plain.encode(), "a.xml").reason


def test_a_sitemap_of_sitemaps_names_listings() -> None:
    index = "<sitemapindex><sitemap><loc>https://janpath.example/s1.xml.gz</loc></sitemap></sitemapindex>"
    (found,) = read_sitemap(source(index), follow=True)
    assert isinstance(found, Link)
    assert found.listing


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "नदी">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in zip("abcdef", "bcdefg", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    "text",
    [
        BOMB + "<rss><channel><item><title>&g;</title></item></channel></rss>",
        BOMB + "<urlset><url><loc>&g;</loc></url></urlset>",
    ],
)
def test_entities_that_grow_without_end_are_not_expanded(text: str) -> None:
    found = read(text.encode(), "a.xml")
    assert len(str(found)) < 10_000


def test_an_outside_entity_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("weitersagen", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    text = f"{entity}<urlset><url><loc>x</loc><title>&a;नदी</title></url></urlset>"
    assert "weitersagen" not in str(read(text.encode(), "a.xml"))


@settings(deadline=None, max_examples=60)
@given(st.integers(0, len(RSS)), st.text(max_size=5))
def test_no_cut_and_no_wrong_mark_makes_a_feed_raise(at: int, mark: str) -> None:
    for text in (RSS, ATOM, NEWS_SITEMAP):
        broken = (text[:at] + mark + text[at + 3 :]).encode("utf-8", "replace")
        assert all(isinstance(item, Article | Rejected) for item in read(broken, "a.xml"))
    assert titles(read(RSS.encode(), "a.xml"))
