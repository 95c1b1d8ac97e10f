"""Exercise: the gradients of the mean squared error of a line."""

from __future__ import annotations

from collections.abc import Sequence

from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Parts

Vector = Sequence[float]
Pair = tuple[float, float]


def mse_gradients(x: Sequence[float], y: Sequence[float], w: float, b: float) -> tuple[float, float]:
    """Return ∂L/∂w and ∂L/∂b of the mean squared error of w·x + b."""
    errors = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
    n = len(errors)
    dw = 2 * sum(error * xi for error, xi in zip(errors, x, strict=True)) / n
    db = 2 * sum(errors) / n
    return dw, db


def _scaled(dw: float, db: float, factor: float) -> Pair:
    return dw * factor, db * factor


def _no_two(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return _scaled(*mse_gradients(x, y, w, b), 0.5)


def _sum_of_squares(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return _scaled(*mse_gradients(x, y, w, b), len(x))


def _sum_without_two(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return _scaled(*mse_gradients(x, y, w, b), len(x) / 2)


def _divided_twice(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return _scaled(*mse_gradients(x, y, w, b), 1 / len(x))


def _wrong_sign(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return _scaled(*mse_gradients(x, y, w, b), -1)


def _without_x(x: Vector, y: Vector, w: float, b: float) -> Pair:
    _, db = mse_gradients(x, y, w, b)
    return db, db


def _x_in_both(x: Vector, y: Vector, w: float, b: float) -> Pair:
    dw, _ = mse_gradients(x, y, w, b)
    return dw, dw


def _without_b(x: Vector, y: Vector, w: float, b: float) -> Pair:
    return mse_gradients(x, y, w, 0.0)


def _w_for_x(x: Vector, y: Vector, w: float, b: float) -> Pair:
    _, db = mse_gradients(x, y, w, b)
    return w * db, db


def _absolute(x: Vector, y: Vector, w: float, b: float) -> Pair:
    errors = [w * xi + b - yi for xi, yi in zip(x, y, strict=True)]
    signs = [(error > 0) - (error < 0) for error in errors]
    n = len(signs)
    return sum(s * xi for s, xi in zip(signs, x, strict=True)) / n, sum(signs) / n


def _means_multiplied(x: Vector, y: Vector, w: float, b: float) -> Pair:
    _, db = mse_gradients(x, y, w, b)
    return db * sum(x) / len(x), db


TASK = Task(
    reference=mse_gradients,
    result=Parts(("∂L/∂w", "∂L/∂b")),
    cases=(
        {"x": [0.0, 1.0, 2.0], "y": [3.0, 5.0, 7.0], "w": 0.0, "b": 0.0},
        {"x": [0.0, 1.0, 2.0], "y": [3.0, 5.0, 7.0], "w": 2.0, "b": 3.0},
        {"x": [-1.0, 0.5, 2.0, 3.0], "y": [1.0, 4.5, 6.0, 9.5], "w": 1.5, "b": -2.0},
        {"x": [4.0, 6.0], "y": [1.0, -1.0], "w": -0.5, "b": 10.0},
        {"x": [3.0], "y": [2.0], "w": 1.0, "b": 0.25},
    ),
    mistakes=(
        Mistake(
            "factor-two",
            _no_two,
            "a factor 2 is missing; the derivative of a square is 2 times what is squared",
        ),
        Mistake(
            "sum-not-mean",
            _sum_of_squares,
            "you summed over the points; divide by their number, for the loss is a mean",
        ),
        Mistake(
            "sum-without-two",
            _sum_without_two,
            "this is the plain sum; multiply by 2 and divide by the number of points",
        ),
        Mistake(
            "divided-twice",
            _divided_twice,
            "you divided by the number of points twice; once is enough",
        ),
        Mistake(
            "wrong-sign",
            _wrong_sign,
            "the sign is wrong; the error is prediction − target, `w * x + b - y`",
        ),
        Mistake(
            "x-missing",
            _without_x,
            "∂L/∂w lacks a factor; by the chain rule each error is multiplied by its `x`",
        ),
        Mistake(
            "x-in-both",
            _x_in_both,
            "only ∂L/∂w multiplies each error by `x`; for ∂L/∂b the inner derivative is 1",
        ),
        Mistake("b-missing", _without_b, "your prediction leaves out `b`; it is `w * x + b`"),
        Mistake(
            "w-for-x",
            _w_for_x,
            "the derivative of `w * x + b` with respect to `w` is `x`, not `w`",
        ),
        Mistake(
            "absolute-error",
            _absolute,
            "these are the gradients of the mean absolute error; square the errors",
        ),
        Mistake(
            "means-multiplied",
            _means_multiplied,
            "you multiplied two means; multiply each error by its own `x`, then take the mean",
        ),
    ),
    tensors=("x", "y", "w", "b"),
    source="PyTorch's autograd",
    hints=(
        "First compute the errors, one for each point: prediction minus target.",
        "The derivative of a squared error is 2 times the error, times the inner derivative: x for w, 1 for b.",
        "The loss is a mean, so both gradients are means: 2 · mean(error · x) for w. What is left for b?",
    ),
)
