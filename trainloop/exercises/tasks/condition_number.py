"""Exercise: the condition number, read off the losses of a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number

Losses = Sequence[float]


def condition_number(losses: Sequence[float], lr: float, h_max: float) -> float:
    """Return κ from the last two losses of a run of gradient descent on a quadratic with the minimum 0."""
    left = (losses[-1] / losses[-2]) ** 0.5
    return float(h_max * lr / (1 - left))


def _from(left: Callable[[Losses], float]) -> Callable[[Losses, float, float], float]:
    """κ from another share that a step leaves."""
    return lambda losses, lr, h_max: h_max * lr / (1 - left(losses))


def _h_min(losses: Losses, lr: float, h_max: float) -> float:
    return h_max / condition_number(losses, lr, h_max)


def _inverse(losses: Losses, lr: float, h_max: float) -> float:
    return 1 / condition_number(losses, lr, h_max)


def _rate_missing(losses: Losses, lr: float, h_max: float) -> float:
    return condition_number(losses, 1.0, h_max)


def _largest_missing(losses: Losses, lr: float, h_max: float) -> float:
    return condition_number(losses, lr, 1.0)


def _rate_is_best(losses: Losses, lr: float, h_max: float) -> float:
    left = (losses[-1] / losses[-2]) ** 0.5
    return float((1 + left) / (1 - left))


def _rate_is_one_over_h(losses: Losses, lr: float, h_max: float) -> float:
    return float(1 / (1 - (losses[-1] / losses[-2]) ** 0.5))


def _share_not_taken_from_one(losses: Losses, lr: float, h_max: float) -> float:
    return float(h_max * lr / (losses[-1] / losses[-2]) ** 0.5)


def _trace(lr: float, curvatures: Sequence[float], start: Sequence[float], steps: int) -> list[float]:
    """Losses before each step and after the last."""
    return [
        sum(h * (w * (1 - lr * h) ** step) ** 2 / 2 for h, w in zip(curvatures, start, strict=True))
        for step in range(steps + 1)
    ]


TASK = Task(
    reference=condition_number,
    result=Number("κ"),
    cases=(
        {"losses": _trace(0.04, (1.0, 20.0), (4.0, 1.0), 60), "lr": 0.04, "h_max": 20.0},
        {"losses": _trace(0.5, (0.25, 3.0), (2.0, -1.0), 120), "lr": 0.5, "h_max": 3.0},
        {"losses": _trace(0.01, (2.0, 100.0), (-3.0, 2.0), 200), "lr": 0.01, "h_max": 100.0},
        {"losses": _trace(0.1, (0.5, 8.0), (1.0, 5.0), 90), "lr": 0.1, "h_max": 8.0},
    ),
    mistakes=(
        Mistake(
            "root-missing",
            _from(lambda losses: losses[-1] / losses[-2]),
            "the loss goes with the square of the distance; take the root of the ratio",
        ),
        Mistake(
            "first-steps",
            _from(lambda losses: (losses[1] / losses[0]) ** 0.5),
            "at the start the steep direction is still in the loss; use the last two losses",
        ),
        Mistake(
            "mean-of-the-run",
            _from(lambda losses: (losses[-1] / losses[0]) ** (0.5 / (len(losses) - 1))),
            "a mean over the whole run holds the steep direction too; use the last two losses",
        ),
        Mistake(
            "ratio-upside-down",
            _from(lambda losses: (losses[-2] / losses[-1]) ** 0.5),
            "the ratio is upside down; divide the later loss by the earlier one",
        ),
        Mistake("h-min", _h_min, "this is h_min; divide h_max by it"),
        Mistake("inverse", _inverse, "this is h_min / h_max; κ is the other way round"),
        Mistake("rate-missing", _rate_missing, "the learning rate is missing; a step leaves 1 − lr · h_min"),
        Mistake("h-max-missing", _largest_missing, "this is 1/h_min; multiply it by h_max"),
        Mistake(
            "best-rate-assumed",
            _rate_is_best,
            "that holds at the best rate, 2/(h_min + h_max); here lr is given, so use 1 − lr · h_min",
        ),
        Mistake(
            "one-over-h-max-assumed",
            _rate_is_one_over_h,
            "that holds at lr = 1/h_max; here lr is given, so use 1 − lr · h_min",
        ),
        Mistake(
            "share-not-taken-from-one",
            _share_not_taken_from_one,
            "the root of the ratio is 1 − lr · h_min; take it from 1 before you divide by lr",
        ),
    ),
    tensors=("losses",),
    source="the curvatures that made the runs",
    hints=(
        "Late in the run only the flattest direction is left. By which factor does a step shrink its distance?",
        "The distance shrinks by 1 − lr · h_min, and the loss by the square of that. Divide the last loss by the one before.",
        "h_min = (1 − root of that ratio) / lr, and κ = h_max / h_min.",
    ),
)
