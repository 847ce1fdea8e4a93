"""The command that serves: it says where it is once it answers, explains a taken port and stops when told."""

from __future__ import annotations

import json
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen

import pytest
from flask import Flask

from search import open_index
from search.errors import SettingsError
from search.settings import Settings
from tests.web_index import hindi, open_test_index, publish
from web.app import create_app
from web.serve import Server

COMMAND = "from search.settings import Settings; from web.cli import serve; serve(obj=Settings())"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    open_test_index(tmp_path / "index").close()
    return tmp_path / "index"


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_the_address_that_is_printed_answers_and_the_command_stops_cleanly(index: Path) -> None:
    command = [sys.executable, "-c", COMMAND, "--index", str(index), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("Dubhashi is at http://127.0.0.1:")
            with urlopen(line.split()[3] + "/healthz", timeout=30) as answer:
                assert answer.status == 200
                assert answer.headers["Server"] is None
        finally:
            process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def test_a_taken_port_is_explained(taken: int) -> None:
    with pytest.raises(SettingsError) as caught:
        Server(Flask(__name__), Settings(port=taken))
    assert f"port cannot be '{taken}'" in str(caught.value)
    assert "already listens" in str(caught.value)
    assert f"dubhashi serve --port {taken + 1}" in str(caught.value)


@pytest.mark.parametrize("host", ["192.0.2.1", "no such host", "nowhere.invalid"])
def test_a_host_that_is_not_this_machine_is_explained(host: str) -> None:
    with pytest.raises(SettingsError) as caught:
        Server(Flask(__name__), Settings(host=host, port=0))
    assert repr(host) in str(caught.value)
    assert "Use 127.0.0.1" in str(caught.value)


def test_a_server_for_the_whole_network_names_an_address_that_opens() -> None:
    server = Server(Flask(__name__), Settings(host="0.0.0.0", port=0))
    assert server.address.startswith("http://127.0.0.1:")


@contextmanager
def running(index: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Give the address of the command in a process of its own, and the process; it is stopped at the end."""
    command = [sys.executable, "-c", COMMAND, "--index", str(index), "--port", "0", *options]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    ) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[3], process
        finally:
            process.kill()


def test_what_another_process_publishes_is_found_without_a_restart(index: Path) -> None:
    with running(index) as (address, _):
        wanted = f"{address}/api/search?q={quote('ज्वालामुखी')}"
        with urlopen(wanted, timeout=30) as answer:
            assert json.load(answer)["total"] == 0
        publish(index, [hindi("volcano", ("ज्वालामुखी फटा", "Volcano erupts"), [("ज्वालामुखी फटा।", "It erupted.")])])
        with urlopen(wanted, timeout=30) as answer:
            assert [hit["id"] for hit in json.load(answer)["hits"]] == ["volcano"]


def test_requests_under_way_are_answered_before_the_command_stops(index: Path) -> None:
    with running(index) as (address, process):
        host, port = address.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            connection.sendall(b"GET /search?q=election HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            select.select([connection], [], [], 30)  # the answer is on its way
            process.send_signal(signal.SIGTERM)
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.startswith(b"Content-Length"))
        assert len(body) == length
        assert process.wait(timeout=30) == 0


def test_the_access_log_is_written_to_standard_error(index: Path) -> None:
    with running(index, "--access-log") as (address, process):
        with urlopen(f"{address}/api/search?q=limousine", timeout=30):
            pass
        process.send_signal(signal.SIGTERM)
        _, errors = process.communicate(timeout=30)
    line = json.loads(errors.splitlines()[0])
    assert (line["path"], line["status"]) == ("/api/search", 200)
    assert "limousine" not in errors


def test_a_trusted_proxy_is_believed_about_the_name_of_the_site(index: Path) -> None:
    told = {"X-Forwarded-Host": "news.example", "X-Forwarded-Proto": "https"}
    for trusted, template in (("", "http://127.0.0.1"), ("127.0.0.1", "https://news.example/search?q=")):
        with open_index(index) as opened:
            settings = Settings(port=0, trusted_proxy=trusted)
            server = Server(create_app(opened, settings), settings)
            threading.Thread(target=server.run, daemon=True).start()
            with urlopen(Request(server.address + "/opensearch.xml", headers=told), timeout=30) as answer:
                assert template in answer.read().decode()
