"""The figures of a growing index are kept from run to run, and drawn."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

from click.testing import CliRunner

from benchmarks.growth import main
from benchmarks.plot import Line, Panel, draw
from benchmarks.results import read_sections


def test_sizes_measured_one_by_one_are_drawn_together(tmp_path: Path) -> None:
    for size in ("30", "60"):
        given = {
            "size": size,
            "queries": "3",
            "work": tmp_path,
            "results": tmp_path / "R.md",
            "plot": tmp_path / "g.svg",
        }
        done = CliRunner().invoke(main, [f"--{name}={value}" for name, value in given.items()])
        assert done.exit_code == 0, done.output
    figures = json.loads((tmp_path / "growth.json").read_text(encoding="utf-8"))
    assert list(figures) == ["30", "60"]
    assert all(value > 0 for row in figures.values() for value in row.values())
    assert "| 60 " in read_sections((tmp_path / "R.md").read_text(encoding="utf-8"))["Growth"]
    drawn = ElementTree.parse(tmp_path / "g.svg").getroot()
    assert len(drawn.findall(".//{*}polyline")) == 8


def test_a_plot_has_a_point_for_each_figure_and_a_name_for_each_line() -> None:
    lines = (Line(label="<a>", points=((1, 5), (10, 5))), Line(label="b", points=((1, 5), (10, 5.1))))
    drawn = ElementTree.fromstring(draw([Panel(title="t & u", lines=lines)]))
    assert len(drawn.findall(".//{*}circle")) == 4
    texts = {text.text: float(text.get("y", "nan")) for text in drawn.findall(".//{*}text")}
    assert {"<a>", "b", "t & u"} <= texts.keys()
    assert abs(texts["<a>"] - texts["b"]) >= 12
