"""A writer that tells stories: it finds the copies of what is added, and gives all of them the same story.

It wraps the writer of any engine. Where an article joins two stories, or the one that joined them goes, documents that
are in the index already get another story, and are written anew by the same publish.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path

from indexer.copies import are_copies
from indexer.shingles import Profile, profile_of, sketch_of
from indexer.story import story_of
from indexer.story_memory import StoryMemory
from search.analysis.entry import make_entry
from search.engines.base import Entry, Writer
from search.engines.folder import STORIES
from search.engines.opening import OpenEngine, all_documents, open_engine, open_writer
from search.model import Document

_PROFILES = 500  # kept of those compared last; copies mostly come within hours of each other
_REWRITTEN = 500  # documents given another story between two publishes, when all are looked at

log = logging.getLogger(__name__)


@contextmanager
def open_story_writer(path: Path) -> Iterator[tuple[StoryWriter, OpenEngine]]:
    """Open the index at `path` for writing with stories, making it if there is none; give the writer and its engine.

    If the stories are not those of the index as it is (an earlier version wrote it, or a run was killed at the wrong
    moment), all its documents are looked at first. Raises what open_writer and open_engine raise.
    """
    with ExitStack() as stack:
        writer = open_writer(path)
        stack.callback(writer.close)
        engine = open_engine(path, cache_bytes=0, at_once=False)  # documents alone are asked for
        stack.callback(engine.close)
        memory = StoryMemory(path / STORIES)
        stack.callback(memory.close)
        stories = StoryWriter(writer, engine, memory)
        if memory.generation() != engine.generation():
            stories.learn(all_documents(path))
        yield stories, engine


def regroup(path: Path) -> None:
    """Find the stories of the index at `path` anew from its documents."""
    with open_story_writer(path) as (writer, _):
        writer.learn(all_documents(path))


class StoryWriter:
    """Writes as `writer` does, with the stories found. Reads published documents from the engine of the same index."""

    def __init__(self, writer: Writer, engine: OpenEngine, memory: StoryMemory) -> None:
        self._writer = writer
        self._engine = engine
        self._memory = memory
        self._entries: dict[str, Entry] = {}  # since the last publish
        self._profiles: dict[str, Profile] = {}

    def add(self, entry: Entry) -> None:
        """Add or replace a document; the last one added with an id counts. It keeps its story unless it has copies."""
        document = entry.document
        self._memory.forget([document.id])
        self._entries[document.id] = entry
        self._tell(self._find(document, key=document.story))

    def delete(self, document_ids: Sequence[str]) -> int:
        """Delete documents; return how many of the ids were there."""
        self._memory.forget(document_ids)
        for document_id in document_ids:
            self._entries.pop(document_id, None)
            self._profiles.pop(document_id, None)
        return self._writer.delete(document_ids)

    def publish(self) -> int:
        """Make all changes visible at once and durable; return the number of documents in the index."""
        self._tell(self._memory.regroup())
        count = self._writer.publish()
        self._entries.clear()
        self._memory.commit(self._engine.generation())
        return count

    def close(self) -> None:
        """Drop what was not published and let go of the lock; a second call does nothing."""
        self._writer.close()

    def learn(self, documents: Iterable[Document]) -> None:
        """Find the stories of all documents of the index anew; those whose story changes are published with it."""
        begun = time.monotonic()
        log.info("finding the stories of all documents")
        self._memory.clear()
        count = changed = 0
        for document in documents:
            stories = self._find(document, key=story_of(document.article))
            if stories[document.id] == document.story:
                del stories[document.id]
            self._tell(stories)
            count, changed = count + 1, changed + len(stories)
            if len(self._entries) >= _REWRITTEN:
                self._writer.publish()  # without `commit`: if this run is killed, the next one learns again
                self._entries.clear()
        self.publish()
        log.info("%d documents, %d with another story: %.1f s", count, changed, time.monotonic() - begun)

    def _find(self, document: Document, *, key: str) -> dict[str, str]:
        """Return the story of a document that the memory does not know, and the stories that change with it."""
        profile = profile_of(document.article)
        sketch = sketch_of(profile)
        candidates = self._memory.candidates(key, sketch)
        copies = [one for one, other in self._profiles_of(candidates) if are_copies(profile, other)]
        self._profiles.pop(document.id, None)
        self._profiles[document.id] = profile
        for one in [*islice(self._profiles, max(len(self._profiles) - _PROFILES, 0))]:
            del self._profiles[one]
        return self._memory.add(document.id, key=key, story=document.story, sketch=sketch, copies=copies)

    def _profiles_of(self, document_ids: Sequence[str]) -> Iterator[tuple[str, Profile]]:
        unknown = [one for one in document_ids if one not in self._profiles]
        added = [self._entries[one].document for one in unknown if one in self._entries]
        stored = self._engine.documents([one for one in unknown if one not in self._entries]) if unknown else ()
        self._profiles |= {document.id: profile_of(document.article) for document in (*added, *stored)}
        yield from ((one, self._profiles[one]) for one in document_ids if one in self._profiles)

    def _tell(self, stories: Mapping[str, str]) -> None:
        """Hand documents with their stories on to the writer: what was added, and what is published with another."""
        published = self._engine.documents([one for one in stories if one not in self._entries])
        self._entries |= {document.id: make_entry(document) for document in published}
        for document_id, story in stories.items():
            entry = self._entries.get(document_id)
            if entry is None:
                continue  # known, but not in the index: an interrupt came before it was handed on
            entry = replace(entry, document=replace(entry.document, story=story))
            self._entries[document_id] = entry
            self._writer.add(entry)
