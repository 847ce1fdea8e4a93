"""Changes of an input at random, the same for the same seed: bits, cuts, repetitions, deep nesting, endless lines."""

from __future__ import annotations

import random

from benchmarks.fuzzing.samples import SAMPLES, Sample

LONGEST = 600_000  # bytes that one change adds at most
_TOKENS = (
    b"\0", b"<", b">", b"&#x110000;", b"&#0;", b"&amp;", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"[", b'"',
    b"'", b"\\", b"\\ud800", b"\xe0\xa4", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<script ", b"<style>",
    b"<p>", b"<div>", b"<table><tr><td>", b"<b ", b"<item>", b"<url>", b"</", b"a='>' ", b"xmlns:a='b' ",
    b"\r\n", b"\n", b"\t", b",", b";", b"|", b" - ", b". ", b"U.", b"1,", "के.".encode(), "।".encode(),
    "क्".encode(), "\u0301\u0316".encode(), "\u200d".encode(), "🧑‍🚒".encode(), "“".encode(),
    "यह भी पढ़ें: ".encode(), "लेखक: ".encode(), "19 जून 2024 ".encode(), b"font-family:", b"www.a.in ",
    b"a@b.in ", b"#a ", b"- ",
)  # fmt: skip


def change(sample: Sample, seed: int, *, small: bool = False) -> bytes:
    """Return the packed sample with changes inside, outside or both; `small` leaves out those that make it long."""
    rng = random.Random(f"{sample.name} {seed}")
    where = rng.randrange(3) if sample.pack is not bytes else 0
    content = _changed(sample.content, rng, small=small) if where != 1 else sample.content
    packed = sample.pack(content)
    return _changed(packed, rng, small=True) if where else packed


def _changed(data: bytes, rng: random.Random, *, small: bool) -> bytes:
    made = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        place, length = rng.randrange(len(made) + 1), rng.choice((1, 1, 2, 8, 64))
        piece = bytes(made[place : place + length])
        kind = rng.randrange(6 if small or len(made) > LONGEST else 8)
        if kind == 0:
            made[place : place + length] = rng.randbytes(len(piece))
        elif kind == 1:
            del made[place : place + length]
        elif kind == 2:
            made[place:place] = piece * rng.choice((1, 2, 500))
        elif kind == 3:
            made[place:place] = rng.choice(_TOKENS)
        elif kind == 4:
            del made[place if rng.random() < 0.3 else len(made) :]
        elif kind == 5:
            other = rng.choice(SAMPLES).content
            at = rng.randrange(len(other))
            made[place:place] = other[at : at + rng.randrange(400)]
        else:
            unit = b"".join(rng.choices(_TOKENS, k=rng.choice((1, 1, 2, 3)))) if kind == 6 else piece or b"x"
            made[place:place] = unit * (rng.choice((2_000, 50_000, LONGEST)) // len(unit))
    return bytes(made)
