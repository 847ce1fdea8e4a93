"""A translator that ends its process, never ends, or fails, where a sentence tells it to. Made in a process of its own.

What it is asked is written to a file, so that tests see what was translated and how often.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from indexer.translation.translator import Translation
from search.errors import TranslationError

CRASH, MEMORY, HANG, FAULT, IMPOSSIBLE = "टकराओ", "फैलो", "लटको", "भूलो", "छोड़ो"
_SIGNALS = {CRASH: signal.SIGSEGV, MEMORY: signal.SIGKILL}


@dataclass
class Dangerous:
    """Translates every sentence to its number of letters, unless one of them is a danger."""

    log: Path

    @property
    def model(self) -> str:
        return "dangerous 1"

    def key_for(self, text: str) -> str:
        version = self.log.with_name("version")
        return version.read_text() if version.exists() else "dangerous"

    def translate(self, sentences: Sequence[str]) -> list[Translation]:
        with self.log.open("a", encoding="utf-8") as log:
            log.writelines(sentence + "\n" for sentence in sentences)
        for word in " ".join(sentences).split():
            if word in _SIGNALS:
                os.kill(os.getpid(), _SIGNALS[word])
            while word == HANG:
                pass
            if word == FAULT:
                raise RuntimeError("a tensor has no shape")
            if word == IMPOSSIBLE:
                raise TranslationError("The package is broken. Install it again.")
        return [Translation(text=f"{len(sentence)} letters") for sentence in sentences]


def open_dangerous(log: str) -> Dangerous:
    return Dangerous(Path(log))


def crash_at_once() -> Dangerous:
    os.kill(os.getpid(), signal.SIGSEGV)
    raise AssertionError


def refuse() -> Dangerous:
    raise TranslationError("The package is broken. Install it again.")


def forget() -> Dangerous:
    raise ValueError("no such encoding")
