"""Documents survive storing and exporting exactly."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from search.engines.records import from_bytes, from_json, to_bytes, to_json
from search.model import Article, Bilingual, Document, SentencePair

maybe = st.none() | st.text()
pairs = st.builds(SentencePair, hi=maybe, en=maybe, paragraph=st.integers(0, 9), gloss=st.booleans())
moments = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1)).map(
    lambda moment: moment.replace(tzinfo=timezone(timedelta(hours=5, minutes=30)))
)
articles = st.builds(
    Article,
    id=st.text(min_size=1),
    language=st.sampled_from(["hi", "en"]),
    title=st.text(),
    body=st.lists(st.text()).map(tuple),
    url=maybe,
    source=maybe,
    section=maybe,
    place=maybe,
    published=st.none() | moments,
    authors=st.lists(st.text()).map(tuple),
    tags=st.lists(st.text()).map(tuple),
)
documents = st.builds(
    Document,
    article=articles,
    title=st.builds(Bilingual, hi=maybe, en=maybe),
    sentences=st.lists(pairs).map(tuple),
    story=st.text(),
    model=maybe,
)


@given(documents)
def test_a_document_comes_back_exactly(document: Document) -> None:
    assert from_bytes(to_bytes(document)) == document
    assert from_json(json.loads(json.dumps(to_json(document)))) == document


@given(documents)
def test_a_document_from_before_there_were_places_has_none(document: Document) -> None:
    value = to_json(document)
    del value["place"]
    assert from_json(value).place is None
