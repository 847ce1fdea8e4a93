"""The commands `models` and `translate`."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from indexer.translation.cli import models, translate, translate_lines
from indexer.translation.packages import BUNDLED, bundled_package
from indexer.translation.recorded import RecordedTranslator
from search.errors import PackageInvalid, PackageMissing, SettingsError, TranslationError
from search.settings import Settings

ROOT = Path(__file__).parent.parent
SHIPPED = bundled_package()
assert SHIPPED is not None
NAME, VERSION = SHIPPED.name, SHIPPED.version
RUN = (
    "import sys; from pathlib import Path\n"
    "from indexer.translation.cli import translate; from search.settings import Settings\n"
    "translate.main([], obj=Settings(packages=Path(sys.argv[1]), workers=1))\n"
)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(packages=tmp_path / "packages", workers=1)


def run_translate(settings: Settings, data: bytes) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", RUN, str(settings.packages)], cwd=ROOT, input=data, capture_output=True, check=False
    )


def test_as_many_lines_come_out_as_go_in(settings: Settings) -> None:
    text = "भारत एक देश है।\n\nHello_there\r\n  \nराष्ट्रपति आए। बैठक हुई।\n12\nसरकार"
    done = run_translate(settings, text.encode())
    lines = done.stdout.decode().split("\n")
    assert done.returncode == 0, done.stderr
    assert done.stderr == b""
    assert len(lines) == 8
    assert "India" in lines[0]
    assert lines[1:4] == ["", "Hello_there", "  "]
    assert "president" in lines[4].lower()
    assert lines[5] == "12"
    assert lines[6]
    assert lines[7] == ""


def test_empty_input_gives_nothing(settings: Settings) -> None:
    done = run_translate(settings, b"")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_bytes_that_are_no_text_are_replaced_and_reported(settings: Settings) -> None:
    done = run_translate(settings, "ठीक\n".encode() + b"abc\xff\xfe\n" + "सरकार\n".encode())
    assert done.stdout.decode().splitlines()[1] == "abc\ufffd\ufffd"
    assert b"Line 2 is not UTF-8 (byte 4: 0xff)" in done.stderr
    assert done.returncode == 0


def test_a_line_is_answered_before_the_next_one_comes(settings: Settings) -> None:
    command = [sys.executable, "-c", RUN, str(settings.packages)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for line in ("भारत एक देश है।\n", "Hello\n"):
            process.stdin.write(line.encode())
            process.stdin.flush()
            assert process.stdout.readline().strip()
        process.stdin.close()
        assert process.wait() == 0


def test_reader_that_goes_away_ends_it_quietly(settings: Settings) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-c", RUN, str(settings.packages)]
    done = subprocess.run(
        command, cwd=ROOT, input="सरकार\n".encode() * 100, stdout=write, stderr=subprocess.PIPE, check=False
    )
    os.close(write)
    assert done.stderr == b""
    assert done.returncode == 0


def test_sentences_of_a_line_are_translated_one_by_one() -> None:
    recorded = RecordedTranslator({"क है।": "K is.", "ख है।": "Kh is."})
    assert translate_lines(recorded, ["क है। ख है।", "", "x  y", "ख है।\u2028क है।"]) == [
        "K is. Kh is.",
        "",
        "x  y",
        "Kh is. K is.",
    ]


def test_searching_from_the_command_line_loads_no_translator(corpus_index: Path) -> None:
    code = (
        "import sys; from dubhashi import cli\n"
        "cli.main(['search', 'पुतिन', '--index', sys.argv[1]], standalone_mode=False)\n"
        "print({'argostranslate', 'ctranslate2', 'sentencepiece'} & set(sys.modules))"
    )
    command = [sys.executable, "-c", code, str(corpus_index)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip().splitlines()[-1] == "set()"
    assert len(done.stdout.splitlines()) > 1


def test_the_command_takes_the_number_of_threads(settings: Settings) -> None:
    done = CliRunner().invoke(translate, ["--workers", "-1"], obj=settings, input="")
    assert isinstance(done.exception, SettingsError)
    assert CliRunner().invoke(translate, ["--workers", "1"], obj=settings, input="भारत एक देश है।\n").exit_code == 0


def test_missing_model_is_an_error_before_anything_is_read(settings: Settings) -> None:
    result = CliRunner().invoke(translate, [], obj=Settings(packages=settings.packages, model="nothing"), input="क\n")
    assert isinstance(result.exception, PackageMissing)


def test_list_install_and_use(settings: Settings, tmp_path: Path) -> None:
    runner = CliRunner()
    assert f"* {NAME}  hi→en  version {VERSION}  bundled" in runner.invoke(models, ["list"], obj=settings).output
    file = tmp_path / "x.zip"
    shutil.make_archive(str(tmp_path / "x"), "zip", BUNDLED, NAME)
    installed = runner.invoke(models, ["install", str(file)], obj=settings)
    assert f"Installed {NAME}, version {VERSION}" in installed.output
    listed = runner.invoke(models, ["list"], obj=settings).output
    assert f"* {NAME}  hi→en  version {VERSION}  {settings.packages}" in listed
    assert f"  {NAME}  hi→en  version {VERSION}  bundled" in listed
    assert NAME in runner.invoke(models, ["use", NAME], obj=settings).output
    assert isinstance(runner.invoke(models, ["use", "nothing"], obj=settings).exception, PackageMissing)


def test_wrong_arguments_of_install(settings: Settings, tmp_path: Path) -> None:
    runner = CliRunner()
    assert runner.invoke(models, ["install", "a", "b", "c"], obj=settings).exit_code == 2
    assert runner.invoke(models, ["install"], obj=settings).exit_code == 2
    missing = runner.invoke(models, ["install", str(tmp_path / "nothing")], obj=settings)
    assert isinstance(missing.exception, PackageInvalid)
    other = runner.invoke(models, ["install", "de", "en"], obj=settings)
    assert isinstance(other.exception, TranslationError)
    assert "models install hi en" in str(other.exception)
