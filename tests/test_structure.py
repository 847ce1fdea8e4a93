"""The rules of the house that a machine can check: who imports whom, how long files are, what documents say."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import search
import search.errors
from search.settings import PREFIX, Settings
from tests.conftest import ROOT

SIDES = {"search", "indexer", "web"}
SOURCES = sorted(path for side in SIDES for path in (ROOT / side).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_from_web_and_indexer_to_search(path: Path) -> None:
    side = path.relative_to(ROOT).parts[0]
    found = {name.partition(".")[0] for name in imports(path)}
    assert found & SIDES <= {side, "search"}
    assert "dubhashi" not in found


def test_libraries_are_imported_in_their_rooms_only() -> None:
    rooms = {
        "whoosh": "search/engines/whoosh_",
        "argostranslate": "indexer/translation/",
        "ctranslate2": "indexer/translation/",
        "sentencepiece": "indexer/translation/",
        "flask": "web/",
        "waitress": "web/",
        "indicnlp": "search/normalise.py",
        "trafilatura": "indexer/readers/",
        "feedparser": "indexer/readers/",
        "warcio": "indexer/readers/",
        "urllib3": "indexer/readers/",
    }
    for path in SOURCES:
        place = path.relative_to(ROOT).as_posix()
        for name in imports(path):
            room = rooms.get(name.partition(".")[0])
            assert room is None or place.startswith(room), f"{place} imports {name}"


def test_text_is_normalised_by_one_door_only() -> None:
    for path in SOURCES:
        if path != ROOT / "search/normalise.py":
            assert "unicodedata.normalize" not in path.read_text(encoding="utf-8"), path


def test_files_stay_small() -> None:
    for path in [*SOURCES, ROOT / "dubhashi.py", *(ROOT / "tests").glob("*.py")]:
        assert len(path.read_text(encoding="utf-8").splitlines()) <= 400, path


def test_every_module_says_what_it_is_for() -> None:
    for path in SOURCES:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_what_search_exports_is_there() -> None:
    for name in search.__all__:
        assert hasattr(search, name)


def test_the_tree_of_errors_is_drawn_in_its_docstring() -> None:
    module = importlib.import_module("search.errors")
    drawn = set(re.findall(r"(\w+)  ", module.__doc__ or "")) | {"DubhashiError"}
    defined = {name for name, value in vars(module).items() if isinstance(value, type) and issubclass(value, Exception)}
    assert defined <= drawn


def test_every_setting_is_documented_with_its_default() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    for name in Settings.__dataclass_fields__:
        row = next((line for line in text.splitlines() if line.startswith(f"| `{name}` ")), None)
        assert row, f"{name} is missing in docs/settings.md"
        assert f"`{PREFIX}{name.upper()}`" in row
        default = getattr(Settings(), name)
        if default is not None:
            assert str(default) in row, f"{name}: the default is {default}"


def test_links_in_documents_lead_somewhere() -> None:
    for document in [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "corpus").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", document.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_the_python_of_the_readme_runs(corpus_index: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    code = readme.partition("```python\n")[2].partition("```")[0]
    assert len(code.splitlines()) >= 10
    exec(code.replace("var/index", str(corpus_index)), {})


def test_no_file_in_git_is_large() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    for name in listed.stdout.decode().split("\0"):
        path = ROOT / name
        assert not path.is_file() or path.stat().st_size <= 48 * 2**20, name
