"""What may lie on a disk after a power cut: a model in which only what was synced is certain.

As POSIX has it and no more: a sync of a file brings its bytes and its length, a sync of a folder its names. All else
may be there or not, in any part and in any order; of a write, any of its sectors.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.faults.events import Event, Link, Move, Resize, Sync, Unlink, Write

SECTOR = 512
Files = dict[str, bytes | None]  # by path; None: a folder
Names = Link | Unlink | Move
Kept = Sequence[Sequence[Event]]  # for each event that was not synced, what of it is there
Kind = Callable[[Sequence[Event], random.Random], Kept]


def after_cut(events: Sequence[Event], kind: Kind, rng: random.Random) -> Files:
    """Return what lies in the folder after a power cut that follows these events, if the disk is of the kind."""
    certain = _certain(events)
    pending = [event for event, safe in zip(events, certain, strict=True) if not safe and _node(event) is not None]
    kept = iter(kind(pending, rng))
    parts = [
        [event] if safe else next(kept) if _node(event) is not None else []
        for event, safe in zip(events, certain, strict=True)
    ]
    return _build([part for one in parts for part in one])


def only_synced(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep nothing that was not synced."""
    return [()] * len(pending)


def everything(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep all, as after a kill."""
    return [(one,) for one in pending]


def names_without_data(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep all names: a renamed file is there, and empty."""
    return [(one,) if isinstance(one, Names) else () for one in pending]


def names_with_zeros(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep all names and lengths, and zeros in place of the bytes, as file systems that write lengths first."""
    return [(Write(one.node, one.offset, bytes(len(one.data))) if isinstance(one, Write) else one,) for one in pending]


def data_without_names(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep all bytes, and no name."""
    return [() if isinstance(one, Names) else (one,) for one in pending]


def a_first_part(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep a first part of what was done to each file and folder, the last write of it torn."""
    left = {node: rng.randrange(count + 1) for node, count in Counter(map(_node, pending)).items()}
    kept: list[Sequence[Event]] = []
    for one in pending:
        node = _node(one)
        if left[node] > 0:
            kept.append((one,))
        elif left[node] == 0 and isinstance(one, Write):
            kept.append((Write(one.node, one.offset, one.data[: rng.randrange(len(one.data) // SECTOR + 1) * SECTOR]),))
        else:
            kept.append(())
        left[node] -= 1
    return kept


def any_part(pending: Sequence[Event], rng: random.Random) -> Kept:
    """Keep any of the names and any of the sectors."""
    share = rng.random()
    return [[part for part in _sectors(one) if rng.random() < share] for one in pending]


CERTAIN = (only_synced, everything, names_without_data, names_with_zeros, data_without_names)
BY_CHANCE = (a_first_part, any_part)


def lay_out(files: Files, folder: Path) -> None:
    """Write a state into a folder, which is made."""
    folder.mkdir(parents=True)
    for path, content in sorted(files.items()):
        if content is None:
            (folder / path).mkdir()
        else:
            (folder / path).write_bytes(content)


def _certain(events: Sequence[Event]) -> list[bool]:
    """Tell of each event whether all that it changed was synced later."""
    synced: set[int | None] = set()
    certain = []
    for event in reversed(events):
        if isinstance(event, Sync):
            synced.add(event.node)
        certain.append(_node(event) in synced and (not isinstance(event, Move) or event.to_folder in synced))
    return certain[::-1]


def _node(event: Event) -> int | None:
    """Return the file or folder that an event changes, None where it changes nothing."""
    if isinstance(event, Names):
        return event.folder
    return event.node if isinstance(event, Write | Resize) else None


def _sectors(event: Event) -> Iterator[Event]:
    if isinstance(event, Write):
        for at in range(0, len(event.data), SECTOR):
            yield Write(event.node, event.offset + at, event.data[at : at + SECTOR])
    else:
        yield event


def _build(events: Sequence[Event]) -> Files:
    """Return the files and folders that the events make, those without a name left out."""
    contents: dict[int, bytearray] = {}
    folders: dict[int, dict[str, int]] = {0: {}}
    for event in events:
        if isinstance(event, Write):
            content = contents.setdefault(event.node, bytearray())
            content.extend(bytes(max(event.offset - len(content), 0)))
            content[event.offset : event.offset + len(event.data)] = event.data
        elif isinstance(event, Resize):
            content = contents.setdefault(event.node, bytearray())
            content.extend(bytes(max(event.length - len(content), 0)))
            del content[event.length :]
        elif isinstance(event, Link):
            folders.setdefault(event.folder, {})[event.name] = event.node
            if event.is_folder:
                folders.setdefault(event.node, {})
        elif isinstance(event, Unlink):
            folders.setdefault(event.folder, {}).pop(event.name, None)
        elif isinstance(event, Move):
            names = folders.setdefault(event.folder, {})
            if names.get(event.name) == event.node:
                del names[event.name]
            folders.setdefault(event.to_folder, {})[event.to_name] = event.node
    return dict(_walk(folders, contents, 0, ""))


def _walk(
    folders: dict[int, dict[str, int]], contents: dict[int, bytearray], folder: int, above: str
) -> Iterator[tuple[str, bytes | None]]:
    for name, node in folders[folder].items():
        if node in folders:
            yield above + name, None
            yield from _walk(folders, contents, node, f"{above}{name}/")
        else:
            yield above + name, bytes(contents.get(node, b""))
