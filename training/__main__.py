"""The steps as commands: `python -m training prepare|grow|train|export|evaluate|card`.

Each command imports its step when it is called: preparing needs no torch, and training nothing of the project.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

_PAIRS = Path(__file__).parent / "pairs"
_PARALLEL = click.option(
    "--parallel",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    default=Path("../shared/data/parallel"),
    show_default=True,
    help="folder of the parallel text",
)
_PREP = click.option("--prep", type=click.Path(path_type=Path), default=Path("var/prep"), show_default=True)
_RUN = click.option("--run", type=click.Path(path_type=Path), default=Path("var/run"), show_default=True)
_OUT = click.option(
    "--out", type=click.Path(path_type=Path), default=Path("dist"), show_default=True, help="for the .argosmodel"
)
_BUNDLED = Path("indexer/bundled")


@click.group()
def main() -> None:
    """Make the bundled Hindi→English model; training/README.md tells how, step by step."""


@main.command()
@_PARALLEL
@_PREP
@click.option("--own", type=click.Path(path_type=Path, file_okay=False), default=_PAIRS, help="folder of our own pairs")
@click.option("--extra", type=click.Path(path_type=Path, exists=True), multiple=True, help="more pairs, with tags")
@click.option("--vocabulary", type=click.Path(path_type=Path, exists=True), help="keep an earlier run's pieces")
@click.option("--pieces", default=8000, show_default=True, help="size of a new vocabulary")
@click.option("--variants", default=2, show_default=True, help="segmentations of each row; all but one sampled")
@click.option("--seed", default=1, show_default=True)
def prepare(
    parallel: Path,
    prep: Path,
    own: Path,
    extra: tuple[Path, ...],
    vocabulary: Path | None,
    pieces: int,
    variants: int,
    seed: int,
) -> None:
    """Make training rows and vocabularies out of the parallel text."""
    from training.prepare import Plan, prepare_data

    plan = Plan(own=own, extra=extra, vocabulary=vocabulary, pieces=pieces, variants=variants, seed=seed)
    click.echo(json.dumps(prepare_data(parallel, prep, plan), ensure_ascii=False, indent=1))


@main.command()
@click.argument("run", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.argument("grown", type=click.Path(path_type=Path, file_okay=False))
@click.option("--layers", type=int, required=True, help="of the encoder, then")
@click.option("--inner", type=int, required=True, help="units in each feed-forward layer, then")
@click.option("--seed", default=1, show_default=True, help="of the new units")
def grow(run: Path, grown: Path, layers: int, inner: int, seed: int) -> None:
    """Make the trained model of RUN larger without changing what it says, to train on from GROWN."""
    from training.grow import grow_model

    try:
        recipe = grow_model(run, grown, layers=layers, inner=inner, seed=seed)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"Wrote {grown}; train on from it with: --init {grown} --set enc={recipe.enc} ff={recipe.ff}")


@main.command(context_settings={"ignore_unknown_options": True}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def train(arguments: tuple[str, ...]) -> None:
    """Train; the options are those of training/train.py (see --help)."""
    from training import train as script

    script.main(arguments)


@main.command()
@_RUN
@_PREP
@click.option("--version", required=True, help='of the package, e.g. "0.2"')
@click.option("--into", type=click.Path(path_type=Path), default=_BUNDLED, show_default=True, help="unpacked package")
@_OUT
def export(run: Path, prep: Path, version: str, into: Path, out: Path) -> None:
    """Make the package out of a run, and check it against the trained model."""
    from training.export import export_run

    package = export_run(run, prep, version=version, into=into, out=out)
    click.echo((run / "export.json").read_text(encoding="utf-8") + str(package))


@main.command()
@click.argument("package", type=click.Path(path_type=Path, exists=True, file_okay=False))
@_PARALLEL
@_RUN
def evaluate(package: Path, parallel: Path, run: Path) -> None:
    """Score an unpacked PACKAGE on dev and the held-out news, and record the scores in the run."""
    from training.evaluate import score_package
    from training.facts import SCORED, write_record

    scores = score_package(package, parallel)
    run.mkdir(parents=True, exist_ok=True)
    write_record(run / SCORED, scores)
    for row in scores["rows"]:
        click.echo(f"{row['text']:14} {row['decoding']:28} BLEU {row['BLEU']:5.2f}  chrF {row['chrF']:5.2f}")
    for name, signature in scores["signatures"].items():
        click.echo(f"{name}: {signature}")


@main.command()
@_RUN
@_PREP
@click.option("--package", type=click.Path(path_type=Path, exists=True, file_okay=False), help="gets it as README.md")
@click.option(
    "--card", "file", type=click.Path(path_type=Path), default=Path("training/MODEL_CARD.md"), show_default=True
)
@_OUT
def card(run: Path, prep: Path, package: Path | None, file: Path, out: Path) -> None:
    """Write the model card from what was recorded; with --package, put it into the package, too."""
    from training.card import fill_card
    from training.facts import read_facts
    from training.package import pack_package

    text = fill_card(read_facts(run, prep))
    file.write_text(text, encoding="utf-8")
    click.echo(f"Wrote {file}")
    if package is not None:
        (package / "README.md").write_text(text, encoding="utf-8")
        click.echo(f"Packed {pack_package(package, out)}")


if __name__ == "__main__":
    main(prog_name="python -m training")
