"""Which evidence gave how much of a hit's score: the formula of search/ranking.py, taken apart again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from search.analysis.entry import make_entry
from search.engines.base import Concept, Entry, Field, TermSequence
from search.model import Document, Evidence, EvidenceKind, FormEvidence
from search.query.forms import Form, terms_of
from search.ranking import Ranking


def explain(
    document: Document,
    concepts: Sequence[Concept],
    evidence: Sequence[Evidence],
    average_lengths: Mapping[Field, float],
    ranking: Ranking,
) -> tuple[Evidence, ...]:
    """Return the evidence of a hit with the share of each form, by its part of the concept's pooled frequency.

    The scores of the forms add up to the score of their word.
    """
    entry = make_entry(document)
    return tuple(
        replace(one, forms=_forms(entry, concept, one.score, average_lengths, ranking))
        for concept, one in zip(concepts, evidence, strict=True)
    )


def _forms(
    entry: Entry, concept: Concept, score: float, average_lengths: Mapping[Field, float], ranking: Ranking
) -> tuple[FormEvidence, ...]:
    frequencies: dict[tuple[EvidenceKind, str], float] = {}
    forms: tuple[Form, ...] = (*concept.alternatives, *concept.sequences)
    for form in forms:
        frequency = sum(_frequency(entry, form, place, average_lengths[place], ranking) for place in form.fields)
        if frequency:
            key = (form.kind, " ".join(terms_of(form)))
            frequencies[key] = frequencies.get(key, 0.0) + form.weight * frequency
    pooled = sum(frequencies.values())
    shares = [
        FormEvidence(kind=kind, form=form, score=score * frequency / pooled)
        for (kind, form), frequency in frequencies.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-share.score, share.form)))


def _frequency(entry: Entry, form: Form, place: Field, average: float, ranking: Ranking) -> float:
    terms = entry.fields.get(place, {})
    if isinstance(form, TermSequence):
        following = [set(terms.get(term, ())) for term in form.terms]
        count = sum(all(start + step in found for step, found in enumerate(following)) for start in following[0])
    else:
        count = len(terms.get(form.term, ()))
    if not count:
        return 0.0
    length = sum(map(len, terms.values())) / average
    return ranking.boost[place] * count / (1 - ranking.b[place] + ranking.b[place] * length)
