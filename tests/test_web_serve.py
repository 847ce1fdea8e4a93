"""The command that serves: it says where it is once it answers, explains a taken port and stops when told."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from search.errors import SettingsError
from search.settings import Settings
from tests.web_index import open_test_index
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
