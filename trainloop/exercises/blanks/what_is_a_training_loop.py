"""The second turn of the loop on one parameter and three points."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

X = (1.0, 2.0, 3.0)
Y = (2.0, 4.0, 6.0)
LR = 0.05


def _slope(w: float) -> float:
    return sum(2 * (w * x - y) * x for x, y in zip(X, Y, strict=True)) / len(X)


_FIRST = _slope(0.0)
_W_1 = -LR * _FIRST
_SLOPE = _slope(_W_1)
_W_2 = _W_1 - LR * _SLOPE

GIVEN = {
    "xs": list(X),
    "ys": list(Y),
    "w_0": 0.0,
    "errors": [-2.0, -4.0, -6.0],
    "loss_0": 56 / 3,
    "slope_0": _FIRST,
    "w_1": _W_1,
}

BLANKS = (
    Blank(
        "slope_1",
        "slope₁",
        "the slope of the loss at w₁",
        (
            WrongValue("first-slope", _FIRST, "that is the slope at w₀; compute the errors at w₁"),
            WrongValue("uncleared", _FIRST + _SLOPE, "that is the sum of both slopes; clear the first one"),
            WrongValue("wrong-sign", -_SLOPE, "all predictions are still too low, so the slope is negative"),
            WrongValue("not-averaged", 3 * _SLOPE, "that is the sum over the points; divide by three"),
            WrongValue("factor-missing", _SLOPE / 2, "the factor 2 of the square's slope is missing"),
            WrongValue(
                "input-missing",
                sum(2 * _W_1 * x - 2 * y for x, y in zip(X, Y, strict=True)) / 3,
                "each error is multiplied by its x",
            ),
            WrongValue(
                "loss",
                sum((_W_1 * x - y) ** 2 for x, y in zip(X, Y, strict=True)) / 3,
                "that is the loss at w₁; its slope is asked",
            ),
        ),
    ),
    Blank(
        "w_2",
        "w₂",
        "the parameter after the second turn",
        (
            WrongValue("one-early", _W_1, "that is w₁; take one step more"),
            WrongValue("first-slope", _W_1 - LR * _FIRST, "you stepped with the first slope again; use the one at w₁"),
            WrongValue(
                "uncleared",
                _W_1 - LR * (_FIRST + _SLOPE),
                "you stepped with both slopes; the first one was used already",
            ),
            WrongValue(
                "uphill",
                _W_1 + LR * _SLOPE,
                "you walked with the slope, or stepped from w₀; step from w₁, against the slope",
            ),
            WrongValue("rate-missing", _W_1 - _SLOPE, "the learning rate is missing; multiply the slope by 0.05"),
        ),
    ),
)
