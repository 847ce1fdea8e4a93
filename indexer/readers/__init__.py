"""Reading: from paths to articles. Each format has a file of its own here; `files` chooses among them."""

from indexer.readers.files import STANDARD_INPUT, read_paths

__all__ = ["STANDARD_INPUT", "read_paths"]
