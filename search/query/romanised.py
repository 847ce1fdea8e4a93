"""Which language words in Latin letters are: English, or Hindi as people type it. The whole query decides.

"man", "hot", "log", "me" are words of both languages. "modi ke man ki baat" has words that only Hindi has (ke, ki,
baat), "the man of the match" has words that only English has; each word gives its vote by the lexicon and by the
function words, and the ambiguous ones follow.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from search.analysis.sound import sound_key
from search.analysis.stopwords import is_stop_word, sounds_like_stop_word
from search.analysis.tokens import Token
from search.lexicon import Lexicon

Reading = Literal["english", "romanised", "mixed"]


def reading_of(tokens: Iterable[Token], lexicon: Lexicon) -> Reading:
    """Return how the Latin words of a query are to be read; without a majority they are "mixed", read both ways.

    >>> from search.analysis.tokens import analyse
    >>> from search.lexicon import bundled_lexicon
    >>> reading_of(analyse("mausam ki jankari"), bundled_lexicon())
    'romanised'
    """
    hindi = english = 0
    for token in tokens:
        if token.script != "en":
            continue
        of_english = is_english(token.term, lexicon)
        of_hindi = is_hindi(token.term, lexicon)
        hindi += of_hindi and not of_english
        english += of_english and not of_hindi
    return "romanised" if hindi > english else "english" if english > hindi else "mixed"


def is_english(term: str, lexicon: Lexicon) -> bool:
    """Return whether a Latin term is an English word that is no name."""
    return is_stop_word(term) or lexicon.is_english(term)


def is_hindi(term: str, lexicon: Lexicon) -> bool:
    """Return whether a Latin term sounds like a Hindi word that is neither a name nor a loan from English."""
    if sounds_like_stop_word(term):
        return True
    entries = (lexicon.entry((form,)) for form in lexicon.sounding(sound_key(term)))
    return any(entry is not None and entry.kind in ("word", "function") for entry in entries)
