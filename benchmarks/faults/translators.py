"""The process that translates, killed and stopped at random moments; and one very long article.

A stopped process (SIGSTOP) gives no answer, as one that hangs. Each run indexes files of the sample corpus into a new
index while its translator suffers; a second run, left in peace, completes it.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.apart import ROOT
from benchmarks.generate import generate
from indexer.pipeline import index_paths
from indexer.translation.packages import find_package
from indexer.translation.process_translator import ProcessTranslator
from indexer.translation.translator import available_cores
from search.engines.maintenance import verify
from search.engines.opening import all_documents
from search.settings import Settings

CORPUS = ROOT / "corpus" / "articles"
SHARE_OF_STOPS = 0.2
DELAY = 0.3  # seconds from one to the next for each file, at most
LIMIT = 2.0  # seconds for 40,000 characters, so that what is stopped is not waited for long
TOGETHER = 20  # articles translated at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Suffered:
    """What came of it, over all runs."""

    kills: int = 0
    stops: int = 0
    articles: int = 0  # that were read
    indexed: int = 0  # in spite of it, by the same run
    rejected: int = 0  # by name, since the process was ended at them twice
    lost: int = 0  # neither of both
    missing: int = 0  # after the run that was left in peace
    redone: int = 0  # articles that it had to translate
    whole: bool = True  # `verify` found nothing after any of the runs


def end_often(work: Path, count: int, *, files: int, seed: int = 20) -> Suffered:
    """Kill or stop the process that translates so many times, while so many files are indexed again and again."""
    rng = random.Random(seed)
    source = sorted(CORPUS.glob("*.jsonl"))[:files]
    settings = Settings(index=work / "suffering", publish_every=TOGETHER)
    package = find_package(settings)
    arguments = (str(package.path), available_cores(), settings.beam, settings.batch_tokens)
    total = Suffered()
    while total.kills + total.stops < count:
        shutil.rmtree(settings.index, ignore_errors=True)
        with ProcessTranslator("indexer.translation.worker:open_folder", arguments, seconds=LIMIT) as translator:
            done = [0, 0]
            with _ending(translator, rng, done, most=count - total.kills - total.stops, delay=DELAY * files):
                report = index_paths(source, settings=settings, translator=translator)
            whole = verify(settings.index) == ()
            rest = index_paths(source, settings=settings, translator=translator)
        total = replace(
            total,
            kills=total.kills + done[0],
            stops=total.stops + done[1],
            articles=total.articles + report.read,
            indexed=total.indexed + report.indexed,
            rejected=total.rejected + len(report.rejected),
            lost=total.lost + report.read - report.indexed - len(report.rejected),
            missing=total.missing + rest.read - sum(1 for _ in all_documents(settings.index)),
            redone=total.redone + rest.indexed,
            whole=total.whole and whole and verify(settings.index) == (),
        )
    return total


def index_giant(work: str, megabytes: float) -> dict[str, int]:
    """Index one article of so many megabytes of Hindi; peak and seconds are of the process that translates."""
    path, index = Path(work) / "giant.json", Path(work) / "giant-index"
    shutil.rmtree(index, ignore_errors=True)
    path.write_text(json.dumps({"id": "giant", "title": "सब समाचार", "body": list(_body(megabytes))}), encoding="utf-8")
    settings = Settings(index=index)
    package = find_package(settings)
    arguments = (str(package.path), available_cores(), settings.beam, settings.batch_tokens)
    with ProcessTranslator("indexer.translation.worker:open_folder", arguments, seconds=60) as translator:
        report = index_paths([path], settings=settings, translator=translator)
    unit = 1 if sys.platform == "darwin" else 1024
    translating = resource.getrusage(resource.RUSAGE_CHILDREN)
    return {
        "articles": report.documents,
        "rejected": len(report.rejected),
        "peak": translating.ru_maxrss * unit,
        "seconds": round(translating.ru_utime + translating.ru_stime),
    }


def _body(megabytes: float) -> Iterator[str]:
    size = 0
    for document in generate(10**9):
        for paragraph in document.article.body:
            yield paragraph
            size += len(paragraph.encode("utf-8"))
        if size >= megabytes * 1_000_000:
            return


@contextmanager
def _ending(
    translator: ProcessTranslator, rng: random.Random, done: list[int], *, most: int, delay: float
) -> Iterator[None]:
    """Kill or stop the process now and then inside the `with`, and count it in `done`."""
    over = threading.Event()

    def suffer() -> None:
        while sum(done) < most and not over.wait(rng.uniform(0, delay)):
            stop = rng.random() < SHARE_OF_STOPS
            if translator.is_ready and (worker := translator.worker) is not None and worker.is_alive:
                with suppress(ProcessLookupError):
                    os.kill(worker.pid, signal.SIGSTOP if stop else signal.SIGKILL)
                    done[stop] += 1

    thread = threading.Thread(target=suffer)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
