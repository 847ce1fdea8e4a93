"""Fills the model card from what the steps recorded; what was not recorded is said not to be, never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import Any

from training.facts import Facts, Record
from training.sources import SOURCES, Source

TEMPLATE = Path(__file__).with_name("MODEL_CARD.template.md")
UNKNOWN = "not recorded"


def fill_card(facts: Facts) -> str:
    """Return the model card in Markdown."""
    recipe: Mapping[str, Any] = facts.trained.get("recipe", {})
    plain = {name: _figure(facts.trained.get(name)) for name in ("minutes", "epoch", "hardware", "torch")}
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        plain,
        version=facts.exported.get("version", UNKNOWN),
        weights=_figure(facts.exported.get("weights") or facts.trained.get("parameters")),
        size=", ".join(f"{name} {_figure(recipe.get(key))}" for name, key in _SIZES),
        steps=_figure(facts.trained.get("step")),
        seen=_figure(facts.trained.get("seen")),
        start=_start(facts.trained),
        vocabulary=_vocabulary(facts.prepared),
        data=_data_table(facts.prepared),
        made=_made_table(facts.prepared),
        left_out=_left_out_table(),
        scores=_score_table(facts.scored),
        equality=_equality(facts.exported),
        notes=facts.notes or "None.",
    )


_SIZES = (
    ("vector width", "d"),
    ("heads", "heads"),
    ("feed-forward width", "ff"),
    ("encoder layers", "enc"),
    ("decoder layers", "dec"),
)
_GROWN = (("encoder layers", "enc"), ("units in each feed-forward layer", "ff"))


def _start(trained: Record) -> str:
    init = trained.get("init")
    if not init:
        return "new weights" if init == "" else UNKNOWN
    grown: Record = trained.get("grown") or {}
    if not grown:
        return f"the weights in `{init}`"
    recipe: Record = trained.get("recipe", {})
    sizes = [
        f"from {_figure(grown.get(key))} to {_figure(recipe.get(key))} {name}" for name, key in _GROWN if key in grown
    ]
    return f"the weights in `{init}`: those of `{grown['from']}` grown {' and '.join(sizes)}, saying the same at first"


def _vocabulary(prepared: Record) -> str:
    sizes: Mapping[str, int] = prepared.get("vocabulary", {})
    said = f"{_figure(sizes.get('source'))} Hindi and {_figure(sizes.get('target'))} English pieces"
    kept = prepared.get("kept_vocabulary")
    return f"{said}, those of `{kept}`" if kept else said


def _figure(value: object) -> str:
    """Return a number as people write it.

    >>> _figure(5312000), _figure(None)
    ('5,312,000', 'not recorded')
    """
    if value is None:
        return UNKNOWN
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _table(head: str, rows: Iterable[str]) -> str:
    body = list(rows)
    if not body:
        return f"({UNKNOWN})"
    rule = "|" + "---|" * (head.count("|") - 1)
    return "\n".join([head, rule, *body])


def _data_table(prepared: Record) -> str:
    counts: Mapping[str, int] = prepared.get("sources", {})
    return _table(
        "| source | rows | weight | licence as stated by the source | what it is |",
        (
            f"| {source.tag} | {_figure(counts[source.tag])} | {source.weight:g} | {source.licence} | {source.what} |"
            for source in SOURCES
            if source.tag in counts
        ),
    )


def _made_table(prepared: Record) -> str:
    counts: Mapping[str, int] = prepared.get("made", {})
    return _table("| rows made | number |", (f"| {kind} | {_figure(number)} |" for kind, number in counts.items()))


def _left_out_table() -> str:
    def row(source: Source) -> str:
        return f"| {source.tag} | {source.licence} | {source.left_out} |"

    return _table("| source | licence | why |", (row(source) for source in SOURCES if source.left_out))


def _score_table(scored: Record) -> str:
    rows: list[Record] = scored.get("rows", [])
    table = _table(
        "| text | sentences | decoding | BLEU | chrF |",
        (
            f"| {row['text']} | {_figure(row['sentences'])} | {row['decoding']} | {row['BLEU']:.1f} "
            f"| {row['chrF']:.1f} |"
            for row in rows
        ),
    )
    signatures: Mapping[str, str] = scored.get("signatures", {})
    return "\n\n".join([table, *(f"{name}: `{signature}`" for name, signature in signatures.items())])


def _equality(exported: Record) -> str:
    forms: Mapping[str, Record] = exported.get("equality", {})
    said = [
        f"{form}: {one['identical']} of {one['sentences']} sentences identical, "
        f"{100 * one['positions']:.1f} % of the pieces"
        for form, one in forms.items()
    ]
    return "; ".join(said) if said else UNKNOWN
