"""The command line as people run it: real processes, exit codes, and messages that name the value and what to do."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from search.engines.opening import open_writer

ARTICLES = (
    {"id": "flood", "title": "बाढ़ की चेतावनी", "body": "नदी का पानी बढ़ा। लोग सुरक्षित हैं।", "published": "2025-07-01",
     "source": "गंगा एक्सप्रेस"},
    {"id": "poll", "title": "चुनाव का ऐलान", "body": "मतदान मई में होगा।", "published": "2024-04-01"},
    {"id": "rain", "title": "Rain in Patna", "body": "It rained all night."},
)  # fmt: skip


def dubhashi(*arguments: object, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "dubhashi", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1", "COLUMNS": "200"} | environment,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("source") / "articles.jsonl"
    path.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in ARTICLES), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def index(source: Path) -> Path:
    path = source.parent / "index"
    done = dubhashi("index", source, "--index", path)
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def own(source: Path, tmp_path: Path) -> Path:
    """An index that the test may change."""
    assert dubhashi("index", source, "--index", tmp_path / "own").returncode == 0
    return tmp_path / "own"


def test_indexing_reports_what_was_done_and_a_second_run_translates_nothing(source: Path, tmp_path: Path) -> None:
    first = dubhashi("index", source, "--index", tmp_path / "i")
    assert "3 articles read: 3 indexed, 0 replaced, 0 unchanged" in first.stdout
    assert "5 sentences translated, 0 remembered" in first.stdout
    assert "3 documents in the index" in first.stdout
    assert "3 published" in first.stderr
    second = dubhashi("index", source, "--index", tmp_path / "i")
    assert "3 articles read: 0 indexed, 0 replaced, 3 unchanged" in second.stdout
    assert "0 sentences translated: nothing new" in second.stdout


def test_searching_prints_both_languages(index: Path) -> None:
    done = dubhashi("search", "मतदान", "--index", index)
    assert done.returncode == 0
    assert "1 result" in done.stdout
    assert "चुनाव का ऐलान" in done.stdout
    assert "मतदान मई में होगा।" in done.stdout
    assert "poll" in done.stdout


def test_searching_as_json(index: Path) -> None:
    found = json.loads(dubhashi("search", "baadh", "--index", index, "--json").stdout)
    assert found["hits"][0]["id"] == "flood"
    assert found["hits"][0]["title"]["hi"] == "बाढ़ की चेतावनी"
    assert found["total"] == 1


def test_search_options(index: Path) -> None:
    def ids(*options: str) -> list[str]:
        done = dubhashi("search", "--json", "--index", index, *options)
        return [hit["id"] for hit in json.loads(done.stdout)["hits"]]

    assert ids("", "--sort", "date") == ["flood", "poll", "rain"]
    assert ids("", "--since", "2025") == ["flood"]
    assert ids("", "--until", "2024-04") == ["poll"]
    assert ids("", "--language", "en") == ["rain"]
    assert ids("", "--source", "गंगा एक्सप्रेस") == ["flood"]
    assert ids("", "--limit", "1", "--offset", "1") == ["poll"]
    assert ids("चेतावनियां") == ["flood"]
    assert ids("चेतावनियां", "--exact") == []


def test_explain_names_the_evidence(index: Path) -> None:
    assert "exact मतदान" in dubhashi("search", "मतदान", "--index", index, "--explain").stdout


def test_no_result_is_said_and_is_no_failure(index: Path) -> None:
    done = dubhashi("search", "xyzzyq", "--index", index)
    assert done.returncode == 0
    assert "No article has 'xyzzyq'" in done.stdout
    assert "0 results" in done.stdout


def test_statistics(index: Path) -> None:
    done = dubhashi("stats", "--index", index)
    assert "documents: 3" in done.stdout
    assert "documents in en: 1" in done.stdout
    assert json.loads(dubhashi("stats", "--index", index, "--json").stdout)["sentences"] == 4


def test_the_index_can_be_named_by_the_environment(index: Path) -> None:
    assert "documents: 3" in dubhashi("stats", DUBHASHI_INDEX=str(index)).stdout


def test_standard_input_is_read(tmp_path: Path) -> None:
    line = json.dumps(ARTICLES[1], ensure_ascii=False).encode()
    done = dubhashi("index", "-", "--index", tmp_path / "i", stdin=line)
    assert "1 article read: 1 indexed" in done.stdout


def test_deleting(own: Path) -> None:
    done = dubhashi("delete", "flood", "--index", own)
    assert (done.returncode, done.stdout) == (0, "1 deleted, 2 documents in the index\n")
    done = dubhashi("delete", "flood", "poll", "--index", own)
    assert done.returncode == 1
    assert "1 deleted" in done.stdout
    assert "Not in the index: flood" in done.stderr


def test_export_and_import_round_trip(own: Path, tmp_path: Path) -> None:
    exported = dubhashi("export", "--index", own)
    assert "3 documents exported" in exported.stderr
    done = dubhashi("import", "--index", tmp_path / "copy", stdin=exported.stdout.encode())
    assert (done.returncode, "3 documents in the index" in done.stdout) == (0, True)
    assert dubhashi("export", "--index", tmp_path / "copy").stdout == exported.stdout
    file = tmp_path / "export.jsonl"
    assert dubhashi("export", file, "--index", own).returncode == 0
    assert file.read_text(encoding="utf-8") == exported.stdout


def test_importing_what_is_no_export_says_so(tmp_path: Path, source: Path) -> None:
    done = dubhashi("import", source, "--index", tmp_path / "i")
    assert done.returncode == 1
    assert "articles.jsonl:1: it is no exported document" in done.stdout
    assert "dubhashi index" in done.stdout


def test_verify_and_rebuild(own: Path) -> None:
    done = dubhashi("verify", "--index", own)
    assert (done.returncode, "is whole" in done.stdout) == (0, True)
    for file in (own / "postings").iterdir():
        if file.suffix in (".seg", ".trm", ".pst"):
            file.write_bytes(file.read_bytes()[:-40])
    done = dubhashi("verify", "--index", own)
    assert done.returncode == 1
    assert "dubhashi rebuild" in done.stderr
    assert dubhashi("rebuild", "--index", own).returncode == 0
    assert dubhashi("verify", "--index", own).returncode == 0
    assert "1 result" in dubhashi("search", "मतदान", "--index", own).stdout


def test_an_index_of_another_format_is_refused_and_rebuilt(own: Path) -> None:
    (own / "format.json").write_text('{"format": 1, "analysis": 0}')
    done = dubhashi("search", "मतदान", "--index", own)
    assert done.returncode == 1
    assert "'1.0'" in done.stderr
    assert "dubhashi rebuild" in done.stderr
    assert "3 documents analysed again" in dubhashi("rebuild", "--index", own).stdout
    assert "1 result" in dubhashi("search", "मतदान", "--index", own).stdout


def test_documents_of_an_unknown_format_are_left_alone(own: Path) -> None:
    (own / "format.json").write_text('{"format": 99, "analysis": 1}')
    done = dubhashi("rebuild", "--index", own)
    assert done.returncode == 1
    assert "'99.1'" in done.stderr
    assert "dubhashi export" in done.stderr


@pytest.mark.parametrize(
    "command", [("search", "x"), ("stats",), ("serve",), ("delete", "x"), ("export",), ("verify",), ("rebuild",)]
)
def test_a_missing_index_is_named_with_what_to_do(command: tuple[str, ...], tmp_path: Path) -> None:
    done = dubhashi(*command, "--index", tmp_path / "nowhere")
    assert done.returncode == 1
    assert f"No index at '{tmp_path / 'nowhere'}'. Build it: dubhashi index" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_foreign_folder_is_not_touched(tmp_path: Path, source: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    done = dubhashi("index", source, "--index", tmp_path)
    assert done.returncode == 1
    assert f"'{tmp_path}' is not a Dubhashi index: it holds letter.txt" in done.stderr
    assert [entry.name for entry in tmp_path.iterdir()] == ["letter.txt"]


def test_a_locked_index_is_named_with_what_to_do(own: Path, source: Path) -> None:
    writer = open_writer(own)
    try:
        done = dubhashi("index", source, "--index", own)
    finally:
        writer.close()
    assert done.returncode == 1
    assert f"Another process is writing to the index at '{own}'" in done.stderr
    assert "Wait until it has ended" in done.stderr


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    done = dubhashi("index", tmp_path / "nowhere.jsonl", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert str(tmp_path / "nowhere.jsonl") in done.stderr
    assert not (tmp_path / "i").exists()


def test_a_run_of_rejected_inputs_fails_and_names_each(tmp_path: Path) -> None:
    (tmp_path / "bad.jsonl").write_text('{"title": \n[1]\n', encoding="utf-8")
    done = dubhashi("index", tmp_path / "bad.jsonl", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert f"{tmp_path / 'bad.jsonl'}:1" in done.stdout
    assert f"{tmp_path / 'bad.jsonl'}:2" in done.stdout
    assert "every input was rejected" in done.stderr


def test_broken_inputs_do_not_stop_the_rest(tmp_path: Path) -> None:
    done = dubhashi("index", Path(__file__).parent / "broken", "--index", tmp_path / "i")
    assert done.returncode == 0
    assert "rejected:" in done.stdout
    assert "malformed.jsonl:2" in done.stdout
    found = json.loads(dubhashi("search", "", "--index", tmp_path / "i", "--limit", "100", "--json").stdout)
    assert {"broken-ok-1", "broken-ok-2"} <= {hit["id"] for hit in found["hits"]}


@pytest.mark.parametrize(
    ("arguments", "value", "advice"),
    [
        (("search", "x", "--limit", "0"), "'0'", "from 1 to 100"),
        (("search", "x", "--since", "gestern"), "'gestern'", "Give 2024"),
        (("search", "x", "--sort", "random"), "'random'", "relevance"),
        (("search", "x", "--since", "2025", "--until", "2024"), "'2025-01-01'", "exchange"),
        (("serve", "--port", "99999"), "'99999'", "from 0 to 65535"),
    ],
)
def test_an_option_that_makes_no_sense_is_named(
    index: Path, arguments: tuple[str, ...], value: str, advice: str
) -> None:
    done = dubhashi(*arguments, "--index", index)
    assert done.returncode in (1, 2)
    assert value in done.stderr
    assert advice in done.stderr
    assert "Traceback" not in done.stderr


def test_a_setting_that_makes_no_sense_is_named(source: Path, tmp_path: Path) -> None:
    done = dubhashi("index", source, "--index", tmp_path / "i", DUBHASHI_BEAM="many")
    assert done.returncode == 1
    assert "DUBHASHI_BEAM cannot be 'many'. Give a whole number" in done.stderr


def test_a_port_that_is_taken_is_named(index: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = dubhashi("serve", "--index", index, "--port", port)
    assert done.returncode == 1
    assert str(port) in done.stderr
    assert "--port" in done.stderr


def test_translate_gives_as_many_lines(index: Path) -> None:
    done = dubhashi("translate", stdin="मतदान मई में होगा।\n\nHello\n".encode())
    lines = done.stdout.split("\n")
    assert len(lines) == 4
    assert lines[0]
    assert lines[1:] == ["", "Hello", ""]


def test_a_reader_that_has_enough_ends_the_output_quietly(index: Path) -> None:
    done = subprocess.run(
        f"{sys.executable} -m dubhashi export --index '{index}' | head -c 10",
        shell=True,
        capture_output=True,
        check=False,
    )
    assert b"Traceback" not in done.stderr


def test_every_command_has_help_and_is_in_the_readme() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    listed = dubhashi("--help").stdout.partition("Commands:")[2]
    names = [line.split()[0] for line in listed.splitlines() if line.startswith("  ") and line[2] != " "]
    assert set(names) >= {"index", "search", "serve", "translate", "delete", "export", "import", "rebuild", "verify"}
    for name in names:
        assert dubhashi(name, "--help").returncode == 0
        assert f"dubhashi {name}" in readme, name
