"""MomentumPhase: where momentum's speed comes from, and the phase that each direction is in."""

import math
from typing import Any, NamedTuple

import torch
from torch import Tensor

from trainloop.optim import SGD
from trainloop.plotting import PALETTE, Described, describe, draw_levels, new_figure
from trainloop.surfaces import ravine
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number
from trainloop.widgets.words import number, steps

__all__ = ["Direction", "MomentumPhase", "MomentumTrace"]

STEPS = 1000
NEAR = 0.01  # of the distance at the start: there a run has arrived
NOTHING = 1e-6  # of the gradient at the start: what is smaller is rounding
BOUNDARY = 1e-9  # so near to critical damping, rounding decides on which side
OUT = 1e3  # far outside the still picture
# What agreement and alternation make of a velocity, and the largest stable α.
FORMULAS = {
    "sum": ("1/(1 − μ)", "1/(1 + μ)", "2(1 + μ)/h_max"),
    "average": ("1", "(1 − μ)/(1 + μ)", "2(1 + μ)/((1 − μ)h_max)"),
    "nesterov": ("1/(1 − μ)", "1/(1 + μ)", "2(1 + μ)/((1 + 2μ)h_max)"),
}


class Direction(NamedTuple):
    """How one direction moves: by which factor its distance shrinks per step in the long run, and in which phase."""

    rate: float
    phase: str


class MomentumTrace(NamedTuple):
    """A run, the start first; it ends before the first number that is not finite.

    Attributes:
        w: x and y, shape (steps + 1, 2).
        g: the gradient there, shape (steps + 1, 2).
        u: the velocity that led there, 0 at the start, shape (steps + 1, 2).
        gathered: what |u| would be if all gradients had pulled one way, shape (steps + 1, 2).
    """

    w: Tensor
    g: Tensor
    u: Tensor
    gathered: Tensor


class MomentumPhase(Instrument):
    """Split momentum's velocity along and across a ravine ½ (x² + κ y²), and see each direction's phase.

    Args:
        form: "sum" (PyTorch's, u ← μu + g), "average" (m ← μm + (1 − μ)g), or "nesterov" (PyTorch's). On the
            page, a change of form converts α, so that sum and average move alike.
        lr: the learning rate α of that form, in [0.0001, 400].
        mu: the momentum μ, in [0, 0.99].
        kappa: κ, the curvature across the ravine; along it, the curvature is 1; in [1, 1000].
        x: where the run starts along the ravine, in [−5, 5].
        y: where it starts across, in [−5, 5].
        view: what stands beside the path: the "velocity" in both directions, or the "phase" diagram.
        step: how many steps are shown, in [0, 1000].
        speed: of Run, in [0.1, 10].

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Polyak (1964), https://doi.org/10.1016/0041-5553(64)90137-5; the phases as in Goh (2017),
    https://doi.org/10.23915/distill.00006; Nesterov's best settings as in Lessard, Recht and Packard (2016),
    https://doi.org/10.1137/15M1009597.
    Chapters: momentum, momentum-in-depth.
    """

    _esm = STATIC / "momentum-phase.js"
    form = Choice("sum", ("sum", "average", "nesterov"))
    lr = Number(0.036, 0.0001, 400)
    mu = Number(0.7, 0, 0.99)
    kappa = Number(50.0, 1, 1000)
    x = Number(-4.0, -5, 5)
    y = Number(1.0, -5, 5)
    view = Choice("velocity", ("velocity", "phase"))
    step = Count(8, 0, STEPS)
    speed = Number(1.0, 0.1, 10)

    def limit(self) -> float:
        """Return the largest stable α."""
        most = 2 * (1 + self.mu) / self.kappa
        if self.form == "average":
            return 2 * (1 + self.mu) / ((1 - self.mu) * self.kappa)
        return 2 * (1 + self.mu) / ((1 + 2 * self.mu) * self.kappa) if self.form == "nesterov" else most

    def gains(self) -> tuple[float, float]:
        """Return how many gradients long a velocity becomes if all agree, and if all alternate."""
        taken = 1 - self.mu if self.form == "average" else 1.0
        return taken / (1 - self.mu), taken / (1 + self.mu)

    def best(self) -> tuple[float, float]:
        """Return the α of this form and the μ with the smallest rate for this κ."""
        if self.form == "nesterov":
            root = math.sqrt(3 * self.kappa + 1)
            return 4 / (3 * self.kappa + 1), (root - 2) / (root + 2)
        root = math.sqrt(self.kappa)
        lr, mu = (2 / (1 + root)) ** 2, ((root - 1) / (root + 1)) ** 2
        return lr / (1 - mu) if self.form == "average" else lr, mu

    def direction(self, h: float) -> Direction:
        """Return rate and phase of a direction of curvature h: those of its 2×2 iteration matrix."""
        mu, a = self.mu, (self.lr * (1 - self.mu) if self.form == "average" else self.lr) * h
        nesterov = self.form == "nesterov"
        trace, determinant = ((1 + mu) * (1 - a), mu * (1 - a)) if nesterov else (1 + mu - a, mu)
        inside = trace * trace - 4 * determinant
        rate = math.sqrt(determinant) if inside < 0 else (abs(trace) + math.sqrt(inside)) / 2
        if a > 2 * (1 + mu) / (1 + 2 * mu if nesterov else 1):
            return Direction(rate, "divergent")
        if abs(inside) <= BOUNDARY:
            return Direction(rate, "critically damped")
        if inside < 0:
            return Direction(rate, "under-damped")
        return Direction(rate, "alternating" if trace < 0 else "over-damped")

    def trace(self, steps: int = STEPS) -> MomentumTrace:
        """Return `steps` steps of `trainloop.optim.SGD`."""
        form: dict[str, Any] = {
            "averaging": self.form == "average",
            "nesterov": self.form == "nesterov" and self.mu > 0,
        }
        w = torch.tensor([self.x, self.y], dtype=torch.float64)
        optimizer = SGD([w], self.lr, momentum=self.mu, **form)
        slopes = torch.tensor([1.0, self.kappa], dtype=torch.float64)
        taken = 1 - self.mu if self.form == "average" else 1.0
        u, gathered = torch.zeros_like(w), torch.zeros_like(w)
        rows: list[tuple[Tensor, ...]] = []
        for _ in range(steps + 1):
            w.grad = slopes * w
            row = (w.clone(), w.grad, u.clone(), gathered)
            if not all(bool(part.isfinite().all()) for part in row):
                break
            rows.append(row)
            gathered = self.mu * gathered + taken * w.grad.abs()
            optimizer.step()
            u = optimizer.state[w]["momentum_buffer"] if self.mu else w.grad
        return MomentumTrace(*map(torch.stack, zip(*rows, strict=True)))

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        run = self.trace()
        return " ".join((self._velocity(run), self._directions(), self._outcome(run), self._rate()))

    def _velocity(self, run: MomentumTrace) -> str:
        at = min(self.step, len(run.w) - 1)
        if self.mu == 0:
            return f"Step {at}: without momentum, each step is along its own gradient alone."
        along, across = (_share(run, at, i) for i in (0, 1))
        pull = "no velocity yet"
        if at:
            pull = f"of what the velocity gathered, {along} pulls one way along the ravine, {across} across it"
        (agreement, alternation), (agreed, alternated, _) = self.gains(), FORMULAS[self.form]
        long = agreed if agreed == "1" else f"{agreed} = {number(agreement)}"
        return (
            f"Step {at}: {pull} (its length in gradients: {long} if all agree, "
            f"{alternated} = {number(alternation)} if all alternate).{_coasting(run, at)}"
        )

    def _directions(self) -> str:
        along, across = (f"{way.phase}, ×{number(way.rate)} a step" for way in map(self.direction, (1.0, self.kappa)))
        if self.kappa == 1:
            return f"In every direction (h = 1): {along}."
        return f"Along (h = 1): {along}; across (h = {number(self.kappa)}): {across}."

    def _outcome(self, run: MomentumTrace) -> str:
        away = torch.linalg.vector_norm(run.w, dim=1).tolist()
        gone = _since([distance > away[0] for distance in away])
        if gone is not None:
            most = self.limit()
            digits = 6 if number(self.lr) == number(most) else 3
            why = f": α = {number(self.lr, digits)} is above {FORMULAS[self.form][2]} = {number(most, digits)}"
            return f"From step {gone} on it is farther away than at its start{why if self.lr > most else ''}."
        arrived = _since([distance <= NEAR * away[0] for distance in away])
        if arrived is not None:
            return f"The distance stays within 1 % of the start's from step {arrived} on."
        return f"After {steps(len(away) - 1)} the distance is {number(away[-1] / away[0])} times the start's."

    def _rate(self) -> str:
        if self.form == "nesterov":
            return f"Nesterov steps along g + μu, at α = {number(self.lr)}."
        if self.mu == 0:
            return f"α = {number(self.lr)}: without momentum, sum and average are the same."
        own, other, lr = "sum", "average", self.lr / (1 - self.mu)
        if self.form == "average":
            own, other, lr = "average", "sum", self.lr * (1 - self.mu)
        return f"α = {number(self.lr)} for the {own} moves as α = {number(lr)} for the {other}."

    def picture(self) -> Described:
        """Return a still picture of it: the path, and the velocity against what it would be in agreement."""
        figure, (left, right) = new_figure(height=3.2, columns=2)
        run, ground = self.trace(), ravine(self.kappa)
        draw_levels(left, ground)
        path = run.w[: self.step + 1]
        left.plot(*path[(path.abs() < OUT).all(dim=1)].T, "--.", color=PALETTE["vermillion"])
        left.set(xlim=ground.domain[0], ylim=ground.domain[1], xlabel="x, along", ylabel="y, across", title="The path")
        shown = slice(1, min(self.step, len(run.w) - 1) + 1)
        for i, (name, dash, color) in enumerate((("along", "-", "blue"), ("across", "--", "vermillion"))):
            share = run.u[shown, i].abs() / run.gathered[shown, i].clamp(min=torch.finfo(torch.float64).tiny)
            right.plot(range(1, len(share) + 1), 100 * share, dash, color=PALETTE[color], label=name)
        right.set(xlabel="step", ylabel="share that pulls one way, %", title="The velocity", ylim=(-3, 103))
        right.legend()
        return describe(figure, self.summary())


def _share(run: MomentumTrace, t: int, i: int) -> str:
    """Which share of what was gathered in direction i didn't cancel."""
    gathered = run.gathered[t, i].item()
    if gathered <= NOTHING * abs(run.g[0, i].item()):
        return "nothing"
    return f"{math.floor(100 * (abs(run.u[t, i].item()) / gathered) + 0.5)} %"


def _coasting(run: MomentumTrace, t: int) -> str:
    """Said where the slope has ended and the motion hasn't."""
    is_flat = bool((run.g[t].abs() <= NOTHING * run.g[0].abs()).all())
    is_moving = bool((run.u[t].abs() > NEAR * run.g[0].abs()).any())
    return " Here the gradient is zero, but not the velocity." if is_flat and is_moving else ""


def _since(holds: list[bool]) -> int | None:
    """From which position on something holds to the end, or None."""
    if not holds[-1]:
        return None
    return next((t + 1 for t in range(len(holds) - 1, -1, -1) if not holds[t]), 0)
