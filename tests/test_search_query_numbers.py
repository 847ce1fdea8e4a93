"""Numbers and dates: one value, however it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.analysis.tokens import analyse
from search.query.numbers import written_otherwise
from tests.tables import read_cases


def terms(text: str) -> tuple[str, ...]:
    return tuple(token.term for token in analyse(text))


@pytest.mark.parametrize(("text", "expected"), read_cases("numbers.txt"))
def test_a_number_is_found_however_it_is_written(text: str, expected: str) -> None:
    found = {" ".join(form) for form in written_otherwise(terms(text))}
    wanted = {form.strip() for form in expected.split("|") if form.strip()}
    assert wanted <= found
    assert bool(wanted) == bool(found)


@given(st.integers(3, 10**9))
def test_what_is_found_for_a_number_means_that_number_again(number: int) -> None:
    for form in written_otherwise((str(number),)):
        assert (str(number),) in written_otherwise(form)


@given(st.text(max_size=20))
def test_any_words_are_accepted(text: str) -> None:
    assert terms(text) == () or terms(text) not in written_otherwise(terms(text))
