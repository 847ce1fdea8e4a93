"""Packages: finding, choosing and installing them; broken and hostile files leave nothing behind."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from indexer.translation.install import install_package
from indexer.translation.packages import (
    BUNDLED,
    all_packages,
    bundled_package,
    find_package,
    installed_packages,
    use_package,
)
from indexer.translation.translator import open_translator
from search.errors import PackageInvalid, PackageMissing
from search.settings import Settings

ROOT = Path(__file__).parent.parent
SHIPPED = bundled_package()
assert SHIPPED is not None
NAME = SHIPPED.name


def package_files(top: str = NAME) -> dict[str, bytes]:
    folder = BUNDLED / NAME
    return {
        f"{top}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def with_metadata(files: Mapping[str, bytes], **changes: object) -> dict[str, bytes]:
    [name] = [name for name in files if name.endswith("/metadata.json")]
    return {**files, name: json.dumps({**json.loads(files[name]), **changes}).encode()}


def write_zip(path: Path, files: Mapping[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return path


def names_in(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    folder = tmp_path / "state" / "packages"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return write_zip(tmp_path / "good.argosmodel", package_files())


def test_bundled_package_is_used_where_nothing_is_installed(packages: Path) -> None:
    package = find_package(Settings(packages=packages))
    assert package.bundled
    assert (package.from_code, package.to_code) == ("hi", "en")
    assert package == bundled_package()


def test_installed_package_translates(packages: Path, good: Path) -> None:
    installed = install_package(good, packages)
    assert installed.path == packages / NAME
    assert not installed.bundled
    assert installed_packages(packages) == (installed,)
    assert find_package(Settings(packages=packages)) == installed
    [made] = open_translator(Settings(packages=packages, workers=1)).translate(["भारत एक देश है।"])
    assert "India" in made.text
    assert names_in(packages.parent) == sorted(["packages", *(f"packages/{name}" for name in names_in(packages))])


def test_newest_installed_package_is_used_until_another_is_selected(packages: Path, tmp_path: Path) -> None:
    settings = Settings(packages=packages)
    for version in ("1.9", "1.10"):
        top = f"translate-hi_en-{version.replace('.', '_')}"
        files = with_metadata(package_files(top), package_version=version)
        install_package(write_zip(tmp_path / f"{top}.argosmodel", files), packages)
    assert find_package(settings).version == "1.10"
    use_package("translate-hi_en-1_9", settings)
    assert find_package(settings).version == "1.9"
    named = Settings(packages=packages, model="translate-hi_en-1_10")
    assert find_package(named).version == "1.10"
    use_package(NAME, settings)
    assert find_package(settings).bundled
    shutil.rmtree(packages / "translate-hi_en-1_9")
    assert len(all_packages(settings)) == 2


def test_selected_package_that_is_gone_is_passed_over(packages: Path) -> None:
    (packages / "selected").write_text("gone\n", encoding="utf-8")
    assert find_package(Settings(packages=packages)).bundled


def test_unknown_name_is_refused_with_what_there_is(packages: Path) -> None:
    with pytest.raises(PackageMissing, match=rf"'nothing'.*{NAME}.*models install"):
        use_package("nothing", Settings(packages=packages))
    assert names_in(packages) == []


def test_stray_folders_and_files_do_not_break_the_list(packages: Path, good: Path) -> None:
    (packages / "stray").mkdir()
    (packages / "file.txt").write_text("x", encoding="utf-8")
    for name, content in (("half", '{"from_code": "hi", "to_code": "en"}'), ("list", "[]"), ("broken", "{")):
        (packages / name).mkdir()
        (packages / name / "metadata.json").write_text(content, encoding="utf-8")
    installed = install_package(good, packages)
    assert installed_packages(packages) == (installed,)
    assert installed_packages(packages / "missing") == ()
    assert installed_packages(None) == ()


def test_package_of_the_same_name_is_replaced_whole(packages: Path, good: Path, tmp_path: Path) -> None:
    install_package(good, packages)
    (packages / NAME / "old file").write_text("old", encoding="utf-8")
    newer = write_zip(tmp_path / "newer.argosmodel", with_metadata(package_files(), package_version="0.2"))
    assert install_package(newer, packages).version == "0.2"
    assert not (packages / NAME / "old file").exists()


def broken_files() -> Iterator[tuple[str, dict[str, bytes], str]]:
    good = package_files()
    yield "no folder", {"metadata.json": b"{}"}, "is missing"
    yield "two folders", {**good, "other/x": b"x"}, "one top folder"
    yield "parent path", {**good, f"{NAME}/../../evil": b"x"}, "path"
    yield "absolute path", {**good, "/tmp/evil": b"x"}, "path"
    yield "drive", {**good, "C:/evil": b"x"}, "path"
    yield "backslash", {**good, f"{NAME}\\..\\evil": b"x"}, "path"
    yield "hidden top", {name.replace(NAME, ".hidden"): content for name, content in good.items()}, "name '.hidden'"
    yield "bomb", {**good, f"{NAME}/zeros": bytes(30 * 2**20)}, "packed 100 times"
    yield "many files", {**good, **{f"{NAME}/stanza/{number}": b"" for number in range(2001)}}, "more than 2000"
    yield "no metadata", {name: good[name] for name in good if "metadata" not in name}, "metadata.json is missing"
    yield "no tokenizer", {name: good[name] for name in good if "sentencepiece" not in name}, "sentencepiece.model"
    yield (
        "bpe", {name.replace("sentencepiece", "bpe"): content for name, content in good.items()}, "needs sacremoses"
    )  # fmt: skip
    yield "no weights", {name: good[name] for name in good if "model.bin" not in name}, "model.bin is missing"
    yield "no config", {name: good[name] for name in good if "config" not in name}, "config.json is missing"
    yield "no vocabulary", {name: good[name] for name in good if "vocabulary" not in name}, "vocabulary is missing"
    yield "metadata is no JSON", {**good, f"{NAME}/metadata.json": b"{"}, "metadata.json cannot be read"
    yield "metadata is bytes", {**good, f"{NAME}/metadata.json": b"\xff\xfe"}, "metadata.json cannot be read"
    yield "metadata is deep", {**good, f"{NAME}/metadata.json": b"[" * 200_000}, "metadata.json cannot be read"
    yield "metadata is a list", {**good, f"{NAME}/metadata.json": b"[]"}, "not an object"
    yield "other languages", with_metadata(good, from_code="de"), "from 'de' to 'en'"
    yield "other direction", with_metadata(good, from_code="en", to_code="hi"), "from 'en' to 'hi'"
    yield "other type", with_metadata(good, type="sbd"), "type is 'sbd'"
    yield "prefix is a number", with_metadata(good, target_prefix=5), "target_prefix"
    yield "broken weights", {**good, f"{NAME}/model/model.bin": b"no model"}, "model cannot be used"
    weights = good[f"{NAME}/model/model.bin"]
    yield "half the weights", {**good, f"{NAME}/model/model.bin": weights[: len(weights) // 2]}, "model cannot be used"
    yield "broken tokenizer", {**good, f"{NAME}/sentencepiece.model": b"nothing"}, "model cannot be used"
    yield "broken config", {**good, f"{NAME}/model/config.json": b"{"}, "model cannot be used"


@pytest.mark.parametrize(
    ("files", "reason"),
    [pytest.param(files, reason, id=name) for name, files, reason in broken_files()],
)
def test_broken_or_hostile_package_is_refused_and_leaves_nothing(
    files: dict[str, bytes], reason: str, packages: Path, tmp_path: Path
) -> None:
    file = write_zip(tmp_path / "bad.argosmodel", files)
    before = names_in(tmp_path)
    with pytest.raises(PackageInvalid) as caught:
        install_package(file, packages)
    assert reason in caught.value.reason
    assert "bad.argosmodel" in str(caught.value)
    assert "models list" in str(caught.value)
    assert names_in(tmp_path) == before


def test_failed_install_keeps_the_package_before(packages: Path, good: Path, tmp_path: Path) -> None:
    installed = install_package(good, packages)
    before = names_in(packages)
    bad = write_zip(tmp_path / "bad.argosmodel", {**package_files(), f"{NAME}/model/model.bin": b"no"})
    with pytest.raises(PackageInvalid):
        install_package(bad, packages)
    assert names_in(packages) == before
    assert installed_packages(packages) == (installed,)


def test_links_and_encrypted_members_are_refused(packages: Path, tmp_path: Path) -> None:
    link = zipfile.ZipInfo(f"{NAME}/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    secret = zipfile.ZipInfo(f"{NAME}/secret")
    for member, reason in ((link, "link"), (secret, "encrypted")):
        file = write_zip(tmp_path / "bad.argosmodel", package_files())
        with zipfile.ZipFile(file, "a") as archive:
            archive.writestr(member, b"/etc/passwd")
        if reason == "encrypted":  # zipfile cannot write one: set the flag where the directory names the member
            content = bytearray(file.read_bytes())
            at = content.rindex(b"PK\x01\x02", 0, content.rindex(f"{NAME}/secret".encode()))
            content[at + 8] |= 1
            file.write_bytes(bytes(content))
        with pytest.raises(PackageInvalid) as caught:
            install_package(file, packages)
        assert reason in caught.value.reason


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 100])
def test_file_that_is_no_archive_is_refused(content: bytes, packages: Path, tmp_path: Path) -> None:
    file = tmp_path / "bad.argosmodel"
    file.write_bytes(content)
    with pytest.raises(PackageInvalid, match="zip archive"):
        install_package(file, packages)


def test_every_truncated_or_damaged_archive_is_refused(packages: Path, good: Path, tmp_path: Path) -> None:
    content = good.read_bytes()
    damaged = bytearray(content)
    damaged[len(damaged) // 2] ^= 0xFF
    for number, bad in enumerate((content[: len(content) // 2], content[:-30], bytes(damaged))):
        file = tmp_path / f"bad-{number}.argosmodel"
        file.write_bytes(bad)
        with pytest.raises(PackageInvalid):
            install_package(file, packages)
    assert names_in(packages) == []


def test_missing_file_and_folder_are_refused(packages: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageInvalid, match="no such file"):
        install_package(tmp_path / "nothing.argosmodel", packages)
    with pytest.raises(PackageInvalid, match="directory"):
        install_package(tmp_path, packages)


def run_in_fresh_home(code: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in another process, because argostranslate reads its folders once, when it is imported."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**kept, "HOME": str(home), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


INSTALL = (
    "from indexer.translation.install import install_from_index\n"
    "from indexer.translation.packages import packages_folder\n"
    "from search.errors import TranslationError\n"
    "from search.settings import Settings\n"
    "try:\n"
    "    print('installed', install_from_index('hi', 'en', packages_folder(Settings())).path)\n"
    "except TranslationError as error:\n"
    "    print(type(error).__name__, error)\n"
)


def test_argos_folder_is_found_through_its_variable(tmp_path: Path) -> None:
    code = (
        "from indexer.translation.packages import packages_folder; from search.settings import Settings\n"
        "print(packages_folder(Settings()))"
    )
    done = run_in_fresh_home(code, tmp_path, ARGOS_PACKAGES_DIR=str(tmp_path / "mine"))
    assert done.stdout.strip() == str(tmp_path / "mine")
    done = run_in_fresh_home(code, tmp_path)
    assert done.stdout.strip() == str(tmp_path / ".local" / "share" / "argos-translate" / "packages")


def test_home_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("no folder", encoding="utf-8")
    done = run_in_fresh_home(INSTALL, tmp_path / "home")
    assert "TranslationError" in done.stdout
    assert "XDG_DATA_HOME" in done.stdout


def test_installing_from_the_index_without_a_network_says_so(tmp_path: Path) -> None:
    done = run_in_fresh_home(INSTALL, tmp_path, ARGOS_PACKAGE_INDEX="http://127.0.0.1:9/")
    assert "TranslationError" in done.stdout
    assert "127.0.0.1:9" in done.stdout
    assert "models install FILE" in done.stdout


def test_installing_from_the_index(good: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    shutil.copy(good, site / "new.argosmodel")
    (site / "broken.argosmodel").write_bytes(b"no")
    handler = partial(QuietHandler, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        common = {"from_code": "hi", "to_code": "en", "from_name": "Hindi", "to_name": "English"}
        available = [
            {**common, "package_version": "1.9", "links": [address + "broken.argosmodel"]},
            {**common, "package_version": "1.10", "links": [address + "new.argosmodel"]},
            {**common, "package_version": "2.0", "to_code": "de", "links": [address + "broken.argosmodel"]},
        ]
        for index, wanted in (
            (available, f"installed {tmp_path}"),
            (available[:1], "PackageInvalid"),
            (available[2:], "no package from 'hi' to 'en'"),
            ([{**available[0], "links": [address + "missing"]}], "cannot be downloaded"),
        ):
            (site / "index.json").write_text(json.dumps(index), encoding="utf-8")
            done = run_in_fresh_home(INSTALL, tmp_path, ARGOS_PACKAGE_INDEX=address)
            assert wanted in done.stdout, done.stderr
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files without a line for each request."""

    def log_message(self, format: str, *args: object) -> None:
        pass
