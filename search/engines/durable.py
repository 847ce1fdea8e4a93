"""Bringing files and names to the disk, so that a power cut cannot take them back."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def make_folders(path: Path) -> None:
    """Make a folder and those above it that are missing; their names are on the disk when this returns."""
    if not path.is_dir():
        make_folders(path.parent)
        path.mkdir(exist_ok=True)
    with suppress(PermissionError):  # a folder above may let others pass and not look
        sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Return when the bytes of a file are on the disk."""
    with path.open("rb") as stream:
        os.fsync(stream.fileno())


def sync_folder(path: Path) -> None:
    """Return when the names in a folder are on the disk."""
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened, and renames are durable without
        folder = os.open(path, os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
