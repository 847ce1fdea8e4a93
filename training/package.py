"""Lays out an Argos package as a folder, and packs such a folder into an .argosmodel file."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

_DAY = (2020, 1, 1, 0, 0, 0)  # of every member, so that the same package has the same bytes


def package_name(version: str) -> str:
    """Return the name of the package's folder.

    >>> package_name("0.2")
    'translate-hi_en-0_2'
    """
    return f"translate-hi_en-{version.replace('.', '_')}"


def lay_out_package(folder: Path, *, model: Path, tokenizer: Path, splitter: bytes, version: str, card: str) -> Path:
    """Write the package's folder anew inside `folder`, from a CTranslate2 model folder, and return it."""
    target = folder / package_name(version)
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(model, target / "model")
    shutil.copyfile(tokenizer, target / "sentencepiece.model")
    (target / "minisbd").mkdir()
    (target / "minisbd" / "hi.onnx").write_bytes(splitter)
    metadata = {
        "package_version": version,
        "argos_version": "1.10",
        "from_code": "hi",
        "from_name": "Hindi",
        "to_code": "en",
        "to_name": "English",
        "type": "translate",
        "target_prefix": "",
        "links": [],
    }
    (target / "metadata.json").write_text(json.dumps(metadata, indent=2) + "\n", encoding="utf-8")
    (target / "README.md").write_text(card, encoding="utf-8")
    return target


def pack_package(package: Path, folder: Path) -> Path:
    """Pack a package's folder into NAME.argosmodel in another folder and return that file."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{package.name}.argosmodel"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(package.rglob("*")):
            if path.is_file():
                member = zipfile.ZipInfo(path.relative_to(package.parent).as_posix(), _DAY)
                archive.writestr(member, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return file
