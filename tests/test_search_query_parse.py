"""The query language: every line of tests/cases/queries.txt, and that any string at all is accepted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query.parse import Clause, ParsedQuery, parse_query
from tests.tables import read_cases

CASES = read_cases("queries.txt")
LETTER = {"word": "w", "phrase": "p", "prefix": "x"}


def shown(parsed: ParsedQuery) -> str:
    groups: dict[int, list[Clause]] = {}
    for clause in parsed.clauses:
        groups.setdefault(clause.group, []).append(clause)
    words = ["|".join(shown_clause(clause) for clause in group) for group in groups.values()]
    filters = [
        f"{name}={','.join(getattr(parsed, name))}"
        for name in ("source", "section", "place", "tag", "language")
        if getattr(parsed, name)
    ]
    barred = [f"-{name}={value}" for name, value in parsed.barred]
    days = [f"{name}={day}" for name, day in (("since", parsed.since), ("until", parsed.until)) if day]
    return " ".join([*words, *filters, *barred, *days])


def shown_clause(clause: Clause) -> str:
    return f"{'-' * clause.excluded}{'t' * clause.title}{LETTER[clause.kind]}:{clause.text}"


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_a_query_is_read_as_its_case_says(query: str, expected: str) -> None:
    assert shown(parse_query(query)) == expected


def test_the_table_is_there() -> None:
    assert len(CASES) >= 50


@given(st.text())
def test_any_string_is_accepted(text: str) -> None:
    parse_query(text)


@given(
    st.lists(st.sampled_from(['"', "-", "OR", "*", "title:", "since:", "2024", "चुनाव", " ", "lang:", "“", "(", ":"]))
)
def test_any_mixture_of_syntax_is_accepted(parts: list[str]) -> None:
    parse_query("".join(parts))


def test_every_field_is_in_the_documentation() -> None:
    text = (Path(__file__).parent.parent / "docs" / "query-language.md").read_text(encoding="utf-8")
    for field in ("title:", "source:", "section:", "place:", "tag:", "lang:", "since:", "until:", "OR", "*"):
        assert field in text, field
