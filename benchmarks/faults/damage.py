"""Files of an index that were changed, cut or deleted: noticed by opening, searching or `verify`, or no answer differs.

Each file of the index is damaged at random places, as a failing disk or a careless copy does it. What can be derived
from the documents must come back with `rebuild`.
"""

from __future__ import annotations

import json
import random
import shutil
import traceback
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path

import search
from benchmarks.faults.kills import index_articles
from benchmarks.faults.scratch import scratch
from search.engines.folder import DOCUMENTS, FORMAT_FILE, POSTINGS
from search.engines.maintenance import rebuild, verify
from search.engines.opening import all_documents, readable_documents
from search.engines.records import to_json
from search.errors import DubhashiError

QUERIES = ("rained", "news OR place7", '"it rained"', "place1*", "-place3 news", "run1 after:2024-02-03", "raining", "")
SMALL, PAGE = 16, 4096  # bytes that are overwritten together
KINDS = ("a bit", "some bytes", "a page", "cut", "deleted")
PLACES = ("Delhi", "Patna", None)


@dataclass(slots=True)
class Damages:
    """What came of the damages."""

    damages: int = 0
    at_open: int = 0  # noticed when the index was opened or searched
    by_verify: int = 0  # noticed by `verify` only
    harmless: int = 0  # not noticed, and no answer differs
    rebuilt: int = 0  # mended by `rebuild`
    refused: int = 0  # beyond `rebuild`: documents cannot be read
    exported: int = 0  # documents that could still be exported then
    faults: Counter[str] = field(default_factory=Counter)  # anything else, in words


def damage_often(work: Path, count: int, seed: int = 12) -> Damages:
    """Make an index, damage a copy of it so often, and return what came of it."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    whole = make_index(work)
    answers = ask(whole)
    rng = random.Random(seed)
    found = Damages()
    with scratch(work) as place:
        for number in range(count):
            copy = Path(shutil.copytree(whole, place / "index"))
            files = [copy / FORMAT_FILE, copy / DOCUMENTS, *sorted((copy / POSTINGS).glob("*.*"))]
            what = change_file(files[number % len(files)] if number % 2 else copy / DOCUMENTS, rng)
            try:
                _look(copy, answers, found)
            except Exception as error:  # whatever it is, it is to be told with the damage that brought it
                found.faults[fault_in_words(what, error, copy)] += 1
            found.damages += 1
            shutil.rmtree(copy)
    return found


def fault_in_words(what: str, error: Exception, index: Path) -> str:
    """Return what damage to an index brought, and where; alike for every folder in which the index may lie."""
    where = traceback.extract_tb(error.__traceback__)[-1]
    told = f"{what}: {type(error).__name__}: {error} ({Path(where.filename).name}, line {where.lineno})"
    return told.replace(str(index), "")


def make_index(work: Path) -> Path:
    """Make an index of a few publishes, with articles that were replaced."""
    index, source = work / "index", work / "articles.jsonl"
    for run in range(2):
        articles = [
            {
                "id": f"a{number}",
                "title": f"News of place{number} in run{run}",
                "body": f"It rained {number} times today in place{number}. People of place{number % 5} went home.",
                "published": f"2024-{number % 12 + 1:02}-0{number % 9 + 1}",
                "source": f"Paper {number % 3}",
                "section": "Weather" if number % 2 else None,
                "tags": ["rain", f"tag{number % 4}"],
                "place": PLACES[number % 3],
            }
            for number in range(run * 6, run * 6 + 14)
        ]
        source.write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
        index_articles(source, index, told=False)
    return index


def ask(index: Path) -> list[object]:
    """Return all that an index answers to a few queries, and its documents."""
    with search.open_index(index) as opened:
        answers: list[object] = [replace(opened.search(query, limit=50), seconds=0) for query in QUERIES]
    return [*answers, [to_json(document) for document in all_documents(index)]]


def change_file(file: Path, rng: random.Random) -> str:
    """Change, cut or delete a file at a random place; return what was done."""
    kind = rng.choice(KINDS if rng.random() < 0.2 else KINDS[:3])
    data = bytearray(file.read_bytes())
    at = rng.randrange(len(data))
    if kind == "a bit":
        data[at] ^= 1 << rng.randrange(8)
    elif kind == "some bytes":
        data[at : at + SMALL] = rng.randbytes(len(data[at : at + SMALL]))
    elif kind == "a page":
        at -= at % PAGE
        data[at : at + PAGE] = rng.choice((bytes, rng.randbytes))(len(data[at : at + PAGE]))
    else:
        del data[at:]
    file.write_bytes(data)
    if kind == "deleted":
        file.unlink()
    return f"{kind} at {at} of {file.name}"


def _exported(index: Path) -> int:
    try:
        return sum(not isinstance(one, Exception) for one in readable_documents(index))
    except DubhashiError:  # the file cannot be opened; a backup is needed
        return 0


def _look(index: Path, answers: list[object], found: Damages) -> None:
    """Open, search, verify and rebuild; count what came of it; what should not be is raised."""
    noticed = False
    try:
        differs = ask(index) != answers
    except DubhashiError:
        noticed, differs = True, False
    try:
        faults = verify(index)
    except DubhashiError as error:  # there is no index to be seen
        faults = (str(error),)
    if differs and not faults:
        raise AssertionError("an answer differs, and nothing was noticed")
    if noticed and not faults:
        raise AssertionError("it cannot be searched, and verify finds nothing")
    found.at_open += noticed
    found.by_verify += bool(faults) and not noticed
    found.harmless += not (noticed or faults)
    derived = all("dubhashi rebuild" in fault and DOCUMENTS not in fault for fault in faults)
    if faults:
        try:
            rebuild(index)
        except DubhashiError as error:
            if derived and FORMAT_FILE not in str(error):
                raise AssertionError(f"rebuild refuses what verify sends to it: {faults[0]}") from error
            found.refused += 1
            found.exported += _exported(index)
            return
        if left := verify(index):
            if derived:
                raise AssertionError(f"left after a rebuild: {left[0]}; before it: {faults[0]}")
            found.refused += 1
            return
        if ask(index) != answers:
            raise AssertionError(f"an answer differs after a rebuild; before it: {faults[0]}")
        found.rebuilt += 1
