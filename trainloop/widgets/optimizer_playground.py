"""OptimizerPlayground: any optimizers side by side on a surface of two parameters."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

import torch
from torch import Tensor

from trainloop import noise, surfaces
from trainloop.optim import SGD, Adagrad, Adam, AdamW, Optimizer, RMSprop
from trainloop.plotting import STYLES, Described, describe, draw_levels, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number, Several, Switch
from trainloop.widgets.words import number, steps

__all__ = ["OptimizerPlayground", "Path"]

MOST = 500
NEAR = 0.01  # a run that comes this close to a minimum has found it
FAR = 100.0  # times the loss at the start, where a run ends that diverges
OUT = 1e3  # far outside every picture
NAMES = {
    "gd": "Gradient descent",
    "momentum": "Momentum",
    "average": "Momentum as an average",
    "nesterov": "Nesterov",
    "adagrad": "AdaGrad",
    "rmsprop": "RMSProp",
    "adam": "Adam",
    "adamw": "AdamW",
}
# The largest stable learning rate on a quadratic, as formula and as function of h_max and μ.
LIMITS: dict[str, tuple[str, Callable[[float, float], float]]] = {
    "gd": ("2/h_max", lambda h, _: 2 / h),
    "momentum": ("2(1 + μ)/h_max", lambda h, mu: 2 * (1 + mu) / h),
    "average": ("2(1 + μ)/((1 − μ)h_max)", lambda h, mu: 2 * (1 + mu) / ((1 - mu) * h)),
    "nesterov": ("2(1 + μ)/((1 + 2μ)h_max)", lambda h, mu: 2 * (1 + mu) / ((1 + 2 * mu) * h)),
}


class Path(NamedTuple):
    """A run, the start first; it ends before the first number that is not finite.

    Attributes:
        w: the two parameters, shape (steps + 1, 2).
        loss: the loss there, shape (steps + 1,).
    """

    w: Tensor
    loss: Tensor


class OptimizerPlayground(Instrument):
    """Let any optimizers run on a surface from one start, with the same noise.

    Args:
        surface: one of `trainloop.surfaces.NAMES`.
        kappa: κ of the ravine, in [1, 1000].
        optimizers: which run, of "gd", "momentum" (PyTorch's sum), "average" (the averaging form),
            "nesterov", "adagrad", "rmsprop", "adam", "adamw".
        x: first parameter at the start, in [-6, 6]; the surface's usual start if it isn't given.
        y: second parameter at the start, likewise.
        lr_gd: learning rate α of gradient descent, in [0.0001, 10]; so for each optimizer.
        mu: μ of both momentums and of Nesterov, in [0, 0.999].
        rho: ρ, RMSProp's decay, in [0, 0.9999].
        beta1: decay of Adam's average of gradients, in [0, 0.9999].
        beta2: decay of its average of squared gradients, in [0, 0.9999].
        eps: ε of the adaptive ones, in [1e-12, 1].
        eps_inside: RMSProp's ε under the root, as in Keras, rather than beside it, as in PyTorch.
        weight_decay: λ of AdamW, in [0, 1].
        noisy: add noise to every gradient.
        noise: its standard deviation in each coordinate, in [0, 20].
        seed: of the noise, which is the same for all optimizers, in [0, 999].
        steps: how many steps are made, in [1, 500].
        step: how many of them are drawn; what is beyond the last is the last.
        speed: of Run, in [0.1, 10].
        log_loss: a logarithmic loss axis, where losses are positive.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapters: loss-landscape, optimizer-playground.
    """

    _esm = STATIC / "optimizer-playground.js"
    surface = Choice("ravine", surfaces.NAMES)
    kappa = Number(50.0, 1, 1000)
    optimizers = Several(("gd", "momentum", "adam"), tuple(NAMES))
    x = Number(-4.0, -6, 6)
    y = Number(1.0, -6, 6)
    lr_gd = Number(0.03, 0.0001, 10)
    lr_momentum = Number(0.01, 0.0001, 10)
    lr_average = Number(0.1, 0.0001, 10)
    lr_nesterov = Number(0.01, 0.0001, 10)
    lr_adagrad = Number(0.5, 0.0001, 10)
    lr_rmsprop = Number(0.03, 0.0001, 10)
    lr_adam = Number(0.1, 0.0001, 10)
    lr_adamw = Number(0.1, 0.0001, 10)
    mu = Number(0.9, 0, 0.999)
    rho = Number(0.99, 0, 0.9999)
    beta1 = Number(0.9, 0, 0.9999)
    beta2 = Number(0.999, 0, 0.9999)
    eps = Number(1e-8, 1e-12, 1)
    eps_inside = Switch(False)
    weight_decay = Number(0.01, 0, 1)
    noisy = Switch(False)
    noise = Number(1.0, 0, 20)
    seed = Count(0, 0, 999)
    steps = Count(200, 1, MOST)
    step = Count(MOST, 0, MOST)
    speed = Number(1.0, 0.1, 10)
    log_loss = Switch(True)

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        for name, value in zip(("x", "y"), self.ground().start, strict=True):
            if name not in settings:
                setattr(self, name, value)

    def ground(self) -> surfaces.Surface:
        """Return the surface, with its κ where it has one."""
        return surfaces.get(self.surface, **({"kappa": self.kappa} if self.surface == "ravine" else {}))

    def optimizer(self, name: str, w: Tensor) -> Optimizer:
        """Return an optimizer of `w` with its settings, by its name."""
        lr: float = getattr(self, f"lr_{name}")
        betas, nesterov = (self.beta1, self.beta2), self.mu > 0  # without momentum both are the same
        makers: dict[str, Callable[[], Optimizer]] = {
            "gd": partial(SGD, [w], lr),
            "momentum": partial(SGD, [w], lr, momentum=self.mu),
            "average": partial(SGD, [w], lr, momentum=self.mu, averaging=True),
            "nesterov": partial(SGD, [w], lr, momentum=self.mu, nesterov=nesterov),
            "adagrad": partial(Adagrad, [w], lr, eps=self.eps),
            "rmsprop": partial(RMSprop, [w], lr, alpha=self.rho, eps=self.eps, eps_inside=self.eps_inside),
            "adam": partial(Adam, [w], lr, betas=betas, eps=self.eps),
            "adamw": partial(AdamW, [w], lr, betas=betas, eps=self.eps, weight_decay=self.weight_decay),
        }
        return makers[name]()

    def trace(self) -> dict[str, Path]:
        """Return the run of each chosen optimizer by its name."""
        return {name: self._run(name) for name in self.optimizers}

    def _run(self, name: str) -> Path:
        ground = self.ground()
        w = torch.tensor([self.x, self.y], dtype=torch.float64)
        optimizer = self.optimizer(name, w)
        size = self.noise if self.noisy else 0.0
        draws = size * noise.normal(self.seed, 2 * self.steps).reshape(-1, 2)
        path, losses = [w.clone()], [ground.loss(w)]
        for draw in draws:
            w.grad = ground.gradient(w) + draw
            optimizer.step()
            loss = ground.loss(w)
            if not bool(w.isfinite().all() and loss.isfinite()):
                break
            path.append(w.clone())
            losses.append(loss)
        return Path(torch.stack(path), torch.stack(losses))

    def summary(self) -> str:
        """Return in words what the instrument shows: what became of each run."""
        place = f"κ = {number(self.kappa)}" if self.surface == "ravine" else ""
        on = f"{self.surface} ({place})" if place else self.surface
        noise = ", with noise" if self.noisy and self.noise else ""
        drawn = f" Drawn up to step {self.step}." if self.step < self.steps else ""
        opening = f"{steps(self.steps)} on {on} from ({number(self.x)}, {number(self.y)}){noise}.{drawn}"
        if not self.optimizers:
            return f"{opening} No optimizer is chosen."
        told = (f"{NAMES[name]} {self._outcome(name, run)}." for name, run in self.trace().items())
        return " ".join([opening, *told])

    def _outcome(self, name: str, run: Path) -> str:
        ground, losses = self.ground(), run.loss.tolist()
        made = len(losses) - 1
        if not ground.minima:
            low, high = torch.tensor(ground.domain, dtype=torch.float64).T
            outside = ((run.w < low) | (run.w > high)).any(dim=1).tolist()
            if True in outside:
                return f"leaves the picture at step {outside.index(True)}"
            return f"is still in the picture after {steps(made)}"
        if made < self.steps or losses[-1] > FAR * losses[0] > 0:
            last = max(t for t, loss in enumerate(losses) if loss <= losses[0])
            return f"diverges at step {last + 1}{self._why(name)}"
        minima = torch.tensor(ground.minima, dtype=torch.float64)
        away = torch.linalg.vector_norm(run.w[:, None] - minima, dim=-1).min(dim=1).values.tolist()
        which = "the minimum" if len(minima) == 1 else "a minimum"
        first = next((t for t, distance in enumerate(away) if distance <= NEAR), None)
        if first is None:
            return f"is {number(away[-1])} from {which} after {steps(made)}"
        left = "" if away[-1] <= NEAR else f", and is {number(away[-1])} from it at the end"
        return f"comes within {NEAR:g} of {which} after {steps(first)}{left}"

    def _why(self, name: str) -> str:
        if name not in LIMITS or self.surface not in ("bowl", "ravine"):
            return ""
        formula, limit = LIMITS[name]
        most = limit(max(1.0, self.kappa) if self.surface == "ravine" else 1.0, self.mu)
        lr: float = getattr(self, f"lr_{name}")
        return f": α = {number(lr)} is above {formula} = {number(most)}" if lr > most else ""

    def picture(self) -> Described:
        """Return a still picture of it: the paths, and the losses."""
        figure, (left, right) = new_figure(height=3.4, columns=2)
        ground = self.ground()
        draw_levels(left, ground)
        for (name, run), style in zip(self.trace().items(), (*STYLES, *STYLES), strict=False):
            look = {"color": style.color, "linestyle": style.dash}
            shown = (run.w[: self.step + 1].abs() < OUT).all(dim=1)
            left.plot(*run.w[: self.step + 1][shown].T, **look)
            right.plot(run.loss.clamp(max=FAR * run.loss[0].abs().item()), label=NAMES[name], **look)
        left.set(xlim=ground.domain[0], ylim=ground.domain[1], xlabel="x", ylabel="y", title="The paths")
        positive = self.log_loss and bool(ground.minima)
        right.set(xlabel="step", ylabel="loss", title="The losses", yscale="log" if positive else "linear")
        if self.optimizers:
            right.legend()
        return describe(figure, self.summary())
