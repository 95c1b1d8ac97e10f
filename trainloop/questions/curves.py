"""Small line charts and their description in words, both made from the same numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from math import log10

from trainloop.questions.model import plain

WIDTH, HEIGHT = 200, 90
LEFT, RIGHT, TOP, BOTTOM = 14, 197, 4, 74  # edges of the plot, inside the picture
SMALL = 0.04  # of the axis; what moves less isn't seen as a swing
EVEN = (0.38, 0.62)  # after half of the time an even fall has done this share of its way


@dataclass(frozen=True)
class Axes:
    """What the curves of one question share, so that they can be compared."""

    x_label: str
    y_label: str
    low: float
    high: float
    log: bool = False

    def heights(self, values: Sequence[float]) -> list[float]:
        """Where the values lie between the lowest, 0, and the highest, 1."""
        scaled = [log10(value) if self.log else value for value in (self.low, self.high, *values)]
        low, high = scaled[:2]
        return [(value - low) / (high - low) for value in scaled[2:]]


def drawn(values: Sequence[float], axes: Axes, label: str) -> str:
    """The curve as an SVG without ids and in the color of the text; ``label`` is its accessible name."""
    heights, last = axes.heights(values), len(values) - 1
    points = [
        f"{LEFT + 2 + (RIGHT - LEFT - 4) * i / last:.1f} {BOTTOM - 2 - (BOTTOM - TOP - 4) * height:.1f}"
        for i, height in enumerate(heights)
    ]
    scale = f"{axes.y_label} (log)" if axes.log else axes.y_label
    middle = (TOP + BOTTOM) // 2
    return (
        f'<svg class="trainloop-curve" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{escape(label)}">'
        f'<path d="M{LEFT} {TOP}V{BOTTOM}H{RIGHT}" fill="none" stroke="currentColor" stroke-opacity="0.5"/>'
        f'<path d="M{"L".join(points)}" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linejoin="round"/>'
        f'<g fill="currentColor" font-size="10" text-anchor="middle" aria-hidden="true">'
        f'<text x="{(LEFT + RIGHT) // 2}" y="{HEIGHT - 5}">{escape(axes.x_label)}</text>'
        f'<text x="9" y="{middle}" transform="rotate(-90 9 {middle})">{escape(scale)}</text></g></svg>'
    )


def described(values: Sequence[float], axes: Axes) -> str:
    """The curve's shape in words, and where it begins and ends."""
    ends = [plain(float(f"{value:.2g}")) for value in (values[0], values[-1])]
    shape = _shape(axes.heights(values)) + (" on a logarithmic axis" if axes.log else "")
    return f"{shape}; {axes.y_label} {ends[0]} at the start, {ends[1]} after {len(values) - 1}."


def _shape(heights: Sequence[float]) -> str:
    turns = turning_points(heights)
    if not turns:
        return _run(heights)
    first = _run(heights[: turns[0] + 1])
    swings = "turns once" if len(turns) == 1 else f"swings, turning {len(turns)} times"
    return f"{first}, then {swings}"


def _run(heights: Sequence[float]) -> str:
    """How a stretch without a turn moves."""
    change = heights[-1] - heights[0]
    if abs(change) < SMALL:
        return "stays level"
    verb = "falls" if change < 0 else "rises"
    done = (heights[len(heights) // 2] - heights[0]) / change
    if done > EVEN[1]:
        return f"{verb} fast, then slowly"
    return f"{verb} slowly, then fast" if done < EVEN[0] else f"{verb} steadily"


def turning_points(heights: Sequence[float]) -> list[int]:
    """Where the curve turns, up or down, by more than a reader overlooks."""
    turns: list[int] = []
    extreme, direction = 0, 0
    for i, height in enumerate(heights):
        ahead = height - heights[extreme]
        if direction == 0 and abs(ahead) > SMALL:
            extreme, direction = i, 1 if ahead > 0 else -1
        elif direction * ahead > 0:
            extreme = i
        elif direction and abs(ahead) > SMALL:
            turns.append(extreme)
            extreme, direction = i, -direction
    return turns
