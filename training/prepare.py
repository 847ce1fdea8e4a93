"""Makes the training data: read, hold out, choose, add rows, split into pieces, write. The order stands here alone."""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import sentencepiece

from training.facts import PREPARED, Record, write_record
from training.figures import figure_rows
from training.own import read_own_pairs
from training.parallel import (
    AUTHORED,
    HELD_OUT,
    LEXICON,
    NAMES,
    TRAIN,
    Pair,
    hold_out,
    leave_out,
    read_development,
    read_pairs,
    read_table,
)
from training.rows import (
    choose_names,
    choose_pairs,
    clean_pair,
    copy_rows,
    joined_rows,
    latin_rows,
    lexicon_pairs,
    name_rows,
    repeat_by_weight,
)
from training.sources import is_trained_on
from training.vocabulary import (
    MODEL,
    Encoded,
    Vocabularies,
    encode_texts,
    read_vocabularies,
    renumber,
    train_pieces,
    used_pieces,
    write_vocabularies,
)

LONGEST = 254  # pieces of either side, without <s> and </s>


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What can be chosen; the weights of the sources stand in training/sources.py."""

    own: Path | None = None  # folder of pairs written for this project (training/pairs); None: without them
    extra: tuple[Path, ...] = ()  # more files of pairs with tags
    vocabulary: Path | None = None  # folder whose pieces are kept, to train on from its weights; None: new ones
    pieces: int = 8000  # of a new vocabulary
    variants: int = 2  # segmentations of each row; every epoch takes the next
    seed: int = 1
    held_out: int = HELD_OUT  # pairs of news that are never trained on
    mixed: int = 200  # pairs of all sources held out besides, to watch what learning news does to other text
    copies: float = 0.03  # shares of the pairs
    latin: float = 0.5
    joined: float = 0.08
    figures: float = 0.02


def prepare_data(parallel: Path, prep: Path, plan: Plan) -> Record:
    """Write what `train` reads into the folder `prep`, and return the record of it, which is prepared.json there.

    The same files and the same plan give the same data. Raises SourceUnknown for a tag that the table does not have,
    and PairsInvalid where our own pairs have faults.
    """
    random = Random(plan.seed)
    prep.mkdir(parents=True, exist_ok=True)
    pairs, held = _read_pairs(parallel, plan, random)
    names = [name for name in read_pairs(parallel / NAMES) if is_trained_on(name.source)]
    names = choose_names(names, pairs)
    rows = [
        *repeat_by_weight(pairs, random),
        *name_rows(names, random),
        *copy_rows(pairs, plan.copies, random),
        *latin_rows(pairs, names, plan.latin, random),
        *joined_rows(pairs, plan.joined, random),
        *figure_rows(int(len(pairs) * plan.figures), random),
    ]
    pieces = _pieces(prep, plan, pairs)
    variants = [_encode(pieces, rows, plan.seed * 1000 + number if number else None) for number in range(plan.variants)]
    vocabularies = read_vocabularies(plan.vocabulary) if plan.vocabulary else _vocabularies(pieces, variants)
    write_vocabularies(vocabularies, prep)
    for stale in prep.glob("data-*.npz"):
        stale.unlink()
    unknown = [
        _write_variant(prep / f"data-{number}.npz", pieces, vocabularies, *sides)
        for number, sides in enumerate(variants)
    ]
    (prep / "dev.tsv").write_text("".join("\t".join(pair) + "\n" for pair in held), encoding="utf-8")
    counts, made = Counter(pair.source for pair in [*pairs, *names]), Counter(row.source for row in rows)
    record = {
        "sources": dict(sorted(counts.items())),
        "made": {kind: made[kind] for kind in ("names", "copies", "latin", "joined", "figures")},
        "rows": len(rows),
        "held_out": dict(Counter(pair.source for pair in held)),
        "vocabulary": {"source": len(vocabularies.source), "target": len(vocabularies.target)},
        "kept_vocabulary": plan.vocabulary.name if plan.vocabulary else "",
        "unknown_pieces": max(unknown),
        "variants": plan.variants,
        "seed": plan.seed,
        "files": {file.name: _digest(file) for file in _files(parallel, plan) if file.exists()},
    }
    write_record(prep / PREPARED, record)
    return record


def _files(parallel: Path, plan: Plan) -> list[Path]:
    own = sorted(plan.own.glob("*.tsv")) if plan.own else []
    return [*(parallel / name for name in (TRAIN, AUTHORED, LEXICON, NAMES)), *own, *plan.extra]


def _read_pairs(parallel: Path, plan: Plan, random: Random) -> tuple[list[Pair], list[Pair]]:
    """Return the pairs to train on, in a new order, and the held-out ones with "mixed" or "news" as their source."""
    authored = read_pairs(parallel / AUTHORED)
    news = hold_out(authored, plan.held_out)
    pairs = [*read_pairs(parallel / TRAIN), *authored, *lexicon_pairs(read_table(parallel / LEXICON))]
    pairs += read_own_pairs(plan.own) if plan.own else []
    for file in plan.extra:
        pairs += read_pairs(file)
    measured = [clean_pair(pair) for pair in [*news, *read_development(parallel)]]
    chosen = leave_out(choose_pairs(pair for pair in pairs if is_trained_on(pair.source)), measured)
    random.shuffle(chosen)
    mixed = [pair for pair in chosen if 6 <= len(pair.hi.split()) <= 60][: plan.mixed]
    held = [*(pair._replace(source="mixed") for pair in mixed), *(pair._replace(source="news") for pair in news)]
    return leave_out(chosen, mixed), [clean_pair(pair) for pair in held]


def _pieces(prep: Path, plan: Plan, pairs: Sequence[Pair]) -> Any:
    model = prep / MODEL
    if plan.vocabulary is not None:
        if plan.vocabulary.resolve() != prep.resolve():
            shutil.copyfile(plan.vocabulary / MODEL, model)
    else:
        train_pieces((text for pair in pairs for text in pair[:2]), plan.pieces, model)
    return sentencepiece.SentencePieceProcessor(model_file=str(model))


def _encode(pieces: Any, rows: Sequence[Pair], sample_seed: int | None) -> tuple[Encoded, Encoded]:
    """Return both sides of the rows; rows with a side that is empty or too long are left out."""
    source = encode_texts(pieces, [row.hi for row in rows], sample_seed=sample_seed)
    target = encode_texts(pieces, [row.en for row in rows], sample_seed=sample_seed)
    kept = [
        number
        for number, (one, other) in enumerate(zip(source, target, strict=True))
        if 0 < len(one) < LONGEST and 0 < len(other) < LONGEST
    ]
    return [source[number] for number in kept], [target[number] for number in kept]


def _vocabularies(pieces: Any, variants: Sequence[tuple[Encoded, Encoded]]) -> Vocabularies:
    return Vocabularies(
        source=used_pieces(pieces, (numbers for source, _ in variants for numbers in source)),
        target=used_pieces(pieces, (numbers for _, target in variants for numbers in target)),
    )


def _write_variant(path: Path, pieces: Any, vocabularies: Vocabularies, source: Encoded, target: Encoded) -> float:
    """Write one variant in the vocabularies' numbers, and return the share of pieces that are unknown to them."""
    arrays: dict[str, np.ndarray[Any, Any]] = {}
    unknown = []
    for side, encoded, vocabulary in (
        ("src", source, vocabularies.source),
        ("tgt", target, vocabularies.target),
    ):
        numbers = renumber(pieces, vocabulary)[np.concatenate(encoded)]
        arrays |= {side: numbers, f"{side}_len": np.array([len(one) for one in encoded], np.uint16)}
        unknown.append(float((numbers == 1).mean()))
    np.savez_compressed(path, allow_pickle=False, **arrays)
    return max(unknown)


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]
