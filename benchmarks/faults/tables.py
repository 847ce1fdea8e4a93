"""What came of each part as a table; whatever should not be is named below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from benchmarks.apart import call_once
from benchmarks.faults.beside import Besides
from benchmarks.faults.damage import Damages
from benchmarks.faults.full import ARTICLES as FILLING
from benchmarks.faults.full import LARGEST, SMALLEST, Fills
from benchmarks.faults.kills import ARTICLES, TOGETHER, Kills
from benchmarks.faults.power import RUNS, Cuts
from benchmarks.faults.translators import TOGETHER as TRANSLATED
from benchmarks.faults.translators import Suffered
from benchmarks.table import Table, megabytes, number

MOST_NAMED = 10  # faults


def cuts_table(cuts: Cuts) -> Table:
    """Return what came of the power cuts as a table."""
    return _counts(
        "Power cuts: states in which a disk may be, after each of which the index is opened, verified and mended",
        {
            "writes, names and syncs of the traced run": cuts.events,
            "moments at which the power was cut": cuts.moments,
            "different states of the disk": cuts.states,
            "articles acknowledged before": cuts.articles,
            "of these lost": cuts.lost,
            "states that need nothing": cuts.whole,
            "states that the next run mends": cuts.next_run,
            "states before the first publish, begun anew": cuts.begun_anew,
            "states in which a rebuild was interrupted, and is done again": cuts.interrupted,
            "other states that need a rebuild": cuts.rebuilt,
        },
        f"the run is traced with strace: {RUNS} runs that replace each other's articles, a rebuild, a deletion",
        "only what was synced is certain; all else may be there in any part and order",
        faults=cuts.faults,
    )


def damages_table(damages: Damages) -> Table:
    """Return what came of damage to the files of an index as a table."""
    return _counts(
        "Changed bytes, cut and deleted files: documents.sqlite, format.json and the postings",
        {
            "damages": damages.damages,
            "noticed when the index was opened or searched": damages.at_open,
            "noticed by verify": damages.by_verify,
            "without effect on any answer": damages.harmless,
            "mended by rebuild": damages.rebuilt,
            "beyond rebuild, since documents cannot be read": damages.refused,
            "documents that could still be exported then": damages.exported,
        },
        faults=damages.faults,
    )


def besides_table(besides: Besides) -> Table:
    """Return what came of damage to the memories beside an index as a table."""
    return _counts(
        "The same to the memories of translations, stories, origins and servers, before two runs",
        {
            "damages": besides.damages,
            "runs that went through, every article and sentence right": besides.indexed,
            "runs that ended with what to do": besides.told,
        },
        faults=besides.faults,
    )


def fills_table(fills: Fills) -> Table:
    """Return what came of full disks as a table."""
    return _counts(
        "Disks that fill up while articles are indexed",
        {
            "disks": fills.disks,
            "runs that were ended by it": fills.ended,
            "articles acknowledged before": fills.articles,
            "of these lost": fills.lost,
            "runs that came to their end when there was room, the index whole": fills.completed,
        },
        f"of {SMALLEST:,} to {LARGEST:,} kB, for {FILLING} articles",
        faults=fills.faults,
    )


def kills_table(kills: Kills) -> Table:
    """Return what came of the kills as a table."""
    return _counts(
        "Runs of the indexer that were killed (kill -9)",
        {
            "kills": kills.kills,
            "in the middle of a publish": kills.halfway,
            "articles acknowledged before a kill": kills.articles,
            "of these lost": kills.lost,
            "kills after which verify found a fault": kills.faults,
            "documents after the last run": kills.documents,
            "the index is whole at the end": kills.whole,
        },
        f"each run has {ARTICLES} articles, most of them replaced, {TOGETHER} to a publish; on one index",
    )


def translators_table(suffered: Suffered) -> Table:
    """Return what came of ending the process that translates as a table."""
    return _counts(
        "The process that translates, killed (kill -9) or stopped at random moments",
        {
            "kills": suffered.kills,
            "stops, after which it gives no answer": suffered.stops,
            "articles read": suffered.articles,
            "indexed by the same run": suffered.indexed,
            "rejected by name, as it was ended at them twice or more": suffered.rejected,
            "lost": suffered.lost,
            "indexed by the next run": suffered.redone,
            "missing after it": suffered.missing,
            "verify found nothing after each run": suffered.whole,
        },
        f"the sample corpus, {TRANSLATED} articles translated together; a new index for each run",
    )


def inputs_table(folder: Path, files: int, archive: int, giant: float) -> Table:
    """Measure the large inputs and return the table."""
    path = str(folder / "large.warc")
    call_once("benchmarks.faults.inputs:write_archive", path=path, megabytes=archive)
    rows = []
    for name, outcome in (
        (
            f"{files:,} tiny files, indexed",
            call_once("benchmarks.faults.inputs:index_tiny_files", work=str(folder), count=files),
        ),
        (f"web archive of {archive} MB, read", call_once("benchmarks.faults.inputs:read_archive", path=path)),
        (
            f"one article of {giant:g} MB of Hindi, indexed in parts",
            call_once("benchmarks.faults.translators:index_giant", work=str(folder), megabytes=giant),
        ),
    ):
        value = outcome.value
        rows.append(
            (
                name,
                f"{value['articles']:,}",
                f"{value['rejected']:,}",
                number(outcome.took.cpu),
                megabytes(outcome.peak),
            )
        )
    return Table(
        title="Large inputs",
        columns=("input", "articles", "rejected", "processor s", "peak memory MB"),
        rows=tuple(rows),
        notes=(
            "each in a process of its own; the files and the archive are English, so that nothing is translated",
            f"besides, the process that translated the long article took {outcome.value['seconds']} s of a processor "
            f"and {megabytes(outcome.value['peak'])} MB at most",
        ),
    )


def _counts(title: str, counts: Mapping[str, int], *notes: str, faults: Counter[str] | None = None) -> Table:
    """Return a table of counts; with `faults` they are counted in its last row, and the most frequent named below."""
    rows = [(what, _in_words(count)) for what, count in counts.items()]
    if faults is not None:
        rows.append(("faults", _in_words(faults.total())))
        notes += tuple(f"{times} × {fault}" for fault, times in faults.most_common(MOST_NAMED))
    return Table(title=title, columns=("what", "number"), rows=tuple(rows), notes=notes)


def _in_words(count: int) -> str:
    if isinstance(count, bool):
        return "yes" if count else "NO"
    return f"{count:,}"
