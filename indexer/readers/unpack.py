"""What is packed into something: zip, tar, gzip, bzip2, xz. Nothing is written to disk but an unnamed temporary file.

The limits are against files that are small when packed and endless when unpacked. Every reader holds one article at
a time, so what unpacks within the limits costs time and no memory.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, cast

from indexer.readers.formats import BY_SUFFIX, Format, suffix_of
from indexer.readers.source import CHUNK, Readable, Source
from indexer.readers.stream import UnreadableError, in_words
from search.model import Rejected

IN_MEMORY = 8 * 2**20  # an archive from a pipe: what is larger waits in a temporary file
BROKEN = (
    zipfile.BadZipFile,
    tarfile.TarError,
    lzma.LZMAError,
    zlib.error,
    EOFError,
    gzip.BadGzipFile,
    NotImplementedError,  # a method of packing that Python does not know
)
# What zipfile itself stumbles over where a directory of an archive says nonsense: places before its beginning, …
_ZIP_FAULTS = (*BROKEN, OSError, ValueError, RuntimeError, struct.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How far unpacking goes."""

    members: int = 200_000  # of one archive
    unpacked: int = 16 * 2**30  # bytes of one archive or packed file
    ratio: int = 300  # unpacked to packed, counted from `free` on; news in HTML packs at most about 1:20
    free: int = 32 * 2**20
    depth: int = 3  # a zip in a zip in a zip


LIMITS = Limits()


def unpack(source: Source, format: Format, *, limits: Limits = LIMITS) -> Iterator[Source | Rejected]:
    """Yield what is packed in the source, in its order; raise UnreadableError when that goes beyond the limits.

    Broken archives raise one of BROKEN; what was yielded before is good. A member must be read before the next is
    asked for. Names never become paths of the system, so ".." and absolute ones do no harm; they are rejected all the
    same, because an honest archive has none.
    """
    if source.depth >= limits.depth:
        raise UnreadableError(f"packed more than {limits.depth} times over: unpack it first")
    if format == "zip":
        yield from _zip(source, limits)
    elif format == "tar":
        yield from _tar(source, limits)
    else:
        file = _Counted(source)
        opened = _opened(file, format)
        # a packed table or page is told by the name inside: news.csv.gz is news.csv
        packed = _Limited(opened, limits, file)
        yield Source(packed, source.name, url=source.url, seen=source.seen, depth=source.depth + 1)


def _opened(file: Readable, format: Format) -> Readable:
    stream = cast("IO[bytes]", file)
    if format == "gzip":
        return _Piecewise(gzip.GzipFile(fileobj=stream))
    return _Piecewise(bz2.BZ2File(stream) if format == "bzip2" else lzma.LZMAFile(stream))


def _zip(source: Source, limits: Limits) -> Iterator[Source | Rejected]:
    with tempfile.SpooledTemporaryFile(max_size=IN_MEMORY) as spool:
        file = source.seekable()
        if file is None:
            size = 0
            for chunk in source.chunks():
                size += len(chunk)
                if size > limits.unpacked:
                    raise UnreadableError(f"the archive is longer than {in_words(limits.unpacked)}")
                spool.write(chunk)
            spool.seek(0)
        try:
            archive = zipfile.ZipFile(cast("IO[bytes]", file or spool))
        except _ZIP_FAULTS as error:
            raise zipfile.BadZipFile(str(error)) from error
        with archive:
            members = [info for info in archive.infolist() if not info.filename.endswith("/")]
            _check_count(len(members), limits)
            total = _Total(limits)
            for info in members:
                name = f"{source.name}/{info.filename}"
                if (reason := _refused(info.filename)) is not None:
                    yield Rejected(path=name, reason=reason)
                elif info.flag_bits & 1:
                    yield Rejected(path=name, reason="locked with a password: unpack it and give the folder")
                elif _is_wanted(info.filename):
                    try:
                        member = cast("zipfile.ZipExtFile", archive.open(info))
                        packed = _Counted(member, read=info.compress_size)
                        limited = _Limited(_Piecewise(member), limits, packed, total)
                        part = Source(limited, name, depth=source.depth + 1)
                    except UnreadableError:  # beyond the limits
                        raise
                    except _ZIP_FAULTS as error:
                        yield Rejected(path=name, reason=f"broken in the archive: {' '.join(str(error).split())[:120]}")
                        continue
                    with member:
                        yield part


def _tar(source: Source, limits: Limits) -> Iterator[Source | Rejected]:
    count = 0
    total = _Total(limits)
    # "r|": read once from the front, so that a pipe will do and nothing is kept
    with tarfile.open(fileobj=cast("IO[bytes]", source), mode="r|") as archive:
        for info in archive:
            archive.members = []  # type: ignore[attr-defined]  # a list of all members that would grow without end
            count += 1
            _check_count(count, limits)
            name = f"{source.name}/{info.name}"
            if not info.isfile():
                continue  # folders; links and devices have no content of their own
            if (reason := _refused(info.name)) is not None:
                yield Rejected(path=name, reason=reason)
            elif _is_wanted(info.name) and (member := archive.extractfile(info)) is not None:
                packed = _Counted(member, read=info.size)
                yield Source(_Limited(member, limits, packed, total), name, depth=source.depth + 1)


def _check_count(count: int, limits: Limits) -> None:
    if count > limits.members:
        raise UnreadableError(f"more than {limits.members:,} files in the archive: unpack it and give the folder")


def _is_wanted(name: str) -> bool:
    """Tell whether a member is opened: as in a folder, names of known formats, and no hidden files."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "__MACOSX")) and part != "." for part in path.parts)
    return not hidden and (suffix_of(name) in BY_SUFFIX or not path.suffix)


def _refused(name: str) -> str | None:
    path = PurePosixPath(name.replace("\\", "/"))
    if not path.parts:
        return "it has no name in the archive"
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
        return "the name leads out of the archive, as no honest one does"
    return None


class _Piecewise:
    """Reads what can be had at once: a longer read would lose what stands before the place where a file is cut off."""

    def __init__(self, file: gzip.GzipFile | bz2.BZ2File | lzma.LZMAFile | zipfile.ZipExtFile) -> None:
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        try:
            return self._file.read1(CHUNK if size < 0 else size)
        except OSError as error:
            if error.errno is None and not isinstance(error, gzip.BadGzipFile):  # bz2 says so of data it cannot read
                raise EOFError(str(error)) from error
            raise


class _Counted:
    """Counts what is read through it."""

    def __init__(self, file: Readable, *, read: int = 0) -> None:
        self.count = read
        self._file = file

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self.count += len(data)
        return data


class _Total:
    """What is left of the limit that all members of an archive share."""

    def __init__(self, limits: Limits) -> None:
        self.left = limits.unpacked


class _Limited:
    """An unpacked stream that ends with UnreadableError where it grows beyond the limits."""

    def __init__(self, file: Readable, limits: Limits, packed: _Counted, total: _Total | None = None) -> None:
        self._file = file
        self._limits = limits
        self._packed = packed
        self._total = total or _Total(limits)
        self._count = 0

    def read(self, size: int = -1, /) -> bytes:
        data = self._file.read(size)
        self._count += len(data)
        self._total.left -= len(data)
        if self._total.left < 0:
            raise UnreadableError(f"it unpacks to more than {in_words(self._limits.unpacked)}: unpack and split it")
        if self._count > max(self._limits.free, self._packed.count * self._limits.ratio):
            raise UnreadableError(
                f"{in_words(self._packed.count)} unpack to more than {in_words(self._count)}: "
                "no news packs so small, this is taken for an archive made to fill disks"
            )
        return data
