"""The second step of gradient descent from w = b = 0 on three points of y = 2x + 3."""

from __future__ import annotations

from collections.abc import Callable

from trainloop.exercises.blank import Blank, WrongValue
from trainloop.exercises.tasks.mse_gradients import Pair, mse_gradients

X = (0.0, 1.0, 2.0)
Y = (3.0, 5.0, 7.0)
LR = 0.1


def _descend(steps: int, factor: float = 1.0, last: float | None = None) -> Pair:
    """Both parameters after ``steps``, with gradients times ``factor``, in the last step ``last``."""
    w = b = 0.0
    for step in range(steps):
        dw, db = mse_gradients(X, Y, w, b)
        scale = factor if last is None or step < steps - 1 else last
        w, b = w - LR * scale * dw, b - LR * scale * db
    return w, b


def _one_after_the_other(steps: int) -> Pair:
    w = b = 0.0
    for _ in range(steps):
        w -= LR * mse_gradients(X, Y, w, b)[0]
        b -= LR * mse_gradients(X, Y, w, b)[1]
    return w, b


def _old_gradient() -> Pair:
    w, b = _descend(1)
    return 2 * w, 2 * b


def _gradient() -> Pair:
    return mse_gradients(X, Y, *_descend(1))


def _without_rate() -> Pair:
    (w, b), (dw, db) = _descend(1), _gradient()
    return w - dw, b - db


GIVEN = {
    "points_x": X,
    "points_y": Y,
    "start": (0.0, 0.0),
    "first_loss": sum(y**2 for y in Y) / len(Y),
    "after_one": _descend(1),
}

_WRONG: tuple[tuple[str, Callable[[], Pair], str], ...] = (
    (
        "one-early",
        lambda: _descend(1),
        "that is its value after the first step; take one more",
    ),
    ("one-late", lambda: _descend(3), "that is its value after the third step"),
    (
        "factor-two",
        lambda: _descend(2, 0.5),
        "the gradient's factor 2 is missing in both steps",
    ),
    (
        "factor-two-last",
        lambda: _descend(2, last=0.5),
        "the gradient's factor 2 is missing in the second step",
    ),
    (
        "sum-not-mean",
        lambda: _descend(2, 3.0),
        # On these points the sum happens to give w₂ = 2, the slope that the fit ends up with.
        "divide the gradient by the number of points, 3, and take two steps only",
    ),
    (
        "sum-not-mean-last",
        lambda: _descend(2, last=3.0),
        "divide the second step's gradient by the number of points, 3",
    ),
    (
        "wrong-sign",
        lambda: _descend(2, -1.0),
        "you climbed; subtract α times the gradient",
    ),
    (
        "wrong-sign-last",
        lambda: _descend(2, last=-1.0),
        "in the second step you climbed; subtract α times the gradient",
    ),
    (
        "old-gradient",
        _old_gradient,
        "you used the first step's gradient again; compute it anew at w₁, b₁",
    ),
    (
        "one-after-the-other",
        lambda: _one_after_the_other(2),
        "b's gradient was taken after w had moved; compute both first, then move both",
    ),
    (
        "gradient",
        _gradient,
        "that is the gradient; subtract α times it from the old value",
    ),
    ("rate-missing", _without_rate, "multiply the gradient by the learning rate, 0.1"),
)


def _blank(name: str, label: str, index: int, letter: str) -> Blank:
    wrong = [WrongValue(id_, values()[index], pointer) for id_, values, pointer in _WRONG]
    return Blank(name, label, f"{letter} after the second step of gradient descent", tuple(wrong))


BLANKS = (_blank("w_2", "w₂", 0, "w"), _blank("b_2", "b₂", 1, "b"))
