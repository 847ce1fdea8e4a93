"""A trained model made larger without changing what it says, so that training can go on from it with more room.

A new layer repeats the one before it, and new feed-forward units are random, but what they would add to the stream is
multiplied by zero at first (as in Net2Net, Chen et al. 2016, and in later work on growing Transformers).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.train import Recipe, read_recipe, read_weights, write_weights

Weights = Mapping[str, NDArray[np.float32]]

_ENCODER_LAYER = re.compile(r"enc\.(\d+)\.(.+)")
_ADDS = ("sa.out.weight", "sa.out.bias", "f2.weight", "f2.bias")  # what a layer adds to the stream goes through these


def grow_model(run: Path, grown: Path, *, layers: int, inner: int, seed: int = 1) -> Recipe:
    """Write the model of `run` with more encoder layers and wider feed-forward layers to `grown`; return its recipe.

    What it was before stands in config.json there as "grown", from where training takes it into its record. Raises
    ValueError where the size asked for is smaller than the model's.
    """
    recipe = read_recipe(run)
    if layers < recipe.enc or inner < recipe.ff:
        raise ValueError(
            f"The model has {recipe.enc} encoder layers of inner width {recipe.ff}, and cannot shrink to "
            f"{layers} of {inner}: ask for at least as many."
        )
    weights = widen(deepen(read_weights(run), recipe.enc, layers), inner, seed)
    larger = replace(recipe, enc=layers, ff=inner)
    grown.mkdir(parents=True, exist_ok=True)
    write_weights(weights, grown)
    config = {**asdict(larger), "grown": {"from": run.name, "enc": recipe.enc, "ff": recipe.ff}}
    (grown / "config.json").write_text(json.dumps(config) + "\n", encoding="utf-8")
    return larger


def deepen(weights: Weights, before: int, after: int) -> dict[str, NDArray[np.float32]]:
    """Return the weights with new encoder layers spread evenly among the old ones, each silent at first."""
    grown = {name: weight for name, weight in weights.items() if not _ENCODER_LAYER.match(name)}
    seen: set[int] = set()
    for place in range(after):
        old = place * before // after
        for name, weight in weights.items():
            found = _ENCODER_LAYER.match(name)
            if found and int(found[1]) == old:
                silent = old in seen and found[2] in _ADDS
                grown[f"enc.{place}.{found[2]}"] = np.zeros_like(weight) if silent else weight.copy()
        seen.add(old)
    return grown


def widen(weights: Weights, inner: int, seed: int) -> dict[str, NDArray[np.float32]]:
    """Return the weights with `inner` units in each feed-forward layer, the new ones silent at first."""
    random = np.random.default_rng(seed)
    grown = {}
    for name, weight in weights.items():
        if name.endswith("f1.weight"):
            new = inner - weight.shape[0]
            more = random.normal(0, (2 / (inner + weight.shape[1])) ** 0.5, (new, weight.shape[1]))
            grown[name] = np.concatenate([weight, more.astype(np.float32)])
        elif name.endswith("f1.bias"):
            grown[name] = np.pad(weight, (0, inner - len(weight)))
        elif name.endswith("f2.weight"):
            grown[name] = np.pad(weight, ((0, 0), (0, inner - weight.shape[1])))
        else:
            grown[name] = weight
    return grown
