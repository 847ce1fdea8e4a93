"""kill -9 while articles are indexed and published: how often, in the middle of what, and what was lost.

Each run replaces articles of the runs before and adds new ones, four to a publish, so that most of its time is
publishing. After each kill the index is opened as it lies there, then by the next writer.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import search
from benchmarks.apart import ROOT
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.translation.recorded import RecordedTranslator
from search.engines.documents import DocumentStore
from search.engines.folder import DOCUMENTS
from search.engines.maintenance import verify
from search.errors import IndexMissing
from search.settings import Settings

ARTICLES = 400  # of one run
NEW = 20  # of them, not known from the run before
TOGETHER = 4  # in one publish
MOST_DELAY = 0.3  # seconds from the first publish of a run to its kill, at random; some are killed before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kills:
    """What came of it."""

    kills: int = 0
    halfway: int = 0  # that left a publish begun and not settled
    articles: int = 0  # acknowledged as published, summed over the runs
    lost: int = 0  # of these, not found afterwards
    faults: int = 0  # kills after which `verify` found anything but an interrupted publish
    documents: int = 0  # in the index at the end
    whole: bool = False  # `verify` finds nothing at the end


def kill_often(work: Path, count: int, seed: int = 20) -> Kills:
    """Kill so many runs; return what came of it."""
    rng = random.Random(seed)
    index = work / "index"
    killed = halfway = acknowledged = lost = faults = number = 0
    while killed < count:
        source = _write(work / "articles.jsonl", number)
        told = _run_and_kill(source, index, rng)
        number += 1
        if told is None:
            continue  # it was faster than the kill
        killed += 1
        acknowledged += told
        interrupted, faulty = _look(index)
        halfway += interrupted
        faults += faulty
        lost += _missing(index, number - 1, told)
    return Kills(
        kills=killed,
        halfway=halfway,
        articles=acknowledged,
        lost=lost,
        faults=faults,
        documents=index_articles(source, index, told=False).documents,
        whole=verify(index) == (),
    )


def index_articles(source: Path, index: Path, *, told: bool) -> Report:
    """Index English articles, telling on standard output what is published if it is to be `told`."""
    return index_paths(
        [source],
        settings=Settings(index=index, publish_every=TOGETHER),
        translator=RecordedTranslator({}),
        progress=lambda report: print(report.documents and report.read, flush=True) if told else None,
    )


def _write(path: Path, run: int) -> Path:
    articles = [
        {"id": f"a{number}", "title": f"News of place{number} in run{run}", "body": f"It rained {run} times today."}
        for number in range(run * NEW, run * NEW + ARTICLES)
    ]
    path.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return path


def _run_and_kill(source: Path, index: Path, rng: random.Random) -> int | None:
    """Return how many articles the run told to be published before it was killed; None if it came to its end."""
    command = [sys.executable, "-m", "benchmarks.faults.kills", str(source), str(index)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline() if rng.random() < 0.9 else ""
        time.sleep(rng.uniform(0, MOST_DELAY))
        ended = process.poll() is not None
        if not ended:
            os.kill(process.pid, signal.SIGKILL)
        rest = process.stdout.read()
    # the last line may have been cut off
    lines = [line for line in (first + rest).splitlines(keepends=True) if line.endswith("\n")]
    return None if ended else int(lines[-1] if lines else 0)


def _look(index: Path) -> tuple[bool, bool]:
    """Tell whether a publish was left half-way, and whether `verify` finds more than that."""
    try:
        faults = verify(index)
    except IndexMissing:  # killed before the index was complete
        return False, False
    store = DocumentStore(index / DOCUMENTS)
    staged = store.staged()
    store.close()
    return staged, len(faults) > staged


def _missing(index: Path, run: int, told: int) -> int:
    """Return how many of the first articles of the run are not in the index as the run has them."""
    if not told:
        return 0
    with search.open_index(index) as opened:
        ids = [f"a{number}" for number in range(run * NEW, run * NEW + told)]
        return sum(f"run{run}" not in opened.document(one).article.title for one in ids)


if __name__ == "__main__":
    index_articles(Path(sys.argv[1]), Path(sys.argv[2]), told=True)
