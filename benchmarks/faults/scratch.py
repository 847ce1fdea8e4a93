"""A folder in memory for what is looked at once: mending a state syncs it a hundred times, to no use there."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

MEMORY = Path("/dev/shm")


@contextmanager
def scratch(otherwise: Path) -> Iterator[Path]:
    """Give an empty folder in memory, or in another folder where the machine has no memory for files."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK)
    with TemporaryDirectory(dir=MEMORY if in_memory else otherwise) as folder:
        yield Path(folder)
