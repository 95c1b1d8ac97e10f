"""Exercise: the β whose weights halve every so many steps."""

from __future__ import annotations

from math import exp, log

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number


def beta_for_half_life(half_life: float) -> float:
    """Return the β whose weights halve every ``half_life`` steps."""
    return float(0.5 ** (1 / half_life))


def _window(half_life: float) -> float:
    return 1 - 1 / half_life


def _decay_to_one_over_e(half_life: float) -> float:
    return exp(-1 / half_life)


def _inverse(half_life: float) -> float:
    return float(2 ** (1 / half_life))


def _new_weight(half_life: float) -> float:
    return 1 - beta_for_half_life(half_life)


def _upside_down(half_life: float) -> float:
    return log(0.5) / log(half_life)


def _power_not_root(half_life: float) -> float:
    return float(0.5**half_life)


def _halved_window(half_life: float) -> float:
    return 1 - 1 / (2 * half_life)


def _divided(half_life: float) -> float:
    return 0.5 / half_life


def _logarithm(half_life: float) -> float:
    return log(0.5) / half_life


TASK = Task(
    reference=beta_for_half_life,
    result=Number("β"),
    cases=(
        {"half_life": 2.0},
        {"half_life": 1.0},
        {"half_life": 6.578813478960585},
        {"half_life": 10.0},
        {"half_life": 69.0},
    ),
    mistakes=(
        Mistake(
            "window",
            _window,
            "you solved 1/(1 − β) = half-life; the half-life is where βʰ = ½, so take the root",
        ),
        Mistake(
            "one-over-e",
            _decay_to_one_over_e,
            "with this β the weight falls to 1/e, not to ½; solve βʰ = ½",
        ),
        Mistake(
            "inverse",
            _inverse,
            "this β is above 1, so old values would gain weight; take the root of ½, not of 2",
        ),
        Mistake(
            "new-weight",
            _new_weight,
            "this is 1 − β, the weight of the new value; return β",
        ),
        Mistake(
            "formula-not-inverted",
            _upside_down,
            "ln ½ / ln β gives the half-life from β; solve it for β",
        ),
        Mistake(
            "power-not-root",
            _power_not_root,
            "½ʰ raises where it should take a root; the exponent is 1/h",
        ),
        Mistake(
            "halved-window",
            _halved_window,
            "half of a window isn't a half-life; solve βʰ = ½",
        ),
        Mistake(
            "divided",
            _divided,
            "weights shrink by a factor each step, not by an amount; solve βʰ = ½",
        ),
        Mistake(
            "logarithm-returned",
            _logarithm,
            "this is ln β; take its exponential",
        ),
    ),
    tensors=("half_life",),
    source="the definition, βʰ = ½",
    hints=(
        "After h steps a value's weight has been multiplied by β h times. What should be left of it?",
        "So βʰ = ½. Solve it for β: undo a power with a root.",
        "The h-th root of ½ is ½ raised to 1/h.",
    ),
)
