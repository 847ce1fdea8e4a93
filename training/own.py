"""Reads the pairs that were written for this project and lie beside the code, in training/pairs/*.tsv.

They are held to a stricter form than text from elsewhere, which is cleaned silently: here a fault is a slip of the
pen that its writer should see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.parallel import Pair
from training.rows import clean_pair

PAIRS = Path(__file__).parent / "pairs"
TAG = "pairs"
_SHOWN = 20  # faults that the message has; the rest are counted
_HINDI = re.compile(r"[\u0904-\u0939\u0958-\u0961]")
_LATIN = re.compile(r"[A-Za-z]")


class PairsInvalid(ValueError):
    """Lines of the files cannot be used; `faults` says of each where it stands, what is wrong, and what it holds."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        more = f"\n… and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        super().__init__(
            f"{len(faults)} lines of pairs cannot be used. Write each as Hindi, TAB, English, once:\n"
            + "\n".join(faults[:_SHOWN])
            + more
        )


def read_own_pairs(folder: Path = PAIRS) -> list[Pair]:
    """Return the pairs of all .tsv files of the folder, in the order of names and lines; [] where there is none.

    Empty lines and lines that begin with # are passed over. Raises PairsInvalid for lines that are not two texts
    parted by one tab, the first in Devanagari and the second in Latin letters alone, and for Hindi that stood before.
    """
    pairs: list[Pair] = []
    faults: list[str] = []
    seen: dict[str, str] = {}  # Hindi → where it stood first
    for place, line in _lines(folder):
        columns = line.split("\t")
        pair = clean_pair(Pair(columns[0], columns[-1], TAG))
        fault = _fault(columns, pair) or (f"the Hindi stands at {seen[pair.hi]} already" if pair.hi in seen else "")
        if fault:
            faults.append(f"{place}: {fault}: {line!r}")
        else:
            seen[pair.hi] = place
            pairs.append(pair)
    if faults:
        raise PairsInvalid(tuple(faults))
    return pairs


def _lines(folder: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(folder.glob("*.tsv")):
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
            if line.strip() and not line.startswith("#"):
                yield f"{file.name}:{number}", line


def _fault(columns: list[str], pair: Pair) -> str:
    if len(columns) != 2:
        return f"{len(columns) - 1} tabs instead of one"
    if not pair.hi or not pair.en:
        return "one side is empty"
    if not _HINDI.search(pair.hi):
        return "no Devanagari on the Hindi side"
    if _HINDI.search(pair.en):
        return "Devanagari on the English side"
    if not _LATIN.search(pair.en):
        return "no Latin letter on the English side"
    return ""
