"""Schedules that only fall: one formula each."""

from collections.abc import Sequence

from trainloop.arguments import integer, non_negative, positive, within
from trainloop.schedules.progress import final_rate, half_wave, progress

__all__ = [
    "constant",
    "cosine",
    "exponential",
    "inverse_time",
    "linear",
    "multi_step",
    "polynomial",
    "step_decay",
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


def multi_step(step: int, *, lr: float, milestones: Sequence[int], factor: float = 0.1) -> float:
    """Return lr, multiplied by factor at each of the milestones that are reached, as MultiStepLR does.

    Args:
        step: from 0.
        lr: the first rate, at least 0.
        milestones: steps at which the rate drops, at least 0, in any order.
        factor: what a drop multiplies the rate by, from 0 to 1.

    Raises:
        ValueError, TypeError: an argument is not allowed; the message names it.
    """
    step = integer("step", step, minimum=0)
    reached = sum(integer("milestones", milestone, minimum=0) <= step for milestone in milestones)
    return non_negative("lr", lr) * within("factor", factor, 0, 1) ** reached


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
    return non_negative("lr", lr) * (start + (end - start) * progress(step, total))


def polynomial(step: int, *, lr: float, total: int, power: float = 1.0, final: float = 0.0) -> float:
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
    final = final_rate(final, lr)
    return final + (lr - final) * float((1 - progress(step, total)) ** positive("power", power))


def cosine(step: int, *, lr: float, total: int, final: float = 0.0) -> float:
    """Return half a cosine wave from lr down to final, as CosineAnnealingLR does up to `total`.

    Arguments and errors as for `polynomial`.

    Source: Loshchilov and Hutter (2017), https://arxiv.org/abs/1608.03983, equation 5.
    """
    return half_wave(lr, final_rate(final, lr), progress(step, total))
