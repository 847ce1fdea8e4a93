"""Golden files and floors: what is refused, and what the options of the command line allow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.golden_files import Golden, read_floors

KEY = ("needs: hindi", "nDCG@10")


def test_a_text_that_differs_from_its_golden_file_is_refused(tmp_path: Path) -> None:
    golden = Golden(folder=tmp_path)
    with pytest.raises(AssertionError, match="missing"):
        golden.check("rank/001.txt", "one\n")
    replace(golden, update=True).check("rank/001.txt", "one\n")
    golden.check("rank/001.txt", "one\n")
    with pytest.raises(AssertionError, match=r"differs.*--golden-update"):
        golden.check("rank/001.txt", "two\n")


def test_figures_may_rise_but_not_fall_below_their_floor(tmp_path: Path) -> None:
    golden = Golden(folder=tmp_path)
    replace(golden, update=True).check_floors("floors.txt", "corpus1", {KEY: 0.80})
    assert read_floors((tmp_path / "floors.txt").read_text(encoding="utf-8")) == ("corpus1", {KEY: 0.78})
    golden.check_floors("floors.txt", "corpus1", {KEY: 0.95})
    golden.check_floors("floors.txt", "corpus1", {KEY: 0.78})
    with pytest.raises(AssertionError, match=r"below the floor: needs: hindi nDCG@10 0.770 < 0.78"):
        golden.check_floors("floors.txt", "corpus1", {KEY: 0.77})


def test_an_update_raises_a_floor_and_lowers_none_without_leave(tmp_path: Path) -> None:
    update = Golden(folder=tmp_path, update=True)
    path = tmp_path / "floors.txt"
    update.check_floors("floors.txt", "corpus1", {KEY: 0.80})
    update.check_floors("floors.txt", "corpus1", {KEY: 0.90})
    assert read_floors(path.read_text(encoding="utf-8"))[1] == {KEY: 0.88}
    update.check_floors("floors.txt", "corpus1", {KEY: 0.89})  # above the floor, which stays
    assert read_floors(path.read_text(encoding="utf-8"))[1] == {KEY: 0.88}
    with pytest.raises(AssertionError, match="--allow-regression"):
        update.check_floors("floors.txt", "corpus1", {KEY: 0.70})
    replace(update, allow_regression=True).check_floors("floors.txt", "corpus1", {KEY: 0.70})
    assert read_floors(path.read_text(encoding="utf-8"))[1] == {KEY: 0.68}


def test_floors_of_another_corpus_or_of_other_directions_are_refused(tmp_path: Path) -> None:
    golden = Golden(folder=tmp_path)
    replace(golden, update=True).check_floors("floors.txt", "corpus1", {KEY: 0.80})
    with pytest.raises(AssertionError, match="another corpus"):
        golden.check_floors("floors.txt", "corpus2", {KEY: 0.80})
    with pytest.raises(AssertionError, match="other directions"):
        golden.check_floors("floors.txt", "corpus1", {KEY: 0.80, ("names: latin", "MRR"): 1.0})
