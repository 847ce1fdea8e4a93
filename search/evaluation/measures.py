"""Measures, by ir_measures: nDCG@10, reciprocal rank of the first relevant article, recall, and F1 of whole sets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import ir_measures
from ir_measures import RR, Qrel, R, ScoredDoc, SetF, nDCG

from search.evaluation.judgements import Judgements
from search.evaluation.runs import Result
from search.evaluation.topics import Query

NDCG, MRR, RECALL_10, RECALL_100, EXACT, SILENT = "nDCG@10", "MRR", "R@10", "R@100", "F1", "silent"
_RANKED: Mapping[str, ir_measures.Measure] = {NDCG: nDCG @ 10, MRR: RR, RECALL_10: R @ 10, RECALL_100: R @ 100}
_SETS: Mapping[str, ir_measures.Measure] = {EXACT: SetF}

Figures = Mapping[str, float]


def measure(judgements: Judgements, run: Mapping[Query, Sequence[Result]], *, sets: bool = False) -> dict[str, Figures]:
    """Return the figures of each topic; a topic for which nothing relevant was brought has zeros.

    With `sets` the order counts for nothing and the figure is F1 of all that was brought, else there are nDCG@10, MRR,
    R@10 and R@100. The run holds one kind of query, so that a topic stands there once.
    """
    wanted = _SETS if sets else _RANKED
    names = {asked: name for name, asked in wanted.items()}
    qrels = [Qrel(topic, article, grade) for topic, grades in judgements.items() for article, grade in grades.items()]
    # by rank, since equal scores would be put in another order than the one that people see
    scored = [
        ScoredDoc(query.topic, result.article, float(-rank))
        for query, results in run.items()
        for rank, result in enumerate(results)
    ]
    figures: dict[str, dict[str, float]] = {topic: dict.fromkeys(wanted, 0.0) for topic in judgements}
    for one in ir_measures.iter_calc(list(wanted.values()), qrels, scored) if qrels else ():
        figures[one.query_id][names[one.measure]] = one.value
    return {**figures}


def silence(run: Mapping[Query, Sequence[Result]]) -> dict[str, Figures]:
    """Return 1 for each query that must find nothing and brought nothing, or guesses that are labelled so; else 0."""
    return {query.topic: {SILENT: float(all(one.guessed for one in results))} for query, results in run.items()}


def average(figures: Mapping[str, Figures]) -> Figures:
    """Return the means over the topics, each topic counting once; nothing for no topics."""
    names = dict.fromkeys(name for one in figures.values() for name in one)
    return {name: sum(one[name] for one in figures.values()) / len(figures) for name in names}
