"""Checks that the CTranslate2 model says what the trained model says: greedy translations, piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ctranslate2
import torch

from training.convert import Weights
from training.train import Model, Pieces, Recipe, greedy

_LONGEST = 200
# Float32 decodes the same products in another order: near-ties of two pieces may fall the other way. Of both models
# so far 50 of 50 were identical; a layer in the wrong place leaves none.
LEAST_EQUAL = 0.9


class ExportDiffers(Exception):
    """The exported model does not say what the trained model says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Equality:
    """How far two sets of greedy translations agree."""

    sentences: int
    identical: int
    positions: float  # share of the trained model's pieces that stand at the same place in the other


def trained_outputs(recipe: Recipe, weights: Weights, pieces: Pieces, sentences: Sequence[str]) -> list[list[str]]:
    """Return the trained model's greedy translations as pieces, decoded by torch."""
    model = Model(recipe, len(pieces.source), len(pieces.target))
    model.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
    made = greedy(model, [pieces.source_ids(sentence) for sentence in sentences], torch.device("cpu"), _LONGEST)
    return [[pieces.target[number] for number in ids] for ids in made]


def exported_outputs(folder: Path, pieces: Pieces, sentences: Sequence[str], *, compute: str) -> list[list[str]]:
    """Return a CTranslate2 model's greedy translations as pieces, cut where `greedy` cuts them."""
    model = ctranslate2.Translator(str(folder), device="cpu", compute_type=compute, intra_threads=1)
    given = [pieces.split(sentence) for sentence in sentences]
    results = model.translate_batch(
        given, beam_size=1, min_decoding_length=0, max_decoding_length=_LONGEST, max_batch_size=16
    )
    return [
        list(result.hypotheses[0][: min(_LONGEST, 3 * len(source) + 10)])
        for result, source in zip(results, given, strict=True)
    ]


def compare_outputs(wanted: Sequence[Sequence[str]], found: Sequence[Sequence[str]]) -> Equality:
    """Return how far two sets of outputs agree.

    >>> compare_outputs([["▁a", "b"], ["▁c"]], [["▁a", "b"], ["▁d"]])
    Equality(sentences=2, identical=1, positions=0.6666666666666666)
    """
    pairs = list(zip(wanted, found, strict=True))
    same = sum(one == other for left, right in pairs for one, other in zip(left, right, strict=False))
    return Equality(
        sentences=len(pairs),
        identical=sum(list(left) == list(right) for left, right in pairs),
        positions=same / max(1, sum(len(left) for left in wanted)),
    )


def refuse_difference(exact: Equality) -> None:
    """Raise ExportDiffers where fewer than nine of ten sentences of the float32 form are those of the trained model."""
    if exact.identical < LEAST_EQUAL * exact.sentences:
        raise ExportDiffers(
            f"Only {exact.identical} of {exact.sentences} sentences are translated by CTranslate2 as by torch. "
            f"Nothing was written; compare training/convert.py with the model in training/train.py."
        )
