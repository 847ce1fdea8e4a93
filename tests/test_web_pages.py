"""The pages as a browser without scripts gets them: the real Flask client over a real index."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.settings import Settings
from tests.web_index import DOCUMENTS, STRANGE_ID, hindi, open_test_index, publish
from tests.web_reading import read, results, words
from web.app import HEADERS, create_app


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    with open_test_index(tmp_path_factory.mktemp("pages") / "index") as index:
        yield create_app(index, Settings()).test_client()


@pytest.mark.parametrize("query", ["पुतिन लिमोजीन", "Putin limousine", "putin limozeen", "KIM पुतिन"])
def test_a_search_in_any_script_finds_the_article(client: FlaskClient, query: str) -> None:
    assert results(read(client, f"/search?q={quote(query)}"))[0] == "putin"


def test_a_card_shows_both_languages_and_says_which_is_the_machine_s(client: FlaskClient) -> None:
    text = read(client, f"/search?q={quote('पुतिन')}")
    assert 'lang="hi">किम ने <mark>पुतिन</mark> को लिमोजीन में घुमाया' in text
    assert (
        'lang="en">Kim drove <mark>Putin</mark> in a limousine <span class="badge" lang="en">machine translation'
        in text
    )
    assert "<mark>पुतिन</mark> का स्वागत किया।" in text
    assert "welcomed <mark>Putin</mark>." in text
    assert '<time datetime="2025-03-10T09:00:00+05:30"><span lang="en">10 March 2025</span>' in text
    assert '<span lang="hi">10 मार्च 2025</span></time>' in text
    assert 'href="https://example.org/putin" rel="noopener noreferrer"' in text


def test_no_hindi_is_invented_for_an_english_article(client: FlaskClient) -> None:
    text = read(client, "/search?q=metro+delhi")
    card = text[text.index('<article class="card">') : text.index("</article>")]
    assert "<mark>Metro</mark> line opens" in card
    assert "written in English" in card
    assert "machine translation" not in card
    assert '<p lang="hi">' not in card


def test_the_query_is_kept_in_the_box(client: FlaskClient) -> None:
    text = read(client, "/search?q=" + quote('"चुनाव" <b>'))
    assert 'value="&#34;चुनाव&#34; &lt;b&gt;"' in text
    assert "<b>" not in text


def test_the_number_of_results_is_announced(client: FlaskClient) -> None:
    text = read(client, f"/search?q={quote('चुनाव')}")
    status = text[text.index('role="status"') :]
    assert "23 results" in status[:200]
    assert "<title>चुनाव – 23 results – Dubhashi</title>" in text


def test_paging_leads_through_all_results_once(client: FlaskClient) -> None:
    address, seen = f"/search?q={quote('चुनाव')}", []
    for _ in range(3):
        text = read(client, address)
        seen += results(text)
        following = re.search(r'<a rel="next" href="([^"]+)"', text)
        address = html.unescape(following[1]) if following else ""
    assert address == ""
    assert len(seen) == len(set(seen)) == 23


def test_a_page_behind_the_last_says_so(client: FlaskClient) -> None:
    text = read(client, f"/search?q={quote('चुनाव')}&page=9")
    assert "There is no page 9 of these results; the last one is page 3." in text


def test_the_newest_come_first_where_asked(client: FlaskClient) -> None:
    text = read(client, f"/search?q={quote('चुनाव')}&sort=date")
    assert 'aria-current="true">Newest' in text
    days = re.findall(r'<time datetime="([0-9-]+)', text)
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        ("source", "प्रभात दर्पण", 1),
        ("section", "दुनिया", 1),
        ("place", "नई दिल्ली", 1),
        ("place", "Delhi", 1),
        ("tag", "चुनाव", 23),
        ("language", "en", 1),
        ("since", "2025-01-01", 2),
        ("until", "2023-12-31", 1),
        ("until", "२०२३-१२-३१", 1),
    ],
)
def test_a_filter_works_without_a_query_and_can_be_removed(
    client: FlaskClient, parameter: str, value: str, expected: int
) -> None:
    text = read(client, f"/search?{parameter}={quote(value)}")
    assert f"<strong>{expected} result" in text
    chips = text[text.index('<ul class="chips"') :]
    assert '<a href="/search">' in chips[:300]


def test_a_facet_sets_its_filter_and_keeps_the_rest(client: FlaskClient) -> None:
    text = read(client, f"/search?q={quote('चुनाव')}&sort=date&page=2")
    facets = html.unescape(text[text.index('<aside class="facets"') :])
    month = re.search(r'href="(/search\?q=[^"]*since=2024-12-01[^"]*)"', facets)
    assert month
    assert "until=2024-12-31" in month[1]
    assert "sort=date" in month[1]
    assert "page=" not in month[1]
    narrowed = read(client, month[1])
    assert results(narrowed) == ["election-11", "election-23"] or results(narrowed) == ["election-23", "election-11"]
    assert "Remove filter:" in narrowed


def test_the_way_a_query_was_understood_can_be_seen_and_switched_off(client: FlaskClient) -> None:
    text = read(client, "/search?q=elections")
    understood = text[text.index('<details class="understood">') : text.index("</details>")]
    assert "चुनाव" in understood
    assert 'href="/search?q=elections&amp;exact=1"' in understood
    exact = read(client, "/search?q=elections&exact=1")
    assert "Only the words as typed are searched." in exact
    assert "<strong>No results</strong>" in exact


def test_nothing_found_helps_on(client: FlaskClient) -> None:
    text = read(client, f"/search?q=qqqqzz&source={quote('प्रभात दर्पण')}&exact=1")
    assert "<strong>No results</strong>" in text
    assert 'value="qqqqzz"' in text
    assert '<a href="/search?q=qqqqzz&amp;exact=1">Search without the filters</a>' in text
    assert "Search other forms, translations and spellings too" in text
    assert "Use fewer words" in text


def test_a_misspelt_word_gets_a_suggestion_as_a_link(client: FlaskClient) -> None:
    text = read(client, "/search?q=" + quote("चुनाब"))
    suggestion = text[text.index('<p class="suggestion">') :]
    assert f'href="/search?q={quote("चुनाव")}" lang="hi">चुनाव</a>' in suggestion[:300]


def test_the_start_page_shows_the_newest_articles(client: FlaskClient) -> None:
    text = read(client, "/")
    assert "27 articles, 4 sources" in text
    assert "Latest news" in text
    assert len(results(text)) == 10
    assert 'href="/search?sort=date"' in text


def test_an_empty_index_says_how_to_fill_it(tmp_path: Path) -> None:
    with open_test_index(tmp_path / "index", []) as index:
        empty = create_app(index, Settings()).test_client()
        assert "dubhashi index PATH" in read(empty, "/")
        assert "<strong>No results</strong>" in read(empty, "/search?q=a")


def test_an_article_published_meanwhile_is_found(tmp_path: Path) -> None:
    with open_test_index(tmp_path / "index", DOCUMENTS[:1]) as index:
        app = create_app(index, Settings()).test_client()
        assert "<strong>No results</strong>" in read(app, "/search?q=metro")
        publish(tmp_path / "index", DOCUMENTS[2:3])
        assert results(read(app, "/search?q=metro")) == ["monsoon"]


@pytest.mark.parametrize("address", [f"/search?q={quote('बारिश')}", "/article/" + quote(STRANGE_ID, safe="/:")])
def test_hostile_articles_are_shown_as_text(client: FlaskClient, address: str) -> None:
    text = read(client, address)
    assert "&lt;script&gt;alert(" in text
    assert re.findall(r"<script(?! src=\"/static/search.js\" defer></script>)", text) == []
    assert "<img" not in text
    assert "javascript:" not in text
    assert "<i>" not in text


def test_a_query_of_a_thousand_characters_is_searched(client: FlaskClient) -> None:
    read(client, "/search?q=" + "a" * 1000)


@pytest.mark.parametrize(
    "address", ["/", "/search?q=a", "/nowhere", "/search?page=x", "/static/style.css", "/api/search"]
)
def test_every_answer_carries_the_headers(client: FlaskClient, address: str) -> None:
    headers = client.get(address).headers
    for name, value in HEADERS.items():
        assert headers[name] == value
    assert "unsafe-inline" not in headers["Content-Security-Policy"]


class Inline(HTMLParser):
    """Collects what a strict Content-Security-Policy forbids."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _ in attrs}
        if tag == "style" or (tag == "script" and "src" not in names):
            self.found.append(tag)
        self.found += [name for name in names if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("address", ["/", f"/search?q={quote('बारिश')}", "/article/putin", "/nowhere"])
def test_nothing_is_written_inline(client: FlaskClient, address: str) -> None:
    parser = Inline()
    parser.feed(client.get(address).text)
    assert parser.found == []


def test_the_first_load_is_small(client: FlaskClient) -> None:
    parts = ("/static/style.css", "/static/search.js", "/static/favicon.svg", f"/search?q={quote('चुनाव')}")
    assert sum(len(client.get(part).data) for part in parts) < 90_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(max_size=40) | st.text("\"'()*:-OR ANDNOT चुनाव।?&<>\\", max_size=30))
def test_any_query_is_answered(client: FlaskClient, query: str) -> None:
    response = client.get("/search", query_string={"q": query.encode("utf-8", "replace").decode()})
    assert response.status_code == 200


@pytest.mark.parametrize("raw", ["q=%ff%fe", "q=%00", "q=%ED%A0%80", "q", "=&=&q=a&q=b", "q[]=a", "%", "q=%E0%A4"])
def test_any_query_string_is_answered(client: FlaskClient, raw: str) -> None:
    assert client.get("/search?" + raw).status_code == 200


def test_why_a_result_was_found_is_said_where_asked_and_adds_up(client: FlaskClient) -> None:
    text = read(client, "/search?q=putin+limousine&explain=1")
    why = words(text[text.index('<dl class="why">') : text.index("</dl>", text.index('<dl class="why">'))])
    shares = {name: float(value) for name, value in re.findall(r"(putin|limousine|newness|together) ([0-9.]+)", why)}
    assert set(shares) == {"putin", "limousine", "newness", "together"}
    together = shares.pop("together")
    assert abs(sum(shares.values()) - together) < 0.02  # each is rounded
    assert "पुतिन" in why
    assert "Do not say why each result was found" in text
    assert '<dl class="why">' not in read(client, "/search?q=putin+limousine")


def test_the_preference_for_newer_articles_can_be_switched_off(client: FlaskClient) -> None:
    asked = read(client, f"/search?q={quote('चुनाव')}")
    switch = re.search(r'<a href="([^"]+)">Do not prefer newer articles</a>', asked)
    assert switch
    text = read(client, html.unescape(switch[1]) + "&explain=1")
    assert set(re.findall(r"newness ([0-9.]+)", words(text))) == {"0.00"}
    assert "Prefer newer articles a little" in text


def test_what_only_sounds_alike_is_called_a_guess(client: FlaskClient) -> None:
    text = words(read(client, "/search?q=limozeen"))
    assert "a guess: it only sounds or is spelt alike" in text
    assert "No article has “limozeen”; what sounds or is spelt like it is shown." in text
    assert "a guess: it only" not in words(read(client, "/search?q=limousine"))


def test_hindi_in_latin_letters_is_told_from_english(client: FlaskClient) -> None:
    text = read(client, "/search?q=chunav+election")
    assert '<bdi lang="hi-Latn">chunav</bdi>' in text
    assert '<bdi lang="en">election</bdi>' in text
    assert words(text).count("Hindi in Latin letters") == 2  # the help below the box, and one of the words


def test_a_dateline_does_not_stand_for_the_article(tmp_path: Path) -> None:
    sentences = [
        ("पटना।", "Patna."),
        ("गंगा का पानी आज सुबह ख़तरे के निशान तक पहुँच गया।", "The Ganga reached the danger mark."),
    ]
    with open_test_index(tmp_path / "index", [hindi("ganga", ("गंगा में बाढ़", "Flood"), sentences)]) as index:
        text = read(create_app(index, Settings()).test_client(), "/search?sort=date")
    assert "The Ganga reached the danger mark." in text
    assert "Patna." not in text


def test_a_word_that_no_article_has_is_named(client: FlaskClient) -> None:
    text = words(read(client, f"/search?q={quote('चुनाव')}+qqqqzz"))
    assert "No article has “qqqqzz”; the rest was searched." in text
    assert "No article has" not in words(read(client, f"/search?q={quote('चुनाव')}"))
