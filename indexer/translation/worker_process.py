"""The process that translates for the indexer, from outside: started, asked, and ended when it hangs.

It is a new Python and never a fork: a copy of a process with threads may wait for ever for a lock that none of them
lets go. It gets this one's folders of modules, and no standard input or output.
"""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from indexer.translation.messages import receive, send

_BEGIN = """\
import json, sys
order = json.loads(sys.argv[1])
sys.path[:] = order.pop("path")
from indexer.translation.worker import serve
serve(**order)
"""
_LAST_WORDS = 5.0  # seconds within which a process that closed its socket has ended
# This process alone ends the other one. Ctrl-C on a terminal, or the end of a service, is told to both.
_HELD_BACK = (signal.SIGINT, signal.SIGTERM)


class WorkerFailed(RuntimeError):
    """The process ended, or had to be ended, before it answered; the text says how. It never leaves the indexer."""


class WorkerProcess:
    """A running process; what it tells first is its first answer."""

    def __init__(self, factory: str, arguments: Sequence[object]) -> None:
        """Start it and wait for nothing; raise OSError where the system does not let it start."""
        self._connection, theirs = socket.socketpair()
        order = {"path": sys.path, "descriptor": theirs.fileno(), "factory": factory, "arguments": arguments}
        # isolated (-I), or a file named json.py in the current folder would be taken for a module
        command = [sys.executable, "-I", "-c", _BEGIN, json.dumps(order)]
        with theirs, _held_back():
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )

    @property
    def pid(self) -> int:
        """The number that the system knows the process by."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def ask(self, message: object, *, seconds: float) -> Any:
        """Send a message and return the answer; what fails ends the process, and raises WorkerFailed."""
        with self._ending(seconds):
            send(self._connection, message, seconds=seconds)
        return self.answer(seconds=seconds)

    def answer(self, *, seconds: float) -> Any:
        """Return the next answer; what fails ends the process, and raises WorkerFailed."""
        with self._ending(seconds):
            return receive(self._connection, seconds=seconds)

    def end(self) -> None:
        """End the process at once; a second call does nothing."""
        self._connection.close()
        self._process.kill()
        self._process.wait()

    @contextmanager
    def _ending(self, seconds: float) -> Iterator[None]:
        try:
            yield
        except TimeoutError:
            self.end()
            raise WorkerFailed(f"no answer within {seconds:.0f} s; translate_timeout can give it more") from None
        except (OSError, EOFError):
            how = self._how_it_ended()
            self.end()
            raise WorkerFailed(f"its process ended: {how}") from None
        except BaseException:  # Ctrl-C: an answer that comes now would be taken for that to the next message
            self.end()
            raise

    def _how_it_ended(self) -> str:
        try:
            status = self._process.wait(_LAST_WORDS)
        except subprocess.TimeoutExpired:
            return "it closed the connection"
        if status >= 0:
            return f"exit code {status}"
        memory = ", perhaps for want of memory" if -status == signal.SIGKILL else ""
        return f"{_name(-status)}{memory}"


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # real-time signals have no names
        return f"signal {number}"


@contextmanager
def _held_back() -> Iterator[None]:
    """Hold signals back; a process that begins meanwhile does so for ever."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _HELD_BACK)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
