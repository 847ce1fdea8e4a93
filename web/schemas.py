"""What the JSON API takes and gives, as models: requests and answers are checked by them, and OpenAPI describes them.

An answer with a field that stands nowhere here is an error of the server: the two cannot part.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from search.index import DEEPEST, MOST_HITS
from search.normalise import ascii_digits
from web.options import LONGEST_QUERY, PAGE_SIZE


def _plain_digits(value: object) -> object:
    return ascii_digits(value) if isinstance(value, str) else value


Day = Annotated[date, BeforeValidator(_plain_digits)]
Count = Annotated[int, Field(ge=0)]
Span = Annotated[list[Count], Field(min_length=2, max_length=2, description="Start and end, in code points.")]


class Parameters(BaseModel):
    """What a request may ask; blank parameters count as absent, and unknown ones are left alone."""

    model_config = ConfigDict(extra="ignore")

    @model_validator(mode="before")
    @classmethod
    def _without_blanks(cls, values: Any) -> Any:
        if not isinstance(values, Mapping):
            return values
        stripped = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
        return {name: value for name, value in stripped.items() if value != ""}


class QueryParameters(Parameters):
    """A query alone."""

    q: Annotated[
        str, Field(max_length=LONGEST_QUERY, description="Words in Hindi, English, or Hindi in Latin letters.")
    ] = ""


class SearchParameters(QueryParameters):
    """A search; without q, everything, newest first."""

    limit: Annotated[
        int, Field(ge=1, le=MOST_HITS, description="Results in the answer."), BeforeValidator(_plain_digits)
    ] = PAGE_SIZE
    offset: Annotated[int, Field(ge=0, le=DEEPEST, description="Results to skip."), BeforeValidator(_plain_digits)] = 0
    since: Annotated[Day | None, Field(description="First day, YEAR-MONTH-DAY, Indian time.")] = None
    until: Annotated[Day | None, Field(description="Last day, which is included.")] = None
    source: Annotated[str | None, Field(description="Only articles of this source.")] = None
    section: Annotated[str | None, Field(description="Only articles of this section.")] = None
    place: Annotated[
        str | None, Field(description="Only articles reported from here; दिल्ली and Delhi are one place.")
    ] = None
    tag: Annotated[str | None, Field(description="Only articles with this tag.")] = None
    language: Annotated[Literal["hi", "en"] | None, Field(description="The language that articles came in.")] = None
    sort: Annotated[Literal["relevance", "date"], Field(description="date: newest first.")] = "relevance"
    exact: Annotated[
        Literal["1", "true", "yes", "on", "0", "false", "no", "off"],
        Field(description="1: only the words as typed, no inflections, translations or sound-alikes."),
    ] = "0"
    recency: Annotated[
        Literal["1", "true", "yes", "on", "0", "false", "no", "off"],
        Field(description="0: newer articles are not preferred."),
    ] = "1"
    explain: Annotated[
        Literal["1", "true", "yes", "on", "0", "false", "no", "off"],
        Field(description="1: the explanation of each hit says how much each form gave to its score."),
    ] = "0"


class Answer(BaseModel):
    """A part of an answer: it has exactly the fields that are described."""

    model_config = ConfigDict(extra="forbid")


class Bilingual(Answer):
    """A text in both languages; null where the article has none in that language."""

    hi: str | None
    en: str | None


class Marked(Answer):
    """A text and where the words of the query stand in it."""

    text: str
    spans: list[Span]


class Snippet(Answer):
    """A sentence in both languages; gloss: its English was put together word by word."""

    hi: Marked | None
    en: Marked | None
    gloss: bool


class Form(Answer):
    """What a form of a word gave to the score of a hit."""

    kind: str
    form: str
    score: float


class Explanation(Answer):
    """What a word of the query gave to the score of a hit."""

    word: str
    score: float
    through: list[str]
    forms: list[Form]


class Hit(Answer):
    """One result."""

    id: str
    score: float
    language: str
    title: Bilingual
    marked_title: Snippet
    snippets: list[Snippet]
    url: str | None
    source: str | None
    section: str | None
    place: str | None = Field(description="Where it was reported from.")
    published: str | None = Field(description="ISO 8601, with the offset from UTC.")
    authors: list[str]
    tags: list[str]
    similar: Count = Field(description="Other articles of the same story, which this one stands for.")
    guessed: bool = Field(description="Found by guesses (sound, spelling) only.")
    recency: float = Field(description="The part of the score that the article has for being new.")
    explanation: list[Explanation]
    page: str = Field(description="Address of the article's page on this server.")


class Forms(Answer):
    """Forms of one kind that a word of the query was searched in."""

    kind: str
    forms: list[str]


class Word(Answer):
    """How a word of the query was understood."""

    text: str
    role: str
    language: str | None
    script: str | None
    found: bool
    guessed: bool
    forms: list[Forms]


class FacetCount(Answer):
    """A value, and how many of all results have it."""

    value: str
    count: Count


class Facets(Answer):
    """Counts over all results."""

    source: list[FacetCount]
    section: list[FacetCount]
    place: list[FacetCount]
    tag: list[FacetCount]
    language: list[FacetCount]
    month: list[FacetCount]


class SearchAnswer(Answer):
    """One page of results."""

    query: str
    total: Count
    offset: Count
    limit: Count
    seconds: float
    exact: bool
    suggestion: str | None = Field(description="The query as it may have been meant.")
    interpretation: list[Word]
    facets: Facets
    hits: list[Hit]


class Sentence(Bilingual):
    """A sentence in both languages, and the number of its paragraph."""

    paragraph: Count
    gloss: bool


class ArticleAnswer(Answer):
    """A whole article."""

    id: str
    language: str
    title: Bilingual
    sentences: list[Sentence]
    url: str | None
    source: str | None
    section: str | None
    place: str | None = Field(description="Where it was reported from.")
    published: str | None
    authors: list[str]
    tags: list[str]
    story: str
    versions: list[str] = Field(description="Ids of the other articles of its story, newest first; 100 at most.")
    model: str | None = Field(description="Name and version of the translation model; null for English articles.")


class HealthAnswer(Answer):
    """That the index can be read, and how much is in it."""

    status: Literal["ok"]
    documents: Count
    generation: Count = Field(description="Grows with each publish of the indexer.")


class Problem(Answer):
    """What went wrong (RFC 9457); option and value name the parameter that caused it, if one did."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    option: str | None = None
    value: str | None = None
