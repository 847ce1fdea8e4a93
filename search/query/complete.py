"""Completing what is being typed from the words of the index."""

from __future__ import annotations

from collections.abc import Iterator

from search.analysis.folding import is_devanagari
from search.analysis.sound import sound_key
from search.analysis.tokens import analyse
from search.engines.base import Engine

SHORTEST = 2  # letters before anything is offered


def complete(typed: str, engine: Engine, limit: int) -> tuple[str, ...]:
    """Return `typed` with its last word completed, at most `limit` ways; nothing for fewer than two letters."""
    tokens = analyse(typed)
    if not tokens or tokens[-1].end != len(typed) or len(tokens[-1].term) < SHORTEST:
        return ()
    last = tokens[-1]
    return tuple(dict.fromkeys(typed[: last.start] + word for word in _words(last.term, engine, limit)))[:limit]


def _words(term: str, engine: Engine, limit: int) -> Iterator[str]:
    if not is_devanagari(term):
        yield from filter(is_devanagari, engine.terms("sound", sound_key(term), limit))
    yield from engine.terms("prefix", term, limit)
