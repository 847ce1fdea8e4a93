"""The handbook for keepers: every command in it is run, in its order, in a fresh folder."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

HANDBOOK = ROOT / "docs" / "operating.md"
STAYS = "dubhashi watch"  # a command that has to be ended
ARTICLES = (
    {"id": "flood-1", "title": "बाढ़ की चेतावनी", "body": "नदी का पानी बढ़ा।"},
    {"id": "flood-2", "title": "बाढ़ में राहत", "body": "महामारी का डर है।"},
)
# The folder stands for the checkout: make is asked what it would do (n), since installing needs a network.
ENVIRONMENT = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "PYTHONUTF8": "1",
    "MAKEFLAGS": "n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("keeper")
    (folder / "news").mkdir()
    for article in ARTICLES:
        (folder / "news" / f"{article['id']}.json").write_text(json.dumps(article), encoding="utf-8")
    for name in ("Makefile", "requirements.txt", "pyproject.toml"):
        (folder / name).symlink_to(ROOT / name)
    return folder


def blocks() -> Iterator[tuple[str, str]]:
    """Yield the heading of each block of commands, and the commands."""
    heading = ""
    for found in re.finditer(r"^## ([^\n]+)$|^```sh\n(.*?)^```", HANDBOOK.read_text("utf-8"), re.MULTILINE | re.DOTALL):
        heading = found[1] or heading
        if found[2]:
            yield heading, found[2]


@pytest.mark.parametrize(
    ("number", "commands"), [*enumerate(commands for _, commands in blocks())], ids=[name for name, _ in blocks()]
)
def test_the_commands_of_the_handbook_run(number: int, commands: str, folder: Path) -> None:
    if commands.startswith(STAYS):
        assert "1 indexed" in watched(commands, folder)
        return
    # as the handbook says of the nightly job: a command that fails ends the block
    script = f"set -eo pipefail\n{commands}"
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "rejected" not in done.stdout
    assert number > 0 or "--require-hashes -r requirements.txt" in done.stdout


def watched(command: str, folder: Path) -> str:
    """Start the command, give it an article, and end it when it has told of it."""
    (folder / "news" / "late.json").write_text('{"id": "late", "title": "Rain in Patna"}', encoding="utf-8")
    with subprocess.Popen(
        ["bash", "-c", f"exec {command}"], cwd=folder, env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        told = process.stdout.readline()
        process.terminate()
        assert process.wait() == 0
    return told


def test_the_handbook_has_a_block_for_each_of_its_promises() -> None:
    commands = " ".join(text for _, text in blocks())
    for name in ("index", "watch", "verify", "rebuild", "export", "import", "delete", "stats", "models list"):
        assert f"dubhashi {name}" in commands
    assert "```" not in re.sub(r"^```sh\n.*?^```", "", HANDBOOK.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
