"""Which engine is behind a location: the only place outside the engines that knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from search.engines.base import Engine, Writer
from search.engines.cache import CacheUse
from search.engines.documents import DocumentStore
from search.engines.folder import DOCUMENTS, check_documents
from search.engines.whoosh_engine import CACHE_BYTES, WhooshEngine, WhooshWriter
from search.errors import IndexDamaged
from search.model import Document

__all__ = ["CACHE_BYTES", "OpenEngine", "all_documents", "open_engine", "open_writer", "readable_documents"]


class OpenEngine(Engine, Protocol):
    """An engine that holds files: it can be closed, and tells when it was published anew and how its cache serves."""

    cache_use: CacheUse

    def generation(self) -> int:
        """Return how many times the index was published."""

    def close(self) -> None:
        """Close the files; a second call does nothing."""


def open_engine(path: Path, *, cache_bytes: int = CACHE_BYTES, at_once: bool = True) -> OpenEngine:
    """Return the engine of the index at `path`; raise IndexMissing, NotAnIndex, IndexFormatTooOld or IndexDamaged.

    Unless `at_once`, what only searches need is opened by the first of them, and looked at only then.
    """
    return WhooshEngine(path, cache_bytes=cache_bytes, at_once=at_once)


def open_writer(path: Path) -> Writer:
    """Return a writer, making the index if there is none; raise IndexLocked, NotAnIndex or IndexFormatTooOld."""
    return WhooshWriter(path)


def all_documents(path: Path) -> Iterator[Document]:
    """Yield every document of the index at `path` in the order in which they were added, as of one publish.

    Raises IndexDamaged at the first that cannot be read.
    """
    for one in readable_documents(path):
        if isinstance(one, IndexDamaged):
            raise one
        if isinstance(one, Exception):
            raise IndexDamaged(path, f"a document cannot be read ({one})") from one
        yield one


def readable_documents(path: Path) -> Iterator[Document | Exception]:
    """Yield what `all_documents` yields, and the error in place of each document that cannot be read."""
    check_documents(path)
    store = DocumentStore(path / DOCUMENTS)
    try:
        yield from store.readable_documents()
    finally:
        store.close()
