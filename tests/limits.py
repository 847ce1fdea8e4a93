"""A limit of time that fails a test instead of letting it wait for ever."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def at_most(seconds: int) -> Iterator[None]:
    """Fail the test where the block takes longer; in the main thread only."""

    def stop(number: int, frame: object) -> None:
        pytest.fail(f"not done after {seconds} seconds")  # no Exception, so that no reader takes it for a fault

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)
