"""Whether Latin words are English or Hindi: the whole query decides."""

from __future__ import annotations

import pytest

from search.analysis.tokens import analyse
from search.lexicon import bundled_lexicon
from search.query.romanised import reading_of
from tests.tables import read_cases


@pytest.mark.parametrize(("query", "expected"), read_cases("readings.txt"))
def test_a_query_in_latin_letters_is_read_as_its_case_says(query: str, expected: str) -> None:
    assert reading_of(analyse(query), bundled_lexicon()) == expected
