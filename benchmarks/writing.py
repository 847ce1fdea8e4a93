"""What runs in the processes that write an index; called through benchmarks.apart."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from benchmarks.measurement import measure
from benchmarks.ours import NOWHERE
from indexer.pipeline import index_paths
from indexer.translation.translator import open_translator
from search.engines.folder import TRANSLATIONS, size_on_disk
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
