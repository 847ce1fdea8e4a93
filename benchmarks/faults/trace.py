"""What a command does to a folder, told by strace: each write, each name made or taken away, each sync, in order.

The command is one process; its threads share what is open. What SQLite writes into its -shm files through memory is
not seen, and need not be: SQLite makes them anew after a power cut.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.apart import ROOT
from benchmarks.faults.events import Event, Link, Move, Resize, Said, Sync, Unlink, Write

TRACER = "strace"
CALLS = (
    "open,openat,creat,close,dup,dup2,dup3,fcntl,lseek,write,pwrite64,writev,pwritev,pwritev2,truncate,ftruncate,"
    "fallocate,rename,renameat,renameat2,unlink,unlinkat,link,linkat,symlink,symlinkat,mkdir,mkdirat,rmdir,"
    "fsync,fdatasync,sync,syncfs,sync_file_range,copy_file_range,sendfile"
)
MOST_BYTES = 1 << 24  # of one write, shown in full; strace takes no more than some hundred million
_CALL = re.compile(r"(\w+)\((.*)\) += (-?\d+)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def can_trace() -> bool:
    """Tell whether there is an strace that may look at another process."""
    if shutil.which(TRACER) is None:
        return False
    return subprocess.run([TRACER, "-o", os.devnull, "true"], capture_output=True, check=False).returncode == 0


def record(command: Sequence[str], disk: Path, log: Path) -> tuple[Event, ...]:
    """Run a command and return what it did to the folder `disk`, which is node 0, and what it said, in order."""
    tracer = [TRACER, "-f", "-qq", "-xx", "-s", str(MOST_BYTES), "-e", f"trace={CALLS}", "-o", str(log)]
    done = subprocess.run([*tracer, *command], capture_output=True, text=True, check=False, cwd=ROOT)
    if done.returncode:
        raise RuntimeError(f"The traced command ended with {done.returncode}: {done.stderr[-2000:]}")
    with log.open(encoding="ascii") as lines:
        return tuple(_Reader(disk.resolve()).read(_whole_lines(lines)))


def _whole_lines(lines: Iterator[str]) -> Iterator[str]:
    """Yield calls; one that another thread interrupted in the log is put together."""
    begun: dict[str, str] = {}
    for line in lines:
        thread, _, call = line.rstrip("\n").partition(" ")
        call = call.lstrip()
        if call.endswith("<unfinished ...>"):
            begun[thread] = call.removesuffix("<unfinished ...>")
        elif call.startswith("<... "):
            yield begun.pop(thread) + call.partition("resumed>")[2].lstrip(" ,")
        else:
            yield call


@dataclass(slots=True)
class _Open:
    node: int | None  # None: not in the folder
    offset: int = 0
    append: bool = False
    reads: bool = False


@dataclass(slots=True)
class _Reader:
    """Follows what is open and which name is which node."""

    disk: Path
    folders: dict[int, dict[str, int]] = field(default_factory=lambda: {0: {}})
    sizes: dict[int, int] = field(default_factory=dict)
    opened: dict[int, _Open] = field(default_factory=lambda: {1: _Open(None)})
    nodes: int = 0
    said: str = ""

    def read(self, calls: Iterator[str]) -> Iterator[Event]:
        for call in calls:
            match = _CALL.match(call)
            if match is None or int(match[3]) < 0:
                continue  # a signal, an exit, or a call that failed
            name, rest, result = match[1], match[2], int(match[3])
            follow = getattr(self, f"_{name}", None)
            if follow is not None:
                yield from follow(rest, result)
            elif self._touches(rest):
                raise RuntimeError(f"The trace has a call that this does not know: {call[:200]}")

    def _touches(self, rest: str) -> bool:
        first = rest.split(",")[0]
        known = self.opened.get(int(first)) if first.isdigit() else None
        return (known is not None and known.node is not None) or any(
            _path(text).startswith(str(self.disk)) for text in _TEXT.findall(rest)
        )

    def _place(self, given: str, text: str) -> tuple[int, str] | None:
        """Return folder and name of a path, None where it is not in the folder; `given` is the folder's number."""
        path = _path(text)
        if path.startswith("/"):
            if not Path(path).is_relative_to(self.disk):
                return None
            folder, names = 0, Path(path).relative_to(self.disk).parts
        else:
            known = self.opened.get(int(given)) if given.isdigit() else None
            if known is None or known.node is None:
                return None
            folder, names = known.node, Path(path).parts
        for name in names[:-1]:
            folder = self.folders[folder][name]
        return folder, names[-1] if names else "."

    def _openat(self, rest: str, result: int) -> Iterator[Event]:
        given, text, flags = _at(rest)
        place = self._place(given, text)
        node = None
        if place is not None:
            folder, name = place
            node = folder if name == "." else self.folders[folder].get(name)
            if node is None:
                if "O_CREAT" not in flags:
                    raise RuntimeError(f"The trace opens '{_path(text)}', which it did not make")
                node = self._new(folder, name)
                yield Link(folder, name, node)
            elif "O_TRUNC" in flags and self.sizes.get(node):
                self.sizes[node] = 0
                yield Resize(node, 0)
        self.opened[result] = _Open(node, append="O_APPEND" in flags, reads="O_RDWR" in flags)

    def _close(self, rest: str, result: int) -> Iterator[Event]:
        self.opened.pop(int(rest), None)
        yield from ()

    def _dup(self, rest: str, result: int) -> Iterator[Event]:
        self.opened[result] = self.opened.get(int(rest), _Open(None))
        yield from ()

    def _fcntl(self, rest: str, result: int) -> Iterator[Event]:
        if "F_DUPFD" in rest:
            self.opened[result] = self.opened.get(int(rest.split(",")[0]), _Open(None))
        yield from ()

    def _lseek(self, rest: str, result: int) -> Iterator[Event]:
        known = self.opened.get(int(rest.split(",")[0]))
        if known is not None:
            known.offset = result
        yield from ()

    def _write(self, rest: str, result: int) -> Iterator[Event]:
        number = int(rest.split(",")[0])
        known = self.opened.get(number)
        data = _bytes(_TEXT.findall(rest)[0])[:result]
        if number == 1 and known is not None and known.node is None:
            *lines, self.said = (self.said + data.decode("utf-8")).split("\n")
            yield from map(Said, lines)
        elif known is not None and known.node is not None:
            if known.reads and known.offset == 0 and self.sizes.get(known.node):
                raise RuntimeError("The trace writes where it may have read; reading is not traced")
            offset = self.sizes.get(known.node, 0) if known.append else known.offset
            known.offset = offset + result
            yield from self._written(known.node, offset, data)

    def _pwrite64(self, rest: str, result: int) -> Iterator[Event]:
        known = self.opened.get(int(rest.split(",")[0]))
        if known is not None and known.node is not None:
            offset = int(rest.rsplit(",", 1)[1])
            yield from self._written(known.node, offset, _bytes(_TEXT.findall(rest)[0])[:result])

    def _written(self, node: int, offset: int, data: bytes) -> Iterator[Event]:
        self.sizes[node] = max(self.sizes.get(node, 0), offset + len(data))
        yield Write(node, offset, data)

    def _ftruncate(self, rest: str, result: int) -> Iterator[Event]:
        number, _, length = rest.partition(",")
        known = self.opened.get(int(number))
        if known is not None and known.node is not None:
            self.sizes[known.node] = int(length)
            yield Resize(known.node, int(length))

    def _fsync(self, rest: str, result: int) -> Iterator[Event]:
        known = self.opened.get(int(rest.split(",")[0]))
        if known is not None and known.node is not None:
            yield Sync(known.node)

    _fdatasync = _fsync

    def _mkdir(self, rest: str, result: int) -> Iterator[Event]:
        yield from self._make_folder("AT_FDCWD", _TEXT.findall(rest)[0])

    def _mkdirat(self, rest: str, result: int) -> Iterator[Event]:
        yield from self._make_folder(*_at(rest)[:2])

    def _make_folder(self, given: str, text: str) -> Iterator[Event]:
        place = self._place(given, text)
        if place is not None:
            folder, name = place
            node = self._new(folder, name)
            self.folders[node] = {}
            yield Link(folder, name, node, is_folder=True)

    def _rmdir(self, rest: str, result: int) -> Iterator[Event]:
        yield from self._take_away("AT_FDCWD", _TEXT.findall(rest)[0])

    _unlink = _rmdir

    def _unlinkat(self, rest: str, result: int) -> Iterator[Event]:
        yield from self._take_away(*_at(rest)[:2])

    def _take_away(self, given: str, text: str) -> Iterator[Event]:
        place = self._place(given, text)
        if place is not None:
            folder, name = place
            del self.folders[folder][name]
            yield Unlink(folder, name)

    def _rename(self, rest: str, result: int) -> Iterator[Event]:
        old, new = _TEXT.findall(rest)
        yield from self._moved(self._place("AT_FDCWD", old), self._place("AT_FDCWD", new))

    def _renameat(self, rest: str, result: int) -> Iterator[Event]:
        given, old, others = _at(rest)
        other, new, _ = _at(others.lstrip(", "))
        yield from self._moved(self._place(given, old), self._place(other, new))

    _renameat2 = _renameat

    def _moved(self, old: tuple[int, str] | None, new: tuple[int, str] | None) -> Iterator[Event]:
        if old is None and new is None:
            return
        if old is None or new is None:
            raise RuntimeError("The trace moves a file into the folder or out of it")
        node = self.folders[old[0]].pop(old[1])
        self.folders[new[0]][new[1]] = node
        yield Move(*old, *new, node)

    def _new(self, folder: int, name: str) -> int:
        self.nodes += 1
        self.folders[folder][name] = self.nodes
        return self.nodes


def _at(rest: str) -> tuple[str, str, str]:
    """Return the folder, the path and the rest of the arguments of a call whose name ends in "at"."""
    given, _, others = rest.partition(", ")
    match = _TEXT.match(others)
    if match is None:
        raise RuntimeError(f"strace wrote what cannot be read: {rest[:200]}")
    return given, match[1], others[match.end() :]


def _bytes(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


def _path(text: str) -> str:
    return os.fsdecode(_bytes(text))
