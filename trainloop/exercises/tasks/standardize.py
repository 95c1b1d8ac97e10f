"""Exercise: shift and stretch a list to mean 0 and standard deviation 1."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Series

Vector = Sequence[float]


def standardize(x: Sequence[float]) -> list[float]:
    """Return ``x`` with mean 0 and standard deviation 1, the latter divided by n."""
    mean = sum(x) / len(x)
    std = sqrt(sum((xi - mean) ** 2 for xi in x) / len(x))
    return [(xi - mean) / std for xi in x]


def _std(x: Vector, less: int = 0) -> float:
    mean = sum(x) / len(x)
    return sqrt(sum((xi - mean) ** 2 for xi in x) / (len(x) - less))


def _centered(x: Vector) -> list[float]:
    mean = sum(x) / len(x)
    return [xi - mean for xi in x]


def _sample_std(x: Vector) -> list[float]:
    return [xi / _std(x, less=1) for xi in _centered(x)]


def _only_divided(x: Vector) -> list[float]:
    return [xi / _std(x) for xi in x]


def _variance(x: Vector) -> list[float]:
    return [xi / _std(x) ** 2 for xi in _centered(x)]


def _missing_brackets(x: Vector) -> list[float]:
    mean = sum(x) / len(x)
    return [xi - mean / _std(x) for xi in x]


def _min_max(x: Vector) -> list[float]:
    return [(xi - min(x)) / (max(x) - min(x)) for xi in x]


def _by_range(x: Vector) -> list[float]:
    return [xi / (max(x) - min(x)) for xi in _centered(x)]


def _root_mean_square(x: Vector) -> list[float]:
    rms = sqrt(sum(xi**2 for xi in x) / len(x))
    return [xi / rms for xi in _centered(x)]


def _multiplied(x: Vector) -> list[float]:
    return [xi * _std(x) for xi in _centered(x)]


def _norm(x: Vector) -> list[float]:
    length = sqrt(sum(xi**2 for xi in _centered(x)))
    return [xi / length for xi in _centered(x)]


TASK = Task(
    reference=standardize,
    result=Series("z"),
    cases=(
        {"x": [2.0, 4.0, 6.0]},
        {"x": [10.0, 11.0, 9.0, 12.0, 8.0]},
        {"x": [-3.0, -1.0, 4.0, 7.0]},
        {"x": [0.0, 0.5]},
    ),
    mistakes=(
        Mistake(
            "sample-deviation",
            _sample_std,
            "you divided by n − 1 under the root, as `torch.std` does by itself; divide by n (`correction=0`)",
        ),
        Mistake(
            "not-divided",
            _centered,
            "the mean is 0 now; divide by the standard deviation as well",
        ),
        Mistake(
            "not-centered",
            _only_divided,
            "the standard deviation is 1 now; subtract the mean first",
        ),
        Mistake("variance", _variance, "you divided by the variance; its root is missing"),
        Mistake(
            "missing-brackets",
            _missing_brackets,
            "only the mean was divided; put brackets around `x - mean`",
        ),
        Mistake(
            "min-max",
            _min_max,
            "you squeezed the values into 0 to 1; subtract the mean, divide by the deviation",
        ),
        Mistake(
            "range",
            _by_range,
            "you divided by the range, largest − smallest; divide by the standard deviation",
        ),
        Mistake(
            "deviation-from-zero",
            _root_mean_square,
            "the deviation was measured from 0; measure it from the mean",
        ),
        Mistake(
            "multiplied",
            _multiplied,
            "you multiplied by the standard deviation; divide",
        ),
        Mistake(
            "length",
            _norm,
            "you divided by the vector's length; under the root the sum is divided by n first",
        ),
    ),
    tensors=("x",),
    source="scikit-learn's `StandardScaler`",
    hints=(
        "Two steps: move the list so that its mean is 0, then stretch it so that its standard deviation is 1.",
        "The standard deviation is the root of the mean squared distance from the mean; divide by n, not by n − 1.",
        "Each entry becomes its distance from the mean, divided by the standard deviation. Mind the brackets.",
    ),
)
