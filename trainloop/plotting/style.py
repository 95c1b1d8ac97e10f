"""The look of the book's figures: legible on white, and told apart without color."""

from typing import Any, NamedTuple

import matplotlib as mpl
from cycler import cycler
from matplotlib.figure import Figure

from trainloop.arguments import integer, positive

__all__ = ["PALETTE", "RULES", "STYLES", "Style", "new_figure"]

# Okabe and Ito, Color Universal Design (2008), https://jfly.uni-koeln.de/color/
PALETTE = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
}


class Style(NamedTuple):
    """How one series looks; the dash and the marker tell it apart without its color."""

    color: str
    dash: str | tuple[int, tuple[int, ...]]
    marker: str


# In the order of their contrast on white; sky and yellow are too pale there for a line.
STYLES = (
    Style(PALETTE["blue"], "-", "o"),
    Style(PALETTE["vermillion"], "--", "s"),
    Style(PALETTE["green"], "-.", "^"),
    Style(PALETTE["purple"], ":", "D"),
    Style(PALETTE["black"], (0, (8, 2)), "v"),
    Style(PALETTE["orange"], (0, (3, 1, 1, 1, 1, 1)), "X"),
)

# Untyped, since the names that matplotlib allows differ from version to version.
RULES: Any = {
    "axes.prop_cycle": cycler(color=[style.color for style in STYLES], linestyle=[style.dash for style in STYLES]),
    "axes.grid": True,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 12,
    "figure.constrained_layout.use": True,
    "figure.facecolor": "white",
    "font.family": "DejaVu Sans",  # comes with matplotlib, so every machine draws the same
    "font.size": 10,
    "grid.alpha": 0.35,
    "grid.linewidth": 0.6,
    "lines.linewidth": 1.8,
    "svg.fonttype": "path",
    "svg.hashsalt": "trainloop",
}


def new_figure(width: float = 7.0, height: float = 3.6, columns: int = 1) -> tuple[Figure, Any]:
    """Return an empty figure in the book's style, and its axes.

    Args:
        width: in inches, above 0.
        height: in inches, above 0.
        columns: how many plots side by side, at least 1.

    Returns:
        The figure, and one matplotlib Axes, or an array of them if there are several columns.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    size = (positive("width", width), positive("height", height))
    with mpl.rc_context(RULES):
        # Without pyplot: a notebook doesn't know this figure, so it can't show it a second time.
        figure = Figure(figsize=size)
        return figure, figure.subplots(1, integer("columns", columns, minimum=1))
