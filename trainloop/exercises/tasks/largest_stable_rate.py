"""Exercise: the learning rate at which gradient descent on a line's squared error tips over."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number

Vector = Sequence[float]


def largest_stable_rate(x: Sequence[float]) -> float:
    """Return 2/h_max for the model w·x + b under the mean squared error."""
    mean = sum(x) / len(x)
    square = sum(xi**2 for xi in x) / len(x)
    # The larger eigenvalue of the Hessian, 2·[[mean x², mean x], [mean x, 1]].
    h_max = square + 1 + sqrt((square - 1) ** 2 + 4 * mean**2)
    return 2 / h_max


def _curvatures(x: Vector) -> tuple[float, float]:
    """The Hessian's eigenvalues, the smaller one first; they add up to its trace."""
    larger = 2 / largest_stable_rate(x)
    return 2 * sum(xi**2 for xi in x) / len(x) + 2 - larger, larger


def _no_two(x: Vector) -> float:
    return 4 / _curvatures(x)[1]


def _halved(x: Vector) -> float:
    return 1 / _curvatures(x)[1]


def _curvature(x: Vector) -> float:
    return _curvatures(x)[1]


def _smaller(x: Vector) -> float:
    return 2 / _curvatures(x)[0]


def _best_rate(x: Vector) -> float:
    return 2 / sum(_curvatures(x))


def _w_alone(x: Vector) -> float:
    return len(x) / sum(xi**2 for xi in x)


def _mean_ignored(x: Vector) -> float:
    return min(_w_alone(x), 1.0)


def _sum(x: Vector) -> float:
    return largest_stable_rate(x) / len(x)


def _centered(x: Vector) -> float:
    mean = sum(x) / len(x)
    return largest_stable_rate([xi - mean for xi in x])


TASK = Task(
    reference=largest_stable_rate,
    result=Number("The rate"),
    cases=(
        {"x": [0.0, 1.0, 2.0]},
        {"x": [-1.0, 0.5, 1.0, 2.5]},
        {"x": [9.0, 10.0, 11.0, 12.0]},
        {"x": [0.1, -0.2, 0.3, 0.0]},
    ),
    mistakes=(
        Mistake(
            "factor-two",
            _no_two,
            "a factor 2 is missing in the Hessian; the second derivative of a square is 2",
        ),
        Mistake("one-over-h", _halved, "1/h_max is half-way; the limit is 2/h_max"),
        Mistake("curvature", _curvature, "this is h_max itself; the rate is 2/h_max"),
        Mistake(
            "smaller-curvature",
            _smaller,
            "you took the smaller eigenvalue; the steepest direction tips over first",
        ),
        Mistake(
            "best-rate",
            _best_rate,
            "2/(h_min + h_max) is the fastest rate; the largest stable one is 2/h_max",
        ),
        Mistake(
            "w-alone",
            _w_alone,
            "this is the limit for w alone; b is learned too, so take the Hessian's eigenvalue",
        ),
        Mistake(
            "mean-ignored",
            _mean_ignored,
            "you used only the Hessian's diagonal; the mean of x ties w and b together",
        ),
        Mistake(
            "sum-not-mean",
            _sum,
            "you summed over the points; the loss is a mean, so divide by their number",
        ),
        Mistake(
            "centered",
            _centered,
            "you subtracted the mean of x first; that changes the problem, use x as it is",
        ),
    ),
    tensors=("x",),
    source="the eigenvalues of autograd's Hessian",
    hints=(
        "The loss is a parabola in w and b. What limits the rate is the direction in which it curves most.",
        "The Hessian is 2·[[mean of x², mean of x], [mean of x, 1]]; h_max is its larger eigenvalue.",
        "A matrix [[a, c], [c, d]] has the eigenvalues (a + d)/2 ± √(((a − d)/2)² + c²).",
        "The largest stable rate is 2 divided by h_max.",
    ),
)
