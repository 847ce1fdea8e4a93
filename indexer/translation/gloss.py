"""Glosses a Hindi sentence word by word from the lexicon, for the rare sentence that the model cannot translate."""

from __future__ import annotations

import re
from functools import lru_cache

from indexer.translation.romanise import romanise
from search.analysis.tokens import analyse
from search.lexicon import bundled_lexicon

_HINDI_WORD = re.compile(r"[\u0900-\u0963\u0970-\u097f\u200c\u200d]+")


def gloss_sentence(sentence: str) -> str:
    """Return the sentence with every Hindi word replaced by its first gloss, or in Latin letters where it has none."""
    glossed = _HINDI_WORD.sub(lambda match: _gloss_word(match.group()), sentence)
    glossed = glossed.replace("।", ".").replace("॥", ".")
    glossed = " ".join(glossed.split())
    return glossed[:1].upper() + glossed[1:]


@lru_cache(maxsize=10_000)
def _gloss_word(word: str) -> str:
    entry = bundled_lexicon().entry(tuple(token.term for token in analyse(word)))
    return entry.glosses[0] if entry else romanise(word).capitalize()
