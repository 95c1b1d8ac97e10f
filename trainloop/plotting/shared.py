"""The plots that chapters share."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray
from torch import Tensor

from trainloop.arguments import integer, non_empty
from trainloop.plotting.described import Described, describe, words
from trainloop.plotting.style import PALETTE, STYLES, new_figure
from trainloop.surfaces import Surface

__all__ = ["contours", "curves", "draw_levels"]


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
    draw_levels(axes, surface, integer("levels", levels, minimum=1))
    drawn = _few("paths", paths) if paths else ()
    for (name, points), style in zip(drawn, STYLES, strict=False):
        x, y = _columns(f"paths[{name!r}]", points)
        axes.plot(x, y, color=style.color, linestyle=style.dash, label=name)
        axes.plot(x[-1], y[-1], color=style.color, marker=style.marker)
    for minimum in surface.minima:
        axes.plot(*minimum, marker="*", markersize=11, color=PALETTE["black"])
    axes.set(xlim=surface.domain[0], ylim=surface.domain[1])
    axes.set_aspect("equal")  # else a round bowl looks oval, and gradients don't cross lines squarely
    axes.grid(visible=False)
    return _finish(figure, axes, title, x_label, y_label, alt, legend=bool(paths))


def draw_levels(axes: Axes, surface: Surface, count: int = 11, across: int = 101) -> None:
    """Draw `count` contour lines of a surface over its domain, from a grid of `across` points each way."""
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


def _finish(figure: Figure, axes: Axes, title: str, x_label: str, y_label: str, alt: str, *, legend: bool) -> Described:
    axes.set_title(words("title", title))
    axes.set_xlabel(words("x_label", x_label))
    axes.set_ylabel(words("y_label", y_label))
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
