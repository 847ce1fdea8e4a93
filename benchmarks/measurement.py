"""What is measured of a piece of work: seconds of the clock, seconds of the processor, memory."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """The seconds that one piece of work took; they add up."""

    wall: float
    cpu: float  # of all threads of the process

    def __add__(self, other: Measurement) -> Measurement:
        return Measurement(wall=self.wall + other.wall, cpu=self.cpu + other.cpu)


NOTHING = Measurement(wall=0.0, cpu=0.0)


def measure(work: Callable[..., T], *arguments: object) -> tuple[T, Measurement]:
    """Do the work once; return what it gave for the arguments and what it took."""
    wall, cpu = time.perf_counter(), time.process_time()
    value = work(*arguments)
    return value, Measurement(cpu=time.process_time() - cpu, wall=time.perf_counter() - wall)


def total(measurements: Sequence[Measurement]) -> Measurement:
    """Return the sum; nothing gives no seconds."""
    return sum(measurements, NOTHING)


def middle(measurements: Sequence[Measurement]) -> Measurement:
    """Return the medians of clock and processor, each for itself."""
    return Measurement(wall=median(one.wall for one in measurements), cpu=median(one.cpu for one in measurements))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed.

    >>> quantile([4, 1, 3, 2], 0.5), quantile([4, 1, 3, 2], 0.99)
    (2, 4)
    """
    ordered = sorted(values)
    return ordered[max(ceil(share * len(ordered)), 1) - 1]


def peak_bytes() -> int:
    """Return the most memory that this process held at once."""
    # Linux hands ru_maxrss of the parent down to a child it starts; VmHWM belongs to the process alone.
    peak = _status("VmHWM")
    if peak is None:
        unit = 1 if sys.platform == "darwin" else 1024
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return peak


def held_bytes() -> int | None:
    """Return the memory that this process holds now; None where the system does not tell."""
    return _status("VmRSS")


def _status(name: str) -> int | None:
    try:
        lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(name + ":")), None)
