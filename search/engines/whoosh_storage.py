"""Whoosh's folder, written so that a power cut leaves its old list of segments or the new one, and what that names.

Whoosh itself syncs nothing: its new list took the place of the old one, and the old segments were deleted, before the
new ones had reached the disk; after a power cut there was neither.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage

from search.engines.durable import sync_file, sync_folder


class DurableStorage(FileStorage):  # type: ignore[misc]  # Whoosh has no types
    """A folder where a renamed file and all that was written before it are on the disk when the renaming returns.

    Whoosh renames the list of segments and nothing else; what the new list does not name is deleted after that.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._written: set[str] = set()  # since the last renaming

    def create_file(self, name: str, **options: Any) -> Any:
        """Make a file, which the next renaming brings to the disk."""
        self._written.add(name)
        return super().create_file(name, **options)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:
        """Rename a file durably, after the bytes and names of all others."""
        folder = Path(self.folder)
        for name in sorted(self._written):
            if (folder / name).exists():  # the parts of a segment have gone into one file
                sync_file(folder / name)
        self._written.clear()
        sync_folder(folder)
        super().rename_file(oldname, newname, safe=safe)
        sync_folder(folder)
