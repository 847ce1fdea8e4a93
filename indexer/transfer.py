"""Taking in documents that were exported: with their translations, so nothing is translated."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO

from indexer.report import Report
from indexer.stale_parts import StaleParts
from indexer.story_writer import open_story_writer
from search.analysis.entry import make_entry
from search.engines.records import from_json
from search.model import Document, Rejected
from search.settings import Settings


def import_documents(file: BinaryIO, *, settings: Settings, progress: Callable[[Report], None] | None = None) -> Report:
    """Add the documents of an export to the index; a document with the same id is replaced.

    A line that is no exported document is in the report and the rest goes on. Raises IndexLocked or NotAnIndex.
    """
    report = Report()
    with open_story_writer(settings.index) as (writer, engine):
        parts = StaleParts(engine)
        waiting = 0
        for one in read_documents(file):
            if isinstance(one, Rejected):
                report += Report(rejected=(one,))
                continue
            writer.delete(parts.after([one.article], {known.id: known for known in engine.documents([one.id])}))
            writer.add(make_entry(one))
            waiting += 1
            report += Report(read=1, indexed=1)
            if waiting >= settings.publish_every:
                report += Report(documents=writer.publish())
                waiting = 0
                if progress:
                    progress(report)
        return report + Report(documents=writer.publish())


def read_documents(file: BinaryIO) -> Iterator[Document | Rejected]:
    """Yield the document of each line, or why it is none."""
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        try:
            yield from_json(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            yield Rejected(
                path=f"{getattr(file, 'name', 'standard input')}:{number}",
                reason=f"it is no exported document ({type(error).__name__}: {error}). "
                f"Files of plain articles are for: dubhashi index",
            )
