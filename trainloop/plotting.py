"""The book's figures: one style, shared plots, and words for those who don't see them."""

import re
import sys
from collections.abc import Mapping, Sequence
from html import escape
from io import StringIO
from typing import Any, NamedTuple

import matplotlib as mpl
import numpy as np
import torch
from cycler import cycler
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from torch import Tensor

from trainloop.arguments import integer, non_empty, positive
from trainloop.surfaces import Surface

__all__ = [
    "PALETTE",
    "STYLES",
    "Described",
    "Style",
    "contours",
    "curves",
    "describe",
    "new_figure",
]

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
    "axes.prop_cycle": cycler(
        color=[style.color for style in STYLES], linestyle=[style.dash for style in STYLES]
    ),
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


class Described:
    """A picture with its words; as the last line of a cell it shows itself.

    Attributes:
        alt: what a person would see.
        svg: the picture.
    """

    def __init__(self, svg: str, alt: str) -> None:
        self.svg, self.alt = svg, alt

    def __repr__(self) -> str:
        return f"Figure: {self.alt}"

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:  # the arguments are IPython's, which filters the result itself
        return {"image/svg+xml": self.svg, "text/plain": repr(self)}


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


def describe(figure: Figure, alt: str) -> Described:
    """Return the figure as a picture with its words, and close it.

    Args:
        figure: any matplotlib figure.
        alt: one or more sentences on what there is to see, for those who don't see it.

    Raises:
        ValueError: there are no words.
        TypeError: they are no string.
    """
    alt = " ".join(_words("alt", alt).split())
    text = StringIO()
    with mpl.rc_context(RULES):
        # No date and no version, so that the same figure is the same file tomorrow.
        nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
        figure.savefig(text, format="svg", metadata=nothing)
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close(figure)
    return Described(_compact(text.getvalue(), alt), alt)


def curves(
    series: Mapping[str, Tensor | Sequence[float]],
    x: Tensor | Sequence[float] | None = None,
    *,
    title: str,
    x_label: str,
    y_label: str,
    alt: str,
    log_x: bool = False,
    log_y: bool = False,
) -> Described:
    """Return one curve for each name in `series`, over a common x.

    Args:
        series: name to y values, shape (n,); n may differ if no x is given. A curve has a gap
            where a value isn't finite. One series alone gets no legend.
        x: shape (n,); else 0, 1, 2, ….
        title: what the figure says.
        x_label: what x is, with its unit.
        y_label: what y is, with its unit.
        alt: as for `describe`.
        log_x: a logarithmic x axis.
        log_y: a logarithmic y axis.

    Raises:
        ValueError: no series, more than there are styles, no words, or lengths that differ from x.
    """
    rows = {name: _array(f"series[{name!r}]", values) for name, values in _few("series", series)}
    shared = None if x is None else _array("x", x)
    figure, axes = new_figure()
    for (name, y), style in zip(rows.items(), STYLES, strict=False):
        steps = np.arange(len(y)) if shared is None else shared
        if len(steps) != len(y):
            raise ValueError(f"series[{name!r}] must be as long as x, {len(steps)}, not {len(y)}")
        axes.plot(steps, y, color=style.color, linestyle=style.dash, label=name)
    axes.set_xscale("log" if log_x else "linear")
    axes.set_yscale("log" if log_y else "linear")
    return _finish(figure, axes, title, x_label, y_label, alt, legend=len(rows) > 1)


def contours(
    surface: Surface,
    paths: Mapping[str, Tensor] | None = None,
    *,
    title: str,
    alt: str,
    x_label: str = "x",
    y_label: str = "y",
    levels: int = 11,
) -> Described:
    """Return a surface's contour lines, its minima as stars, and the paths taken over it.

    Each line encloses about as much more of the area as the next, a little less where it is low.

    Args:
        surface: what was descended, drawn over its domain.
        paths: name to points, shape (n, 2), the start first; what lies outside is cut off.
        title: what the figure says.
        alt: as for `describe`.
        x_label: what x is, with its unit.
        y_label: what y is, with its unit.
        levels: how many contour lines, at least 1; few where there are many minima.

    Raises:
        ValueError: a path of another shape, more paths than styles, or no words.
    """
    figure, axes = new_figure(height=4.2)
    _draw_levels(axes, surface, integer("levels", levels, minimum=1))
    drawn = _few("paths", paths) if paths else ()
    for (name, points), style in zip(drawn, STYLES, strict=False):
        x, y = _columns(f"paths[{name!r}]", points)
        axes.plot(x, y, color=style.color, linestyle=style.dash, label=name)
        axes.plot(x[-1], y[-1], color=style.color, marker=style.marker)
    for minimum in surface.minima:
        axes.plot(*minimum, marker="*", markersize=11, color=PALETTE["black"])
    axes.set(xlim=surface.domain[0], ylim=surface.domain[1])
    axes.set_aspect(
        "equal"
    )  # else a round bowl looks oval, and gradients don't cross lines squarely
    axes.grid(visible=False)
    return _finish(figure, axes, title, x_label, y_label, alt, legend=bool(paths))


def _draw_levels(axes: Axes, surface: Surface, count: int, across: int = 101) -> None:
    sides = (torch.linspace(low, high, across, dtype=torch.float64) for low, high in surface.domain)
    x, y = torch.meshgrid(*sides, indexing="xy")
    z = surface.loss(torch.stack([x, y], dim=-1))
    levels = np.quantile(z.numpy(), (np.arange(1, count + 1) / (count + 1)) ** 1.5)
    axes.contour(
        x.numpy(),
        y.numpy(),
        z.numpy(),
        levels,
        colors="#777777",
        linewidths=0.7,
        linestyles="solid",
    )


def _finish(
    figure: Figure, axes: Axes, title: str, x_label: str, y_label: str, alt: str, *, legend: bool
) -> Described:
    axes.set_title(_words("title", title))
    axes.set_xlabel(_words("x_label", x_label))
    axes.set_ylabel(_words("y_label", y_label))
    if legend:
        # Beside the plot, where it can't hide a curve, and wide enough to show its dashes.
        axes.legend(loc="upper left", bbox_to_anchor=(1, 1), frameon=False, handlelength=3)
    return describe(figure, alt)


def _few(name: str, series: Mapping[str, Any]) -> Sequence[tuple[str, Any]]:
    non_empty(name, series)
    if len(series) > len(STYLES):
        raise ValueError(f"{name} must be at most {len(STYLES)}, not {len(series)}")
    return tuple(series.items())


def _array(name: str, values: Tensor | Sequence[float]) -> NDArray[np.float64]:
    row = torch.as_tensor(values).detach().to("cpu", torch.float64).numpy()
    if row.ndim != 1 or len(row) == 0:
        raise ValueError(f"{name} must have the shape (n,), n at least 1, not {row.shape}")
    return row


def _columns(name: str, points: Tensor) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
        raise ValueError(f"{name} must have the shape (n, 2), not {tuple(points.shape)}")
    return _array(name, points[:, 0]), _array(name, points[:, 1])


def _words(name: str, text: str) -> str:
    if not isinstance(text, str):
        raise TypeError(f"{name} must be a string, not {text!r}")
    if not text.strip():
        raise ValueError(f"{name} must say something, not be empty")
    return text


def _compact(svg: str, alt: str) -> str:
    """Return the picture alone: named, without metadata, its paths to a tenth of a point."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.DOTALL)
    svg = re.sub(r">\s+<", "><", svg)
    name = f'role="img"><title>{escape(alt)}</title>'
    svg = svg.replace(">", f" {name}", 1)
    return re.sub(r'(?<= d=")[^"]+', lambda path: _rounded(path[0]), svg)


def _rounded(path: str) -> str:
    path = re.sub(r"(\.\d)\d+", r"\1", path)
    if "Q" not in path and "C" not in path:
        path = path.replace("L", "")  # what follows a point is a line, unless a curve stands there
    return " ".join(path.split())
