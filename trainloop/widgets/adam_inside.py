"""AdamInside: every number of one step of Adam."""

import math
from typing import NamedTuple

import torch
from torch import Tensor

from trainloop.optim import Adam
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.surfaces import rosenbrock
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number, Switch
from trainloop.widgets.words import number

__all__ = ["AdamInside", "AdamTrace"]

STEPS = 500


class AdamTrace(NamedTuple):
    """What each of `steps` steps went through, for d parameters.

    Attributes:
        w: the parameters, the start first, shape (steps + 1, d).
        g: the gradient that Adam sees: scaled, and with its alternating sign, shape (steps, d).
        m: the average of the gradients after the step's update, shape (steps, d).
        v: the average of their squares, shape (steps, d).
        m_hat: m as the step uses it, corrected or not, shape (steps, d).
        v_hat: v as the step uses it, shape (steps, d).
        step: what is subtracted from w, shape (steps, d).
    """

    w: Tensor
    g: Tensor
    m: Tensor
    v: Tensor
    m_hat: Tensor
    v_hat: Tensor
    step: Tensor


class AdamInside(Instrument):
    """Step through Adam on w² from 5, or on Rosenbrock's function from (−1.2, 1).

    Args:
        problem: "quadratic" or "rosenbrock".
        lr: the learning rate α, in [0.0001, 1].
        beta1: decay of the average of gradients, in [0, 0.9999].
        beta2: decay of the average of squared gradients, in [0, 0.9999].
        eps: ε, added outside the root, in [1e-12, 1].
        scale: multiplies the gradient, in [0.001, 1000].
        alternate: turn the sign of every second gradient.
        corrected: divide by the weights' sums; False leaves both averages as they are.
        step: which step is shown, from 1 to 500.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: adam.
    """

    _esm = STATIC / "adam-inside.js"
    problem = Choice("quadratic", ("quadratic", "rosenbrock"))
    parameter = Choice("x", ("x", "y"))
    lr = Number(0.1, 0.0001, 1)
    beta1 = Number(0.9, 0, 0.9999)
    beta2 = Number(0.999, 0, 0.9999)
    eps = Number(1e-8, 1e-12, 1)
    scale = Number(1.0, 0.001, 1000)
    alternate = Switch(False)
    corrected = Switch(True)
    step = Count(1, 1, STEPS)

    def start(self) -> Tensor:
        """Return where the run starts, shape (d,)."""
        point = (5.0,) if self.problem == "quadratic" else rosenbrock().start
        return torch.tensor(point, dtype=torch.float64)

    def gradient(self, w: Tensor) -> Tensor:
        """Return the gradient of the function itself, shape (d,)."""
        return 2 * w if self.problem == "quadratic" else rosenbrock().gradient(w)

    def trace(self, steps: int = STEPS) -> AdamTrace:
        """Return `steps` steps of `trainloop.optim.Adam`, and what went on inside each."""
        w = self.start()
        optimizer = Adam(
            [w],
            lr=self.lr,
            betas=(self.beta1, self.beta2),
            eps=self.eps,
            bias_correction=self.corrected,
        )
        path, rows = [w.clone()], []
        for t in range(1, steps + 1):
            sign = -1.0 if self.alternate and t % 2 == 0 else 1.0
            w.grad = self.scale * sign * self.gradient(w)
            optimizer.step()
            state = optimizer.state[w]
            m, v = state["exp_avg"].clone(), state["exp_avg_sq"].clone()
            weight1 = 1 - self.beta1**t if self.corrected else 1.0
            weight2 = 1 - self.beta2**t if self.corrected else 1.0
            m_hat, v_hat = m / weight1, v / weight2
            step = self.lr * m_hat / (v_hat.sqrt() + self.eps)
            rows.append((w.grad, m, v, m_hat, v_hat, step))
            path.append(w.clone())
        return AdamTrace(torch.stack(path), *map(torch.stack, zip(*rows, strict=True)))

    def ratio(self) -> float:
        """Return the length of the step without correction over that with it, at this step."""
        t = self.step
        weight1, weight2 = 1 - self.beta1**t, 1 - self.beta2**t
        root = math.sqrt(self.trace(t).v[-1, self._index()].item())
        return weight1 * (root / math.sqrt(weight2) + self.eps) / (root + self.eps)

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run, i = self.trace(self.step), self._index()
        name = "w" if self.problem == "quadratic" else self.parameter
        step, now = run.step[-1, i].item(), run.w[-1, i].item()
        return (
            f"Step {self.step}: the gradient is {number(run.g[-1, i].item())} and {name} moves by "
            f"{number(-step)}, {number(abs(step) / self.lr)} times α, to {number(now)}. "
            f"Without bias correction this step is {number(self.ratio())} times as long as with it."
        )

    def _index(self) -> int:
        return 1 if self.problem == "rosenbrock" and self.parameter == "y" else 0

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.0, columns=2)
        run, i = self.trace(max(self.step, 20)), self._index()
        left.plot(run.w[:, i], "-o", markersize=3, color=PALETTE["blue"])
        left.set(xlabel="step", ylabel="parameter", title="The parameter")
        right.plot(range(1, len(run.g) + 1), run.g[:, i].abs(), "--", color=PALETTE["vermillion"], label="|g|")
        right.plot(range(1, len(run.g) + 1), run.step[:, i].abs(), "-", color=PALETTE["blue"], label="|step|")
        right.set(xlabel="step", title="Gradient and step", yscale="log")
        right.legend()
        return describe(figure, self.summary())
