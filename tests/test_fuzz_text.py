"""What must hold for any text whatever, as an article or as a query: nothing raises, and offsets stay in the text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.cleaning.page import clean_page
from indexer.language import OtherLanguage, detect_language
from indexer.sentences import split_sentences
from search.analysis.folding import fold
from search.analysis.tokens import analyse
from search.engines.base import FIELDS, Alternative, Concept, TermSequence
from search.model import Bilingual, Marked
from search.normalise import mark_ranges, normalise
from search.query.parse import ParsedQuery, parse_query
from search.snippets import Highlighter
from tests.any_text import ANY_TEXT

MARK = re.compile(f"[{mark_ranges()}]")


def borders_are_between_syllables(text: str, spans: list[tuple[int, int]]) -> bool:
    """Tell whether no span begins before a mark, which belongs to the letter before it, or ends before one."""
    return not any(MARK.match(text, border) for span in spans for border in span if border < len(text))


@given(ANY_TEXT)
def test_tokens_of_any_text_are_in_order_and_between_syllables(raw: str) -> None:
    text = normalise(raw)
    tokens = analyse(text)
    spans = [(token.start, token.end) for token in tokens]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert borders_are_between_syllables(text, [(end, end) for _, end in spans])
    assert all(token.term for token in tokens)


@given(ANY_TEXT)
def test_the_term_of_any_word_that_is_no_number_is_its_own_term(raw: str) -> None:
    for token in analyse(normalise(raw)):
        assert token.script == "num" or fold(token.term) == token.term


@given(ANY_TEXT)
def test_any_text_is_a_query_and_its_clauses_can_be_typed_again(raw: str) -> None:
    query = parse_query(raw)
    assert isinstance(query, ParsedQuery)
    assert [clause.group for clause in query.clauses] == sorted(clause.group for clause in query.clauses)
    for clause in query.clauses:
        if clause.kind == "phrase" and not clause.title:
            typed = f'{"-" * clause.excluded}"{clause.text}"'
            (again,) = parse_query(typed).clauses
            assert (again.text, again.kind, again.excluded) == (clause.text, clause.kind, clause.excluded)


@given(ANY_TEXT)
def test_sentences_are_slices_with_nothing_but_space_between_them(raw: str) -> None:
    text = normalise(raw)
    sentences = split_sentences(text)
    assert all(sentence.text == text[sentence.start : sentence.end] != "" for sentence in sentences)
    at = 0
    for sentence in sentences:
        assert not text[at : sentence.start].strip()
        at = sentence.end
    assert not text[at:].strip()


@settings(max_examples=60)
@given(ANY_TEXT)
def test_what_is_left_of_any_page_is_normal_and_has_a_language_or_a_reason(raw: str) -> None:
    page = clean_page(raw)
    lines = [*filter(None, (page.title, *page.body))]
    assert [normalise(line) for line in lines] == lines
    language = detect_language("\n".join(lines))
    assert language in ("hi", "en") or (isinstance(language, OtherLanguage) and language.reason)


@given(ANY_TEXT, st.lists(st.tuples(st.integers(0, 30), st.integers(1, 3)), max_size=5))
def test_marks_lie_in_the_text_on_whole_words_and_never_overlap(raw: str, wanted: list[tuple[int, int]]) -> None:
    text = normalise(raw)
    terms = [token.term for token in analyse(text)]
    forms = [tuple(terms[start : start + length]) for start, length in wanted if start + length <= len(terms)]
    concepts = [
        Concept(
            text=" ".join(form),
            alternatives=(Alternative(form[0], 1.0, "exact", FIELDS),) if len(form) == 1 else (),
            sequences=(TermSequence(form, 1.0, "exact", FIELDS),) if len(form) > 1 else (),
        )
        for form in forms
    ]
    marked = Highlighter(concepts).mark_title(Bilingual(hi=text, en=text)).hi
    assert isinstance(marked, Marked)
    spans = list(marked.spans)
    assert bool(spans) is bool(forms)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert borders_are_between_syllables(text, [(end, end) for _, end in spans])
