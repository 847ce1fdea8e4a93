"""What came of power cuts, damage and full disks, as tables; whatever should not be is named below them."""

from __future__ import annotations

from collections import Counter

from benchmarks.faults.beside import Besides
from benchmarks.faults.damage import Damages
from benchmarks.faults.full import ARTICLES, LARGEST, SMALLEST, Fills
from benchmarks.faults.power import RUNS, Cuts
from benchmarks.table import Table

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
            "faults": cuts.faults.total(),
        },
        cuts.faults,
        f"the run is traced with strace: {RUNS} runs that replace each other's articles, a rebuild, a deletion",
        "only what was synced is certain; all else may be there in any part and order",
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
            "faults": damages.faults.total(),
        },
        damages.faults,
    )


def besides_table(besides: Besides) -> Table:
    """Return what came of damage to the memories beside an index as a table."""
    return _counts(
        "The same to the memories of translations, stories, origins and servers, before two runs",
        {
            "damages": besides.damages,
            "runs that went through, every article and sentence right": besides.indexed,
            "runs that ended with what to do": besides.told,
            "faults": besides.faults.total(),
        },
        besides.faults,
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
            "faults": fills.faults.total(),
        },
        fills.faults,
        f"of {SMALLEST:,} to {LARGEST:,} kB, for {ARTICLES} articles",
    )


def _counts(title: str, counts: dict[str, int], faults: Counter[str], *notes: str) -> Table:
    named = (f"{number} × {fault}" for fault, number in faults.most_common(MOST_NAMED))
    return Table(
        title=title,
        columns=("what", "number"),
        rows=tuple((what, f"{count:,}") for what, count in counts.items()),
        notes=(*notes, *named),
    )
