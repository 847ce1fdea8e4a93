"""The nearest spellings of a word that is not there: what may have been meant by a typing error."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import OSA

from search.analysis.folding import is_devanagari
from search.analysis.sound import sound_key
from search.analysis.stopwords import is_stop_word
from search.engines.base import Vocabulary
from search.lexicon import Lexicon

CANDIDATES = 20_000  # terms compared for one word
SHORTEST = 4  # code points; the neighbours of shorter words are too many
TWO_ERRORS = 8  # code points from which two errors are likely
MOST = 3  # spellings offered
RARE = 2  # documents; a word that more of them have is no typing error
SHORTEST_RARE = 5  # code points
MUCH_MORE = 20  # times: a typing error of a rare word's neighbour is this much rarer


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A term that may have been meant, and how many edits it is away."""

    term: str
    edits: int


def nearest(term: str, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[Spelling, ...]:
    """Return the nearest spellings of a folded term that neither the index nor the lexicon knows, best first.

    One edit for words of four letters, two from eight on; the first letter is trusted unless nothing is found. Latin
    terms are compared with the English words of the index and of the lexicon, and by sound with Hindi ones.
    """
    edits = _edits(term)
    if not edits:
        return ()
    for beginnings in ((term[0],), (term[1], "")):
        found = [
            found
            for beginning in beginnings
            for found in _near(term, vocabulary.terms("prefix", beginning, CANDIDATES), edits)
        ]
        if not is_devanagari(term):
            found += _near(term, lexicon.english_words(term[0]), edits)
            found += _by_sound(term, lexicon, edits)
        best = _best(found, vocabulary)
        if best:
            return best
    return ()


def more_frequent(term: str, vocabulary: Vocabulary, lexicon: Lexicon) -> tuple[Spelling, ...]:
    """Return what a rare term of the index may be a typing error of: a neighbour that far more documents have."""
    if len(term) < SHORTEST_RARE or not _edits(term):
        return ()
    frequency = vocabulary.frequencies([term])[0]
    if not 0 < frequency <= RARE:
        return ()
    found = _near(term, vocabulary.terms("prefix", term[:3], CANDIDATES), 1)
    frequencies = vocabulary.frequencies([one.term for one in found])
    return tuple(
        one
        for one, other in zip(found, frequencies, strict=True)
        if other >= MUCH_MORE * frequency and lexicon.entry((one.term,)) is not None
    )[:1]


def _edits(term: str) -> int:
    return 0 if len(term) < SHORTEST or any(map(str.isdecimal, term)) else 1 if len(term) < TWO_ERRORS else 2


def _near(term: str, candidates: Iterable[str], edits: int) -> list[Spelling]:
    found = process.extract(term, list(candidates), scorer=OSA.distance, score_cutoff=edits, limit=None)
    return [
        Spelling(term=other, edits=int(distance))
        for other, distance, _ in found
        if distance and is_devanagari(other) == is_devanagari(term) and not is_stop_word(other)
    ]


def _by_sound(term: str, lexicon: Lexicon, edits: int) -> list[Spelling]:
    """Return the Hindi words of the lexicon whose sound is nearest to that of a Latin term."""
    key = sound_key(term)
    near = _near(key, lexicon.sounds_beginning(key[:1]), min(edits, _edits(key)))
    return [Spelling(term=other, edits=one.edits) for one in near for other in lexicon.sounding(one.term)]


def _best(found: Iterable[Spelling], vocabulary: Vocabulary) -> tuple[Spelling, ...]:
    fewest: dict[str, int] = {}
    for one in found:
        fewest[one.term] = min(one.edits, fewest.get(one.term, one.edits))
    near = [term for term, edits in fewest.items() if edits == min(fewest.values())]
    frequencies = dict(zip(near, vocabulary.frequencies(near), strict=True))
    ranked = sorted(near, key=lambda term: (-frequencies[term], term))[:MOST]
    return tuple(Spelling(term=term, edits=fewest[term]) for term in ranked)
