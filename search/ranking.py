"""How results are ordered: BM25F over pooled evidence, a mild preference for the new, one result for each story.

The numbers of Ranking are used by every engine; tests hold the engines' scores equal.

A concept of the query (a word with all that may stand for it) is scored as one term. Over its alternatives a, each
with weight w, and the fields f with boost and length norm, in a document:

    frequency = sum_a (w_a / strength) * sum_f boost_f * tf_af / (1 - b_f + b_f * length_f / average_f)
    strength  = the greatest w_a of the alternatives that the document has
    score     = strength * idf * frequency * (k1 + 1) / (frequency + k1)
    idf       = log(1 + (N - df + 0.5) / (df + 0.5)),   df = sum of the strengths over all documents

Pooling the alternatives like synonyms is Pirkola's structured query (1998), summing fields before saturation is
BM25F (Robertson, Zaragoza and Taylor 2004). Counting a guess in df by its weight keeps a common guess from making a
rare word cheap, and multiplying by the strength keeps many guesses below one exact word.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log

from search.engines.base import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """The constants of the ranking."""

    k1: float = 1.2
    b: Mapping[Field, float] = field(
        default_factory=lambda: {"title_hi": 0.4, "body_hi": 0.75, "title_en": 0.4, "body_en": 0.75}
    )
    boost: Mapping[Field, float] = field(
        default_factory=lambda: {"title_hi": 2.5, "body_hi": 1.0, "title_en": 2.0, "body_en": 0.8}
    )
    # A document as new as the newest of the index scores this much more than a very old one …
    recency: float = 0.1
    # … and the surplus halves in this many days.
    recency_half_life: float = 180.0


def inverse_document_frequency(documents: int, frequency: float) -> float:
    """Return the weight of a concept that `frequency` of `documents` documents have; always above 0."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def saturate(frequency: float, k1: float) -> float:
    """Return the score of a pooled frequency: 0 for 0, 1 for 1, and k1 + 1 at most."""
    return frequency * (k1 + 1) / (frequency + k1)


def recency_factor(age_days: float, ranking: Ranking) -> float:
    """Return the factor for a document that is `age_days` older than the newest of the index; infinity gives 1."""
    return 1 + float(ranking.recency * 0.5 ** (age_days / ranking.recency_half_life))
