"""Archives: what lies in them is read, and what is made to fill memory or disks ends with a reason."""

from __future__ import annotations

import bz2
import gzip
import io
import tarfile
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.readers.formats import detect_format
from indexer.readers.source import Source
from indexer.readers.stream import UnreadableError
from indexer.readers.unpack import Limits, unpack
from search.model import Article, Rejected
from tests.reading import JSON_LINE, TITLE, read, rejected, titles, web_page

PAGE = web_page().encode()


def zipped(files: dict[str, bytes]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w:gz") -> bytes:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return data.getvalue()


def unpacked(data: bytes, limits: Limits, depth: int = 0) -> int:
    source = Source(io.BytesIO(data), "a", depth=depth)
    size = 0
    for part in unpack(source, detect_format(source.head, "a"), limits=limits):
        assert isinstance(part, Source)
        size += sum(map(len, part.chunks()))
    return size


FILES = {
    "b/page.html": PAGE,
    "a.jsonl": JSON_LINE.encode(),
    "c.csv": "title,body\nनहर में पानी,नहर में पानी आया।\n".encode(),
    "photo.jpg": b"\xff\xd8\xff",
    ".hidden.txt": b"x",
    "__MACOSX/a.txt": b"x",
}


@pytest.mark.parametrize("data", [zipped(FILES), tarred(FILES), tarred(FILES, "w"), tarred(FILES, "w:bz2")])
def test_an_archive_is_read_like_a_folder(data: bytes) -> None:
    assert titles(read(data)) == [TITLE, "नहर में पानी", "नहर में पानी"]


def test_packed_files_are_read_as_what_they_hold() -> None:
    assert titles(read(gzip.compress(JSON_LINE.encode() * 2))) == ["नहर में पानी"] * 2
    assert titles(read(zipped({"a.jsonl.gz": gzip.compress(JSON_LINE.encode())}))) == ["नहर में पानी"]
    assert titles(read(zipped({"inner.zip": zipped(FILES)})))[0] == TITLE


def test_the_id_of_a_page_is_the_same_in_an_archive_and_beside_it() -> None:
    ids = {
        item.id
        for data in (PAGE, zipped({"x/page.html": PAGE}))
        for item in read(data, "page.html")
        if isinstance(item, Article)
    }
    assert len(ids) == 1


@pytest.mark.parametrize("name", ["../out.txt", "/etc/out.txt", "a/../../out.txt", "C:/out.txt", "..\\out.txt"])
def test_a_name_that_leads_out_is_rejected_and_the_rest_is_read(name: str) -> None:
    for data in (zipped({name: PAGE, "b.html": PAGE}), tarred({name: PAGE, "b.html": PAGE})):
        first, second = read(data)
        assert isinstance(first, Rejected)
        assert "leads out of the archive" in first.reason
        assert isinstance(second, Article)


def test_a_locked_member_is_named() -> None:
    data = bytearray(zipped({"a.txt": b"x"}))
    data[6] |= 1  # the flag of encryption, in the local header and in the directory
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in rejected(bytes(data)).reason


def test_a_bomb_ends_at_the_ratio_the_size_the_count_and_the_depth() -> None:
    zeros = bytes(1_000_000)
    tight = Limits(free=10_000, ratio=100)
    for data in (gzip.compress(zeros), zipped({"a.txt": zeros})):
        with pytest.raises(UnreadableError, match="no news packs so small"):
            unpacked(data, tight)
        assert unpacked(data, Limits()) == 1_000_000
        with pytest.raises(UnreadableError, match="unpacks to more than"):
            unpacked(data, Limits(unpacked=500_000))
        with pytest.raises(UnreadableError, match="packed more than 3 times"):
            unpacked(data, Limits(), depth=3)
    many = {f"{number}.txt": b"x" for number in range(11)}
    for data in (zipped(many), tarred(many, "w")):
        with pytest.raises(UnreadableError, match="more than 10 files"):
            unpacked(data, Limits(members=10))
    with pytest.raises(UnreadableError, match="unpacks to more than"):  # all members together count
        unpacked(zipped({"a.txt": zeros, "b.txt": zeros}), Limits(unpacked=1_500_000))


def test_a_bomb_of_many_layers_is_rejected_by_the_reader() -> None:
    data = PAGE
    for _ in range(5):
        data = gzip.compress(data)
    assert "packed more than" in rejected(data).reason


def test_what_is_unpacked_is_never_held_at_once() -> None:
    lines = JSON_LINE.encode() * 400_000  # 32 MB
    data = gzip.compress(lines)
    del lines
    source = Source(io.BytesIO(data), "a.jsonl.gz")
    tracemalloc.start()
    assert (
        sum(len(chunk) for part in unpack(source, "gzip") if isinstance(part, Source) for chunk in part.chunks())
        > 2**24
    )
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**21


def test_a_cut_archive_gives_what_came_before_the_cut() -> None:
    whole = gzip.compress(JSON_LINE.encode() * 5000, compresslevel=1)
    found = read(whole[: len(whole) // 2], "a.jsonl.gz")
    assert isinstance(found[0], Article)
    assert isinstance(found[-1], Rejected)
    assert "broken or cut off" in found[-1].reason
    for data in (zipped(FILES)[:200], tarred(FILES)[:100]):
        assert isinstance(read(data)[-1], Rejected)


def test_an_archive_without_anything_to_read_says_so() -> None:
    assert "no file of a format that is read" in rejected(zipped({"a.jpg": b"x"})).reason


@given(st.integers(0, 400), st.integers(0, 255))
def test_no_broken_byte_makes_an_archive_raise(at: int, value: int) -> None:
    for whole in (zipped({"a.html": PAGE}), tarred({"a.html": PAGE}), gzip.compress(PAGE)):
        data = bytearray(whole)
        data[at % len(data)] = value
        assert all(isinstance(item, Article | Rejected) for item in read(bytes(data)))


def test_an_archive_on_disk_is_not_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(FILES))
    with path.open("rb") as file:
        source = Source(file, str(path))
        assert source.seekable() is file


def test_a_broken_file_in_an_archive_leaves_the_others_readable() -> None:
    broken = bz2.compress(JSON_LINE.encode() * 50)
    broken = broken[:20] + b"\x00\xff" * 20 + broken[60:]
    found = read(zipped({"a.html": PAGE, "b.jsonl.bz2": broken, "c.jsonl": JSON_LINE.encode()}), "news.zip")
    assert titles([one for one in found if isinstance(one, Article)]) == [TITLE, "नहर में पानी"]
    (reason,) = [one for one in found if isinstance(one, Rejected)]
    assert reason.path.endswith("news.zip/b.jsonl.bz2")
    assert "broken or cut off" in reason.reason


def test_a_member_without_a_name_is_rejected() -> None:
    data = zipped({"a": PAGE, "c.jsonl": JSON_LINE.encode()})
    nameless = data.replace(b"\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00", b"\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00")
    assert titles(read(nameless, "news.zip")) == ["news.zip/: it has no name in the archive", "नहर में पानी"]


def test_a_directory_that_points_before_the_archive_is_no_crash() -> None:
    data = bytearray(zipped({"a.html": PAGE, "c.jsonl": JSON_LINE.encode()}))
    end = data.rindex(b"PK\x05\x06")
    data[end + 16 : end + 20] = (int.from_bytes(data[end + 16 : end + 20], "little") + 5).to_bytes(4, "little")
    assert all(isinstance(one, Rejected) for one in read(bytes(data), "news.zip"))
