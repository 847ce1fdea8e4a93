"""Lucene over the same documents and queries, for part 4, where a Java compiler and Lucene's jars are at hand.

The jars are not fetched by us; README.md says how to get them. Lucene.java, beside this file, is compiled on the way.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.baselines import texts
from search.evaluation.runs import Result, Run
from search.evaluation.topics import TopicSet
from search.model import Document

SOURCE = Path(__file__).with_name("Lucene.java")


def why_no_lucene(jars: Path) -> str | None:
    """Return why Lucene cannot be measured, in words, or None if it can."""
    if not any(jars.glob("*.jar")):
        return f"no jars are in {jars.name}"
    if shutil.which("java") is None or shutil.which("javac") is None:
        return "there is no Java compiler"
    return None


def lucene_run(jars: Path, documents: Iterable[Document], sets: Sequence[TopicSet], work: Path) -> tuple[str, Run]:
    """Return Lucene's version and what it brings for every query; `work` is a folder for what is made on the way."""
    work.mkdir(parents=True, exist_ok=True)
    queries = [query for topics in sets for query in topics.queries]
    _write(work / "documents.tsv", ((document.id, *texts(document)) for document in documents))
    _write(work / "queries.tsv", ((str(number), query.text) for number, query in enumerate(queries)))
    path = os.pathsep.join((str(work), f"{jars}/*"))
    subprocess.run(["javac", "-cp", path, "-d", str(work), str(SOURCE)], check=True)
    done = subprocess.run(
        ["java", "-cp", path, "Lucene", str(work / "documents.tsv"), str(work / "queries.tsv")],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    found: dict[int, list[Result]] = {}
    version, *lines = done.stdout.splitlines()
    for line in lines:
        number, article, score = line.split("\t")
        found.setdefault(int(number), []).append(Result(article=article, score=float(score)))
    return version, {query: tuple(found.get(number, ())) for number, query in enumerate(queries)}


def _write(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        for row in rows:
            lines.write("\t".join(" ".join(cell.split()) for cell in row) + "\n")
