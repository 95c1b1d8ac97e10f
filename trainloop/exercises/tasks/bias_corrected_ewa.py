"""Exercise: the exponentially weighted average, freed from its start at 0."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import copysign, inf

from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.tasks.ewa import ewa
from trainloop.exercises.values import Series


def bias_corrected_ewa(values: Sequence[float], beta: float) -> list[float]:
    """Return the exponentially weighted averages of ``values``, each divided by 1 − βᵗ."""
    m = 0.0
    corrected = []
    for t, x in enumerate(values, start=1):
        m = beta * m + (1 - beta) * x
        corrected.append(m / (1 - beta**t))
    return corrected


def _divided_by(divisor: Callable[[float, int], float]) -> Function:
    """The right averages, each divided by ``divisor(β, t)``."""

    def wrong(values: Sequence[float], beta: float) -> list[float]:
        return [m / divisor(beta, t) for t, m in enumerate(ewa(values, beta), start=1)]

    return wrong


def _averages_of(averages: Callable[[Sequence[float], float], Sequence[float]]) -> Function:
    """Other averages, corrected as they should be."""

    def wrong(values: Sequence[float], beta: float) -> list[float]:
        return [m / (1 - beta**t) for t, m in enumerate(averages(values, beta), start=1)]

    return wrong


def _from_first(values: Sequence[float], beta: float) -> list[float]:
    """The averages, started at the first value."""
    m = values[0]
    averages = [m]
    for x in values[1:]:
        m = beta * m + (1 - beta) * x
        averages.append(m)
    return averages


def _fed_back(values: Sequence[float], beta: float) -> list[float]:
    m = 0.0
    averages = []
    for t, x in enumerate(values, start=1):
        m = (beta * m + (1 - beta) * x) / (1 - beta**t)
        averages.append(m)
    return averages


def _last_divisor(values: Sequence[float], beta: float) -> list[float]:
    return [m / (1 - beta ** len(values)) for m in ewa(values, beta)]


def _multiplied(values: Sequence[float], beta: float) -> list[float]:
    return [m * (1 - beta**t) for t, m in enumerate(ewa(values, beta), start=1)]


def _from_zero(values: Sequence[float], beta: float) -> list[float]:
    """What tensors give with t from 0: there a number divided by 0 is infinite."""
    first, *others = ewa(values, beta)
    return [copysign(inf, first), *(m / (1 - beta**t) for t, m in enumerate(others, start=1))]


def _last_only(values: Sequence[float], beta: float) -> float:
    return bias_corrected_ewa(values, beta)[-1]


def _running_mean(values: Sequence[float], beta: float) -> list[float]:
    return [sum(values[:t]) / t for t in range(1, len(values) + 1)]


TASK = Task(
    reference=bias_corrected_ewa,
    result=Series("m̂"),
    cases=(
        {"values": [35.0, 33.0, 36.0, 34.0, 38.0], "beta": 0.9},
        {"values": [1.0, 1.0, 1.0, 1.0], "beta": 0.5},
        {"values": [-2.0, 4.0, 0.0, 7.5], "beta": 0.98},
        {"values": [3.0, 5.0, 4.0], "beta": 0.0},
        {"values": [6.0], "beta": 0.75},
    ),
    mistakes=(
        Mistake(
            "correction-missing",
            ewa,
            "you left out the correction; divide each average by 1 − βᵗ",
        ),
        Mistake(
            "t-one-less",
            _divided_by(lambda beta, t: 1 - beta ** (t - 1)),
            "your t is one too small; the first value has t = 1, so count with `enumerate(values, start=1)`",
        ),
        Mistake(
            "t-from-zero",
            _from_zero,
            "your t is one too small; the first value has t = 1, so count with `torch.arange(1, n + 1)`",
        ),
        Mistake(
            "t-one-more",
            _divided_by(lambda beta, t: 1 - beta ** (t + 1)),
            "your t is one too large; the first value has t = 1",
        ),
        Mistake(
            "corrected-fed-back",
            _fed_back,
            "you go on from the corrected average; keep m as it is, and divide only what you append",
        ),
        Mistake(
            "power-missing",
            _divided_by(lambda beta, t: 1 - beta),
            "you divided by 1 − β each time; raise β to the power t",
        ),
        Mistake(
            "times-not-power",
            _divided_by(lambda beta, t: 1 - beta * t),
            "you multiplied β by t; raise it to the power t, `beta**t`",
        ),
        Mistake(
            "divided-by-power",
            _divided_by(lambda beta, t: beta**t),
            "you divided by βᵗ, the weight of the start; divide by the rest, 1 − βᵗ",
        ),
        Mistake(
            "last-power",
            _last_divisor,
            "you divided every average by the last one's correction; each has a t of its own",
        ),
        Mistake(
            "correction-multiplied",
            _multiplied,
            "you multiplied by the correction; divide, for the averages are too small",
        ),
        Mistake(
            "started-at-first-value",
            _from_first,
            "you started at the first value; start at 0 and divide by 1 − βᵗ",
        ),
        Mistake(
            "first-value-corrected",
            _averages_of(_from_first),
            "you started at the first value; the correction belongs to a start at 0",
        ),
        Mistake(
            "swapped-weights",
            _averages_of(lambda values, beta: ewa(values, 1 - beta)),
            "the weights are swapped; β belongs to the old average, 1 − β to the new value",
        ),
        Mistake(
            "swapped-everywhere",
            lambda values, beta: bias_corrected_ewa(values, 1 - beta),
            "β and 1 − β are swapped throughout; β belongs to the old average, and the correction is 1 − βᵗ",
        ),
        Mistake(
            "sum",
            _averages_of(lambda values, beta: [m / (1 - beta) for m in ewa(values, beta)]),
            "you sum instead of averaging; weight the new value by 1 − β",
        ),
        Mistake(
            "one-late",
            _averages_of(lambda values, beta: [0.0, *ewa(values, beta)][:-1]),
            "your averages are one place late; update m first, then append",
        ),
        Mistake(
            "last-only",
            _last_only,
            "you return only the last average; append each one to a list and return the list",
        ),
        Mistake(
            "running-mean",
            _running_mean,
            "you took the plain mean of all values so far; newer values weigh more, update m with β and 1 − β",
        ),
    ),
    tensors=("values",),
    source="pandas' `ewm`, which adjusts its weights",
    hints=(
        "Begin with the exercise before: the same loop, the same m, started at 0.",
        "After t values the weights in m add up to 1 − βᵗ. Dividing by that makes them add up to 1.",
        "Keep two things apart: m, which the loop goes on with, and m divided by 1 − βᵗ, which you append.",
        "`for t, x in enumerate(values, start=1):` counts t from 1.",
    ),
)
