"""Trains SentencePiece with normalisation inside, and cuts the vocabulary of each side down to what it uses."""

from __future__ import annotations

import io
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import sentencepiece

MODEL, VOCABULARY = "sp.model", "vocab.json"
PAD, UNKNOWN, BEGIN, END = 0, 1, 2, 3
_ALWAYS = 4 + 256  # the four marks and the bytes stay in every vocabulary
_THREADS = 2  # always as many, for the order of sums depends on it
Encoded = list[np.ndarray[Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabularies:
    """The pieces that each side knows, in the order of their numbers."""

    source: list[str]
    target: list[str]


def normalisation_rules() -> dict[str, str]:
    r"""Return what SentencePiece replaces before it splits: NFKC and what Hindi news needs besides.

    Written into sentencepiece.model itself, so that every user of the package, argostranslate too, normalises alike.

    >>> rules = normalisation_rules()
    >>> rules["५"], rules["“"], rules["–"], rules["\u200d"]
    ('5', '"', '-', '')
    """
    characters = (chr(code) for code in range(0x20, 0x30000) if not 0xD800 <= code < 0xE000)
    rules = {c: folded for c in characters if (folded := unicodedata.normalize("NFKC", c)) != c}
    rules |= {chr(ord("०") + digit): str(digit) for digit in range(10)}
    # soft hyphen, zero-width space, ZWNJ, ZWJ, direction marks, byte order mark
    rules |= dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\ufeff", "")
    rules |= dict.fromkeys("‘’‚‛", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—", "-")
    rules |= dict.fromkeys("\t\n\r", " ")
    # NFKC parts these two from their nukta (U+093C) nowhere else; they have letters of their own
    return rules | {"न\u093c": "ऩ", "र\u093c": "ऱ"}


def train_pieces(texts: Iterable[str], size: int, model: Path) -> None:
    """Train a SentencePiece model of about `size` pieces; characters outside it are spelled as bytes."""
    trained = io.BytesIO()
    with tempfile.TemporaryDirectory() as room, _working_in(Path(room)):
        lines = (f"{_codes(found)}\t{_codes(made)}\n" for found, made in sorted(normalisation_rules().items()))
        Path("rules.tsv").write_text("".join(lines), encoding="ascii")
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts),
            model_writer=trained,
            vocab_size=size,
            model_type="unigram",
            character_coverage=0.9999,
            byte_fallback=True,
            split_digits=True,
            normalization_rule_tsv="rules.tsv",
            pad_id=PAD,
            unk_id=UNKNOWN,
            bos_id=BEGIN,
            eos_id=END,
            num_threads=_THREADS,
            hard_vocab_limit=False,
            minloglevel=2,
        )
    model.write_bytes(trained.getvalue())


@contextmanager
def _working_in(folder: Path) -> Iterator[None]:
    """Make a folder the working directory for a while: the model keeps the path of the rules, as it was given."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def encode_texts(pieces: Any, texts: Sequence[str], *, sample_seed: int | None = None) -> Encoded:
    """Return the texts as numbers of SentencePiece; with a seed, in segmentations drawn at random."""
    sampling: dict[str, Any] = {}
    if sample_seed is not None:
        sentencepiece.set_random_generator_seed(sample_seed)
        sampling = {"enable_sampling": True, "alpha": 0.5, "nbest_size": -1}
    encoded = pieces.encode(list(texts), num_threads=1, **sampling)  # one thread, or chance differs between runs
    return [np.array(numbers, np.uint16) for numbers in encoded]


def used_pieces(pieces: Any, encoded: Iterable[np.ndarray[Any, Any]]) -> list[str]:
    """Return the pieces that stand in the encoded texts, and the marks and bytes.

    English keeps no Devanagari so: the output layer is small, and Hindi letters in the output are hardly possible.
    """
    counts = np.bincount(np.concatenate(list(encoded)), minlength=pieces.get_piece_size())
    counts[:_ALWAYS] = 1
    return [str(pieces.id_to_piece(int(number))) for number in np.flatnonzero(counts)]


def renumber(pieces: Any, vocabulary: Sequence[str]) -> np.ndarray[Any, Any]:
    """Return for each number of SentencePiece the number in a vocabulary; what is not in it is unknown."""
    numbers = {piece: number for number, piece in enumerate(vocabulary)}
    known = [numbers.get(pieces.id_to_piece(number), UNKNOWN) for number in range(pieces.get_piece_size())]
    return np.array(known, np.uint16)


def read_vocabularies(folder: Path) -> Vocabularies:
    """Return the vocabularies of an earlier run."""
    stored = json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))
    return Vocabularies(source=stored["src"], target=stored["tgt"])


def write_vocabularies(vocabularies: Vocabularies, folder: Path) -> None:
    """Write both vocabularies where `train` and `export` read them."""
    stored = {"src": vocabularies.source, "tgt": vocabularies.target}
    (folder / VOCABULARY).write_text(json.dumps(stored, ensure_ascii=False), encoding="utf-8")


def _codes(text: str) -> str:
    return " ".join(f"{ord(character):X}" for character in text)
