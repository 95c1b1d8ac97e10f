"""What the schedules share: how far along a step is, the shapes between two rates, the checks."""

from collections.abc import Callable
from math import cos, pi

from trainloop.arguments import integer, non_negative, within

__all__ = ["SHAPES", "final_rate", "half_wave", "line", "progress", "within_budget"]


def half_wave(first: float, last: float, share: float) -> float:
    """Return the rate after this share of half a cosine wave from first to last."""
    return last + (first - last) * (1 + cos(pi * share)) / 2


def line(first: float, last: float, share: float) -> float:
    """Return the rate after this share of the way from first to last."""
    return first + (last - first) * share


SHAPES: dict[str, Callable[[float, float, float], float]] = {
    "cosine": half_wave,
    "linear": line,
}


def progress(step: int, total: int) -> float:
    """Return step / total, at most 1."""
    step, total = integer("step", step, minimum=0), integer("total", total, minimum=1)
    return min(step, total) / total


def final_rate(final: float, lr: float) -> float:
    """Return `final` if it is from 0 to lr, else raise."""
    return within("final", final, 0, non_negative("lr", lr))


def within_budget(name: str, steps: int, total: int) -> int:
    """Return `steps` if the schedule's total is longer, else raise."""
    steps, total = integer(name, steps, minimum=0), integer("total", total, minimum=1)
    if steps >= total:
        raise ValueError(f"{name} must be less than total, {total}, not {steps!r}")
    return steps
