"""What a run of the indexer did, as numbers, and in words for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indexer.translation.memory import Counts
from search.model import Rejected

STAGES = ("read", "compare", "translate", "write")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Counts of one run, or of a part of it; parts add up."""

    read: int = 0  # articles that a reader gave
    indexed: int = 0  # new ones
    replaced: int = 0  # known by id, with other content or translated by another model
    unchanged: int = 0
    repeated: int = 0  # read again in the same run under the same id; the last one counts
    rejected: tuple[Rejected, ...] = ()
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
            rejected=self.rejected + other.rejected,
            sentences=self.sentences + other.sentences,
            glossed=self.glossed + other.glossed,
            documents=other.documents or self.documents,
            seconds=dict(Counter(self.seconds) + Counter(other.seconds)),
        )

    @property
    def failed(self) -> bool:
        """Whether the run as a whole came to nothing: something was rejected and no article was usable."""
        return bool(self.rejected) and not self.read


def in_words(report: Report) -> Iterator[str]:
    """Yield the lines of the report as they are printed."""
    yield (
        f"{_count(report.read, 'article')} read: {report.indexed} indexed, {report.replaced} replaced, "
        f"{report.unchanged} unchanged" + (f", {report.repeated} repeated" if report.repeated else "")
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
    if report.rejected:
        yield f"{_count(len(report.rejected), 'input')} rejected:"
        for rejected in report.rejected:
            yield f"  {rejected.path}: {rejected.reason}"
    yield f"{_count(report.documents, 'document')} in the index"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
