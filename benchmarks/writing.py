"""What runs in the processes that write an index; called through benchmarks.apart."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.generate import generate
from benchmarks.measurement import NOTHING, measure
from benchmarks.ours import NOWHERE
from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.analysis.entry import make_entry
from search.engines.base import Writer
from search.engines.folder import TRANSLATIONS, size_on_disk
from search.engines.opening import open_writer
from search.model import Document
from search.settings import Settings


def index_articles(path: str, index: str, memory: str | None = None, anew: bool = True) -> dict[str, Any]:
    """Run the indexer over a file; with `memory`, the translations of that index are known beforehand.

    Unless `anew`, the index stays as it is and the file is read into it again. The model is loaded before the clock
    starts.
    """
    folder = Path(index)
    if anew:
        shutil.rmtree(folder, ignore_errors=True)
    if memory is not None:
        folder.mkdir(parents=True)
        shutil.copyfile(Path(memory) / TRANSLATIONS, folder / TRANSLATIONS)
    settings = Settings(index=folder, packages=NOWHERE)
    translator = open_translator(settings)
    translator.translate(["नमस्ते"])
    report, took = measure(lambda: index_paths([Path(path)], settings=settings, translator=translator))
    return {
        "wall": took.wall,
        "cpu": took.cpu,
        "read": report.read,
        "documents": report.documents,
        "rejected": len(report.rejected),
        "translated": report.sentences.translated,
        "remembered": report.sentences.remembered,
        "seconds": dict(report.seconds),
        "bytes": size_on_disk(folder),
        "memory bytes": (folder / TRANSLATIONS).stat().st_size,
    }


def write_generated(count: int, index: str) -> dict[str, Any]:
    """Write generated documents into a new index as the indexer does, publishing as often; nothing is translated.

    Making the documents up is not in the figures.
    """
    folder = Path(index)
    shutil.rmtree(folder, ignore_errors=True)
    analysing = publishing = NOTHING
    writer = open_writer(folder)
    try:
        source = generate(count)
        while batch := list(islice(source, Settings().publish_every)):
            _, took = measure(_add, writer, batch)
            analysing += took
            _, took = measure(writer.publish)
            publishing += took
    finally:
        writer.close()
    both = analysing + publishing
    return {
        "wall": both.wall,
        "cpu": both.cpu,
        "analysing": analysing.wall,
        "publishing": publishing.wall,
        "bytes": size_on_disk(folder),
    }


def _add(writer: Writer, documents: Sequence[Document]) -> None:
    for document in documents:
        writer.add(make_entry(document))
