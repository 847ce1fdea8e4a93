"""The records that all sides share, from an article read to a result shown.

Article → Document (the article, aligned with its translation) → Hit → Results. All are frozen; a stage makes a
new record instead of changing one. `None` stands only where absence means something, as each field says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Literal

Language = Literal["hi", "en"]
INDIA = timezone(timedelta(hours=5, minutes=30), "IST")  # one time zone and no summer time; days are Indian days
Script = Literal["Devanagari", "Latin"]
Sort = Literal["relevance", "date"]
EvidenceKind = Literal["exact", "stem", "name", "number", "joined", "translation", "sound", "prefix", "fuzzy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it was read and cleaned, in the language it was written in."""

    id: str
    language: Language
    title: str = ""
    body: tuple[str, ...] = ()  # paragraphs, none of them empty
    url: str | None = None  # None: the source gave none
    source: str | None = None  # the paper, agency or site; None: unknown
    section: str | None = None  # None: unknown
    place: str | None = None  # where it was reported from, the town of its dateline; None: unknown
    published: datetime | None = None  # aware; None: unknown
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that is not indexed, with the reason in words for the person who runs the indexer."""

    path: str  # the file, with ":LINE" where the fault is in one line
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentencePair:
    """A sentence in both languages; a side is None where the document has no text in that language."""

    hi: str | None
    en: str | None
    paragraph: int  # 0-based number of the paragraph in the article's body
    gloss: bool = False  # the English is a word-by-word gloss, because the model's output was unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """A text in both languages; a side is None where there is none."""

    hi: str | None = None
    en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """An article aligned, sentence by sentence, with its translation: what the index stores."""

    article: Article
    title: Bilingual
    sentences: tuple[SentencePair, ...]
    story: str  # documents that tell the same text share it
    model: str | None  # name and version of the package that translated it; None: nothing was translated
    translated_by: str | None = None  # Translator.key_for the article; None: unknown, or nothing was translated

    @property
    def id(self) -> str:
        """The id of the article."""
        return self.article.id

    @property
    def language(self) -> Language:
        """The language in which the article was written."""
        return self.article.language

    @property
    def url(self) -> str | None:
        """Where the original stands, or None."""
        return self.article.url

    @property
    def source(self) -> str | None:
        """The paper, agency or site, or None."""
        return self.article.source

    @property
    def section(self) -> str | None:
        """The section of the paper, or None."""
        return self.article.section

    @property
    def place(self) -> str | None:
        """Where it was reported from, or None."""
        return self.article.place

    @property
    def published(self) -> datetime | None:
        """When the article appeared, with its time zone, or None."""
        return self.article.published

    @property
    def authors(self) -> tuple[str, ...]:
        """The authors, in the order of the byline."""
        return self.article.authors

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags, in the order of the article."""
        return self.article.tags


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A text with the spans that matched: (start, end) offsets in code points, in order, never overlapping."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()

    def parts(self) -> Iterator[tuple[str, bool]]:
        """Yield the text in pieces, each with whether it is marked; joined they give `text` again.

        >>> list(Marked(text="नई सरकार", spans=((3, 8),)).parts())
        [('नई ', False), ('सरकार', True)]
        """
        at = 0
        for start, end in self.spans:
            if start > at:
                yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        if at < len(self.text):
            yield self.text[at:], False


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A sentence pair that matched, marked in both languages; a side is None where the document has none."""

    hi: Marked | None
    en: Marked | None
    gloss: bool = False  # as in SentencePair


@dataclass(frozen=True, slots=True, kw_only=True)
class FormEvidence:
    """How much one form that stands for a word of the query gave to the score of a hit."""

    kind: EvidenceKind
    form: str  # folded
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """How much one word of the query gave to the score of a hit, and through which forms."""

    word: str
    score: float
    through: tuple[str, ...]  # e.g. "exact पुतिन", "translation Putin"
    forms: tuple[FormEvidence, ...] = ()  # greatest first; their scores add up to `score`; only when asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One result."""

    id: str
    score: float
    language: Language  # of the original
    title: Bilingual
    marked_title: Snippet
    snippets: tuple[Snippet, ...]  # best first
    url: str | None
    source: str | None
    section: str | None
    place: str | None
    published: datetime | None
    authors: tuple[str, ...]
    tags: tuple[str, ...]
    similar: int  # how many other documents of the same story matched and are folded into this hit
    explanation: tuple[Evidence, ...] = ()  # in the order of the query's words; with `recency` they add up to `score`
    recency: float = 0.0  # the part of the score that it has for being new
    guessed: bool = False  # it has only what sounds or is spelled like the words of the query


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetCount:
    """A value of a facet and how many results have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facets:
    """Counts over all results, most frequent first; months as "2025-07", in order of time."""

    source: tuple[FacetCount, ...] = ()
    section: tuple[FacetCount, ...] = ()
    place: tuple[FacetCount, ...] = ()  # all spellings of a known place are one, the most frequent of them
    tag: tuple[FacetCount, ...] = ()
    language: tuple[FacetCount, ...] = ()
    month: tuple[FacetCount, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """How one word or phrase of the query was read."""

    text: str
    role: Literal["word", "phrase", "excluded", "filter"]
    language: Language | None  # as which it was read; None for digits and filters
    script: Script | None = None  # in which it is written; None for digits and filters
    forms: tuple[tuple[EvidenceKind, tuple[str, ...]], ...] = ()  # the forms searched, surest kind first
    found: bool = True  # False: no document has any of its forms
    guessed: bool = False  # nothing has it; what is searched sounds or is spelled like it


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a search returns: one page of hits and what is known about all of them."""

    query: str
    hits: tuple[Hit, ...]
    total: int  # number of results, stories folded
    offset: int
    limit: int
    seconds: float
    facets: Facets
    interpretation: tuple[Understood, ...] = ()
    suggestion: str | None = None  # another spelling of the query that finds more; None: none needed
    exact: bool = False  # guesses (stems, translations, sounds) were switched off


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """What an index holds."""

    documents: int
    by_language: tuple[FacetCount, ...]
    sentences: int
    glossed: int  # sentences whose English is a gloss
    sources: int
    first_published: datetime | None
    last_published: datetime | None
    models: tuple[FacetCount, ...]
    bytes: int = field(default=0)  # on disk
