"""What comes through in a translation: names, numbers, and anything at all.

*Name survival* is the share of the names of the Hindi that stand in the English. A name is a word that the lexicon has
as a name, a word that is one in a public table of names and unknown to the lexicon, or a word in Latin letters. It
stands in the English if one of its accepted spellings does, whatever its capitals, accents and hyphens, with an ending
such as that of Indian or Nepalese. The names of one sentence count each time.

*Number survival* is the share of the numbers of the Hindi that stand in the English with their value: 2 लाख as "2
lakh", "200,000" or "0.2 million", साढ़े तीन as 3.5 or 3:30, बारह as "twelve" or 12. A right figure with a wrong unit is
lost. Words that mostly mean something else are no numbers (एक, पहले, दूसरे); the 19 of Covid-19 is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indexer.translation.guards import find_loop, is_unusable
from indexer.translation.names import find_names, folded, hindi_words, stands
from indexer.translation.passthrough import latin_words, missing_latin
from indexer.translation.quantities import missing_numbers, wanted_numbers
from search.analysis.tokens import analyse
from search.lexicon import bundled_lexicon
from training.parallel import NAMES, read_pairs
from training.sources import is_trained_on

Table = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Losses:
    """What one sentence had, and what of it is lost."""

    names: int = 0
    lost_names: tuple[str, ...] = ()
    digits: int = 0  # numbers in digits
    lost_digits: tuple[str, ...] = ()
    words: int = 0  # numbers in words
    lost_words: tuple[str, ...] = ()
    empty: bool = False
    loop: bool = False

    @property
    def weight(self) -> int:
        """How bad it is, to show the worst first."""
        lost = len(self.lost_names) + 2 * len(self.lost_digits) + len(self.lost_words)
        return lost + 50 * self.empty + 20 * self.loop


@dataclass(slots=True, kw_only=True)
class Tally:
    """The sums over sentences."""

    sentences: int = 0
    names: int = 0
    lost_names: int = 0
    digits: int = 0
    lost_digits: int = 0
    words: int = 0
    lost_words: int = 0
    empty: int = 0
    loops: int = 0
    worst: list[tuple[int, str, str, Losses]] = field(default_factory=list)

    def add(self, source: str, output: str, losses: Losses) -> None:
        """Count a sentence."""
        self.sentences += 1
        self.names += losses.names
        self.lost_names += len(losses.lost_names)
        self.digits += losses.digits
        self.lost_digits += len(losses.lost_digits)
        self.words += losses.words
        self.lost_words += len(losses.lost_words)
        self.empty += losses.empty
        self.loops += losses.loop
        if losses.weight:
            self.worst.append((losses.weight, source, output, losses))


def find_losses(source: str, output: str, table: Table) -> Losses:
    """Return what the output lacks of the source; `table` has more names than the lexicon, Hindi → spellings."""
    words = folded(output)
    forms = [(name.hi, name.forms) for name in find_names(source)]
    forms += [(word, table[word]) for word in hindi_words(source) if word in table]
    latin = latin_words(source)
    numbers = wanted_numbers(source)
    lost = missing_numbers(source, output)
    return Losses(
        names=len(forms) + len(latin),
        lost_names=(
            *(hindi for hindi, spellings in forms if not stands(spellings, words)),
            *missing_latin(source, output),
        ),
        digits=sum(bool(number.digits) for number in numbers),
        lost_digits=tuple(source[one.start : one.end] for one in lost if one.digits),
        words=sum(not number.digits for number in numbers),
        lost_words=tuple(source[one.start : one.end] for one in lost if not one.digits),
        empty=is_unusable(source, output),
        loop=find_loop(output) is not None and find_loop(source) is None,
    )


def tally(sources: Sequence[str], outputs: Sequence[str], table: Table) -> Tally:
    """Return the sums over sentences and their translations, the worst ones first in `worst`."""
    sums = Tally()
    for source, output in zip(sources, outputs, strict=True):
        sums.add(source, output, find_losses(source, output, table))
    sums.worst.sort(key=lambda entry: -entry[0])
    return sums


def read_names(parallel: Path) -> Table:
    """Return the single names of the public tables that may be used, but for words that the lexicon knows."""
    known = bundled_lexicon().entries
    found: dict[str, set[str]] = {}
    for name in read_pairs(parallel / NAMES):
        if name.source.startswith(("name:", "place:")) and is_trained_on(name.source):
            hindi, latin = name.hi.split(), name.en.split()
            if len(hindi) == len(latin):
                for word, spelling in zip(hindi, latin, strict=True):
                    if len(word) > 2 and spelling.isalpha() and len(spelling) > 2:
                        found.setdefault(word, set()).add(spelling)
    return {
        word: tuple(sorted(spellings))
        for word, spellings in found.items()
        if tuple(token.term for token in analyse(word)) not in known
    }
