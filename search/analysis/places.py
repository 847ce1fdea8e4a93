"""Where the words of a document stand: what marking needs, so that no text is analysed again to be shown.

The texts of a document are, in this order, its title in Hindi and in English, and both sides of each sentence pair.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from search.model import Document

Numbers = npt.NDArray[np.unsignedinteger]  # as narrow as its greatest value allows
ARRAYS = 4  # stored: numbers, gaps, lengths, words
HEAD = 5  # bytes for each array: the size of its items, and how many they are


@dataclass(frozen=True, slots=True)
class Places:
    """The tokens of all texts of a document, one text after the other."""

    terms: tuple[str, ...]  # different ones
    numbers: Numbers  # of each token's term
    starts: npt.NDArray[np.integer]  # of each token in its text, in code points
    lengths: Numbers  # of each token
    words: Numbers  # of each text: how many tokens it has


def texts_of(document: Document) -> Iterator[str | None]:
    """Yield the texts of a document in the order in which Places has them."""
    yield document.title.hi
    yield document.title.en
    for pair in document.sentences:
        yield pair.hi
        yield pair.en


def make_places(
    terms: tuple[str, ...], numbers: list[int], starts: list[int], lengths: list[int], words: list[int]
) -> Places:
    """Return the record for plain lists, a number for each token or, in `words`, for each text."""
    return Places(terms, _narrow(numbers), np.array(starts, np.int64), _narrow(lengths), _narrow(words))


def pack_places(places: Places, content: bytes) -> bytes:
    """Return the places as bytes, which are small because most terms stand in `content`, the text of the document."""
    ends = places.starts.astype(np.int64) + places.lengths
    before = np.concatenate([[0], ends[:-1]])[: len(ends)]
    before[_first_tokens(places.words)] = 0
    gaps = places.starts - before  # mostly one space
    arrays = [_narrow(one.tolist()) for one in (places.numbers, gaps, places.lengths, places.words)]
    head = b"".join(bytes([one.itemsize]) + len(one).to_bytes(HEAD - 1, "little") for one in arrays)
    packer = zlib.compressobj(level=6, zdict=content)
    body = b"".join(_columns(one).tobytes() for one in arrays)
    return packer.compress(head + body + "\n".join(places.terms).encode("utf-8")) + packer.flush()


def unpack_places(data: bytes, content: bytes) -> Places:
    """Return the places from `pack_places`'s bytes, given the same content."""
    packed = zlib.decompressobj(zdict=content)
    plain = packed.decompress(data)
    if not packed.eof:  # its checksum stands at the end
        raise zlib.error("the places of the words are cut off")
    at = HEAD * ARRAYS
    arrays: list[Numbers] = []
    for head in range(0, at, HEAD):
        size, count = plain[head], int.from_bytes(plain[head + 1 : head + HEAD], "little")
        columns = np.frombuffer(plain, np.uint8, size * count, at).reshape(size, count)
        arrays.append(columns[0] if size == 1 else np.ascontiguousarray(columns.T).view(f"<u{size}")[:, 0])
        at += size * count
    numbers, gaps, lengths, words = arrays
    ends = np.cumsum(gaps + lengths.astype(np.int64))
    starts = ends - lengths
    first = _first_tokens(words)
    starts -= np.repeat(starts[first] - gaps[first], words[words > 0])
    rest = plain[at:].decode("utf-8")
    return Places(tuple(rest.split("\n")) if rest else (), numbers, starts, lengths, words)


def _first_tokens(words: Numbers) -> npt.NDArray[np.int64]:
    """Return the first token of each text that has some."""
    ends = np.cumsum(words, dtype=np.int64)
    return np.asarray((ends - words)[words > 0])


def _columns(values: Numbers) -> npt.NDArray[np.uint8]:
    """Return all lowest bytes, then all next ones: a byte that is mostly 0 takes hardly any room so."""
    little = values.astype(values.dtype.newbyteorder("<"), copy=False)
    return np.asarray(little.view(np.uint8).reshape(len(values), values.itemsize).T)


def _narrow(values: list[int]) -> Numbers:
    return np.array(values, np.min_scalar_type(max(values, default=0)))
