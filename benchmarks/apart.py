"""Runs functions in a process of their own, so that memory and loaded modules are theirs alone.

`Worker` starts `python -m benchmarks.apart` (with any interpreter: this module needs only the standard library) and
calls functions by name, "module:function", with JSON values in both directions. What the function prints goes to
standard error; the pipe of answers is kept apart from it.
"""

from __future__ import annotations

import importlib
import json
import os
import subprocess
import sys
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.measurement import Measurement, measure, peak_bytes

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a call gave, what it took, and the most memory that its process held until then."""

    value: Any  # JSON
    took: Measurement
    peak: int


class WorkerError(RuntimeError):
    """A call failed; the text is the traceback of the other process."""


class Worker:
    """A process that answers calls one after the other until it is closed."""

    def __init__(self, *, python: Path | None = None, environment: Mapping[str, str] | None = None) -> None:
        """Start the process with another interpreter, and with more environment variables, if they are given."""
        self._process = subprocess.Popen(
            [str(python or sys.executable), "-m", "benchmarks.apart"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            encoding="utf-8",
        )

    def call(self, function: str, **arguments: object) -> Outcome:
        """Return what "module:function" gives for the arguments; raise WorkerError where it raises."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"function": function, "arguments": arguments}) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise WorkerError(f"The process that ran {function} ended with code {self._process.wait()}.")
        answer = json.loads(line)
        if "error" in answer:
            raise WorkerError(answer["error"])
        return Outcome(
            value=answer["value"], took=Measurement(wall=answer["wall"], cpu=answer["cpu"]), peak=answer["peak"]
        )

    def close(self) -> None:
        """End the process; a second call does nothing."""
        if self._process.stdin and not self._process.stdin.closed:
            self._process.stdin.close()
            self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def call_once(function: str, **arguments: object) -> Outcome:
    """Return what a function gives in a fresh process."""
    with Worker() as worker:
        return worker.call(function, **arguments)


def serve() -> None:
    """Answer the calls that come on standard input until it ends."""
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers, os.fdopen(os.dup(0), encoding="utf-8") as calls:
        os.dup2(2, 1)
        for line in calls:
            answers.write(json.dumps(_answer(json.loads(line))) + "\n")
            answers.flush()


def _answer(call: dict[str, Any]) -> dict[str, Any]:
    module, _, name = call["function"].partition(":")
    try:
        function = getattr(importlib.import_module(module), name)
        value, took = measure(lambda: function(**call["arguments"]))
    except Exception:  # the boundary of the process: everything goes back to the caller
        return {"error": traceback.format_exc()}
    return {"value": value, "wall": took.wall, "cpu": took.cpu, "peak": peak_bytes()}


if __name__ == "__main__":
    serve()
