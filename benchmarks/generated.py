"""What writes generated documents in a process of its own; called through benchmarks.apart."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.generate import generate
from benchmarks.measurement import NOTHING, measure
from indexer.story_writer import open_story_writer
from search.analysis.entry import make_entry
from search.engines.base import Writer
from search.engines.folder import size_on_disk
from search.model import Document
from search.settings import Settings


def write_generated(count: int, index: str) -> dict[str, Any]:
    """Write generated documents into a new index as the indexer does, publishing as often; nothing is translated.

    Making the documents up is not in the figures.
    """
    folder = Path(index)
    shutil.rmtree(folder, ignore_errors=True)
    analysing = publishing = NOTHING
    with open_story_writer(folder) as (writer, _):
        source = generate(count)
        while batch := list(islice(source, Settings().publish_every)):
            _, took = measure(_add, writer, batch)
            analysing += took
            _, took = measure(writer.publish)
            publishing += took
    both = analysing + publishing
    return {
        "wall": both.wall,
        "cpu": both.cpu,
        "analysing": analysing.wall,
        "publishing": publishing.wall,
        "bytes": size_on_disk(folder),
    }


def add_generated(index: str, first: int, count: int) -> dict[str, float]:
    """Add `count` generated documents from number `first` on to an index and publish; making them up is not counted."""
    documents = list(generate(count, first=first))

    def change() -> None:
        with open_story_writer(Path(index)) as (writer, _):
            _add(writer, documents)
            writer.publish()

    _, took = measure(change)
    return {"wall": took.wall, "cpu": took.cpu}


def _add(writer: Writer, documents: Sequence[Document]) -> None:
    for document in documents:
        writer.add(make_entry(document))
