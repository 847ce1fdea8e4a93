"""argostranslate as it installs itself, in a virtual environment of its own under var/: the peer of the translator."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from indexer.translation.packages import bundled_package
from search.errors import PackageMissing

# One after the other: with torch first, a build for the processor that is at hand is taken instead of gigabytes of
# libraries for graphics cards. sacrebleu gives the scores of all translators.
STEPS = (("torch==2.13.0",), ("argostranslate==1.11.0", "sacrebleu==2.6.0"))
PATIENCE = 900  # seconds for one step


def make_environment(folder: Path, say: Callable[[str], None]) -> Path | str:
    """Return the interpreter of the environment, made now if it is not there; or in words why it cannot be made."""
    python = folder / "bin" / "python"
    complete = folder / "complete"
    if complete.is_file() and complete.read_text(encoding="utf-8") == _digest():
        return python
    say(f"making {folder.name} with {' and '.join(' '.join(step) for step in STEPS)} (about 1.5 GB)")
    shutil.rmtree(folder, ignore_errors=True)
    try:
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True, text=True)
        for step in STEPS:
            subprocess.run(
                [str(python), "-m", "pip", "install", "--quiet", *step],
                check=True,
                capture_output=True,
                text=True,
                timeout=PATIENCE,
            )
    except subprocess.CalledProcessError as error:
        said: list[str] = error.stderr.splitlines()
        return next((line for line in reversed(said) if line.startswith("ERROR")), str(error))
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    complete.write_text(_digest(), encoding="utf-8")
    return python


def prepare_packages(work: Path) -> dict[str, str]:
    """Put the bundled package where argostranslate finds it alone; return the environment variables that say so."""
    bundled = bundled_package()
    if bundled is None:
        raise PackageMissing("translate-hi_en", ())
    home = work / "argos"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(bundled.path, home / "packages" / bundled.path.name)
    return {
        "ARGOS_PACKAGES_DIR": str(home / "packages"),
        **{f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE")},
    }


def _digest() -> str:
    return "\n".join(" ".join(step) for step in STEPS) + "\n"
