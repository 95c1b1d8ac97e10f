"""Learning-rate schedules: pure functions of the step, from 0 for the first step of all.

Each takes `lr`, the rate it starts from or rises to, and returns the rate for one step. Past its
total a schedule holds its last rate; PyTorch's cosine would rise again, its one-cycle would fail.
`lambda_lr` hands a schedule to an optimizer. All are taught in learning-rate-schedules.
"""

from collections.abc import Callable
from math import cos, pi
from typing import TYPE_CHECKING, Any

from trainloop.arguments import fraction, integer, non_negative, one_of, positive, within

if TYPE_CHECKING:  # the schedules themselves are plain arithmetic and don't need torch
    from torch.optim import Optimizer
    from torch.optim.lr_scheduler import LambdaLR

__all__ = [
    "constant",
    "cosine",
    "exponential",
    "inverse_time",
    "lambda_lr",
    "linear",
    "one_cycle",
    "polynomial",
    "step_decay",
    "warm_restarts",
    "warmup_cosine",
    "wsd",
]


def constant(step: int, *, lr: float) -> float:
    """Return lr, whatever the step."""
    integer("step", step, minimum=0)
    return non_negative("lr", lr)


def step_decay(step: int, *, lr: float, every: int, factor: float = 0.1) -> float:
    """Return lr · factor^⌊step / every⌋, as StepLR does.

    Args:
        step: from 0.
        lr: the first rate, at least 0.
        every: steps between two drops, at least 1.
        factor: what a drop multiplies the rate by, from 0 to 1.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    step, every = integer("step", step, minimum=0), integer("every", every, minimum=1)
    return non_negative("lr", lr) * within("factor", factor, 0, 1) ** (step // every)


def exponential(step: int, *, lr: float, factor: float) -> float:
    """Return lr · factor^step, as ExponentialLR does; arguments and errors as for `step_decay`.

    All its rates together sum to lr / (1 − factor), so it can stall before it has arrived.
    """
    step = integer("step", step, minimum=0)
    return non_negative("lr", lr) * within("factor", factor, 0, 1) ** step


def inverse_time(step: int, *, lr: float, decay: float) -> float:
    """Return lr / (1 + decay · step), whose sum grows without bound: "1/t".

    Args:
        step: from 0.
        lr: the first rate, at least 0.
        decay: at least 0; after 1 / decay steps the rate has halved.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Robbins and Monro (1951), https://doi.org/10.1214/aoms/1177729586.
    """
    step = integer("step", step, minimum=0)
    return non_negative("lr", lr) / (1 + non_negative("decay", decay) * step)


def linear(step: int, *, lr: float, total: int, start: float = 1.0, end: float = 0.0) -> float:
    """Return a rate on the straight line from start · lr to end · lr, as LinearLR does.

    Args:
        step: from 0.
        lr: the rate that start and end are shares of, at least 0.
        total: the step where the line ends, at least 1.
        start: share of lr at step 0, at least 0; below `end` it is a warm-up.
        end: share of lr from step `total` on, at least 0.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    start, end = non_negative("start", start), non_negative("end", end)
    return non_negative("lr", lr) * (start + (end - start) * _progress(step, total))


def polynomial(
    step: int, *, lr: float, total: int, power: float = 1.0, final: float = 0.0
) -> float:
    """Return final + (lr − final) (1 − step / total)^power, as PolynomialLR does with final 0.

    Args:
        step: from 0.
        lr: the first rate, at least 0.
        total: the step where `final` is reached, at least 1.
        power: above 0; 1 is a straight line.
        final: the last rate, from 0 to lr.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    final = _final(final, lr)
    return final + (lr - final) * (1 - _progress(step, total)) ** positive("power", power)


def cosine(step: int, *, lr: float, total: int, final: float = 0.0) -> float:
    """Return half a cosine wave from lr down to final, as CosineAnnealingLR does up to `total`.

    Arguments and errors as for `polynomial`.

    Source: Loshchilov and Hutter (2017), https://arxiv.org/abs/1608.03983, equation 5.
    """
    return _half_wave(lr, _final(final, lr), _progress(step, total))


def warmup_cosine(step: int, *, lr: float, total: int, warmup: int, final: float = 0.0) -> float:
    """Return a line up to lr at step `warmup`, then half a cosine wave down to final at `total`.

    The first rate is lr / (warmup + 1), not 0, so that no step is lost. PyTorch has no such class;
    it is SequentialLR of LinearLR and CosineAnnealingLR.

    Args:
        step: from 0.
        lr: the highest rate, at least 0.
        total: the step where `final` is reached.
        warmup: steps below lr, from 0; less than `total`.
        final: the last rate, from 0 to lr.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    step, warmup = integer("step", step, minimum=0), _within_budget("warmup", warmup, total)
    if step < warmup:
        return non_negative("lr", lr) * (step + 1) / (warmup + 1)
    return cosine(step - warmup, lr=lr, total=total - warmup, final=final)


def warm_restarts(
    step: int, *, lr: float, period: int, multiplier: int = 1, final: float = 0.0
) -> float:
    """Return cosine waves from lr to final, one after the other: CosineAnnealingWarmRestarts.

    Args:
        step: from 0.
        lr: the rate at each restart, at least 0.
        period: length of the first wave in steps, at least 1.
        multiplier: how many times longer each wave is than the one before, at least 1.
        final: the rate that a wave approaches, from 0 to lr.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Loshchilov and Hutter (2017), https://arxiv.org/abs/1608.03983.
    """
    step, period = integer("step", step, minimum=0), integer("period", period, minimum=1)
    multiplier = integer("multiplier", multiplier, minimum=1)
    if multiplier == 1:
        step %= period
    while step >= period:
        step -= period
        period *= multiplier
    return cosine(step, lr=lr, total=period, final=final)


def one_cycle(
    step: int,
    *,
    lr: float,
    total: int,
    warmup: float = 0.3,
    start: float = 1 / 25,
    end: float = 1 / 250_000,
    shape: str = "cosine",
) -> float:
    """Return a rise from start · lr to lr and a fall to end · lr, as OneCycleLR does.

    The highest rate stands at step warmup · total − 1, the last one at total − 1.

    Args:
        step: from 0; counts optimizer steps, not epochs.
        lr: the highest rate, at least 0.
        total: how many steps the cycle has, at least 1.
        warmup: the share of them that rises, in [0, 1); PyTorch's pct_start.
        start: share of lr at step 0; PyTorch's 1 / div_factor.
        end: share of lr at the end; PyTorch's 1 / (div_factor · final_div_factor).
        shape: "cosine" or "linear".

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Smith and Topin (2018), https://arxiv.org/abs/1708.07120.
    """
    step, total = integer("step", step, minimum=0), integer("total", total, minimum=1)
    lr, start, end = non_negative("lr", lr), within("start", start, 0, 1), within("end", end, 0, 1)
    between = one_of("shape", shape, _SHAPES) and _SHAPES[shape]
    top, last = fraction("warmup", warmup) * total - 1, total - 1
    if step <= top:
        return between(start * lr, lr, step / top if top else 1.0)
    return between(lr, end * lr, min((step - top) / (last - top), 1.0))


def wsd(
    step: int,
    *,
    lr: float,
    total: int,
    warmup: int,
    cooldown: int,
    final: float = 0.0,
    shape: str = "linear",
) -> float:
    """Return warm-up, stable, decay: a line up to lr, then lr, then down to final at `total`.

    Args:
        step: from 0.
        lr: the rate that is held, at least 0.
        total: the step where `final` is reached.
        warmup: steps below lr at the start, from 0, as in `warmup_cosine`.
        cooldown: steps from lr to final, at least 1; with the warm-up at most `total`.
        final: the last rate, from 0 to lr.
        shape: of the cooldown, "linear" or "cosine".

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.

    Source: Hu et al. (2024), https://arxiv.org/abs/2404.06395.
    """
    step, warmup = integer("step", step, minimum=0), _within_budget("warmup", warmup, total)
    final, cooldown = _final(final, lr), integer("cooldown", cooldown, minimum=1)
    if warmup + cooldown > total:
        raise ValueError(
            f"cooldown must be at most total - warmup, {total - warmup}, not {cooldown!r}"
        )
    between = one_of("shape", shape, _SHAPES) and _SHAPES[shape]
    if step < warmup:
        return lr * (step + 1) / (warmup + 1)
    return between(lr, final, _progress(max(step - (total - cooldown), 0), cooldown))


def lambda_lr(
    optimizer: "Optimizer", schedule: Callable[..., float], **settings: Any
) -> "LambdaLR":
    """Return a torch scheduler that gives each parameter group the schedule's rates.

    A group's own rate is the schedule's `lr`: `lambda_lr(optimizer, cosine, total=100)`. Call its
    `step()` after each `optimizer.step()`.

    Args:
        optimizer: any of torch's or of this package, with rates above 0.
        schedule: one of this module, or a function with the same first two arguments.
        settings: its other arguments, by name.

    Raises:
        ValueError, TypeError: a setting is not allowed; the message names it.
    """
    from torch.optim.lr_scheduler import LambdaLR

    def factor_for(rate: float) -> Callable[[int], float]:
        # LambdaLR multiplies, the schedule gives the rate itself.
        return lambda step: schedule(step, lr=rate, **settings) / rate

    rates = [group.get("initial_lr", group["lr"]) for group in optimizer.param_groups]
    return LambdaLR(optimizer, [factor_for(positive("lr", float(rate))) for rate in rates])


def _half_wave(first: float, last: float, progress: float) -> float:
    return last + (first - last) * (1 + cos(pi * progress)) / 2


def _line(first: float, last: float, progress: float) -> float:
    return first + (last - first) * progress


_SHAPES: dict[str, Callable[[float, float, float], float]] = {
    "cosine": _half_wave,
    "linear": _line,
}


def _progress(step: int, total: int) -> float:
    """Return step / total, at most 1."""
    step, total = integer("step", step, minimum=0), integer("total", total, minimum=1)
    return min(step, total) / total


def _final(final: float, lr: float) -> float:
    return within("final", final, 0, non_negative("lr", lr))


def _within_budget(name: str, steps: int, total: int) -> int:
    steps, total = integer(name, steps, minimum=0), integer("total", total, minimum=1)
    if steps >= total:
        raise ValueError(f"{name} must be less than total, {total}, not {steps!r}")
    return steps
