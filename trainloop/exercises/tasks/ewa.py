"""Exercise: the exponentially weighted average, started at 0."""

from __future__ import annotations

from collections.abc import Sequence

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Series


def ewa(values: Sequence[float], beta: float) -> list[float]:
    """Return the exponentially weighted averages of ``values``, started at 0."""
    m = 0.0
    averages = []
    for x in values:
        m = beta * m + (1 - beta) * x
        averages.append(m)
    return averages


def _started_at_first(values: Sequence[float], beta: float) -> list[float]:
    m = values[0]
    averages = [m]
    for x in values[1:]:
        m = beta * m + (1 - beta) * x
        averages.append(m)
    return averages


def _swapped_weights(values: Sequence[float], beta: float) -> list[float]:
    return ewa(values, 1 - beta)


def _sum(values: Sequence[float], beta: float) -> list[float]:
    return [m / (1 - beta) for m in ewa(values, beta)]


def _unweighted_memory(values: Sequence[float], beta: float) -> list[float]:
    m = 0.0
    averages = []
    for x in values:
        m = m + (1 - beta) * x
        averages.append(m)
    return averages


def _corrected(values: Sequence[float], beta: float) -> list[float]:
    return [m / (1 - beta**t) for t, m in enumerate(ewa(values, beta), start=1)]


def _with_start(values: Sequence[float], beta: float) -> list[float]:
    return [0.0, *ewa(values, beta)]


def _one_late(values: Sequence[float], beta: float) -> list[float]:
    return [0.0, *ewa(values, beta)][:-1]


def _last_only(values: Sequence[float], beta: float) -> float:
    return ewa(values, beta)[-1]


def _previous_value(values: Sequence[float], beta: float) -> list[float]:
    before = [0.0, *values]
    return [beta * old + (1 - beta) * x for old, x in zip(before, values, strict=False)]


def _running_mean(values: Sequence[float], beta: float) -> list[float]:
    return [sum(values[:t]) / t for t in range(1, len(values) + 1)]


TASK = Task(
    reference=ewa,
    result=Series("m"),
    cases=(
        {"values": [35.0, 33.0, 36.0, 34.0, 38.0], "beta": 0.9},
        {"values": [1.0, 1.0, 1.0, 1.0], "beta": 0.5},
        {"values": [-2.0, 4.0, 0.0, 7.5], "beta": 0.98},
        {"values": [3.0, 5.0, 4.0], "beta": 0.0},
        {"values": [6.0], "beta": 0.75},
    ),
    mistakes=(
        Mistake(
            "started-at-first-value",
            _started_at_first,
            "you started at the first value; start at 0 and average the first value in",
        ),
        Mistake(
            "swapped-weights",
            _swapped_weights,
            "the weights are swapped; β belongs to the old average, 1 − β to the new value",
        ),
        Mistake("sum", _sum, "you sum instead of averaging; weight the new value by 1 − β"),
        Mistake(
            "undecayed-memory",
            _unweighted_memory,
            "the old average keeps its full weight; multiply it by β",
        ),
        Mistake(
            "corrected",
            _corrected,
            "you divided by 1 − βᵗ; that correction is a later exercise, leave it out here",
        ),
        Mistake(
            "start-returned",
            _with_start,
            "you return the start 0 as well; return one average for each value",
        ),
        Mistake(
            "one-late",
            _one_late,
            "your averages are one place late; update m first, then append it",
        ),
        Mistake(
            "last-only",
            _last_only,
            "you return only the last average; append each one to a list and return the list",
        ),
        Mistake(
            "previous-value",
            _previous_value,
            "you averaged with the value before; use the average before, m",
        ),
        Mistake(
            "running-mean",
            _running_mean,
            "you took the plain mean of all values so far; update m with β and 1 − β",
        ),
    ),
    tensors=("values",),
    source="pandas' `ewm`, started at 0",
    hints=(
        "One number is carried through the loop: the average so far, m. Before the first value it is 0.",
        "For each value the new m mixes two things: the old m with the weight β, and the value with the weight 1 − β.",
        "Update m first, then append it to a list; return the list after the loop.",
    ),
)
