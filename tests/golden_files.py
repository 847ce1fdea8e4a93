"""Golden files: what a test must give, kept under tests/golden and written anew by `pytest --golden-update`.

Floors are golden files of another kind: figures may rise above them. `--golden-update` raises them, and lowers one
only with `--allow-regression`; why one was lowered is then a line in docs/decisions.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import floor
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"
SLACK = 0.02  # figures may fall so far: on another processor the model's English differs in a word here and there

Floors = Mapping[tuple[str, str], float]  # (direction, measure) → floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Golden:
    """The golden files, and what the command line allows to do with them."""

    folder: Path = FOLDER
    update: bool = False
    allow_regression: bool = False

    def check(self, name: str, text: str) -> None:
        """Assert that the file holds the text; with --golden-update write it there."""
        path = self.folder / name
        if self.update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert path.is_file(), f"{path} is missing: pytest --golden-update"
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; if that is right: pytest --golden-update"

    def check_floors(self, name: str, digest: str, figures: Floors) -> None:
        """Assert that no figure lies below its floor, and that the floors are those of this corpus.

        With --golden-update the floors rise to what was measured, less SLACK; with --allow-regression they also fall.
        """
        path = self.folder / name
        known, floors = read_floors(path.read_text(encoding="utf-8")) if path.is_file() else ("", {})
        if self.update:
            new = {key: floor(100 * (value - SLACK) + 1e-6) / 100 for key, value in figures.items()}
            if not self.allow_regression:
                lowered = {key: known_floor for key, known_floor in floors.items() if new.get(key, 0.0) < known_floor}
                below = {key: figures.get(key, 0.0) for key, low in lowered.items() if figures.get(key, 0.0) < low}
                assert not below, f"floors would be lowered (--allow-regression): {_shown(floors, figures, below)}"
                new |= {key: low for key, low in lowered.items() if key in new}
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(write_floors(digest, new), encoding="utf-8")
            known, floors = digest, new
        assert known == digest, f"the floors are those of another corpus ({known}, this is {digest}): --golden-update"
        assert set(floors) == set(figures), f"other directions than in {path}: pytest --golden-update"
        fallen = {key: figures[key] for key, low in floors.items() if figures[key] < low}
        assert not fallen, f"below the floor: {_shown(floors, figures, fallen)}"


def read_floors(text: str) -> tuple[str, dict[tuple[str, str], float]]:
    """Return the corpus digest and the floors of a file."""
    first, *rows = text.splitlines()
    cells = [row.split("\t") for row in rows]
    return first.removeprefix("corpus\t"), {(direction, measure): float(low) for direction, measure, low in cells}


def write_floors(digest: str, floors: Floors) -> str:
    """Return the text of a file of floors."""
    rows = [f"{direction}\t{measure}\t{low:.2f}\n" for (direction, measure), low in floors.items()]
    return f"corpus\t{digest}\n" + "".join(rows)


def _shown(floors: Floors, figures: Floors, which: Floors) -> str:
    return "; ".join(f"{' '.join(key)} {figures.get(key, 0.0):.3f} < {floors[key]:.2f}" for key in which)
