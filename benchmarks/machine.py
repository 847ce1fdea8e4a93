"""On what the figures were measured: processor, cores, memory, Python and libraries; no dates, no names of hosts."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LIBRARIES = ("argostranslate", "ctranslate2", "sentencepiece", "numpy", "whoosh", "flask")


def describe() -> tuple[str, ...]:
    """Return the machine and the libraries, a line each."""
    return (
        f"{_processor()}, {_cores()} cores, {_memory()} of memory, {platform.system()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {', '.join(versions(LIBRARIES))}",
    )


def versions(names: Sequence[str]) -> list[str]:
    """Return "name version" for each of the libraries that is installed here."""
    found: list[str] = []
    for name in names:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return found


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _memory() -> str:
    return f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.0f} GiB"
