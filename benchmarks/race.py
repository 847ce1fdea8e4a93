"""Translators that take turns over the same articles, round by round, each in a process of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.apart import Worker
from benchmarks.measurement import Measurement
from benchmarks.options import Options
from benchmarks.ours import count_sentences

Texts = list[list[str]]  # articles, each a list of paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Lap:
    """What one translator did in one round; articles at which it failed are not in the figures."""

    outputs: tuple[str | None, ...]  # of each article; None: it failed
    words: int  # of the source
    sentences: int
    took: Measurement
    outside: Measurement | None  # the part of it that was not spent in CTranslate2; None: not known
    peak: int  # bytes of its process until then

    @property
    def words_per_second(self) -> float:
        """Words of the source per second of the clock."""
        return self.words / self.took.wall

    @property
    def words_per_cpu_second(self) -> float:
        """Words of the source per second of the processor."""
        return self.words / self.took.cpu

    @property
    def failed(self) -> int:
        """The number of articles at which it failed."""
        return self.outputs.count(None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contestant:
    """One way to translate; `function` gives "outputs" and may give "lost" and "outside", in seconds."""

    name: str
    worker: Worker
    function: str
    options: Mapping[str, object]

    def translate(self, articles: Texts) -> Lap:
        """Translate the articles."""
        outcome = self.worker.call(self.function, articles=articles, **self.options)
        outputs, lost, outside = (outcome.value.get(name) for name in ("outputs", "lost", "outside"))
        done = [article for article, output in zip(articles, outputs, strict=True) if output is not None]
        took = outcome.took
        if lost:
            took = Measurement(wall=took.wall - lost["wall"], cpu=took.cpu - lost["cpu"])
        return Lap(
            outputs=tuple(outputs),
            words=count_words(done),
            sentences=count_sentences(done),
            took=took,
            outside=Measurement(**outside) if outside else None,
            peak=outcome.peak,
        )


def race(contestants: Sequence[Contestant], articles: Texts, options: Options) -> dict[str, tuple[Lap, ...]]:
    """Return the laps of each contestant by name, as many as there was time for."""
    for contestant in contestants:
        contestant.translate(articles[:1])  # loads the model
    laps: dict[str, list[Lap]] = {contestant.name: [] for contestant in contestants}
    begun = time.monotonic()
    for place, part in enumerate(_parts(articles, options.rounds), 1):
        # every other round backwards, so that nobody always comes after the same one
        for contestant in contestants if place % 2 else reversed(contestants):
            laps[contestant.name].append(contestant.translate(part))
        options.say(f"translation: round {place} of {options.rounds}, {len(part)} articles")
        if time.monotonic() - begun > options.translation_seconds:
            options.say("translation: time is up")
            break
    return {name: tuple(done) for name, done in laps.items()}


def ratios(laps: Sequence[Lap], base: Sequence[Lap], clock: str) -> tuple[float, float, float]:
    """Return how many times as fast the laps are, round by round: the median, the least and the greatest."""
    found = [getattr(one, clock) / getattr(other, clock) for one, other in zip(laps, base, strict=True)]
    return median(found), min(found), max(found)


def count_words(articles: Texts) -> int:
    """Return the number of words, parted by white space."""
    return sum(len(paragraph.split()) for paragraphs in articles for paragraph in paragraphs)


def _parts(articles: Texts, rounds: int) -> Iterator[Texts]:
    for place in range(min(rounds, len(articles))):
        yield articles[place::rounds]
