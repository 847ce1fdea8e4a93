"""benchmarks/RESULTS.md: one section for each part; a run of one part replaces its section and leaves the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.table import Table, write_table

HEADING = """# Results

Written by `python -m benchmarks`; what each figure means and how to get it anew stands in README.md beside this file.
"""


def write_section(command: str, machine: Sequence[str], tables: Sequence[Table]) -> str:
    """Return the text of a section: the command that made it, the machine, and the tables."""
    head = [f"Command: `{command}`", "", *(f"- {line}" for line in machine)]
    return "\n".join(head) + "\n\n" + "\n".join(write_table(table) for table in tables)


def read_sections(text: str) -> dict[str, str]:
    """Return the sections of a results file by name."""
    sections: dict[str, str] = {}
    for block in text.split("\n## ")[1:]:
        name, _, rest = block.partition("\n")
        sections[name.strip()] = rest.strip() + "\n"
    return sections


def write_sections(sections: Mapping[str, str], order: Sequence[str]) -> str:
    """Return a results file with the sections in this order; what is not in it comes last."""
    names = [*(name for name in order if name in sections), *(name for name in sections if name not in order)]
    return HEADING + "".join(f"\n## {name}\n\n{sections[name].strip()}\n" for name in names)


def replace_section(path: Path, name: str, text: str, order: Sequence[str]) -> None:
    """Put a section into the file at `path`, in place of the one of that name; the file is made if there is none."""
    sections = read_sections(path.read_text(encoding="utf-8")) if path.is_file() else {}
    sections[name] = text
    path.write_text(write_sections(sections, order), encoding="utf-8")
