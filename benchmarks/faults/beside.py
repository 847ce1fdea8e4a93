"""Damage to what lies beside the documents: the memories of translations, stories, origins and servers.

An index must go on without them: each is begun anew, or the run says what to do. No article may be lost, and no
sentence may come back from a damaged memory with other words.
"""

from __future__ import annotations

import random
import shutil
from collections import Counter
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import search
from benchmarks.faults.damage import change_file, fault_in_words
from benchmarks.faults.power import index_run, write_articles
from benchmarks.faults.scratch import scratch
from indexer.readers.fetched import FetchedStore
from search.engines.folder import FETCHED, ORIGINS, STORIES, TRANSLATIONS
from search.engines.maintenance import verify
from search.errors import DubhashiError

ARTICLES = 12
FILES = (TRANSLATIONS, STORIES, ORIGINS, FETCHED)


@dataclass(slots=True)
class Besides:
    """What came of the damages."""

    damages: int = 0
    indexed: int = 0  # the next run went through, with every article as it should be
    told: int = 0  # the next run said what is wrong and what to do
    faults: Counter[str] = field(default_factory=Counter)  # anything else, in words


def damage_beside(work: Path, count: int, seed: int = 8) -> Besides:
    """Make an index, damage a memory beside a copy of it so often, and index changed articles each time."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    whole = work / "index"
    for run in range(3):
        write_articles(work / f"{run}.jsonl", ARTICLES, run)
    with redirect_stdout(StringIO()):
        for run in range(2):
            index_run(work / f"{run}.jsonl", whole)
    fetched = FetchedStore(whole / FETCHED)
    fetched.put("http://news.example/feed", etag="1", modified="")
    fetched.settle()
    fetched.close()
    rng = random.Random(seed)
    found = Besides()
    with scratch(work) as place:
        for number in range(count):
            index = Path(shutil.copytree(whole, place / "index"))
            what = change_file(index / FILES[number % len(FILES)], rng)
            found.damages += 1
            try:
                _look(index, work, found)
            except Exception as error:  # whatever it is, it is to be told with the damage that brought it
                found.faults[fault_in_words(what, error, index)] += 1
            shutil.rmtree(index)
    return found


def _look(index: Path, work: Path, found: Besides) -> None:
    """Index the first articles once more, which asks the memory, then others."""
    try:
        fetched = FetchedStore(index / FETCHED)
        fetched.get("http://news.example/feed")
        fetched.close()
        for run in (0, 2):
            with redirect_stdout(StringIO()):
                index_run(work / f"{run}.jsonl", index)
            _compare(index, run)
    except DubhashiError:
        found.told += 1
    else:
        found.indexed += 1
    if faults := verify(index):
        raise AssertionError(f"verify finds {faults}")


def _compare(index: Path, run: int) -> None:
    with search.open_index(index) as opened:
        for number in range(ARTICLES):
            document = opened.document(f"a{number}")
            if not document.article.title.endswith(str(run)):
                raise AssertionError("an article is not as it was indexed")
            pairs = [(document.title.hi, document.title.en), *((pair.hi, pair.en) for pair in document.sentences)]
            for hi, en in pairs:
                if en != f"English of {hi}":
                    raise AssertionError(f"a sentence has other words: {en!r}")
