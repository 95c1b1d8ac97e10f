"""Exercise: the rate and the momentum that are best on a quadratic."""

from __future__ import annotations

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Parts
from trainloop.exercises.variants import Given, variant


def best_heavy_ball(h_min: float, h_max: float) -> tuple[float, float]:
    """Return the learning rate and the momentum μ of the fastest heavy ball (Polyak, 1964)."""
    low, high = h_min**0.5, h_max**0.5
    return (2 / (low + high)) ** 2, ((high - low) / (high + low)) ** 2


def _lr(given: Given) -> float:
    return best_heavy_ball(given.h_min, given.h_max)[0]


def _mu(given: Given) -> float:
    return best_heavy_ball(given.h_min, given.h_max)[1]


def _kappa(given: Given) -> float:
    return float(given.h_max / given.h_min)


TASK = Task(
    reference=best_heavy_ball,
    result=Parts(("lr", "mu")),
    cases=(
        {"h_min": 1.0, "h_max": 9.0},
        {"h_min": 0.25, "h_max": 16.0},
        {"h_min": 2.0, "h_max": 200.0},
        {"h_min": 0.01, "h_max": 0.5},
    ),
    mistakes=(
        Mistake(
            "gradient-descent",
            variant(best_heavy_ball, lambda a: (2 / (a.h_min + a.h_max), 0.0)),
            "these are gradient descent's best settings; with a memory, roots of the curvatures come in",
        ),
        Mistake(
            "lr-of-gradient-descent",
            variant(best_heavy_ball, lambda a: (2 / (a.h_min + a.h_max), _mu(a))),
            "this is gradient descent's best rate; take roots of the curvatures, and square the fraction",
        ),
        Mistake(
            "lr-not-squared",
            variant(best_heavy_ball, lambda a: (_lr(a) ** 0.5, _mu(a))),
            "the fraction is right; square it",
        ),
        Mistake(
            "two-not-squared",
            variant(best_heavy_ball, lambda a: (_lr(a) / 2, _mu(a))),
            "the 2 stands inside the square; you squared only what is below it",
        ),
        Mistake(
            "lr-of-a-unit-ravine",
            variant(best_heavy_ball, lambda a: ((2 / (1 + _kappa(a) ** 0.5)) ** 2, _mu(a))),
            "this rate is for h_min = 1; a rate depends on both curvatures, not on κ alone",
        ),
        Mistake(
            "cliff",
            variant(best_heavy_ball, lambda a: (2 / a.h_max, _mu(a))),
            "this is the cliff of gradient descent, not a best rate",
        ),
        Mistake(
            "mu-not-squared",
            variant(best_heavy_ball, lambda a: (_lr(a), _mu(a) ** 0.5)),
            "this is what a step leaves; μ is its square",
        ),
        Mistake(
            "kappa-without-root",
            variant(best_heavy_ball, lambda a: (_lr(a), ((_kappa(a) - 1) / (_kappa(a) + 1)) ** 2)),
            "take the root of κ before you form the fraction",
        ),
        Mistake(
            "nesterov-for-alpha-one-over-h",
            variant(best_heavy_ball, lambda a: (1 / a.h_max, _mu(a) ** 0.5)),
            "these are Nesterov's textbook settings; the heavy ball has others",
        ),
        Mistake(
            "damping",
            variant(best_heavy_ball, lambda a: (_lr(a), 1 - _mu(a))),
            "this is the damping, 1 − μ; return μ",
        ),
        Mistake(
            "averaging-form",
            variant(best_heavy_ball, lambda a: (_lr(a) / (1 - _mu(a)), _mu(a))),
            "this rate is for the averaging form; PyTorch's sum needs 1 − μ times it",
        ),
    ),
    tensors=(),
    source="critical damping of both directions",
    hints=(
        "Where the flattest and the steepest direction are both critically damped, neither can be made faster.",
        "√μ = 1 − √(lr · h_min) for the flattest, and √μ = √(lr · h_max) − 1 for the steepest. Solve for lr first.",
        "√lr = 2 / (√h_min + √h_max). Put it into either equation to find √μ.",
    ),
)
