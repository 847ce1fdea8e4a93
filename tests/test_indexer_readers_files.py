"""Finding the files: folders, names, links, standard input, and what cannot be read.

Real files in tmp_path. Root may read everything, so what is unreadable here is so for root too: broken links,
sockets; the test of permissions is skipped by name when it runs as root.
"""

from __future__ import annotations

import io
import os
import socket
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

import pytest

from indexer.pipeline import index_paths
from indexer.readers import read_paths
from indexer.report import in_words
from indexer.translation.recorded import RecordedTranslator
from search.errors import InputError
from search.model import Article, Rejected
from search.settings import Settings

BROKEN = Path(__file__).parent / "broken"
SETTINGS = Settings()
PAGE = "नहर में आया पानी, किसान खुश\nनहर में सोमवार को पानी छोड़ा गया। किसानों ने बुवाई शुरू कर दी।\n"
LINE = '{"title": "नहर में पानी", "body": "पानी आया।"}\n'


def read(*paths: Path | Literal["-"], settings: Settings = SETTINGS, stdin: bytes = b"") -> list[Article | Rejected]:
    return list(read_paths(paths, settings=settings, stdin=io.BytesIO(stdin)))


def titles(items: Sequence[Article | Rejected]) -> list[str]:
    return [item.title if isinstance(item, Article) else item.reason for item in items]


def only_rejected(items: Sequence[Article | Rejected]) -> Rejected:
    (item,) = items
    assert isinstance(item, Rejected)
    return item


def test_a_folder_is_read_in_the_order_of_its_names(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "c.txt", "a/y/x.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name} की कहानी नई है\nपानी आया। काम हुआ।", encoding="utf-8")
    assert [title.split()[0] for title in titles(read(tmp_path))] == ["a/y/x.txt", "a/z.txt", "b.txt", "c.txt"]


def test_hidden_files_other_formats_and_readme_are_passed_over_in_a_folder(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/config.txt", "README.txt", "readme.md", "photo.jpg", "LICENSE.txt", "notes.doc"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "page.TXT").write_text(PAGE, encoding="utf-8")
    assert titles(read(tmp_path)) == ["नहर में आया पानी, किसान खुश"]


def test_files_that_nothing_reads_are_counted_by_how_they_end(tmp_path: Path) -> None:
    for name in ("a.pdf", "b.PDF", "c.docx", "noname", ".hidden.pdf", "README"):
        (tmp_path / name).write_bytes(b"%PDF-1.7")
    (tmp_path / "page.jsonl").write_text('{"title": "Onion farmers protest", "language": "en"}\n', encoding="utf-8")
    settings = Settings(index=tmp_path / "index")
    report = index_paths([tmp_path], settings=settings, translator=RecordedTranslator({}))
    assert (report.indexed, report.rejected) == (1, ())
    assert report.passed == {".pdf": 2, ".docx": 1, "": 1}
    assert "passed over in folders, since nothing here reads them: 2 .pdf, 1 .docx, 1 without a suffix" in list(
        in_words(report)
    )


def test_a_picture_that_is_named_is_rejected_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    assert only_rejected(read(tmp_path / "photo.jpg")) == Rejected(path=str(tmp_path / "photo.jpg"), reason="a picture")


def test_a_readme_that_is_named_is_read(tmp_path: Path) -> None:
    (tmp_path / "README.txt").write_text(PAGE, encoding="utf-8")
    assert titles(read(tmp_path / "README.txt")) == ["नहर में आया पानी, किसान खुश"]


def test_a_path_that_is_not_there_stops_the_run_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_paths([tmp_path / "a.txt", tmp_path / "लापता.txt"], settings=SETTINGS)
    assert caught.value.path == tmp_path / "लापता.txt"
    assert "लापता.txt" in str(caught.value)
    assert "Check the spelling" in str(caught.value)


@pytest.mark.parametrize("name", ["broken-link.txt", "loop.txt"])
def test_a_link_to_nothing_is_named(tmp_path: Path, name: str) -> None:
    link = tmp_path / name
    link.symlink_to(name if name == "loop.txt" else "nowhere.txt")
    with pytest.raises(InputError, match=name):
        read_paths([link], settings=SETTINGS)
    rejected = only_rejected(read(tmp_path))
    assert rejected.path == str(link)
    assert "link" in rejected.reason


def test_links_in_a_circle_end_and_no_file_is_read_twice(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "inner" / "page.txt")
    items = read(tmp_path, tmp_path / "inner", tmp_path / "inner" / "page.txt", tmp_path)
    assert titles(items) == ["नहर में आया पानी, किसान खुश"]


def test_a_folder_named_like_a_page_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.txt").mkdir()
    (tmp_path / "x.txt" / "y.txt").write_text(PAGE, encoding="utf-8")
    assert titles(read(tmp_path)) == ["नहर में आया पानी, किसान खुश"]


def test_a_socket_is_passed_over_in_a_folder_and_rejected_when_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # the name of a socket may be no longer than about a hundred bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.txt")
        assert read(Path()) == []
        assert "socket" in only_rejected(read(Path("s.txt"))).reason


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_without_permission_is_rejected_with_the_reason_of_the_system(tmp_path: Path) -> None:
    (tmp_path / "closed.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "closed.txt").chmod(0)
    (tmp_path / "open.txt").write_text(PAGE, encoding="utf-8")
    rejected, article = read(tmp_path)
    assert isinstance(rejected, Rejected)
    assert "permission denied" in rejected.reason
    assert isinstance(article, Article)


def test_a_file_that_the_system_refuses_to_read_is_rejected_and_the_rest_goes_on(tmp_path: Path) -> None:
    # /proc/self/mem opens and then fails to be read, for root as well.
    memory = Path("/proc/self/mem")
    if not memory.exists():
        pytest.skip("no /proc on this system")
    (tmp_path / "memory.txt").symlink_to(memory)
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    rejected, article = read(tmp_path)
    assert isinstance(rejected, Rejected)
    assert rejected.path == str(tmp_path / "memory.txt")
    assert "the system says: input/output error" in rejected.reason
    assert isinstance(article, Article)


def test_standard_input_is_json_when_it_begins_with_a_bracket() -> None:
    assert titles(read("-", stdin=("\n  " + LINE + LINE).encode())) == ["नहर में पानी", "नहर में पानी"]
    assert titles(read("-", stdin=f"[{LINE}]".encode())) == ["नहर में पानी"]


def test_standard_input_is_a_page_when_it_begins_with_text() -> None:
    assert titles(read("-", stdin=PAGE.encode())) == ["नहर में आया पानी, किसान खुश"]
    assert titles(read("-", stdin=PAGE.encode("utf-16"))) == ["नहर में आया पानी, किसान खुश"]


def test_standard_input_is_read_once_and_named_in_what_is_rejected() -> None:
    rejected = only_rejected(read("-", "-", stdin=b"{broken"))
    assert rejected.path == "standard input:1"
    assert "no article" in only_rejected(read("-")).reason


def test_a_pipe_that_is_named_is_read_by_its_content() -> None:
    readable, writable = os.pipe()
    os.write(writable, LINE.encode())
    os.close(writable)
    assert titles(read(Path(f"/dev/fd/{readable}"))) == ["नहर में पानी"]
    os.close(readable)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("empty.txt", "the file is empty"),
        ("blank.txt", "only white space"),
        ("binary.txt", "binary file"),
        ("binary.jsonl", "binary file"),
        ("latin1.txt", "line 1, byte 4 is 0xe9. Save the file as UTF-8"),
    ],
)
def test_a_broken_file_is_rejected_with_reason_and_advice(name: str, words: str) -> None:
    rejected = only_rejected(read(BROKEN / name))
    assert rejected.path == str(BROKEN / name)
    assert words in rejected.reason


@pytest.mark.parametrize("name", ["utf16.txt", "double_danda.txt", "mixed_script.txt"])
def test_an_odd_page_is_read_all_the_same(name: str) -> None:
    (article,) = read(BROKEN / name)
    assert isinstance(article, Article)
    assert article.title
    assert article.body
    assert article.language == "hi"


def test_one_bad_file_never_stops_the_folder() -> None:
    items = read(BROKEN)
    assert sum(isinstance(item, Article) for item in items) >= 60  # about 45 of them before the cut of cut.jsonl.gz
    assert {
        Path(item.path).relative_to(BROKEN).parts[0].split(":")[0] for item in items if isinstance(item, Rejected)
    } == {
        "binary.jsonl",
        "binary.txt",
        "blank.txt",
        "cut.jsonl.gz",
        "cut.zip",
        "empty.txt",
        "krutidev.html",
        "latin1.txt",
        "malformed.jsonl",
        "menu.html",
        "names_that_lead_out.zip",
        "not_a_feed.xml",
        "wrong_types.jsonl",
    }


def test_a_page_longer_than_the_limit_is_rejected_with_both_sizes(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(PAGE * 100, encoding="utf-8")
    rejected = only_rejected(read(tmp_path, settings=replace(SETTINGS, max_article_bytes=4096)))
    assert "4 KB" in rejected.reason
    assert "max_article_bytes" in rejected.reason


def test_no_path_gives_nothing() -> None:
    assert read() == []


def test_the_whole_corpus_is_read() -> None:
    items = read(Path(__file__).parents[1] / "corpus")
    assert [item for item in items if isinstance(item, Rejected)] == []
    ids = [item.id for item in items if isinstance(item, Article)]
    assert len(ids) == len(set(ids)) >= 130
