"""Disks that fill up at many moments."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.faults.full import can_mount, fill_disks


def test_a_disk_may_fill_up_at_any_moment(tmp_path: Path) -> None:
    if not can_mount(tmp_path):
        pytest.skip("only root may mount a small disk, and not everywhere")
    found = fill_disks(tmp_path / "work", 10)
    assert found.faults == {}
    assert found.disks == found.completed == 10
    assert found.ended >= 8
    assert found.articles > found.lost == 0
