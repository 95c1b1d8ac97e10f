"""LineFit: a line over its data, and gradient descent in the bowl of its loss."""

from math import isfinite
from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor

from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument, column
from trainloop.widgets.settings import Count, Number
from trainloop.widgets.words import number, steps

__all__ = ["LineFit", "LineTrace", "curvatures", "points"]

STEPS = 500
DRAWS_SEED = 1


def points(x: object, y: object) -> tuple[Tensor, Tensor]:
    """Return x and y, through which one line is best, as float64 of shape (n,) each.

    Raises:
        ValueError, TypeError: they are not; the message says why.
    """
    inputs, targets = column("x", x), column("y", y)
    if len(inputs) != len(targets):
        raise ValueError(f"y must be as long as x, {len(inputs)}, not {len(targets)}")
    if not bool((inputs != inputs[0]).any()):
        raise ValueError("x must hold at least two different numbers, else no line is best")
    return inputs, targets


def curvatures(x: Tensor) -> tuple[float, float]:
    """Return h_min and h_max, the curvatures of a line's mean squared error over inputs of shape (n,)."""
    ones = torch.stack([x, torch.ones_like(x)])
    low, high = torch.linalg.eigvalsh(2 * ones @ ones.T / len(x)).tolist()
    return low, high


class LineTrace(NamedTuple):
    """A run of gradient descent, the start first: w, b and loss, shape (steps + 1,) each.

    It ends before the first number that is not finite.
    """

    w: Tensor
    b: Tensor
    loss: Tensor


class LineFit(Instrument):
    """Fit a line by gradient descent; drag it, choose α up to its cliff and beyond.

    Args:
        x: inputs, shape (n,), n at least 2.
        y: targets, shape (n,).
        w: slope where the run starts, in [−20, 20].
        b: intercept where the run starts, in [−50, 50].
        lr: the learning rate α, in [0.0005, 3].
        noise: standard deviation of the noise added to y, in y's unit, in [0, 5]; the same
            standard normal draws each time, so that only their size changes.
        shift: added to x after the stretch, in [−20, 20].
        stretch: multiplies x, in [0.1, 5].

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: linear-regression.
    """

    _esm = STATIC / "line-fit.js"
    x: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    y: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    draws: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    w = Number(0.0, -20, 20)
    b = Number(0.0, -50, 50)
    lr = Number(0.1, 0.0005, 3)
    noise = Number(0.0, 0, 5)
    shift = Number(0.0, -20, 20)
    stretch = Number(1.0, 0.1, 5)
    step = Count(0, 0, STEPS)

    def __init__(
        self,
        x: object,
        y: object,
        **settings: Any,
    ) -> None:
        inputs, targets = points(x, y)
        super().__init__(**settings)
        generator = torch.Generator().manual_seed(DRAWS_SEED)
        draws = torch.randn(len(inputs), generator=generator, dtype=torch.float64)
        for name, values in (("x", inputs), ("y", targets), ("draws", draws)):
            self.set_trait(name, values.tolist())

    def data(self) -> tuple[Tensor, Tensor]:
        """Return x and y as shown: stretched and shifted, and with the noise; shape (n,) each."""
        x, y, draws = (torch.tensor(v, dtype=torch.float64) for v in (self.x, self.y, self.draws))
        return self.stretch * x + self.shift, y + self.noise * draws

    def curvatures(self) -> tuple[float, float]:
        """Return h_min and h_max, the curvatures of the loss along its two axes."""
        return curvatures(self.data()[0])

    def best(self) -> tuple[float, float, float]:
        """Return w, b and loss of the best line, by the closed form."""
        x, y = self.data()
        dx, dy = x - x.mean(), y - y.mean()
        w = (dx * dy).mean() / dx.square().mean()
        b = y.mean() - w * x.mean()
        return w.item(), b.item(), (w * x + b - y).square().mean().item()

    def trace(self, steps: int = STEPS) -> LineTrace:
        """Return `steps` steps of gradient descent on the mean squared error."""
        x, y = self.data()
        w, b = (torch.tensor(start, dtype=torch.float64) for start in (self.w, self.b))
        rows: list[tuple[float, float, float]] = []
        for _ in range(steps + 1):
            residual = w * x + b - y
            row = (w.item(), b.item(), residual.square().mean().item())
            if not all(map(isfinite, row)):
                break
            rows.append(row)
            gradient_w, gradient_b = 2 * (residual * x).mean(), 2 * residual.mean()
            w, b = w - self.lr * gradient_w, b - self.lr * gradient_b
        return LineTrace(*torch.tensor(rows, dtype=torch.float64).T)

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run, (_, h_max) = self.trace(), self.curvatures()
        at = min(self.step, len(run.w) - 1)
        cliff = 2 / h_max
        side = "below" if self.lr < cliff else "above" if self.lr > cliff else "exactly at"
        near = self.lr != cliff and number(self.lr) == number(cliff)
        rate, limit = (number(value, 6 if near else 3) for value in (self.lr, cliff))
        now = ", ".join(
            f"{name} {number(values[at].item())}"
            for name, values in (("w =", run.w), ("b =", run.b), ("loss", run.loss))
        )
        return (
            f"Step {at}: {now}. "
            f"α = {rate} is {side} the cliff, 2/h_max = {limit}: {self._outcome(run)}. "
            "Along the steep direction, each step multiplies the distance to the bottom by "
            f"1 − αh_max = {number(1 - self.lr * h_max)}."
        )

    def _outcome(self, run: LineTrace) -> str:
        losses = run.loss.tolist()
        if self.lr * self.curvatures()[1] > 2:
            worse = (t for t, loss in enumerate(losses) if loss > losses[0])
            first = next(worse, None)
            if first is None:
                return f"it will diverge, but {steps(len(losses) - 1)} don't show it yet"
            return f"the run diverges, and from step {first} on the loss is above its start"
        smallest = self.best()[2]
        near = smallest + 0.01 * max(smallest, 1e-6 * losses[0])
        first = next((t for t, loss in enumerate(losses) if loss <= near), None)
        if first is None:
            return f"after {steps(len(losses) - 1)} the loss is not yet within 1 % of the smallest"
        return f"the loss is within 1 % of the smallest after {steps(first)}"

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.2, columns=2)
        x, y = self.data()
        run, (w, b, smallest) = self.trace(), self.best()
        ends = torch.stack([x.min(), x.max()])
        left.plot(x, y, ".", color=PALETTE["black"], alpha=0.5, label="data")
        left.plot(ends, self.w * ends + self.b, "--", color=PALETTE["vermillion"], label="start")
        left.plot(ends, w * ends + b, "-", color=PALETTE["blue"], label="best line")
        left.set(xlabel="x", ylabel="y", title="The line")
        left.legend()
        right.plot(run.loss.tolist(), color=PALETTE["blue"], linestyle="-", label="this run")
        right.axhline(smallest, color=PALETTE["black"], linestyle=":", label="smallest loss")
        right.set(xlabel="step", ylabel="loss", title="The loss", yscale="log")
        right.set_xlim(0, 100)
        right.legend()
        return describe(figure, self.summary())
