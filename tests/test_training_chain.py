"""The whole chain on a tiny corpus: prepare → train → export → install → translate. Needs torch and onnx."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from indexer.translation.install import install_package
from indexer.translation.packages import read_package
from indexer.translation.translator import ArgosTranslator
from tests.tables import read_cases
from tests.training_corpus import write_corpus
from training.__main__ import main as commands
from training.prepare import Plan, prepare_data

pytest.importorskip("torch", reason="torch is not installed (training/requirements.txt)")
pytest.importorskip("onnx", reason="onnx is not installed (training/requirements.txt)")

import torch

from training.equality import ExportDiffers, compare_outputs, refuse_difference
from training.export import export_run
from training.grow import grow_model
from training.train import (
    RECIPES,
    Model,
    Options,
    Pieces,
    Trainer,
    greedy,
    main,
    read_recipe,
    read_weights,
    write_weights,
)

SENTENCES = ["मोदी सोमवार को जापान में थे।", "चीन की राजधानी पटना है।", "सीता रविवार को रूस से आए।"]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data in prep/, the trained model in run/ and its package in into/ and out/."""
    work = tmp_path_factory.mktemp("training")
    corpus = write_corpus(work / "parallel")
    prepare_data(corpus, work / "prep", Plan(pieces=400, held_out=40, mixed=10))
    main(["--preset=tiny", "--steps=250", "--eval-lines=20", f"--prep={work / 'prep'}", f"--run={work / 'run'}"])
    export_run(work / "run", work / "prep", version="9.9", into=work / "into", out=work / "out")
    return work


def test_ctranslate2_translates_as_torch_does(work: Path) -> None:
    record = json.loads((work / "run" / "export.json").read_text(encoding="utf-8"))
    assert record["equality"]["float32"]["sentences"] == 50
    assert record["equality"]["float32"]["identical"] >= 49
    assert record["equality"]["int8"]["positions"] > 0.5


def test_the_package_is_installed_and_translates(work: Path, tmp_path: Path) -> None:
    package = install_package(work / "out" / "translate-hi_en-9_9.argosmodel", tmp_path / "packages")
    assert (package.name, package.version) == ("translate-hi_en-9_9", "9.9")
    made = ArgosTranslator(package, threads=1, beam=2, batch_tokens=1024).translate(SENTENCES)
    assert len(made) == len(SENTENCES)
    assert not any(one.gloss for one in made)
    assert all(one.text.isascii() for one in made)


def test_the_unpacked_package_is_the_packed_one(work: Path, tmp_path: Path) -> None:
    packed = install_package(work / "out" / "translate-hi_en-9_9.argosmodel", tmp_path / "packages").path
    unpacked = work / "into" / "translate-hi_en-9_9"
    names = sorted(path.relative_to(unpacked) for path in unpacked.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(packed) for path in packed.rglob("*") if path.is_file())
    assert all((unpacked / name).read_bytes() == (packed / name).read_bytes() for name in names)


def test_exporting_again_gives_the_same_bytes(work: Path, tmp_path: Path) -> None:
    export_run(work / "run", work / "prep", version="9.9", into=tmp_path, out=tmp_path)
    name = "translate-hi_en-9_9.argosmodel"
    assert (tmp_path / name).read_bytes() == (work / "out" / name).read_bytes()


def test_a_model_that_says_something_else_is_refused() -> None:
    wanted = [["▁it", "▁rains"]] * 10
    refuse_difference(compare_outputs(wanted, [*wanted[:9], ["▁it", "▁snows"]]))
    with pytest.raises(ExportDiffers, match=r"Only 8 of 10 .* Nothing was written; .*convert\.py"):
        refuse_difference(compare_outputs(wanted, [*wanted[:8], ["▁it"], ["▁snows"]]))


def test_the_package_is_scored(work: Path) -> None:
    pytest.importorskip("sacrebleu", reason="sacrebleu is not installed (training/requirements.txt)")
    from training.evaluate import score_package

    scores = score_package(work / "into" / "translate-hi_en-9_9", work / "parallel")
    assert {row["text"] for row in scores["rows"]} == {"dev", "held-out news"}
    assert len(scores["rows"]) == 8
    assert all(0 <= row["chrF"] <= 100 for row in scores["rows"])
    assert scores["signatures"]["BLEU"].startswith("nrefs:1|")


def test_the_run_records_what_the_card_needs(work: Path) -> None:
    facts = json.loads((work / "run" / "run.json").read_text(encoding="utf-8"))
    assert facts["step"] == 250
    assert facts["seen"] > 0
    assert facts["hardware"]
    assert set(facts["scores"]) == {"mixed", "news"}
    assert str(work) not in json.dumps(facts)


def trainer(work: Path, run: Path, **options: Any) -> Trainer:
    run.mkdir(parents=True, exist_ok=True)
    return Trainer(Options(prep=work / "prep", run=run, steps=6, **options), replace(RECIPES["tiny"], drop=0.2))


def learn(trainer: Trainer, steps: int) -> None:
    rows = trainer.rows(0)
    batches = rows.batches(trainer.recipe.batch, 0)
    for _ in range(steps):
        trainer.step(rows, [batches[int(trainer.at["at"])]])


def test_a_run_that_was_stopped_goes_on_as_if_it_had_not_been(work: Path, tmp_path: Path) -> None:
    straight = trainer(work, tmp_path / "straight")
    learn(straight, 6)
    begun = trainer(work, tmp_path / "stopped")
    learn(begun, 3)
    begun.save()
    resumed = trainer(work, tmp_path / "stopped")
    assert resumed.at["step"] == 3
    learn(resumed, 3)
    for name, weight in straight.average.items():
        assert torch.equal(weight, resumed.average[name]), name


def test_training_starts_from_the_weights_of_an_earlier_run(work: Path, tmp_path: Path) -> None:
    earlier = read_weights(work / "run")
    begun = trainer(work, tmp_path, init=str(work / "run"))
    for name, weight in begun.weights.items():
        assert np.array_equal(weight.detach().numpy(), earlier[name]), name
        assert torch.equal(weight, begun.average[name]), name


def test_a_grown_model_says_what_the_smaller_one_said(work: Path, tmp_path: Path) -> None:
    larger = tmp_path / "larger"
    asked = ["grow", str(work / "run"), str(larger), "--layers", "5", "--inner", "320"]
    done = CliRunner().invoke(commands, asked)
    assert done.exit_code == 0, done.output
    pieces = Pieces(work / "prep")
    rows = [pieces.source_ids(sentence) for sentence in SENTENCES]
    said = [greedy(read_model(folder, pieces), rows, torch.device("cpu")) for folder in (work / "run", larger)]
    assert said[0] == said[1]
    assert all(said[0])
    recipe = read_recipe(larger)
    assert (recipe.enc, recipe.ff) == (5, 320)
    assert sum(weight.size for weight in read_weights(larger).values()) > sum(
        weight.size for weight in read_weights(work / "run").values()
    )


def read_model(folder: Path, pieces: Pieces) -> Model:
    model = Model(read_recipe(folder), len(pieces.source), len(pieces.target))
    model.load_state_dict({name: torch.from_numpy(weight) for name, weight in read_weights(folder).items()})
    return model


def test_training_a_grown_model_records_from_what_it_was_grown(work: Path, tmp_path: Path) -> None:
    grow_model(work / "run", tmp_path / "larger", layers=3, inner=256)
    tiny = replace(RECIPES["tiny"], enc=3)
    run = tmp_path / "next"
    run.mkdir()
    begun = Trainer(Options(prep=work / "prep", run=run, steps=1, init=str(tmp_path / "larger")), tiny)
    learn(begun, 1)
    begun.save()
    facts = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert facts["init"] == "larger"
    assert facts["grown"] == {"from": "run", "enc": 2, "ff": 256}


def test_a_model_does_not_shrink(work: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(commands, ["grow", str(work / "run"), str(tmp_path), "--layers", "1", "--inner", "256"])
    assert done.exit_code == 2
    assert "2 encoder layers" in done.output
    assert not (tmp_path / "config.json").exists()


def test_weights_are_parted_and_keep_what_int8_can_keep(tmp_path: Path) -> None:
    random = np.random.default_rng(1)
    weights = {f"w{number}": random.normal(size=(50, 20)).astype(np.float32) for number in range(4)}
    weights |= {"b": random.normal(size=20).astype(np.float32), "zero": np.zeros((3, 2), np.float32)}
    paths = write_weights(weights, tmp_path, 2_500)
    assert len(paths) == 2 or len(paths) == 3
    read = read_weights(tmp_path)
    assert set(read) == set(weights)
    assert np.array_equal(read["b"], weights["b"])
    assert not read["zero"].any()
    for name in ("w0", "w1", "w2", "w3"):
        scale = np.abs(weights[name]).max(1, keepdims=True) / 127
        assert (np.abs(read[name] - weights[name]) <= scale * 0.51).all()


def test_what_the_recipe_does_not_have_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--set", "depth=6"])
    assert "the recipe has no 'depth'" in capsys.readouterr().err


def test_a_recipe_is_read_from_a_folder_with_further_entries(tmp_path: Path) -> None:
    stored = {"d": 192, "heads": 4, "ff": 768, "enc": 4, "dec": 2, "vocab": 8000, "batch": 3072, "lr": 0.002}
    (tmp_path / "config.json").write_text(json.dumps({**stored, "warmup": 300, "prep": "elsewhere"}), encoding="utf-8")
    assert read_recipe(tmp_path).enc == 4


@pytest.mark.parametrize(("given", "wanted"), read_cases("training_splitter.txt"))
def test_the_packaged_rule_ends_sentences(work: Path, given: str, wanted: str) -> None:
    from onnx.reference import ReferenceEvaluator

    package = read_package(work / "into" / "translate-hi_en-9_9")
    assert package is not None
    from training.splitter import CHARACTERS

    numbers = {character: number for number, character in enumerate(CHARACTERS)}
    units = np.array([[numbers.get(character, 1) for character in given]], np.int64)
    features = np.zeros((*units.shape, 1), np.float32)
    [logits] = ReferenceEvaluator(str(package.path / "minisbd" / "hi.onnx")).run(
        None, {"units": units, "features": features}
    )
    ends = np.asarray(logits)[0].argmax(-1) == 2
    assert "".join(c + "|" * bool(end) for c, end in zip(given, ends, strict=True)) == wanted
