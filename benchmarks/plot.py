"""Plots as SVG: small panels side by side, both axes logarithmic, readable on light and dark pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor, log10

from benchmarks.table import number

WIDTH, HEIGHT = 360, 240  # of a panel
LEFT, RIGHT, TOP, BOTTOM = 48, 64, 30, 34  # around its axes; to the right stand the names of the lines
ACROSS = 2
LINE_HEIGHT = 13
STYLE = (
    "text{font:12px sans-serif;fill:#333}.grid{stroke:#8884;stroke-width:1}.line{fill:none;stroke-width:2}"
    ".title{font-weight:bold}@media(prefers-color-scheme:dark){text{fill:#ddd}}"
)
COLOURS = ("#c1440e", "#1f6f8b", "#4a7c2c")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: its name, and its points in the order of x, all above 0."""

    label: str
    points: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One pair of axes with lines."""

    title: str
    lines: tuple[Line, ...]


def draw(panels: Sequence[Panel]) -> str:
    """Return the panels as one SVG."""
    rows = ceil(len(panels) / ACROSS)
    body = "".join(
        f'<g transform="translate({WIDTH * (place % ACROSS)} {HEIGHT * (place // ACROSS)})">{_panel(panel)}</g>'
        for place, panel in enumerate(panels)
    )
    size = f'viewBox="0 0 {WIDTH * ACROSS} {HEIGHT * rows}" width="{WIDTH * ACROSS}" height="{HEIGHT * rows}"'
    titles = "; ".join(panel.title for panel in panels)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{escape(titles)}</title>'
        f"<style>{STYLE}</style>{body}</svg>\n"
    )


def _panel(panel: Panel) -> str:
    xs = [x for line in panel.lines for x, _ in line.points]
    ys = [y for line in panel.lines for _, y in line.points]
    across = Scale(log10(min(xs)), log10(max(max(xs), 1.01 * min(xs))), LEFT, WIDTH - RIGHT)
    up = Scale(log10(_decades(ys)[0]), log10(_decades(ys)[-1]), HEIGHT - BOTTOM, TOP)
    parts = [f'<text class="title" x="{LEFT}" y="18">{escape(panel.title)}</text>']
    for y in _decades(ys):
        parts.append(f'<line class="grid" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{up(y):.1f}" y2="{up(y):.1f}"/>')
        parts.append(f'<text x="{LEFT - 6}" y="{up(y) + 4:.1f}" text-anchor="end">{y:,g}</text>')
    for x in sorted(set(xs)):
        parts.append(
            f'<line class="grid" x1="{across(x):.1f}" x2="{across(x):.1f}" y1="{TOP}" y2="{HEIGHT - BOTTOM}"/>'
        )
        parts.append(f'<text x="{across(x):.1f}" y="{HEIGHT - BOTTOM + 16}" text-anchor="middle">{_short(x)}</text>')
    named: list[float] = []  # heights at which names of lines stand
    for line, colour in zip(panel.lines, COLOURS, strict=False):
        places = [(across(x), up(y)) for x, y in line.points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="line" stroke="{colour}" points="{path}"/>')
        for (x, y), (_, value) in zip(places, line.points, strict=True):
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"><title>{number(value)}</title></circle>'
            )
        x, y = places[-1]
        while any(abs(y - other) < LINE_HEIGHT for other in named):
            y += 1  # below the name that is there
        named.append(y)
        parts.append(f'<text x="{x + 8:.1f}" y="{y + 4:.1f}">{escape(line.label)}</text>')
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Scale:
    """From a value to its place on an axis."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (log10(value) - self.low) / (self.high - self.low) * (self.end - self.start)


def _decades(values: Sequence[float]) -> list[float]:
    """Return the powers of ten around the values, at least two."""
    first = floor(log10(min(values)))
    return [10.0**power for power in range(first, max(ceil(log10(max(values))), first + 1) + 1)]


def _short(value: float) -> str:
    return f"{value / 1000:g} k" if value >= 1000 else f"{value:g}"
