"""Comparing two systems topic by topic, with a paired randomisation test."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from search.evaluation.measures import Figures

ROUNDS = 20_000
ENUMERATED = 14  # up to so many topics every combination of signs is tried; beyond, ROUNDS random ones
SEED = 20  # any; the same, so that a report says the same twice
SAME = 1e-9  # smaller differences are none


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How a second system differs from a first one in one measure, over the same topics."""

    topics: int
    first: float
    second: float
    better: int  # topics in which the second is better
    worse: int
    p: float  # how often chance alone makes a difference as great as this; 1 where there is none

    @property
    def difference(self) -> float:
        """The mean of the second less the mean of the first."""
        return self.second - self.first


def compare(first: Mapping[str, Figures], second: Mapping[str, Figures], measure: str) -> Comparison:
    """Return the comparison of two systems over the topics that both were measured on.

    The test is Fisher's: if the systems were alike, each topic's difference could as well have the other sign; `p` is
    the share of random signs whose mean is as far from 0 as the one that was found.
    """
    topics = [topic for topic in first if topic in second]
    if not topics:
        return Comparison(topics=0, first=0.0, second=0.0, better=0, worse=0, p=1.0)
    pairs = np.array([(first[topic][measure], second[topic][measure]) for topic in topics], dtype=np.float64)
    differences = pairs[:, 1] - pairs[:, 0]
    return Comparison(
        topics=len(topics),
        first=float(pairs[:, 0].mean()),
        second=float(pairs[:, 1].mean()),
        better=int((differences > SAME).sum()),
        worse=int((differences < -SAME).sum()),
        p=_randomisation_test(differences),
    )


def _randomisation_test(differences: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float:
    found = abs(differences.sum())
    if found <= SAME:
        return 1.0
    count = len(differences)
    if count <= ENUMERATED:
        signs = 1.0 - 2.0 * (np.arange(2**count)[:, None] >> np.arange(count) & 1)
        return float((np.abs(signs @ differences) >= found - SAME).mean())
    signs = np.random.default_rng(SEED).choice((-1.0, 1.0), size=(ROUNDS, count))
    as_great = int((np.abs(signs @ differences) >= found - SAME).sum())
    return (as_great + 1) / (ROUNDS + 1)  # the signs that were found are one of the possible ones
