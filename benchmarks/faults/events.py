"""What a process does to a folder: bytes, names, syncs. Files and folders are numbers; the folder itself is 0."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Write:
    """Bytes that were written into a file."""

    node: int
    offset: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Resize:
    """A file that got another length."""

    node: int
    length: int


@dataclass(frozen=True, slots=True)
class Link:
    """A name in a folder for a new file or folder."""

    folder: int
    name: str
    node: int
    is_folder: bool = False


@dataclass(frozen=True, slots=True)
class Unlink:
    """A name that was taken away."""

    folder: int
    name: str


@dataclass(frozen=True, slots=True)
class Move:
    """A name that became another one, in the place of what had it."""

    folder: int
    name: str
    to_folder: int
    to_name: str
    node: int


@dataclass(frozen=True, slots=True)
class Sync:
    """A file whose bytes, or a folder whose names, are on the disk when this returns."""

    node: int


@dataclass(frozen=True, slots=True)
class Said:
    """A line that the command wrote to its standard output."""

    line: str


Event = Write | Resize | Link | Unlink | Move | Sync | Said
