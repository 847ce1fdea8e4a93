"""Power cuts at any moment of indexing, replacing, rebuilding and deleting: what is lost, and what mends the rest.

The moments come from a trace of one real run, what a disk may hold at each of them from a model of it. Each of these
states is laid out as a folder and treated as its keeper would: opened, verified, mended as the advice says, and
indexed once more.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import search
from benchmarks.faults.disk import BY_CHANCE, CERTAIN, Files, Kind, after_cut, lay_out
from benchmarks.faults.events import Event, Link, Move, Said, Sync, Unlink
from benchmarks.faults.scratch import scratch
from benchmarks.faults.trace import record
from indexer.pipeline import index_paths
from indexer.report import Report
from indexer.story_writer import open_story_writer
from indexer.translation.recorded import RecordedTranslator
from search.engines.maintenance import rebuild, verify
from search.errors import DocumentMissing, IndexMissing
from search.settings import Settings

INDEX = "var/index"  # in the folder that is the disk, where nothing is at first
RUNS = 3  # each but the first replaces all articles of the one before; the third follows a rebuild
TOGETHER = 3  # articles in one publish, so that segments are merged
DELETED = 2  # articles, at the end
NEXT_RUN, REBUILD = "next run of dubhashi index", "dubhashi rebuild"  # advice of `verify`
# what the traced run says besides the number of articles
RUN, REBUILDING, REBUILT, DELETING, GONE = "run ", "rebuilding", "rebuilt", "deleting", "deleted"


@dataclass(slots=True)
class Cuts:
    """What came of the power cuts."""

    events: int = 0  # writes, names and syncs of the traced run
    moments: int = 0  # at which the power was cut
    states: int = 0  # different ones that were looked at
    articles: int = 0  # acknowledged before, summed over the states
    lost: int = 0  # of these, not found after mending
    whole: int = 0  # states that needed nothing
    next_run: int = 0  # states that the next run mends
    interrupted: int = 0  # states in which a rebuild was interrupted, and is done again
    rebuilt: int = 0  # other states that needed a rebuild
    begun_anew: int = 0  # states in which there was no index yet, and nothing had been acknowledged
    faults: Counter[str] = field(default_factory=Counter)  # anything else, in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What the run had acknowledged before the cut."""

    runs: Mapping[str, int]  # of each article that is published, the run whose version it is, or a later one
    rebuilding: bool
    going: bool  # deleting had begun, so that articles may be gone
    gone: bool  # and had ended


def cut_power(work: Path, *, articles: int, states: int, seed: int = 31) -> Cuts:
    """Trace a run, and look at as many states: after every sync and every name, then after random moments.

    There must be a multiple of TOGETHER articles, since what is read then is published when it is told.
    """
    if articles % TOGETHER:
        raise ValueError(f"{articles} articles cannot be published {TOGETHER} at a time")
    shutil.rmtree(work, ignore_errors=True)
    disk, sources = work / "disk", work / "sources"
    disk.mkdir(parents=True)
    sources.mkdir()
    for run in range(RUNS):
        write_articles(sources / f"{run}.jsonl", articles, run)
    command = [sys.executable, "-m", "benchmarks.faults.power", str(sources), str(disk / INDEX)]
    events = record(command, disk, work / "trace")
    found = Cuts(events=len(events))
    rng = random.Random(seed)
    seen: set[bytes] = set()
    moments: set[int] = set()
    with scratch(work) as place:
        for cut, kind in _moments(events, states, rng):
            files = after_cut(events[:cut], kind, rng)
            promise = read_promise([event.line for event in events[:cut] if isinstance(event, Said)])
            digest = _digest(files, promise)
            if digest in seen:
                continue
            seen.add(digest)
            moments.add(cut)
            state = place / "state"
            lay_out(files, state)
            try:
                _look(state / INDEX, sources, promise, found)
            except Exception as error:  # whatever it is, it is to be told with the disk by which it came
                found.faults[f"{kind.__name__}: {type(error).__name__}: {error}".replace(str(place), "")] += 1
            shutil.rmtree(state)
    found.states, found.moments = len(seen), len(moments)
    return found


def write_articles(path: Path, count: int, run: int) -> None:
    """Write the articles of a run: Hindi, and the same ids in every run."""
    articles = [
        {"id": f"a{number}", "title": f"नगर{number} में चक्र{run}", "body": f"आज नगर{number} में वर्षा हुई।", "language": "hi"}
        for number in range(count)
    ]
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in articles), encoding="utf-8")


def index_run(source: Path, index: Path) -> Report:
    """Index the articles of a run, saying how many are published."""
    sentences = {
        text: f"English of {text}"
        for line in source.read_text(encoding="utf-8").splitlines()
        for article in [json.loads(line)]
        for text in (article["title"], article["body"])
    }
    return index_paths(
        [source],
        settings=Settings(index=index, publish_every=TOGETHER),
        translator=RecordedTranslator(sentences),
        progress=lambda report: print(report.documents and report.read, flush=True),
    )


def live(sources: Path, index: Path) -> None:
    """Do what is traced, saying what is done."""
    for run in range(RUNS):
        if run == RUNS - 1:
            print(REBUILDING, flush=True)
            rebuild(index)
            print(REBUILT, flush=True)
        print(f"{RUN}{run}", flush=True)
        index_run(sources / f"{run}.jsonl", index)
    print(DELETING, flush=True)
    with open_story_writer(index) as (writer, _):
        writer.delete(_deleted())
        writer.publish()
    print(GONE, flush=True)


def read_promise(said: Sequence[str]) -> Promise:
    """Return what the lines that the run said until the cut acknowledge."""
    runs: dict[str, int] = {}
    run = 0
    for line in said:
        if line.startswith(RUN):
            run = int(line.removeprefix(RUN))
        elif line.isdigit():
            runs |= {f"a{number}": run for number in range(int(line))}
    return Promise(
        runs=runs, rebuilding=REBUILDING in said and REBUILT not in said, going=DELETING in said, gone=GONE in said
    )


def _moments(events: Sequence[Event], states: int, rng: random.Random) -> Iterator[tuple[int, Kind]]:
    turning = [
        at
        for number, event in enumerate(events)
        if isinstance(event, Sync | Link | Move | Unlink | Said)
        for at in (number, number + 1)
    ]
    wanted = [(cut, kind) for cut in dict.fromkeys(turning) for kind in CERTAIN]
    if len(wanted) > states // 2:
        wanted = rng.sample(wanted, states // 2)
    yield from wanted
    for _ in range(states - len(wanted)):
        yield rng.randrange(len(events) + 1), rng.choice(BY_CHANCE)


def _look(index: Path, sources: Path, promise: Promise, found: Cuts) -> None:
    """Treat the state as its keeper would, and count what came of it; what should not be is raised."""
    found.articles += len(promise.runs)
    try:
        advice = verify(index)
        if not advice:
            found.lost += _lost(index, promise)
            found.whole += 1
        elif all(NEXT_RUN in one for one in advice):
            found.lost += _lost(index, promise)  # it is searched as it is
            found.next_run += 1
        elif all(REBUILD in one for one in advice):
            rebuild(index)
            found.lost += _lost(index, promise)
            found.interrupted += promise.rebuilding
            found.rebuilt += not promise.rebuilding
        else:
            raise AssertionError(" | ".join(advice))
    except IndexMissing:
        found.begun_anew += 1
        found.lost += len(promise.runs)
    last = sources / f"{RUNS - 1}.jsonl"
    with redirect_stdout(io.StringIO()):
        report = index_run(last, index)
    if faults := verify(index):
        raise AssertionError(f"after the next run: {faults}")
    if report.documents != len(last.read_text(encoding="utf-8").splitlines()):
        raise AssertionError(f"{report.documents} documents after the next run")


def _lost(index: Path, promise: Promise) -> int:
    """Return how many articles are not there, or not found, as they were promised."""
    lost = 0
    with search.open_index(index) as opened:
        for document_id, run in promise.runs.items():
            is_deleted = document_id in _deleted()
            try:
                title = opened.document(document_id).article.title
                there = int(title.rpartition("चक्र")[2]) >= run and not (promise.gone and is_deleted)
                hits = opened.search(title.partition(" ")[0]).hits
                lost += not (there and document_id in [hit.id for hit in hits])
            except DocumentMissing:
                lost += not (promise.going and is_deleted)
        if opened.search("", limit=1).total != opened.statistics().documents:
            raise AssertionError("a search for everything does not find as many documents as there are")
    return lost


def _deleted() -> list[str]:
    return [f"a{number}" for number in range(DELETED)]


def _digest(files: Files, promise: Promise) -> bytes:
    digest = hashlib.sha256(repr(promise).encode("utf-8"))
    for path, content in sorted(files.items()):
        digest.update(path.encode("utf-8") + (b"/" if content is None else len(content).to_bytes(8, "big") + content))
    return digest.digest()


if __name__ == "__main__":
    live(Path(sys.argv[1]), Path(sys.argv[2]))
