"""ScheduleDesigner: a learning-rate schedule, and what it does to a run with noise."""

from math import floor
from typing import Any, NamedTuple

import torch
from torch import Tensor

from trainloop import schedules
from trainloop.noise import normal
from trainloop.optim import SGD
from trainloop.plotting import PALETTE, Described, describe, new_figure
from trainloop.widgets.instrument import STATIC, Instrument
from trainloop.widgets.settings import Choice, Count, Number
from trainloop.widgets.words import number, steps

__all__ = ["ScheduleDesigner", "ScheduleTrace"]

STEPS = 1000
CURVATURES = torch.logspace(-2, 0, 10, dtype=torch.float64)
START = (len(CURVATURES) * CURVATURES).rsqrt()
SEEN = 20
CLIFF = 2
NAMES = [name for name in schedules.__all__ if name != "lambda_lr"]


class ScheduleTrace(NamedTuple):
    """Before each step and after the last: float64 of shape (1001,) each.

    Attributes:
        rate: the learning rate α that the scheduler gives.
        expected: the exact expectation of the loss.
        run: the loss of one run, with the noise of `seed`.
        constant: the expected loss at the peak rate held all the way.
        distance: what the loss would be without noise, a part of `expected`.
    """

    rate: Tensor
    expected: Tensor
    run: Tensor
    constant: Tensor
    distance: Tensor


class ScheduleDesigner(Instrument):
    """Draw a schedule and see 1000 steps of SGD with it, on a quadratic with noisy gradients.

    The quadratic is ½ Σ h w² in ten directions, h from 0.01 to 1, each with the same share of a
    loss of ½ at the start; the gradient along each is hw plus noise of variance σ²h. Lengths are in
    steps of the optimizer. Where they contradict each other the total counts first, then the
    warm-up: it ends before the total, and the cool-down begins after it.

    Args:
        schedule: a schedule of `trainloop.schedules`, by its name; it uses what it has.
        peak: its highest rate α, in [0.005, 2.2]; the cliff is 2/h_max = 2.
        drop: when the rate drops, in [1, 1000].
        factor: what a drop multiplies the rate by, in [0.001, 1].
        drops: "once", or "again" for a drop every `drop` steps.
        half: when the rate has first halved, in [1, 1000].
        warmup: how many steps the rate rises, in [0, 999]; one_cycle needs 2.
        cool: when the cool-down begins, in [0, 999].
        total: when the schedule ends and holds its last rate, in [100, 1000].
        start: share of the peak at step 0, in [0.001, 1].
        final: share of the peak at the end, in [0, 1].
        power: of the polynomial, in [0.25, 4].
        period: length of the first wave, in [10, 1000].
        multiplier: how many times longer each next wave is, from 1 to 4.
        shape: of the cool-down, and of the one-cycle's rise: "cosine" or "linear".
        stepped: when the scheduler is stepped: "step"; "epoch", with its lengths counted in epochs;
            or "mixed", each epoch but with its lengths still in steps, the classic mistake.
        epoch: steps in an epoch, from 2 to 50.
        noise: σ, in [0, 1].
        seed: of the one run's noise, from 1 to 99.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: the noisy quadratic of Zhang et al. (2019), https://arxiv.org/abs/1907.04164.

    Chapter: learning-rate-schedules.
    """

    _esm = STATIC / "schedule-designer.js"
    schedule = Choice("step_decay", NAMES)
    peak = Number(0.5, 0.005, 2.2)
    drop = Count(800, 1, STEPS)
    factor = Number(0.1, 0.001, 1)
    drops = Choice("once", ("once", "again"))
    half = Count(100, 1, STEPS)
    warmup = Count(100, 0, STEPS - 1)
    cool = Count(800, 0, STEPS - 1)
    total = Count(STEPS, 100, STEPS)
    start = Number(0.04, 0.001, 1)
    final = Number(0.0, 0, 1)
    power = Number(2.0, 0.25, 4)
    period = Count(200, 10, STEPS)
    multiplier = Count(1, 1, 4)
    shape = Choice("cosine", ("cosine", "linear"))
    stepped = Choice("step", ("step", "epoch", "mixed"))
    epoch = Count(10, 2, 50)
    noise = Number(0.2, 0, 1)
    seed = Count(1, 1, 99)

    def arguments(self) -> dict[str, Any]:
        """Return what the schedule is called with, beside the step."""
        unit = self.epoch if self.stepped == "epoch" else 1
        low = self.final * self.peak
        total = max(3, _units(self.total, unit))
        warmup = _between(2 if self.schedule == "one_cycle" else 0, total - 1, _units(self.warmup, unit))
        cool = _between(warmup, total - 1, _units(self.cool, unit))
        waves = {"period": max(1, _units(self.period, unit)), "multiplier": self.multiplier}
        cycle = {"warmup": warmup / total, "start": self.start, "end": self.final}
        chosen: dict[str, dict[str, Any]] = {
            "constant": {},
            "step_decay": {"every": max(1, _units(self.drop, unit)), "factor": self.factor},
            "exponential": {"factor": 0.5 ** (1 / (self.half / unit))},
            "inverse_time": {"decay": 1 / (self.half / unit)},
            "linear": {"total": total, "end": self.final},
            "polynomial": {"total": total, "power": self.power, "final": low},
            "cosine": {"total": total, "final": low},
            "warmup_cosine": {"total": total, "warmup": warmup, "final": low},
            "warm_restarts": {**waves, "final": low},
            "one_cycle": {"total": total, **cycle, "shape": self.shape},
            "wsd": {"total": total, "warmup": warmup, "cooldown": total - cool, "final": low, "shape": self.shape},
        }
        return {"lr": self.peak, **chosen[self.schedule]}

    def rates(self) -> list[float]:
        """Return the rate before each step and after the last."""
        schedule, settings = getattr(schedules, self.schedule), self.arguments()
        # A single drop: the count stands still before the second.
        once = self.schedule == "step_decay" and self.drops == "once"
        last = 2 * settings["every"] - 1 if once else STEPS
        counts = range(STEPS // self._every() + 1)
        asked = [schedule(min(count, last), **settings) for count in counts]
        return [asked[t // self._every()] for t in range(STEPS + 1)]

    def trace(self) -> ScheduleTrace:
        """Return the rates, and the losses with them and at a constant rate."""
        rates = self.rates()
        expected, distance = _expected(rates, self.noise)
        constant, _ = _expected([self.peak] * (STEPS + 1), self.noise)
        run = _run(rates, self.noise, self.seed)
        return ScheduleTrace(torch.tensor(rates, dtype=torch.float64), expected, run, constant, distance)

    def _every(self) -> int:
        return 1 if self.stepped == "step" else self.epoch

    def summary(self) -> str:
        """Return in words what the instrument shows."""
        rates = self.rates()
        expected, distance = _expected(rates, self.noise)
        end = expected[-1].item()
        said = [
            f"After {steps(STEPS)} the expected loss is {number(end)}: {_percent(distance[-1].item() / end)} "
            "of it is distance still to go, the rest noise.",
            self._compared(end),
            *self._special(rates, expected.tolist()),
            *self._stepping(rates),
        ]
        if self.peak > CLIFF:
            said.append(f"A rate above the cliff, 2/h_max = {CLIFF}, makes the loss grow.")
        return " ".join(said)

    def _compared(self, end: float) -> str:
        if self.schedule == "constant":
            return "With the rate held, only a smaller one would lower the noise."
        held = _expected([self.peak] * (STEPS + 1), self.noise)[0][-1].item()
        return f"The peak rate, held all the way, ends at {number(held)}, {number(held / end)} times that."

    def _special(self, rates: list[float], losses: list[float]) -> list[str]:
        flattest = CURVATURES[0].item()
        kept = (1 - flattest * torch.tensor(rates[:-1], dtype=torch.float64)).abs().prod().item()
        left = f"along the flattest direction, h = {number(flattest)}, {_percent(kept)} of the way is left."
        if self.schedule == "step_decay":
            return [self._dropped(losses)]
        if self.schedule == "exponential":
            most = self._every() * self.peak / (1 - self.arguments()["factor"])
            return [
                f"However long it ran, its rates would not sum to more than {number(most)}, so it stalls: {left}",
            ]
        if self.schedule == "inverse_time":
            return [f"Its rates sum to {number(sum(rates[:-1]))} so far, and would grow without bound: {left}"]
        if self.schedule in ("warmup_cosine", "one_cycle", "wsd"):
            return ["A quadratic can't show why a warm-up helps; a Replay of an MLP does."]
        return []

    def _dropped(self, losses: list[float]) -> str:
        at = self.arguments()["every"] * self._every()
        if at >= STEPS:
            return "The drop never comes: the run is over before."
        seen = min(SEEN, STEPS - at)
        before, after = number(losses[at]), number(losses[at + seen])
        return f"In the {steps(seen)} after the drop at step {at} it goes from {before} to {after}."

    def _stepping(self, rates: list[float]) -> list[str]:
        if self.stepped == "step":
            return []
        if self.stepped == "epoch":
            return [f"The rate changes only after each epoch of {steps(self.epoch)}."]
        return [
            f"Stepped once an epoch, the scheduler has counted to {STEPS // self.epoch} when the run ends: "
            f"it stands at {number(rates[-1] / self.peak)} of its peak.",
        ]

    def picture(self) -> Described:
        """Return a still picture of it."""
        figure, (left, right) = new_figure(height=3.0, columns=2)
        run = self.trace()
        left.plot(run.rate, color=PALETTE["blue"])
        left.set(xlabel="step", ylabel="learning rate α", title="The learning rate", ylim=(0, None))
        right.plot(run.run, color=PALETTE["blue"], linewidth=0.5, alpha=0.6, label="one run")
        right.plot(run.constant, "--", color=PALETTE["vermillion"], label="peak rate held")
        right.plot(run.expected, "-", color=PALETTE["blue"], label="expected")
        right.plot(run.distance, ":", color=PALETTE["purple"], label="without noise")
        lowest = min(run.expected.min().item(), run.constant.min().item())
        right.set(xlabel="step", ylabel="loss", title="The loss with it", yscale="log")
        right.set_ylim(bottom=lowest / 3)
        right.legend()
        return describe(figure, self.summary())


def _units(length: int, unit: int) -> int:
    """Return the whole number nearest to length / unit, halves rounded up."""
    return (2 * length + unit) // (2 * unit)


def _between(low: int, high: int, value: int) -> int:
    return min(high, max(low, value))


def _percent(share: float) -> str:
    return f"{floor(100 * share + 0.5)} %"


def _expected(rates: list[float], noise: float) -> tuple[Tensor, Tensor]:
    """Return the exact expected loss before each step and after the last, and its part without noise."""
    h, all_rates = CURVATURES, torch.tensor(rates[:-1], dtype=torch.float64)[:, None]
    shrunk, added = (1 - all_rates * h).square(), all_rates.square() * noise**2 * h
    mean, square = [START.square()], [START.square()]
    for factor, variance in zip(shrunk, added, strict=True):
        mean.append(factor * mean[-1])
        square.append(factor * square[-1] + variance)
    return torch.stack(square) @ h / 2, torch.stack(mean) @ h / 2


def _run(rates: list[float], noise: float, seed: int) -> Tensor:
    """Return the loss before each step of SGD and after the last."""
    h, w = CURVATURES, START.clone()
    draws = normal(seed, STEPS * len(h)).reshape(STEPS, len(h))
    optimizer = SGD([w], lr=rates[0])
    path = [w.clone()]
    for rate, draw in zip(rates[:-1], draws, strict=True):
        optimizer.param_groups[0]["lr"] = rate
        w.grad = h * w + noise * h.sqrt() * draw
        optimizer.step()
        path.append(w.clone())
    return torch.stack(path).square() @ h / 2
