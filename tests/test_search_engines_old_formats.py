"""An index that an earlier version wrote is refused with advice, and the advice works (tests/old)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from search.engines.folder import FORMAT
from search.engines.maintenance import rebuild, verify
from search.engines.whoosh_engine import WhooshEngine, WhooshWriter
from search.errors import IndexDamaged, IndexFormatTooOld
from tests.conftest import ROOT
from tests.engines import ask, ids, phrase, word

OLD = sorted((ROOT / "tests/old").iterdir())


@pytest.fixture(params=OLD, ids=lambda path: str(path.name))
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copytree(request.param, tmp_path / "index"))


def test_there_is_an_index_of_every_earlier_format() -> None:
    assert [one.name for one in OLD] == [f"format-{number}" for number in range(1, FORMAT)]


def test_an_index_of_an_earlier_format_is_refused_with_advice(path: Path) -> None:
    for opening in (WhooshEngine, WhooshWriter):
        with pytest.raises(IndexFormatTooOld, match="dubhashi rebuild"):
            opening(path)
    assert "dubhashi rebuild" in verify(path)[0]


def test_an_index_of_an_earlier_format_is_searched_after_a_rebuild(path: Path) -> None:
    assert rebuild(path) == 3
    assert verify(path) == ()
    engine = WhooshEngine(path)
    assert ids(ask(engine, word("सरकार"))) == ["a"]
    assert ids(ask(engine, phrase("in", "the", "river"))) == ["b"]
    assert ask(engine, word("election")).found[0].places.terms == ("चुनाव", "election")
    engine.close()


def test_an_index_of_a_later_format_is_not_rebuilt(path: Path) -> None:
    (path / "format.json").write_text('{"format": 99, "analysis": 1}', encoding="utf-8")
    with pytest.raises(IndexDamaged, match=r"99\.1.*dubhashi export"):
        rebuild(path)
