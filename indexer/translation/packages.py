"""Finds the Argos packages that can translate: those installed and the one that ships with Dubhashi.

argostranslate is imported only where its own folder is asked for: importing its settings creates directories and
reads the environment. get_installed_packages() of argostranslate is not used, because one stray folder without
metadata.json makes it raise for all.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from search.errors import PackageMissing, TranslationError

if TYPE_CHECKING:
    from search.settings import Settings

BUNDLED = Path(__file__).resolve().parent.parent / "bundled"
SELECTED = "selected"  # a file in the packages folder that holds the name of the package to translate with
FROM_CODE, TO_CODE = "hi", "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package in its installed form: a folder with metadata.json, a tokenizer and a CTranslate2 model."""

    name: str  # of its folder, e.g. "translate-hi_en-0_1"
    version: str
    from_code: str
    to_code: str
    path: Path
    bundled: bool = False


def packages_folder(settings: Settings) -> Path:
    """Return the folder of installed packages: the one in the settings, or Argos's own."""
    return settings.packages if settings.packages is not None else argos_folder()


def argos_folder() -> Path:
    """Return Argos's own packages folder; raise TranslationError where it cannot make its folders.

    Whoever imports another module of argostranslate calls this first, for they all import its settings.
    """
    try:
        from argostranslate import settings as argos
    except (OSError, ValueError, AssertionError) as error:
        raise TranslationError(
            f"Argos Translate cannot set up its folders: {error}. Let XDG_DATA_HOME, XDG_CONFIG_HOME and "
            f"XDG_CACHE_HOME name folders that can be written, and look through the ARGOS_ variables."
        ) from error
    return Path(argos.package_data_dir)


def installed_packages(folder: Path | None) -> tuple[Package, ...]:
    """Return the packages in a folder, by name; folders that are no complete package are left out."""
    if folder is None or not folder.is_dir():
        return ()
    found = (read_package(path) for path in sorted(folder.iterdir()) if not path.name.startswith("."))
    return tuple(package for package in found if package is not None)


def bundled_package() -> Package | None:
    """Return the newest package that ships with Dubhashi, or None where it was taken out of the installation."""
    found = _hindi_to_english(installed_packages(BUNDLED))
    if not found:
        return None
    newest = max(found, key=_age)
    return Package(
        name=newest.name,
        version=newest.version,
        from_code=newest.from_code,
        to_code=newest.to_code,
        path=newest.path,
        bundled=True,
    )


def read_package(path: Path) -> Package | None:
    """Return the package in a folder, or None where something that it needs is missing."""
    try:
        metadata = json.loads((path / "metadata.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(metadata, dict):
        return None
    version, from_code, to_code = (metadata.get(name) for name in ("package_version", "from_code", "to_code"))
    complete = (path / "model" / "model.bin").is_file() and (path / "sentencepiece.model").is_file()
    if not complete or not isinstance(from_code, str) or not isinstance(to_code, str):
        return None
    return Package(name=path.name, version=str(version or "0"), from_code=from_code, to_code=to_code, path=path)


def all_packages(settings: Settings) -> tuple[Package, ...]:
    """Return the installed packages of all languages, and the bundled one last."""
    bundled = bundled_package()
    return (*installed_packages(packages_folder(settings)), *((bundled,) if bundled else ()))


def find_package(settings: Settings) -> Package:
    """Return the package to translate with; the first of these that there is:

    1. the one named by settings.model (PackageMissing where there is none of that name),
    2. the one selected with `dubhashi models use NAME`, while it is installed,
    3. the newest installed one from Hindi to English,
    4. the bundled one.
    """
    usable = _hindi_to_english(all_packages(settings))
    if settings.model is not None:
        return _named(usable, settings.model)
    selected = selected_name(packages_folder(settings))
    for package in usable:
        if package.name == selected:
            return package
    if not usable:
        raise PackageMissing("translate-hi_en", ())
    return max(usable, key=lambda package: (not package.bundled, _age(package)))


def use_package(name: str, settings: Settings) -> Package:
    """Select the package to translate with from now on; raise PackageMissing where there is none of that name."""
    package = _named(_hindi_to_english(all_packages(settings)), name)
    folder = packages_folder(settings)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SELECTED).write_text(name + "\n", encoding="utf-8")
    return package


def selected_name(folder: Path) -> str | None:
    """Return the name of the selected package, or None where none was selected."""
    try:
        return (folder / SELECTED).read_text(encoding="utf-8").strip() or None
    except (OSError, ValueError):
        return None


def _named(packages: tuple[Package, ...], name: str) -> Package:
    for package in packages:
        if package.name == name:
            return package
    raise PackageMissing(name, tuple(package.name for package in packages))


def _hindi_to_english(packages: tuple[Package, ...]) -> tuple[Package, ...]:
    return tuple(package for package in packages if (package.from_code, package.to_code) == (FROM_CODE, TO_CODE))


def _age(package: Package) -> tuple[int, ...]:
    """Return the numbers of the version: 1.10 is newer than 1.9."""
    return tuple(int(part) if part.isdecimal() else 0 for part in package.version.split("."))
