"""How much each kind of evidence counts, and with it which kinds are used at all."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """The weight of a form of each kind, where the word as typed counts 1.0; 0 switches the kind off.

    They fall in the order of certainty. A stem or a translation is nearly as good as the word; a sound is a guess
    and, at less than 1 / (k1 + 1) of an exact match, can never outscore it by frequency (see search/ranking.py).
    """

    stem: float = 0.85  # another inflection
    stem_apart: float = 0.4  # … that the lexicon translates otherwise: चीनी (sugar, Chinese) for चीन (China)
    name: float = 0.9  # another name of the same thing: भाजपा, BJP
    number: float = 0.9  # the same number or date, written otherwise
    joined: float = 0.9  # the same word, written together or apart
    other_reading: float = 0.5  # of all forms of an English word in a query that is Hindi in Latin letters (man, log)
    translation: float = 0.7  # the first gloss of the lexicon
    further_gloss: float = 0.5  # its other glosses
    other_inflection: float = 0.6  # of a translation's weight, for its inflections other than the plural
    sound: float = 0.45  # a word that sounds alike
    romanised: float = 0.7  # a Hindi word that sounds like one in Latin letters, where the query is Hindi
    sound_of_known: float = 0.1  # … where the word typed is good English
    skeleton: float = 0.3  # an unknown name or loan in the other script, with the same consonants and much like it
    sound_translation: float = 0.35  # the translation of a word that sounds alike
    romanised_translation: float = 0.5  # … where the query is Hindi
    prefix: float = 0.7  # a word that begins so
    spelling: float = 0.3  # the nearest spelling of a word that is not there


NO_GUESSES = Weights(**dict.fromkeys(Weights.__dataclass_fields__, 0.0))
