"""What the steps recorded about a model: the only place from which the model card takes its figures.

`prepare` leaves prepared.json beside the data; `train`, `export` and `evaluate` leave run.json, export.json and
scores.json in the run's folder. notes.md there, written by hand, says what no step can know.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Record = dict[str, Any]  # as it stands in the JSON file; a step that was not run left none, and it is empty

PREPARED, TRAINED, EXPORTED, SCORED, NOTES = "prepared.json", "run.json", "export.json", "scores.json", "notes.md"


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The records of one model."""

    prepared: Record
    trained: Record
    exported: Record
    scored: Record
    notes: str


def read_facts(run: Path, prep: Path) -> Facts:
    """Return what was recorded; of a step that left no record, nothing."""
    notes = run / NOTES
    return Facts(
        prepared=_read(prep / PREPARED),
        trained=_read(run / TRAINED),
        exported=_read(run / EXPORTED),
        scored=_read(run / SCORED),
        notes=notes.read_text(encoding="utf-8").strip() if notes.exists() else "",
    )


def write_record(path: Path, record: Record) -> None:
    """Write a step's record."""
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def update_record(path: Path, record: Record) -> None:
    """Write facts into a record that may already have others."""
    write_record(path, {**_read(path), **record})


def _read(path: Path) -> Record:
    if not path.exists():
        return {}
    record: Record = json.loads(path.read_text(encoding="utf-8"))
    return record
