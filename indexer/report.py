"""What a run of the indexer did, as numbers, and in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.translation.memory import Counts
from search.model import Rejected

STAGES = ("read", "compare", "translate", "write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spared:
    """A place that gave nothing at all, so that nobody removed what it gave before without asking."""

    place: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts of one run, or of a part of it; parts add up."""

    read: int = 0  # articles that a reader gave
    indexed: int = 0  # new ones
    replaced: int = 0  # known by id, with other content or translated by another model
    unchanged: int = 0
    repeated: int = 0  # read again in the same run under the same id; the last one counts
    removed: int = 0  # gone from what was read
    spared: tuple[Spared, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    passed: Mapping[str, int] = field(default_factory=dict)  # files of folders that no reader is for, by their suffix
    sentences: Counts = field(default_factory=Counts)
    glossed: int = 0
    documents: int = 0  # in the index after the latest publish
    seconds: Mapping[str, float] = field(default_factory=dict)  # per stage of STAGES

    def __add__(self, other: Report) -> Report:
        return Report(
            read=self.read + other.read,
            indexed=self.indexed + other.indexed,
            replaced=self.replaced + other.replaced,
            unchanged=self.unchanged + other.unchanged,
            repeated=self.repeated + other.repeated,
            removed=self.removed + other.removed,
            spared=self.spared + other.spared,
            rejected=self.rejected + other.rejected,
            passed=dict(Counter(self.passed) + Counter(other.passed)),
            sentences=self.sentences + other.sentences,
            glossed=self.glossed + other.glossed,
            documents=other.documents or self.documents,
            seconds=dict(Counter(self.seconds) + Counter(other.seconds)),
        )

    @property
    def failed(self) -> bool:
        """Whether the run as a whole came to nothing: something was rejected and no article was usable."""
        return bool(self.rejected) and not self.read

    @property
    def did_something(self) -> bool:
        """Whether there is more to tell than that nothing is new."""
        return bool(self.indexed or self.replaced or self.removed or self.rejected or self.spared)


def in_words(report: Report) -> Iterator[str]:
    """Yield the lines of the report as they are printed."""
    yield (
        f"{_count(report.read, 'article')} read: {report.indexed} indexed, {report.replaced} replaced, "
        f"{report.unchanged} unchanged"
        + (f", {report.repeated} repeated" if report.repeated else "")
        + (f"; {report.removed} removed, which are gone from there" if report.removed else "")
    )
    counts = report.sentences
    if counts.translated or counts.remembered:
        glossed = f", {report.glossed} of them glossed word by word" if report.glossed else ""
        yield f"{_count(counts.translated, 'sentence')} translated, {counts.remembered} remembered{glossed}"
    elif report.read:
        yield "0 sentences translated: nothing new"
    if report.seconds:
        yield "seconds: " + ", ".join(
            f"{stage} {report.seconds[stage]:.1f}" for stage in STAGES if stage in report.seconds
        )
    for spared in report.spared:
        yield (
            f"'{spared.place}' gave nothing this time; {_count(spared.articles, 'article')} that it gave before "
            f"{'is' if spared.articles == 1 else 'are'} kept. "
            f"To remove them too: dubhashi index --prune-empty '{spared.place}'"
        )
    if report.rejected:
        yield f"{_count(len(report.rejected), 'input')} rejected:"
        for rejected in report.rejected:
            yield f"  {rejected.path}: {rejected.reason}"
    if report.passed:
        files = ", ".join(
            f"{number:,} {suffix or 'without a suffix'}" for suffix, number in Counter(report.passed).most_common()
        )
        yield f"passed over in folders, since nothing here reads them: {files}"
    yield f"{_count(report.documents, 'document')} in the index"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
