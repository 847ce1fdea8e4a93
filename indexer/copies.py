"""Whether two articles are copies of one text: an agency's report in two papers, or an edited or shortened version.

Two reports of one event are no copies, nor are two days of one template, such as the weather or the price of gold:
there the same words stand around other figures.
"""

from __future__ import annotations

import numpy as np

from indexer.shingles import Figures, Profile

SHARED = 0.6  # of the shorter text's shingles, which the longer one has too
LEAD = 0.5  # of the longer text's beginning: a page of many news is no copy of one of them
OTHER_FIGURES = 0.4  # of the figures between the same words; an update changes a toll or two, a template most
FEWEST = 8  # shingles: two shorter texts are copies only if all their words are the same


def are_copies(one: Profile, other: Profile) -> bool:
    """Tell whether the texts are copies; the order of the two makes no difference."""
    short, long = sorted((one, other), key=lambda profile: (len(profile.shingles), profile.shingles.tobytes()))
    if len(short.shingles) < FEWEST:
        return False
    shared = np.intersect1d(short.shingles, long.shingles, assume_unique=True)
    if len(shared) < SHARED * len(short.shingles):
        return False
    lead = long.lead[: len(short.lead)]
    if np.isin(lead, short.shingles).sum() < LEAD * len(lead):
        return False
    if _compared(one.days, other.days)[1]:
        return False
    same, others = _compared(one.figures, other.figures)
    return others <= OTHER_FIGURES * (same + others)


def _compared(one: Figures, other: Figures) -> tuple[int, int]:
    """Return between how many of the same words the texts have the same figure, and between how many another."""
    around = one.keys() & other.keys()
    same = sum(not one[words].isdisjoint(other[words]) for words in around)
    return same, len(around) - same
