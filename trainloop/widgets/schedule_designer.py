"""ScheduleDesigner: a learning rate's course, and what it does to a run on a noisy quadratic."""

from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

import torch
from torch import Tensor

from trainloop import schedules
from trainloop.noise import normal
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number
from trainloop.widgets.words import number, steps

__all__ = ["ScheduleDesigner", "ScheduleTrace"]

MOST = 2000
CURVATURES = (1.0, 0.1, 0.01)
START = (1.0, 1.0, 10.0)
NAMES = (
    "constant",
    "multi_step",
    "step_decay",
    "exponential",
    "inverse_time",
    "linear",
    "polynomial",
    "cosine",
    "warmup_cosine",
    "warm_restarts",
    "one_cycle",
    "wsd",
)
WARMING = ("warmup_cosine", "one_cycle", "wsd")


class ScheduleTrace(NamedTuple):
    """What the schedule does; each ends before the first number that is not finite.

    Attributes:
        rate: the learning rate of each step, shape (total,).
        distance: the expected loss that the start has left, shape (total + 1,).
        noise: the expected loss that noise adds, shape (total + 1,).
        run: the loss of one run, shape (total + 1,).
    """

    rate: Tensor
    distance: Tensor
    noise: Tensor
    run: Tensor


class ScheduleDesigner(Instrument):
    """Design a learning-rate schedule, and see one run and the expected loss on a noisy quadratic.

    The loss is ½(w₁² + 0.1 w₂² + 0.01 w₃²) from (1, 1, 10); each gradient has fresh noise of variance c in
    each coordinate.

    Args:
        schedule: one of `trainloop.schedules`, by its name.
        lr: the learning rate α that the schedule starts from or rises to, in [0.001, 3].
        drop: step at which "multi_step" drops, from 1 to 2000.
        every: steps between drops of "step_decay", length of the first wave of "warm_restarts".
        factor: of each drop, in [0, 1].
        gamma: what "exponential" multiplies the rate by in each step, in [0.9, 1].
        decay: of "inverse_time", in [0.0001, 1].
        power: of "polynomial", in [0.1, 5].
        warmup: steps of the warm-up, from 0 to 2000; at most one less than the total is used, by "one_cycle" at least 2.
        cooldown: steps of the decay of "wsd", from 1 to 2000; what the warm-up leaves is used.
        final: the last rate as a share of α, in [0, 1].
        multiplier: how many times longer each wave of "warm_restarts" is than the one before, 1 to 3.
        shape: of "one_cycle" and of the decay of "wsd", "cosine" or "linear".
        total: steps of the run, from 10 to 2000.
        per: what the scheduler's step() counts, "step" or "epoch".
        epoch: steps in an epoch, from 2 to 200.
        noise: c, variance of the gradients' noise, in [0, 1].
        seed: of the one run's noise, from 0 to 999.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Chapter: learning-rate-schedules.
    """

    _esm = STATIC / "schedule-designer.js"
    schedule = Choice("multi_step", NAMES)
    lr = Number(0.5, 0.001, 3)
    drop = Count(600, 1, MOST)
    every = Count(250, 1, MOST)
    factor = Number(0.1, 0, 1)
    gamma = Number(0.995, 0.9, 1)
    decay = Number(0.01, 0.0001, 1)
    power = Number(1.0, 0.1, 5)
    warmup = Count(100, 0, MOST)
    cooldown = Count(200, 1, MOST)
    final = Number(0.0, 0, 1)
    multiplier = Count(2, 1, 3)
    shape = Choice("cosine", ("cosine", "linear"))
    total = Count(1000, 10, MOST)
    per = Choice("step", ("step", "epoch"))
    epoch = Count(10, 2, 200)
    noise = Number(0.1, 0, 1)
    seed = Count(0, 0, 999)

    def rate_of(self, step: int) -> float:
        """Return the learning rate α of a step, counted from 0."""
        return self._counted(step if self.per == "step" else step // self.epoch)

    def _counted(self, count: int) -> float:
        lr, total, final = self.lr, self.total, self.final * self.lr
        warmup = min(self.warmup, total - 1)
        cooldown = min(self.cooldown, total - warmup)
        rules: dict[str, Callable[[], float]] = {
            "constant": lambda: schedules.constant(count, lr=lr),
            "multi_step": lambda: schedules.multi_step(count, lr=lr, milestones=[self.drop], factor=self.factor),
            "step_decay": lambda: schedules.step_decay(count, lr=lr, every=self.every, factor=self.factor),
            "exponential": lambda: schedules.exponential(count, lr=lr, factor=self.gamma),
            "inverse_time": lambda: schedules.inverse_time(count, lr=lr, decay=self.decay),
            "linear": lambda: schedules.linear(count, lr=lr, total=total, end=self.final),
            "polynomial": lambda: schedules.polynomial(count, lr=lr, total=total, power=self.power, final=final),
            "cosine": lambda: schedules.cosine(count, lr=lr, total=total, final=final),
            "warmup_cosine": lambda: schedules.warmup_cosine(count, lr=lr, total=total, warmup=warmup, final=final),
            "warm_restarts": lambda: schedules.warm_restarts(
                count, lr=lr, period=self.every, multiplier=self.multiplier, final=final
            ),
            "one_cycle": lambda: schedules.one_cycle(
                count, lr=lr, total=total, warmup=max(warmup, 2) / total, shape=self.shape
            ),
            "wsd": lambda: schedules.wsd(
                count, lr=lr, total=total, warmup=warmup, cooldown=cooldown, final=final, shape=self.shape
            ),
        }
        return rules[self.schedule]()

    def trace(self) -> ScheduleTrace:
        """Return the rates, what theory expects of them, and one run."""
        return self._follow([self.rate_of(step) for step in range(self.total)])

    def constant(self) -> ScheduleTrace:
        """Return the same for the rate α at every step."""
        return self._follow([self.lr] * self.total)

    def _follow(self, rates: list[float]) -> ScheduleTrace:
        h = torch.tensor(CURVATURES, dtype=torch.float64)
        mean, variance = torch.tensor(START, dtype=torch.float64), torch.zeros(3, dtype=torch.float64)
        draws = self.noise**0.5 * normal(self.seed, 3 * self.total).reshape(-1, 3)
        w = mean.clone()
        found = [[0.5 * (h * part).sum().item()] for part in (mean**2, variance, w**2)]
        for lr, draw in zip(rates, draws, strict=True):
            kept = 1 - lr * h
            mean, variance = kept * mean, kept**2 * variance + lr**2 * self.noise
            w = w - lr * (h * w + draw)
            distance, noise, run = (0.5 * (h * part).sum().item() for part in (mean**2, variance, w**2))
            if len(found[0]) == len(found[1]) and isfinite(distance + noise):
                found[0].append(distance)
                found[1].append(noise)
            if isfinite(run):
                found[2].append(run)
        return ScheduleTrace(*(torch.tensor(part, dtype=torch.float64) for part in (rates, *found)))

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        trace, plain = self.trace(), self.constant()
        rates = trace.rate.tolist()
        opening = (
            f"α goes from {number(rates[0])} to {number(rates[-1])} in {steps(self.total)}, "
            f"and is {number(max(rates))} at most."
        )
        return " ".join(part for part in (opening, self._epochs(), self._end(trace, plain), self._warm()) if part)

    def _epochs(self) -> str:
        if self.per == "step":
            return ""
        made = (self.total - 1) // self.epoch + 1
        return f"Its scheduler steps once an epoch, so it makes {made} of its {steps(self.total)}."

    def _end(self, trace: ScheduleTrace, plain: ScheduleTrace) -> str:
        if len(trace.distance) <= self.total:
            made = len(trace.distance) - 1
            return (
                f"The loss diverges; after step {made} it is too large to count: α is above 2/h_max = 2 for too long."
            )
        distance, noise = trace.distance[-1].item(), trace.noise[-1].item()
        end = distance + noise
        share = 100 * noise / end if end else 0.0
        text = f"The expected loss ends at {number(end)}, {number(share)} % of it from noise, the rest from distance."
        if len(plain.distance) <= self.total or end == 0 or self.schedule == "constant":
            return text
        other = plain.distance[-1].item() + plain.noise[-1].item()
        return f"{text} At constant α = {number(self.lr)} it ends at {number(other)}, {number(other / end)} times that."

    def _warm(self) -> str:
        if self.schedule not in WARMING:
            return ""
        return "What a warm-up is good for, a quadratic can't show: its curvature doesn't change."

    def picture(self) -> Described:
        """Return a still picture of it: the rates, and the losses."""
        figure, (left, right) = new_figure(height=3.0, columns=2)
        trace, plain = self.trace(), self.constant()
        left.plot(trace.rate.tolist(), color=PALETTE["blue"], linestyle="-")
        left.set(xlabel="step", ylabel="learning rate α", title="The schedule")
        right.plot(trace.run.clamp(max=1e6), color=PALETTE["black"], linestyle="-", alpha=0.35, label="one run")
        right.plot(
            (trace.distance + trace.noise).clamp(max=1e6), color=PALETTE["blue"], linestyle="-", label="expected"
        )
        right.plot(
            (plain.distance + plain.noise).clamp(max=1e6),
            color=PALETTE["vermillion"],
            linestyle="--",
            label="constant α",
        )
        right.set(xlabel="step", ylabel="loss", title="The loss", yscale="log")
        right.legend()
        return describe(figure, self.summary())
