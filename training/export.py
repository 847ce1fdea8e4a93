"""Makes the package out of a run: weights → CTranslate2 int8 → Argos package, checked against the trained model."""

from __future__ import annotations

import tempfile
from dataclasses import asdict
from pathlib import Path

import torch

from training.card import fill_card
from training.convert import write_model
from training.equality import Equality, compare_outputs, exported_outputs, refuse_difference, trained_outputs
from training.facts import EXPORTED, TRAINED, read_facts, update_record, write_record
from training.package import lay_out_package, pack_package
from training.splitter import splitter_model
from training.train import Pieces, read_recipe, read_weights, write_weights


def export_run(run: Path, prep: Path, *, version: str, into: Path, out: Path, check: int = 50) -> Path:
    """Write into/NAME, the unpacked package, and out/NAME.argosmodel; return the folder.

    The run is a folder with config.json and either ckpt.pt, whose averaged weights are taken, or weights-NN.npz. What
    was checked is kept in the run's export.json. Raises ExportDiffers where CTranslate2's float32 form translates
    fewer than nine of ten sentences just as torch does.
    """
    torch.set_num_threads(1)
    if (run / "ckpt.pt").exists():
        stored = torch.load(run / "ckpt.pt", map_location="cpu")
        write_weights({name: weight.float().numpy() for name, weight in stored["ema"].items()}, run)
        progress = {**stored["st"], "minutes": round(stored["st"]["used"] / 60, 1)}
        update_record(run / TRAINED, {**progress, "recipe": asdict(read_recipe(run))})
    recipe, weights, pieces = read_recipe(run), read_weights(run), Pieces(prep)
    lines = (prep / "dev.tsv").read_text(encoding="utf-8").splitlines()
    sentences = [line.split("\t")[0] for line in lines[:check]]
    wanted = trained_outputs(recipe, weights, pieces, sentences)
    equality: dict[str, Equality] = {}
    with tempfile.TemporaryDirectory() as room:
        for form in ("float32", "int8"):
            model = Path(room, form)
            write_model(recipe, weights, pieces, model, quantization=form)
            equality[form] = compare_outputs(wanted, exported_outputs(model, pieces, sentences, compute=form))
        refuse_difference(equality["float32"])
        record = {
            "version": version,
            "weights": sum(weight.size for weight in weights.values()),
            "equality": {form: asdict(one) for form, one in equality.items()},
        }
        write_record(run / EXPORTED, record)
        package = lay_out_package(
            into,
            model=Path(room, "int8"),
            tokenizer=prep / "sp.model",
            splitter=splitter_model(),
            version=version,
            card=fill_card(read_facts(run, prep)),
        )
    pack_package(package, out)
    return package
