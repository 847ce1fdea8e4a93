"""Installs Argos packages: from a file, which is checked in full before anything is put in its place, or from the
Argos index where there is a network.

install_from_path() of argostranslate is not used: it extracts whatever paths the archive names straight into the
packages folder, leaves half a package behind when it fails, never removes the files of the version before, and ends
by importing stanza.
"""

from __future__ import annotations

import json
import re
import shutil
import socket
import stat
import tempfile
import time
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from indexer.translation.packages import FROM_CODE, TO_CODE, Package, argos_folder, read_package
from indexer.translation.translator import ArgosTranslator
from search.errors import PackageInvalid, TranslationError

MOST_FILES = 2_000  # a package has about ten; with a stanza folder some dozens
MOST_BYTES = 4 * 2**30  # unpacked; the largest official package has 0.3 GiB
_MOST_RATIO = 100  # unpacked to packed of files above a mebibyte; weights stay below 2, vocabularies below 10
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}\Z")
_TRIAL = "भारत की राजधानी दिल्ली है।"
_ROOM = ".dubhashi-installing-"
_TIMEOUT = 30  # seconds without an answer


def install_package(file: Path, folder: Path) -> Package:
    """Install a package file into the packages folder and return it; raise PackageInvalid with the reason.

    The file is unpacked beside the folder, checked, loaded, and made to translate a sentence; only then is it moved
    to its place, where it replaces an older one of the same name. On failure nothing is left and nothing is changed.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            name = _check_members(file, archive)
            _check_metadata(file, archive, name)
            folder.mkdir(parents=True, exist_ok=True)
            with _workroom(folder) as room:
                _extract(archive, room)
                _try_out(file, room / name)
                _put_in_place(room / name, folder / name, room)
    except FileNotFoundError as error:
        raise PackageInvalid(file, "there is no such file") from error
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, zlib.error) as error:
        raise PackageInvalid(file, f"it is no readable zip archive ({error})") from error
    except OSError as error:
        raise PackageInvalid(file, f"{error.strerror or error} ({error.filename or folder})") from error
    installed = read_package(folder / name)
    assert installed is not None  # it was read before it was moved
    return installed


def install_from_index(from_code: str, to_code: str, folder: Path) -> Package:
    """Download the newest package for the languages from the Argos index and install it.

    Raises TranslationError where there is no network, and PackageInvalid where what came is no usable package.
    """
    if (from_code, to_code) != (FROM_CODE, TO_CODE):
        raise TranslationError(
            f"Dubhashi translates from 'hi' to 'en', not from {from_code!r} to {to_code!r}. "
            f"Run: dubhashi models install hi en"
        )
    with _patience(_TIMEOUT):
        file = _download(from_code, to_code)
    try:
        return install_package(file, folder)
    finally:
        file.unlink(missing_ok=True)


def _check_members(file: Path, archive: zipfile.ZipFile) -> str:
    """Return the name of the one top folder; raise PackageInvalid where a member could do harm or is missing."""
    members = archive.infolist()
    if len(members) > MOST_FILES:
        raise PackageInvalid(file, f"it has {len(members)} files, more than {MOST_FILES}")
    if sum(member.file_size for member in members) > MOST_BYTES:
        raise PackageInvalid(file, f"it would take more than {MOST_BYTES >> 30} GiB unpacked")
    seen: set[str] = set()
    for member in members:
        _check_member(file, member)
        if member.filename.casefold() in seen:
            raise PackageInvalid(file, f"it has {member.filename!r} twice")
        seen.add(member.filename.casefold())
    tops = {PurePosixPath(member.filename).parts[0] for member in members}
    if len(tops) != 1:
        raise PackageInvalid(file, f"it must have exactly one top folder, not {len(tops)}")
    name = tops.pop()
    if not _NAME.match(name):
        raise PackageInvalid(file, f"its top folder has the name {name!r}")
    _check_complete(file, {member.filename for member in members if not member.is_dir()}, name)
    return name


def _check_member(file: Path, member: zipfile.ZipInfo) -> None:
    name = member.orig_filename
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or "\\" in name or "\0" in name or ".." in parts or ":" in name:
        raise PackageInvalid(file, f"it has a member with the path {name!r}")
    kind = stat.S_IFMT(member.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageInvalid(file, f"its member {name!r} is a link or device")
    if member.flag_bits & 1:
        raise PackageInvalid(file, f"its member {name!r} is encrypted")
    if member.file_size > 2**20 and member.file_size > _MOST_RATIO * max(1, member.compress_size):
        raise PackageInvalid(file, f"its member {name!r} is packed {_MOST_RATIO} times and more")


def _check_complete(file: Path, names: set[str], top: str) -> None:
    if f"{top}/sentencepiece.model" not in names:
        if f"{top}/bpe.model" in names:
            raise PackageInvalid(
                file, "its tokenizer is a bpe.model, which needs sacremoses; only sentencepiece.model is supported"
            )
        raise PackageInvalid(file, "sentencepiece.model is missing")
    for needed in ("metadata.json", "model/model.bin", "model/config.json"):
        if f"{top}/{needed}" not in names:
            raise PackageInvalid(file, f"{needed} is missing")
    shared, source, target = (
        any(f"{top}/model/{kind}_vocabulary.{ending}" in names for ending in ("json", "txt"))
        for kind in ("shared", "source", "target")
    )
    if not shared and not (source and target):
        raise PackageInvalid(file, "its vocabulary is missing")


def _check_metadata(file: Path, archive: zipfile.ZipFile, name: str) -> None:
    member = archive.getinfo(f"{name}/metadata.json")
    if member.file_size > 2**20:
        raise PackageInvalid(file, "metadata.json is larger than 1 MiB")
    try:
        metadata: Any = json.loads(archive.read(member).decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise PackageInvalid(file, f"metadata.json cannot be read ({error})") from error
    if not isinstance(metadata, dict):
        raise PackageInvalid(file, "metadata.json is not an object")
    kind, codes = metadata.get("type", "translate"), (metadata.get("from_code"), metadata.get("to_code"))
    if kind != "translate":
        raise PackageInvalid(file, f"its type is {kind!r}, not 'translate'")
    if codes != (FROM_CODE, TO_CODE):
        raise PackageInvalid(file, f"it translates from {codes[0]!r} to {codes[1]!r}, not from 'hi' to 'en'")
    if not isinstance(metadata.get("target_prefix", ""), str):
        raise PackageInvalid(file, "its target_prefix is not a string")


def _extract(archive: zipfile.ZipFile, room: Path) -> None:
    for member in archive.infolist():
        target = room.joinpath(*PurePosixPath(member.filename).parts)
        if member.is_dir():
            target.mkdir(parents=True, exist_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as source, target.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)


def _try_out(file: Path, unpacked: Path) -> None:
    package = read_package(unpacked)
    if package is None:
        raise PackageInvalid(file, "metadata.json has no package_version, from_code or to_code that can be used")
    try:
        made = ArgosTranslator(package, threads=1, beam=1, batch_tokens=1024).translate([_TRIAL])
    except (TranslationError, RuntimeError, ValueError, MemoryError) as error:
        raise PackageInvalid(file, f"its model cannot be used ({error.__cause__ or error})") from error
    if made[0].gloss:
        raise PackageInvalid(file, f"its model has no translation for {_TRIAL!r}")


def _put_in_place(unpacked: Path, target: Path, room: Path) -> None:
    before = room / ".before"
    if target.exists() or target.is_symlink():
        target.rename(before)
    try:
        unpacked.rename(target)
    except OSError:
        if before.exists():
            before.rename(target)
        raise


@contextmanager
def _workroom(folder: Path) -> Iterator[Path]:
    """Give a temporary folder on the same file system, that no one lists as a package, and remove it at the end."""
    beside = folder.resolve().parent
    if beside.stat().st_dev != folder.stat().st_dev:  # a mounted folder: renaming works only inside it
        beside = folder
    for stale in beside.glob(f"{_ROOM}*"):  # left by an installation that was killed
        if time.time() - stale.lstat().st_mtime > 24 * 3600:
            shutil.rmtree(stale, ignore_errors=True)
    try:
        room = Path(tempfile.mkdtemp(prefix=_ROOM, dir=beside))
    except PermissionError:
        room = Path(tempfile.mkdtemp(prefix=_ROOM, dir=folder))
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _download(from_code: str, to_code: str) -> Path:
    argos_folder()
    from argostranslate import package, settings
    from packaging.version import InvalidVersion, Version

    package.update_package_index()  # logs a failure and returns
    if not settings.local_package_index.exists():  # asking for packages now would recurse without end
        raise TranslationError(
            f"The Argos index at '{settings.remote_package_index}' cannot be reached. Look after the network, or "
            f"install a file: dubhashi models install FILE.argosmodel"
        )
    try:
        fitting = [
            available
            for available in package.get_available_packages()
            if (available.from_code, available.to_code, available.type) == (from_code, to_code, "translate")
        ]
        newest = max(fitting, key=lambda available: Version(available.package_version), default=None)
    except (ValueError, AttributeError, TypeError, InvalidVersion) as error:
        raise TranslationError(
            f"The Argos index at '{settings.local_package_index}' cannot be read ({error}). "
            f"Remove this file and try again."
        ) from error
    if newest is None:
        raise TranslationError(
            f"The Argos index at '{settings.remote_package_index}' has no package from {from_code!r} to {to_code!r}. "
            f"Install a file: dubhashi models install FILE.argosmodel"
        )
    stale = Path(settings.downloads_dir) / (package.argospm_package_name(newest) + ".argosmodel")
    stale.unlink(missing_ok=True)  # download() would take a broken file of an earlier try for the package
    try:
        return Path(newest.download())
    except Exception as error:  # argostranslate raises a bare Exception
        raise TranslationError(
            f"The package {newest.from_name} to {newest.to_name} cannot be downloaded from {newest.links}: {error}. "
            f"Look after the network, or install a file: dubhashi models install FILE.argosmodel"
        ) from error


@contextmanager
def _patience(seconds: float) -> Iterator[None]:
    """Set the time-out of connections for a while: argostranslate opens them without one."""
    before = socket.getdefaulttimeout()
    socket.setdefaulttimeout(seconds)
    try:
        yield
    finally:
        socket.setdefaulttimeout(before)
