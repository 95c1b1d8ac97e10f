"""The class report's plots, as SVG."""

from __future__ import annotations

import io
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator


def distribution(totals: Sequence[float], points: float) -> str:
    """How many students have how many points: an SVG with ten bars from 0 to ``points``."""
    figure = Figure(figsize=(7, 2.8), layout="constrained")
    axes = figure.subplots()
    axes.hist(totals, bins=10, range=(0, points), color="#3b6fb6", edgecolor="white")
    axes.set(xlabel="points", ylabel="students", title="How the points are distributed")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    return _svg(figure, axes)


def shares(names: Sequence[str], earned: Sequence[float]) -> str:
    """The mean share of its points that each item earned, the hardest at the top."""
    figure = Figure(figsize=(7, 0.6 + 0.34 * len(names)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(list(names), [100 * share for share in earned], color="#3b6fb6")
    axes.bar_label(bars, fmt="%.0f %%", padding=3)
    axes.invert_yaxis()
    axes.set(xlim=(0, 112), xlabel="mean share of the points, %", title="Which items are hardest")
    return _svg(figure, axes)


def _svg(figure: Figure, axes: Axes) -> str:
    axes.spines[["top", "right"]].set_visible(False)
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
    text = file.getvalue()
    return text[text.index("<svg") :]
