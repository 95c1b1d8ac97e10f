"""LoopStepper: the five lines of the training loop, and what each of them changes."""

from math import isinf, isnan, nan
from typing import Any, NamedTuple

import torch
import traitlets
from torch import Tensor, nn

from trainloop.data import line
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.line_fit import curvatures, points
from trainloop.widgets.settings import Choice, Count, Number
from trainloop.widgets.words import number

__all__ = ["LoopStepper", "LoopTrace"]

CODE = (
    "optimizer.zero_grad()",
    "prediction = model(x)",
    "loss = loss_fn(prediction, y)",
    "loss.backward()",
    "optimizer.step()",
)
LEFT_OUT = {"none": None, "no zero_grad": 0, "no backward": 3, "no step": 4}
ITERATIONS = 40
STAY = "w and b stay."
TINY = 1e-9  # slopes below it are what rounding left of 0


class LoopTrace(NamedTuple):
    """What there is before the loop and after each of its lines, shape (lines + 1,) each.

    NaN stands for what isn't there: a gradient that is None, no prediction or loss yet. It ends
    before the first number that is infinite.

    Attributes:
        w: the slope of the line.
        b: its intercept.
        prediction: what the model said of the first point.
        loss: the mean squared error, as the third line last computed it.
        grad_w: what `.grad` of w holds.
        grad_b: what `.grad` of b holds.
    """

    w: Tensor
    b: Tensor
    prediction: Tensor
    loss: Tensor
    grad_w: Tensor
    grad_b: Tensor


class Row(NamedTuple):
    """One moment of it; NaN for what isn't there."""

    w: float
    b: float
    prediction: float
    loss: float
    grad_w: float
    grad_b: float


class Loop:
    """PyTorch's loop, which can be stopped between two lines."""

    def __init__(self, x: Tensor, y: Tensor, w: float, b: float, lr: float) -> None:
        self.x, self.y = x, y
        # Made without random numbers: a notebook's own stay as they are.
        self.model = nn.Linear(1, 1, dtype=torch.float64, device="meta").to_empty(device="cpu")
        nn.init.constant_(self.model.weight, w)
        nn.init.constant_(self.model.bias, b)
        self.optimizer = torch.optim.SGD(self.model.parameters(), lr=lr)
        self.loss_fn = nn.MSELoss()
        self.prediction, self.loss = torch.full_like(y, nan), torch.tensor(nan)

    def execute(self, line: int) -> None:
        """Execute one of the five lines, counted from 0."""
        match line:
            case 0:
                self.optimizer.zero_grad()
            case 1:
                self.prediction = self.model(self.x)
            case 2:
                self.loss = self.loss_fn(self.prediction, self.y)
            case 3:
                self.loss.backward()  # type: ignore[no-untyped-call]
            case 4:
                self.optimizer.step()

    def row(self) -> Row:
        """Return what there is now."""
        weight, bias = self.model.weight, self.model.bias
        parts = (weight, bias, self.prediction[0], self.loss, weight.grad, bias.grad)
        return Row(*(nan if part is None else part.item() for part in parts))


class LoopStepper(Instrument):
    """Run PyTorch's training loop line by line, or forget one of its lines.

    Without `zero_grad()` the gradients add up. On this loss, a quadratic, that is the heavy ball
    (Polyak, 1964) with β = 1: an oscillation without damping while αh_max < 4.

    Args:
        x: inputs, shape (n,), n at least 2; without them, the twelve points of `line(n=12)`.
        y: targets, shape (n,).
        position: how many lines were executed, in [0, 200]: five an iteration.
        lr: the learning rate α, in [0.001, 2].
        w: slope where the run starts, in [−10, 10].
        b: intercept where the run starts, in [−10, 10].
        broken: which line is left out, "none", "no zero_grad", "no backward" or "no step".

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: what-is-a-training-loop.
    """

    _esm = STATIC / "loop-stepper.js"
    x: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    y: traitlets.List[float] = traitlets.List(read_only=True).tag(sync=True)
    position = Count(0, 0, ITERATIONS * len(CODE))
    lr = Number(0.1, 0.001, 2)
    w = Number(0.0, -10, 10)
    b = Number(0.0, -10, 10)
    broken = Choice("none", tuple(LEFT_OUT))

    def __init__(self, x: object = None, y: object = None, **settings: Any) -> None:
        if (x is None) != (y is None):
            raise ValueError("x and y must be given together, or neither")
        inputs, targets = line(n=12) if x is None else points(x, y)
        super().__init__(**settings)
        self.set_trait("x", inputs.tolist())
        self.set_trait("y", targets.tolist())

    def data(self) -> tuple[Tensor, Tensor]:
        """Return x and y as the model gets them, shape (n, 1) each."""
        x, y = (torch.tensor(values, dtype=torch.float64)[:, None] for values in (self.x, self.y))
        return x, y

    def trace(self, lines: int = ITERATIONS * len(CODE)) -> LoopTrace:
        """Return what there is before the loop and after each of its first `lines` lines."""
        loop = Loop(*self.data(), self.w, self.b, self.lr)
        rows = [loop.row()]
        for position in range(lines):
            line = position % len(CODE)
            if line != LEFT_OUT[self.broken]:
                loop.execute(line)
            row = loop.row()
            if any(map(isinf, row)):
                break
            rows.append(row)
        return LoopTrace(*torch.tensor(rows, dtype=torch.float64).T)

    def curvature(self) -> float:
        """Return h_max, the larger curvature of the loss."""
        return curvatures(torch.tensor(self.x, dtype=torch.float64))[1]

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run = self.trace(self.position)
        at = len(run.w) - 1
        now, before = (Row(*(part[i].item() for part in run)) for i in (at, max(0, at - 1)))
        if at:
            iteration, line = (at - 1) // len(CODE) + 1, (at - 1) % len(CODE)
            told = f"Iteration {iteration}, line {line + 1}: {self._told(before, now, iteration, line)}"
        else:
            told = f"Nothing has run yet: w = {number(now.w)}, b = {number(now.b)}, no loss, and every .grad is None."
        ended = " The next number is too large for a float64, so the run is shown up to here."
        return told + self._outlook() + (ended if at < self.position else "")

    def _told(self, before: Row, now: Row, iteration: int, line: int) -> str:
        """What a line did."""
        if line == LEFT_OUT[self.broken]:
            return f"{CODE[line]} is left out, so nothing changes."
        empty = isnan(before.grad_w)
        match line:
            case 0 if empty:
                return "every .grad is None already, so zero_grad() changes nothing."
            case 0:
                return (
                    f"zero_grad() clears w.grad, which was {slope(before.grad_w)}, "
                    f"and b.grad, which was {slope(before.grad_b)}: both are now None, not 0."
                )
            case 1:
                return (
                    f"model(x) computes wx + b for all {len(self.x)} points; prediction[0] is "
                    f"{number(now.prediction)}, while y[0] is {number(self.y[0])}. {STAY}"
                )
            case 2:
                earlier = "" if isnan(before.loss) else f", after {number(before.loss)} in iteration {iteration - 1}"
                return f"loss_fn() takes the mean of the squared errors: {number(now.loss)}{earlier}. {STAY}"
            case 3 if empty:
                return (
                    "backward() works out the slopes of the loss: "
                    f"w.grad is {slope(now.grad_w)} and b.grad {slope(now.grad_b)}. {STAY}"
                )
            case 3:
                return (
                    "backward() adds the slopes of the loss, "
                    f"{slope(now.grad_w - before.grad_w)} and {slope(now.grad_b - before.grad_b)}, to what is there: "
                    f"w.grad is now {slope(now.grad_w)} and b.grad {slope(now.grad_b)}. {STAY}"
                )
        w, b = number(before.w, 4), number(before.b, 4)
        if empty:
            return f"every .grad is None, so step() skips both parameters: w stays {w} and b stays {b}."
        return (
            f"step() subtracts α = {number(self.lr)} times .grad: w goes from {w} to {number(now.w, 4)}, "
            f"b from {b} to {number(now.b, 4)}. prediction and loss are still those of the old line."
        )

    def _outlook(self) -> str:
        """Where the whole run leads, if it isn't to the best line."""
        if self.broken == "no backward":
            return " Without backward() every .grad stays None, and no line changes w or b."
        if self.broken == "no step":
            return " Without step() no line changes w or b: each iteration finds the same loss."
        summed = self.broken == "no zero_grad"
        limit = (4 if summed else 2) / self.curvature()
        digits = 6 if self.lr != limit and number(self.lr) == number(limit) else 3
        above = f"α = {number(self.lr, digits)} is above {4 if summed else 2}/h_max = {number(limit, digits)}"
        large = self.lr > limit
        if not summed:
            return f" {above}: in the long run the loss grows." if large else ""
        swings = f"{above}, so w and b swing ever farther" if large else "w and b swing about the best line without end"
        return f" Without zero_grad() .grad is the sum of all slopes so far, momentum with β = 1: {swings}."

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.2, columns=2)
        x, y = (values[:, 0] for values in self.data())
        run = self.trace()
        at = min(self.position, len(run.w) - 1)
        ends = torch.stack([x.min(), x.max()])
        left.plot(x, y, ".", color=PALETTE["black"], alpha=0.5, label="data")
        left.plot(ends, self.w * ends + self.b, "--", color=PALETTE["vermillion"], label="at the start")
        left.plot(ends, run.w[at] * ends + run.b[at], "-", color=PALETTE["blue"], label=f"after {at} lines")
        left.set(xlabel="x", ylabel="y", title="The line")
        left.legend()
        w, b = run.w[:: len(CODE), None], run.b[:: len(CODE), None]
        right.plot((w * x + b - y).square().mean(1), "-o", markersize=3, color=PALETTE["blue"])
        right.set(xlabel="iteration", ylabel="loss", title="The loss after each iteration")
        return describe(figure, self.summary())


def slope(value: float) -> str:
    """Return a slope in words; what rounding leaves of 0 differs from machine to machine."""
    return "≈ 0" if abs(value) < TINY else number(value)
