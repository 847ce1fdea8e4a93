"""Keeping an index up to date: folders are watched for changes, addresses are asked again now and then.

The rule: a change is forgotten only when a run that looked at it came to its end.
"""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath

from watchfiles import watch as watch_files

from indexer.pipeline import Progress, index_paths
from indexer.readers.fields import FieldMap
from indexer.readers.files import origin_of
from indexer.report import Report
from indexer.translation.translator import Translator
from search.errors import IndexLocked, InputError
from search.settings import Settings

TICK = 1.0  # seconds: so often is it looked whether an address is due, and whether another writer has ended
SETTLE = 1.6  # seconds within which changes are taken together

log = logging.getLogger(__name__)


def watch(
    paths: Sequence[Path | str],
    *,
    settings: Settings,
    translator: Translator,
    every: float,
    fields: FieldMap | None = None,
    follow: bool = False,
    prune: bool = False,
    progress: Progress | None = None,
) -> Iterator[Report]:
    """Index folders and addresses, then what changes in the folders, and the addresses every so many seconds.

    Yields the report of each run, the first one over everything, and ends only with an error or an interrupt. While
    another process writes the index, changes wait. Raises InputError for what cannot be watched.
    """
    folders = [path for path in paths if isinstance(path, Path)]
    addresses = [path for path in paths if isinstance(path, str)]
    for path in paths:
        _check(path)
    waiting: set[str] | None = None  # None: everything has to be looked at
    due = 0.0
    locked = False
    for changes in _changes(folders, origin_of(settings.index)):
        if waiting is not None:
            waiting |= changes
        now = time.monotonic()
        asked = addresses if now >= due else []
        looked = folders if waiting is None or waiting else []
        if not (looked or asked):
            continue
        try:
            report = index_paths(
                [*looked, *asked],
                settings=settings,
                translator=translator,
                progress=progress,
                fields=fields,
                follow=follow,
                prune=prune,
                changed=waiting,
            )
        except IndexLocked as error:
            if not locked:
                log.warning("%s Changes are kept in mind.", error)
            locked = True
            continue
        waiting, locked = set(), False
        due = now + every if asked else due
        yield report


def _check(path: Path | str) -> None:
    if path == "-":
        raise InputError(path, "standard input ends and does not change", "Index it with: dubhashi index -")
    if isinstance(path, Path) and not path.is_dir():
        reason = "only folders and addresses are watched" if path.exists() else "there is no such folder"
        raise InputError(path, reason, "Give the folder in which the files lie or will lie.")


def _changes(folders: Sequence[Path], index: str) -> Iterator[set[str]]:
    """Yield the origins of what changed in the folders, every TICK at least; the first time before anything is read.

    The index itself may lie in one of the folders and is passed over.
    """
    if not folders:
        while True:
            yield set()
            time.sleep(TICK)
    places = [origin_of(folder) for folder in folders]
    found = watch_files(
        *places,
        watch_filter=None,
        debounce=int(SETTLE * 1000),
        rust_timeout=int(TICK * 1000),
        yield_on_timeout=True,
    )
    while True:
        try:
            changes = next(found)
        except OSError as error:
            advice = "Raise fs.inotify.max_user_watches, or run dubhashi index by a timer instead."
            raise InputError(", ".join(places), f"the system cannot watch it ({error})", advice) from error
        yield {os.path.normpath(path) for _, path in changes if not PurePath(path).is_relative_to(index)}
