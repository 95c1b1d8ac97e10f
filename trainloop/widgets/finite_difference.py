"""FiniteDifference: how small a step h is best, between truncation and rounding."""

from typing import NamedTuple

import torch
from torch import Tensor

from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.reproducible import FUNCTIONS
from trainloop.widgets.settings import Choice, Number
from trainloop.widgets.words import number

__all__ = ["DifferenceTrace", "FiniteDifference"]

# Twenty steps a decade, rounded as Renard's preferred numbers are; as text, so that each is the same float everywhere.
MANTISSAS = ("1 1.12 1.25 1.4 1.6", "1.8 2 2.24 2.5 2.8", "3.15 3.55 4 4.5 5", "5.6 6.3 7.1 8 9")
DECADES = range(-16, 0)
NEAR = 3  # times the step that theory expects to be best, and as many times smaller
SMALLEST, LARGEST = 1e-16, 0.5
PRECISIONS = {"float64": (torch.float64, 2.0**-53), "float32": (torch.float32, 2.0**-24)}
METHODS = ("forward", "central")
TEXTS = {"exp": "eˣ", "sin": "sin x", "cube": "x³", "sqrt": "√x", "sigmoid": "the sigmoid"}


class DifferenceTrace(NamedTuple):
    """Estimates of a derivative, float64 of shape (n,) each, though computed in the chosen precision.

    Attributes:
        h: the steps, rising from 10⁻¹⁶ to 0.5.
        forward: (f(x + h) − f(x)) / h.
        central: (f(x + h) − f(x − h)) / 2h.
        forward_error: how far `forward` is from the derivative, without its sign.
        central_error: the same of `central`.
    """

    h: Tensor
    forward: Tensor
    central: Tensor
    forward_error: Tensor
    central_error: Tensor


class FiniteDifference(Instrument):
    """Make h smaller and watch the error of a derivative fall, then rise again.

    Args:
        h: the step, in [1e-16, 0.5].
        method: "forward", (f(x + h) − f(x)) / h, or "central", (f(x + h) − f(x − h)) / 2h.
        function: "exp", "sin", "cube", "sqrt" or "sigmoid".
        x: where the derivative is taken, in [0.5, 2].
        precision: "float64" or "float32", of every operation, x and h included.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: the two parts of the error are those of Press et al., Numerical Recipes (3rd ed.), section 5.7, with u,
    half the distance from 1 to the next number, as the relative error of f.

    Chapter: gradients.
    """

    _esm = STATIC / "finite-difference.js"
    h = Number(0.1, SMALLEST, LARGEST)
    method = Choice("forward", METHODS)
    function = Choice("exp", tuple(FUNCTIONS))
    x = Number(1.0, 0.5, 2)
    precision = Choice("float64", tuple(PRECISIONS))

    def trace(self, h: Tensor | None = None) -> DifferenceTrace:
        """Return both estimates and their errors for the steps `h`, shape (n,); without, for a grid of them."""
        if h is None:
            grid = [float(f"{mantissa}e{power}") for power in DECADES for mantissa in " ".join(MANTISSAS).split()]
            h = torch.tensor([step for step in grid if step <= LARGEST], dtype=torch.float64)
        f, dtype = FUNCTIONS[self.function], PRECISIONS[self.precision][0]
        x, step = self._point().to(dtype).expand(h.shape), h.to(dtype)
        above, here, below = f.value(x + step), f.value(x), f.value(x - step)
        estimates = [((above - here) / step).double(), ((above - below) / (2 * step)).double()]
        slope = f.first(self._point())
        return DifferenceTrace(h, *estimates, *((estimate - slope).abs() for estimate in estimates))

    def _point(self) -> Tensor:
        """Return x as the precision has it, shape (1,), float64."""
        return torch.tensor([self.x], dtype=PRECISIONS[self.precision][0]).double()

    def derivative(self) -> float:
        """Return the derivative at x as the precision has it, from its formula."""
        return FUNCTIONS[self.function].first(self._point()).item()

    def theory(self) -> tuple[float, float, int]:
        """Return a, b and p of the error that theory expects, a·hᵖ from truncation and b/h from rounding.

        They are |f″|/2 and 1 of the forward difference, |f‴|/6 and 2 of the central, and u·|f| of both.
        """
        f, x, forward = FUNCTIONS[self.function], self._point(), self.method == "forward"
        a = f.second(x).abs().item() / 2 if forward else f.third(x).abs().item() / 6
        return a, PRECISIONS[self.precision][1] * f.value(x).abs().item(), 1 if forward else 2

    def best(self) -> tuple[float, float]:
        """Return from where to where theory expects the best h: around where its error is least."""
        a, b, order = self.theory()
        best = (b / (order * a)) ** (1 / (order + 1)) if a else LARGEST
        return min(LARGEST, best / NEAR), min(LARGEST, NEAR * best)

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        found = self.trace(torch.tensor([self.h], dtype=torch.float64))
        forward = self.method == "forward"
        estimate = (found.forward if forward else found.central).item()
        error = (found.forward_error if forward else found.central_error).item()
        low, high = (number(end, 1) for end in self.best())
        off = f"off by {number(error)}" if error else "exact to the last digit"
        return (
            f"At h = {number(self.h)} in {self.precision}, the {self.method} difference of {TEXTS[self.function]} "
            f"at x = {number(self.x)} is {number(estimate, 6)}; the derivative is {number(self.derivative(), 6)}: {off}. "
            f"{self._verdict()} Theory expects the best h from about {low} to {high}."
        )

    def _verdict(self) -> str:
        dtype = PRECISIONS[self.precision][0]
        x, h = (torch.tensor(value, dtype=dtype) for value in (self.x, self.h))
        if x + h == x and (self.method == "forward" or x - h == x):
            return "h is so small that x + h rounds to x: there is no difference left to divide."
        a, b, order = self.theory()
        truncation, rounding = a * self.h**order, b / self.h
        parts = f"truncation is about {number(truncation, 2)}, rounding about {number(rounding, 2)}"
        if truncation > 10 * rounding:
            return f"In theory {parts}: a smaller h is better."
        if rounding > 10 * truncation:
            return f"In theory {parts}: a larger h is better."
        return f"In theory {parts}: neither outweighs the other, h is near its best."

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, axes = new_figure(height=3.6)
        run = self.trace()
        series = (("forward", run.forward_error, "blue", "-"), ("central", run.central_error, "vermillion", "--"))
        for name, error, color, dash in series:
            axes.plot(run.h, error.where(error > 0, torch.nan), dash, color=PALETTE[color], label=name, linewidth=1.2)
        axes.axvline(self.h, color=PALETTE["black"], linestyle=":", label=f"h = {number(self.h)}")
        axes.set(xlabel="h", ylabel="error of the derivative", xscale="log", yscale="log")
        axes.set_title(f"The derivative of {TEXTS[self.function]} at x = {number(self.x)} in {self.precision}")
        axes.legend()
        return describe(figure, self.summary())
