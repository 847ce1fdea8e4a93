"""Telling whether the files of the postings are as they were published: their sha256 lies in documents.sqlite.

There, and not in format.json, because it changes by the same transaction that makes a publish the state of the index.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

BLOCK = 1 << 20  # bytes read at once
MISSING = "is missing"
TOC = ".toc"  # names the segments, and the documents of them that are deleted
SEALED = (".seg", TOC)


def seal(path: Path, known: Mapping[str, str]) -> dict[str, str]:
    """Return the sha256 of every file of the postings by name.

    Files never change, so those in `known` are not read again.
    """
    files = sorted(file for file in path.glob("*.*") if file.suffix in SEALED)
    return {file.name: known.get(file.name) or checksum(file) for file in files}


def broken_files(path: Path, seals: Mapping[str, str], good: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the files that are not as they were sealed, by name, with what is wrong.

    Those in `good` (name and sha256) are not read again, and those found good are added to it.
    """
    for name, digest in seals.items():
        if (name, digest) in good:
            continue
        try:
            changed = checksum(path / name) != digest
        except FileNotFoundError:
            yield name, MISSING
            continue
        except OSError as error:
            yield name, f"cannot be read ({error.strerror})"
            continue
        if changed:
            yield name, "is damaged"
        else:
            good.add((name, digest))


def checksum(file: Path) -> str:
    """Return the sha256 of a file in hexadecimal."""
    digest = hashlib.sha256()
    with file.open("rb") as stream:
        while block := stream.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
