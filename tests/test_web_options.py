"""Parameters of a request, and the links that repeat it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.errors import QueryError
from search.normalise import normalise
from web.options import Options, read_answer_options, read_article_options, read_page_options

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20).map(lambda text: normalise(text).strip())
SEARCHES = st.builds(
    Options,
    query=TEXTS,
    offset=st.integers(0, 1000).map(lambda page: page * 10),
    since=st.none() | st.dates(),
    until=st.none() | st.dates(),
    source=TEXTS.map(lambda text: text or None),
    place=TEXTS.map(lambda text: text or None),
    section=TEXTS.map(lambda text: text or None),
    language=st.sampled_from([None, "hi", "en"]),
    tag=TEXTS.map(lambda text: text or None),
    sort=st.sampled_from(["relevance", "date"]),
    exact=st.booleans(),
    recency=st.booleans(),
    explain=st.booleans(),
)


def test_nothing_asked_is_the_first_page_of_everything() -> None:
    assert read_page_options({}) == Options()
    assert read_page_options({"q": " ", "page": "", "since": "", "sort": "", "exact": ""}) == Options()
    assert Options().parameters() == {}


@given(SEARCHES)
def test_a_link_repeats_its_search(options: Options) -> None:
    assert read_page_options(options.parameters()) == options


def test_devanagari_digits_count_as_digits() -> None:
    options = read_page_options({"page": "३", "since": "२०२५-०७-०१"})
    assert (options.page, options.since) == (3, date(2025, 7, 1))


@pytest.mark.parametrize("raw", ["1", "true", "YES", "on"])
def test_exact_can_be_switched_on_in_several_words(raw: str) -> None:
    assert read_article_options({"exact": raw}).exact


def test_an_answer_counts_in_limit_and_offset() -> None:
    options = read_answer_options({"limit": "100", "offset": "10000", "page": "7"})
    assert (options.limit, options.offset) == (100, 10_000)


def test_a_long_value_is_shortened_in_the_message() -> None:
    with pytest.raises(QueryError) as caught:
        read_page_options({"sort": "x" * 5000})
    assert len(str(caught.value)) < 200
    assert "relevance or date" in str(caught.value)
