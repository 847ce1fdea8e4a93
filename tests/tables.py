"""Reading the tables of cases in tests/cases: `input => output`, with escapes for what cannot be seen."""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).parent / "cases"
_ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\([nrt])")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


def read_lines(name: str) -> list[str]:
    r"""Return the lines that are no comment, with \u200d and \n made into what they stand for."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [_ESCAPE.sub(_unescape, line) for line in lines if line.strip() and not line.startswith("#")]


def read_cases(name: str) -> list[tuple[str, str]]:
    """Return (input, output) of every line; spaces beside the arrow are not part of them."""
    cases = []
    for line in read_lines(name):
        given, _, wanted = line.partition(" =>")
        cases.append((given, wanted.removeprefix(" ")))
    return cases


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _PLAIN[match[2]]
