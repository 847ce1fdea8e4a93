"""What is installed: the lean list holds everything that is imported, and the wheel works outside the checkout."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT

LEFT_OUT = {"stanza", "torch", "spacy", "minisbd", "sacremoses", "sphinx", "pandas", "morfessor", "onnxruntime"}


def requirements(name: str) -> set[str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return {found.lower().replace("_", "-") for found in re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)}


def test_the_lists_are_pinned_and_hashed() -> None:
    for name in ("requirements.txt", "requirements-test.txt"):
        for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8").strip()):
            assert re.match(r"[A-Za-z0-9_.-]+==\S+", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_the_lists_leave_the_heavy_packages_out() -> None:
    assert not LEFT_OUT & (requirements("requirements.txt") | requirements("requirements-test.txt"))


def test_every_declared_dependency_is_in_the_lean_list() -> None:
    declared = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(), re.DOTALL | re.MULTILINE)
    assert declared
    names = set(re.findall(r'"([A-Za-z0-9-]+)', declared[1]))
    assert {"argostranslate", "whoosh", "indic-nlp-library", "flask"} <= names <= requirements("requirements.txt")


def test_everything_imports_with_nothing_but_the_lean_list() -> None:
    """All our modules are imported and a sentence is translated; every package that this loads is in the list."""
    code = """
import importlib, importlib.metadata, pkgutil, sys
import dubhashi
for side in ("search", "indexer", "web"):
    for module in pkgutil.walk_packages(importlib.import_module(side).__path__, side + "."):
        importlib.import_module(module.name)
from indexer.translation.translator import open_translator
from search.settings import Settings
assert open_translator(Settings()).translate(["नमस्ते दुनिया।"])[0].text
owners = importlib.metadata.packages_distributions()
files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
loaded = {name.partition(".")[0] for name, file in files.items() if "site-packages" in file}
print(*sorted({owner.lower().replace("_", "-") for name in loaded for owner in owners.get(name, [name])}))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    # what an editable install of ours puts beside the packages does not count
    loaded = {name for name in done.stdout.split() if "dubhashi" not in name}
    loaded.discard("fsspec")  # warcio takes it where something else brought it, as torch does for training
    assert {"argostranslate", "ctranslate2", "sentencepiece", "whoosh", "flask", "indic-nlp-library"} <= loaded
    assert loaded <= requirements("requirements.txt")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # from a copy, since setuptools leaves a build/ folder behind whose old files would come along the next time
    ignored = shutil.ignore_patterns(".*", "var", "build", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, folder / "source", ignore=ignored)
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(folder),
        str(folder / "source"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_all_that_is_read_as_data(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for pattern in (
        r"search/data/lexicon\.tsv",
        r"search/data/stop_hi\.txt",
        r"search/py\.typed",
        r"indexer/bundled/[^/]+/model/model\.bin",
        r"indexer/bundled/[^/]+/metadata\.json",
        r"indexer/bundled/[^/]+/sentencepiece\.model",
        r"web/templates/\w+\.html",
        r"web/static/style\.css",
        r"web/translations/hi/LC_MESSAGES/messages\.mo",
        r"dubhashi\.py",
        r"dubhashi-.*\.dist-info/licenses/LICENSE",
    ):
        assert any(re.fullmatch(pattern, name) for name in names), pattern
    assert not any(name.startswith(("tests/", "corpus/", "benchmarks/")) for name in names)
    assert wheel.stat().st_size < 60 * 2**20


def test_the_wheel_works_outside_the_checkout(wheel: Path, tmp_path: Path) -> None:
    place, work = tmp_path / "place", tmp_path / "work"
    work.mkdir()
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(place)]
    subprocess.run([*install, str(wheel)], check=True, capture_output=True)
    (work / "a.txt").write_text("नदी में बाढ़\nआज नदी का पानी बढ़ गया और लोग ऊँची जगहों पर चले गए।\n", encoding="utf-8")
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); import dubhashi; print(dubhashi.__file__); dubhashi.main()"

    def run(*arguments: str) -> str:
        environment = {**os.environ, "HOME": str(tmp_path / "home"), "PYTHONUTF8": "1"}
        done = subprocess.run(
            [sys.executable, "-c", code, str(place), *arguments],
            cwd=work,
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode()
        output = done.stdout.decode()
        assert output.startswith(str(place)), "the checkout was used"
        return output

    assert "1 indexed" in run("index", "a.txt", "--index", "index")
    assert "1 result" in run("search", "baadh", "--index", "index")
    assert "bundled" in run("models", "list")
