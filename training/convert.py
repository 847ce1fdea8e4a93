"""Turns trained weights into a CTranslate2 model, through TransformerSpec and without a converter.

CTranslate2's own converters expect the layouts of other toolkits (Marian's wants one vocabulary and norms behind the
layers); its specification takes ours name by name.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from ctranslate2.specs import TransformerSpec

from training.train import Pieces, Recipe, positions

Weights = Mapping[str, np.ndarray[Any, Any]]


def write_model(recipe: Recipe, weights: Weights, pieces: Pieces, folder: Path, *, quantization: str) -> None:
    """Write a CTranslate2 model folder anew; quantization is "float32" or "int8"."""
    spec = _specification(recipe, weights, pieces)
    spec.validate()
    if quantization != "float32":
        spec.optimize(quantization=quantization)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    spec.save(str(folder))


def _specification(recipe: Recipe, weights: Weights, pieces: Pieces) -> Any:
    # Copies, because optimize() turns the arrays into int8 where they lie.
    own = {name: np.array(weight, np.float32) for name, weight in weights.items()}
    spec = TransformerSpec.from_config((recipe.enc, recipe.dec), recipe.heads, pre_norm=True)
    encoder, decoder = spec.encoder, spec.decoder
    encoder.embeddings[0].weight, decoder.embeddings.weight = own["es.weight"], own["et.weight"]
    decoder.projection.weight = own["et.weight"]
    for side, part, norm in (("enc", encoder, "ne"), ("dec", decoder, "nd")):
        part.position_encodings.encodings = positions(recipe.d).numpy()
        _fill(part.layer_norm, own, norm)
        for number, layer in enumerate(part.layer):
            _fill_layer(layer, own, f"{side}.{number}.", cross=side == "dec")
    spec.register_source_vocabulary(pieces.source)
    spec.register_target_vocabulary(pieces.target)
    spec.config.add_source_eos = True  # the tokens that argostranslate gives have no </s>
    spec.config.decoder_start_token = "<s>"
    return spec


def _fill_layer(layer: Any, weights: Weights, name: str, *, cross: bool) -> None:
    _fill(layer.self_attention.layer_norm, weights, name + "sa.ln")
    _fill(layer.self_attention.linear[0], weights, name + "sa.q")  # query, key and value in one matrix
    _fill(layer.self_attention.linear[1], weights, name + "sa.out")
    if cross:
        _fill(layer.attention.layer_norm, weights, name + "ca.ln")
        _fill(layer.attention.linear[0], weights, name + "ca.q")
        _fill(layer.attention.linear[1], weights, name + "ca.kv")  # key and value in one matrix
        _fill(layer.attention.linear[2], weights, name + "ca.out")
    _fill(layer.ffn.layer_norm, weights, name + "ln")
    _fill(layer.ffn.linear_0, weights, name + "f1")
    _fill(layer.ffn.linear_1, weights, name + "f2")


def _fill(part: Any, weights: Weights, name: str) -> None:
    """Give a norm or a linear layer its two arrays; CTranslate2 calls those of a norm gamma and beta."""
    first, second = ("gamma", "beta") if hasattr(part, "gamma") else ("weight", "bias")
    setattr(part, first, weights[f"{name}.weight"])
    setattr(part, second, weights[f"{name}.bias"])
