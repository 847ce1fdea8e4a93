"""The places of a document's words are those that analysing its texts gives, and survive storing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search.analysis.entry import make_entry
from search.analysis.places import pack_places, texts_of, unpack_places
from search.analysis.tokens import analyse
from search.engines.records import to_bytes
from search.model import Document
from search.snippets import BARE, SHORT, Highlighter
from tests.engines import document, phrase, word

words = st.sampled_from(["सरकार", "चुनाव", "U.S.", "G20", "१,००,०००", "ने", "IITकानपुर", "river's", "—", "", "\n"])
texts = st.lists(st.lists(words | st.text(max_size=5), max_size=8).map(" ".join), max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    return document("d", draw(texts), draw(texts), title_hi=draw(st.none() | st.text()), title_en=draw(st.text()))


@given(documents())
def test_places_are_those_of_the_tokens(one: Document) -> None:
    places = make_entry(one).places
    at = 0
    for text, count in zip(texts_of(one), places.words.tolist(), strict=True):
        tokens = range(at, at + count)
        found = [(places.terms[places.numbers[n]], int(places.starts[n]), int(places.lengths[n])) for n in tokens]
        assert found == [(token.term, token.start, token.end - token.start) for token in analyse(text or "")]
        at += count


@given(documents())
def test_places_come_back_as_they_were_stored(one: Document) -> None:
    places, content = make_entry(one).places, to_bytes(one)
    found = unpack_places(pack_places(places, content), content)
    assert found.terms == places.terms
    for name in ("numbers", "starts", "lengths", "words"):
        assert getattr(found, name).tolist() == getattr(places, name).tolist()


def test_a_document_without_words_has_places() -> None:
    empty = document("d", ["—"], title_hi="…")
    places, content = make_entry(empty).places, to_bytes(empty)
    assert places.terms == ()
    assert unpack_places(pack_places(places, content), content).terms == ()


@given(documents())
def test_marks_by_places_are_those_of_an_analysis(one: Document) -> None:
    highlighter = Highlighter([word("सरकार"), word("g20"), phrase("सरकार", "ने"), phrase("us", "river", "us")])
    shown = highlighter.highlight(one, make_entry(one).places, [1.0] * 4)
    assert shown.title == highlighter.mark_title(one.title)
    every = [highlighter.mark_pair(pair) for pair in one.sentences]
    assert all(snippet in every for snippet in shown.snippets)
    shows = any(side and side.spans for snippet in shown.snippets for side in (snippet.hi, snippet.en))
    lengths = [max(len(analyse(text or "")) for text in (pair.hi, pair.en)) for pair in one.sentences]
    marked = [
        length
        for pair, length in zip(every, lengths, strict=True)
        if any(side and side.spans for side in (pair.hi, pair.en))
    ]
    if max(marked, default=0) > BARE or max(lengths, default=0) < SHORT:
        assert bool(marked) == shows  # else a sentence that tells something stands for the bare one with the match
