"""EffectiveRates: what each optimizer makes of α in each coordinate, and whose path depends on units."""

import math
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import torch
from torch import Tensor

from trainloop.optim import SGD, Adagrad, Adam, Optimizer, RMSprop
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number, Several, Switch
from trainloop.widgets.words import number
from trainloop.widgets.words import steps as counted

__all__ = ["EffectiveRates", "RatedPath"]

MOST = 1000
SAME = 0.01  # a path that moved by less is unchanged
REACH = 5.0  # of the still picture
NAMES = {"gd": "SGD", "adagrad": "AdaGrad", "rmsprop": "RMSProp", "adam": "Adam"}
# As on the page, in trainloop/widgets/js/styles/optimizers.css.
LOOKS: dict[str, dict[str, object]] = {
    "gd": {"color": PALETTE["black"], "linestyle": "-"},
    "adagrad": {"color": PALETTE["green"], "linestyle": ":"},
    "rmsprop": {"color": PALETTE["orange"], "linestyle": "--"},
    "adam": {"color": PALETTE["vermillion"], "linestyle": (0, (5, 1, 1, 1, 1, 1))},
}


class RatedPath(NamedTuple):
    """A run; it ends before the first number that is not finite.

    Attributes:
        w: x and y, the start first, shape (steps + 1, 2).
        rate: by what each step's α is multiplied before it meets the gradient, or Adam's m̂: 1 for SGD,
            1/(√s + ε), 1/(√v + ε) or 1/√(v + ε), and 1/(√v̂ + ε), shape (steps, 2).
    """

    w: Tensor
    rate: Tensor


class EffectiveRates(Instrument):
    """Multiply one coordinate's gradient, or the whole loss: only SGD's path changes.

    The loss is ½ (x² + y²), or y − x with its constant gradient. `scale` multiplies the gradient of y at every
    point, as if y's part of the loss were told in another unit; `factor` does so for the whole loss. The path
    stays drawn in x and y. (To measure y itself in another unit would leave each step its length in that unit.)

    Args:
        loss: "bowl" or "slope", the constant gradient.
        scale: times y's gradient, in [0.001, 1000].
        factor: times the loss, in [0.001, 1000].
        optimizers: which run, of "gd" (SGD), "adagrad", "rmsprop", "adam".
        lr: the learning rate α of all, in [0.0001, 3].
        rho: ρ, RMSProp's decay, in [0, 0.9999].
        beta1: decay of Adam's average of gradients, in [0, 0.9999].
        beta2: decay of its average of squared gradients, in [0, 0.9999].
        eps: ε of the adaptive ones, in [1e-12, 1].
        eps_inside: RMSProp's ε under the root, as in Keras, rather than beside it, as in PyTorch.
        x: where the runs start, in [−5, 5].
        y: likewise.
        coordinate: whose curves are drawn, "x" or "y".
        quantity: what is drawn of it over the steps: the effective "rate", which is what α is multiplied by, the
            length of each "step", or the "distance" from the start, both in α.
        steps: how many steps are made, in [1, 1000].

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Duchi, Hazan and Singer (2011), https://jmlr.org/papers/v12/duchi11a.html; Kingma and Ba (2015),
    section 2.1, https://arxiv.org/abs/1412.6980.
    Chapter: adagrad-and-rmsprop.
    """

    _esm = STATIC / "effective-rates.js"
    loss = Choice("bowl", ("bowl", "slope"))
    scale = Number(1.0, 0.001, 1000)
    factor = Number(1.0, 0.001, 1000)
    optimizers = Several(tuple(NAMES), tuple(NAMES))
    lr = Number(0.1, 0.0001, 3)
    rho = Number(0.99, 0, 0.9999)
    beta1 = Number(0.9, 0, 0.9999)
    beta2 = Number(0.999, 0, 0.9999)
    eps = Number(1e-8, 1e-12, 1)
    eps_inside = Switch(False)
    x = Number(-4.0, -5, 5)
    y = Number(2.0, -5, 5)
    coordinate = Choice("y", ("x", "y"))
    quantity = Choice("rate", ("rate", "step", "distance"))
    steps = Count(200, 1, MOST)

    def optimizer(self, name: str, w: Tensor) -> Optimizer:
        """Return an optimizer of `w` with its settings, by its name."""
        makers: dict[str, Callable[[], Optimizer]] = {
            "gd": partial(SGD, [w], self.lr),
            "adagrad": partial(Adagrad, [w], self.lr, eps=self.eps),
            "rmsprop": partial(RMSprop, [w], self.lr, alpha=self.rho, eps=self.eps, eps_inside=self.eps_inside),
            "adam": partial(Adam, [w], self.lr, betas=(self.beta1, self.beta2), eps=self.eps),
        }
        return makers[name]()

    def trace(self) -> dict[str, RatedPath]:
        """Return the run of each chosen optimizer by its name."""
        return {name: self.run(name, self.scale, self.factor) for name in self.optimizers}

    def run(self, name: str, scale: float, factor: float) -> RatedPath:
        """Return the run of one optimizer with y's gradient times `scale` and the loss times `factor`."""
        w = torch.tensor([self.x, self.y], dtype=torch.float64)
        along = 1.0 if self.loss == "bowl" else -1.0
        slopes = factor * torch.tensor([along, scale], dtype=torch.float64)
        optimizer = self.optimizer(name, w)
        path, rates = [w.clone()], []
        for t in range(1, self.steps + 1):
            w.grad = slopes * w if self.loss == "bowl" else slopes.clone()
            optimizer.step()
            loss = (0.5 * slopes * w * w if self.loss == "bowl" else slopes * w).sum()
            if not bool(w.isfinite().all() and loss.isfinite()):
                break
            path.append(w.clone())
            rates.append(self._rate(name, optimizer, w, t))
        return RatedPath(torch.stack(path), torch.stack(rates) if rates else torch.empty(0, 2, dtype=torch.float64))

    def _rate(self, name: str, optimizer: Optimizer, w: Tensor, t: int) -> Tensor:
        if name == "gd":
            return torch.ones_like(w)
        state: dict[str, Tensor] = optimizer.state[w]
        if name == "adagrad":
            return 1 / (state["sum"].sqrt() + self.eps)
        if name == "adam":
            return 1 / ((state["exp_avg_sq"] / (1 - self.beta2**t)).sqrt() + self.eps)
        v = state["square_avg"]
        return 1 / ((v + self.eps).sqrt() if self.eps_inside else v.sqrt() + self.eps)

    def summary(self) -> str:
        """Return in words what the instrument shows: each one's first step, and what became of its path."""
        units = "nothing scaled"
        if self._is_scaled():
            both = f"y's gradient × {number(self.scale)} and the loss × {number(self.factor)}"
            units = f"{both} (unchanged is within {SAME})"
        opening = f"{counted(self.steps)} at one α = {number(self.lr)}, with {units}."
        if not self.optimizers:
            return f"{opening} No optimizer is chosen."
        return " ".join(
            [opening, *(f"{NAMES[name]}: {self._outcome(name, run)}." for name, run in self.trace().items())]
        )

    def _is_scaled(self) -> bool:
        return self.scale != 1 or self.factor != 1

    def _outcome(self, name: str, run: RatedPath) -> str:
        y, made = run.w[:, 1].tolist(), len(run.rate)
        parts = [f"first step in y {number(abs(y[1] - y[0]) / self.lr)} α long"]
        if why := self._divergence(name, run):
            parts.append(why)
        elif self._is_scaled():
            before = self.run(name, 1.0, 1.0).w
            both = min(len(before), len(run.w))
            away = torch.hypot(*(run.w[:both] - before[:both]).T).max().item()
            parts.append("path unchanged" if away <= SAME else f"path moved by up to {number(away)}")
        if self.loss == "slope":
            like = f" (2√t = {number(2 * math.sqrt(made))})" if name == "adagrad" else ""
            parts.append(f"{number(abs(y[-1] - y[0]) / self.lr)} α from its start after {counted(made)}{like}")
        return "; ".join(parts)

    def _divergence(self, name: str, run: RatedPath) -> str:
        most = 2 / (self.factor * max(1.0, self.scale))
        if name != "gd" or self.loss != "bowl" or self.lr <= most:
            return ""
        away = torch.hypot(*run.w.T).tolist()
        grown = len(run.rate) < self.steps or away[-1] > away[0]
        return f"diverges, since α is above 2/h_max = {number(most)}" if grown else ""

    def picture(self) -> Described:
        """Return a still picture of it: the paths, and the effective rates of one coordinate."""
        figure, (left, right) = new_figure(height=3.4, columns=2)
        for name, run in self.trace().items():
            left.plot(*run.w[(run.w.abs() <= REACH).all(dim=1)].T, **LOOKS[name])
            rates = run.rate[:, 0 if self.coordinate == "x" else 1]
            right.plot(range(1, len(rates) + 1), rates, label=NAMES[name], **LOOKS[name])
        left.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), xlabel="x", ylabel="y", title="The paths")
        title, by = f"Effective rate of {self.coordinate}", "what α is multiplied by"
        right.set(xlabel="step", ylabel=by, title=title, xscale="log", yscale="log")
        if self.optimizers:
            right.legend()
        return describe(figure, self.summary())
