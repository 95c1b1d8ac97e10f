"""The same pictures as the instruments draw, by `ipywidgets.interact` and matplotlib: redrawn and encoded per move.

Only the kernel's share is timed. A reader waits in addition for the way to the browser and back.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from contextlib import redirect_stdout
from math import cos, pi

import torch
from ipywidgets import FloatSlider, interactive
from matplotlib.figure import Figure
from torch import Tensor

from trainloop import data, surfaces
from trainloop.averages import ewa, weights
from trainloop.optim import Adam

MOVES, WARM = 40, 3
SIZE = {"figsize": (9.0, 6.0), "dpi": 100}


def encode(figure: Figure) -> bytes:
    """The figure as a notebook sends it."""
    target = io.BytesIO()
    figure.savefig(target, format="png")
    return target.getvalue()


def line_fit(rate: float) -> bytes:
    """Data with line and residuals, the bowl with the path, the loss."""
    x, y = data.line(seed=42)
    design = torch.stack([x, torch.ones_like(x)], dim=1)
    theta = torch.zeros(2, dtype=x.dtype)
    path, losses = [theta], []
    for _ in range(100):
        error = design @ theta - y
        losses.append(float(error.square().mean()))
        theta = theta - rate * 2 / len(x) * design.T @ error
        path.append(theta)
    w, b = torch.meshgrid(torch.linspace(-1, 5, 80), torch.linspace(-1, 7, 80), indexing="xy")
    bowl = (w[..., None] * x + b[..., None] - y).square().mean(-1)
    figure = Figure(**SIZE)
    left, right, below = figure.subplots(1, 3)
    left.plot(x, y, ".")
    left.vlines(x, design @ theta, y)
    left.plot(x, design @ theta)
    right.contour(w, b, bowl, levels=12)
    right.plot(*torch.stack(path).T, marker=".")
    below.semilogy(losses)
    return encode(figure)


def ewa_explorer(beta: float) -> bytes:
    """A year of days with signal and average, and the weights."""
    year = data.temperatures(seed=0)
    figure = Figure(**SIZE)
    above, below = figure.subplots(2, 1)
    above.plot(year.day, year.value, ".", year.day, year.signal, "--", year.day, ewa(year.value, beta))
    below.bar(range(60), weights(beta, 60))
    return encode(figure)


def adam_inside(rate: float) -> bytes:
    """The path on Rosenbrock, and the bars of one step."""
    surface = surfaces.rosenbrock()
    point = torch.tensor(surface.start, dtype=torch.float64).clone().requires_grad_()
    optimizer, path = Adam([point], lr=rate), [point.detach().clone()]
    for _ in range(100):
        point.grad = surface.gradient(point.detach())
        optimizer.step()
        path.append(point.detach().clone())
    (x_low, x_high), (y_low, y_high) = surface.domain
    x, y = torch.meshgrid(torch.linspace(x_low, x_high, 80), torch.linspace(y_low, y_high, 80), indexing="xy")
    figure = Figure(**SIZE)
    left, right = figure.subplots(1, 2)
    left.contour(x, y, surface.loss(torch.stack([x, y], dim=-1)).log1p(), levels=12)
    left.plot(*torch.stack(path).T, marker=".")
    right.bar(["g", "m", "m̂", "v̂", "step"], [1.0, 0.1, 1.0, 1.0, rate])
    return encode(figure)


def optimizer_playground(rate: float) -> bytes:
    """Six of torch's optimizers, 500 steps each, on the contours of a ravine, and their losses."""
    surface = surfaces.ravine()
    (x_low, x_high), (y_low, y_high) = surface.domain
    x, y = torch.meshgrid(torch.linspace(x_low, x_high, 80), torch.linspace(y_low, y_high, 80), indexing="xy")
    figure = Figure(**SIZE)
    left, right = figure.subplots(1, 2)
    left.contour(x, y, surface.loss(torch.stack([x, y], dim=-1)), levels=11)
    for make in OPTIMIZERS:
        point = torch.tensor(surface.start, dtype=torch.float64)
        optimizer, path = make([point], rate), [point.clone()]
        for _ in range(500):
            point.grad = surface.gradient(point)
            optimizer.step()
            path.append(point.clone())
        points = torch.stack(path)
        left.plot(*points.T)
        right.semilogy(surface.loss(points))
    return encode(figure)


OPTIMIZERS: list[Callable[[list[Tensor], float], torch.optim.Optimizer]] = [
    lambda w, lr: torch.optim.SGD(w, lr=lr / 10),
    lambda w, lr: torch.optim.SGD(w, lr=lr / 10, momentum=0.9),
    lambda w, lr: torch.optim.SGD(w, lr=lr / 20, momentum=0.9, nesterov=True),
    lambda w, lr: torch.optim.Adagrad(w, lr=lr),
    lambda w, lr: torch.optim.RMSprop(w, lr=lr),
    lambda w, lr: torch.optim.Adam(w, lr=lr),
]
PICTURES: dict[str, tuple[Callable[[float], bytes], float, float]] = {
    "LineFit": (line_fit, 0.01, 0.8),
    "EwaExplorer": (ewa_explorer, 0.5, 0.98),
    "AdamInside": (adam_inside, 0.01, 0.5),
    "OptimizerPlayground": (optimizer_playground, 0.01, 0.3),
}


def times(instrument: str) -> list[float]:
    """Sorted milliseconds from a moved slider to the encoded picture."""
    draw, low, high = PICTURES[instrument]
    with redirect_stdout(io.StringIO()):  # outside a kernel, clearing an output prints control characters
        panel = interactive(
            lambda value: draw(value) and None, value=FloatSlider(min=low, max=high, step=1e-4, value=low)
        )
        slider, found = panel.children[0], []
        for move in range(MOVES + WARM):
            start = time.perf_counter()
            slider.value = low + (high - low) * (0.5 - 0.45 * cos(2 * pi * (move + 1) / 40.5))
            found.append(1000 * (time.perf_counter() - start))
    return sorted(found[WARM:])
