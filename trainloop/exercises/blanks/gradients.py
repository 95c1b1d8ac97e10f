"""The chain rule through a tanh, by hand."""

from __future__ import annotations

from math import tanh

from trainloop.exercises.blank import Blank, WrongValue

X = 2.0
Y = 1.0
W = 0.5

_A = tanh(W * X)
_SLOPE = 1 - _A**2
_GRADIENT = 2 * (_A - Y) * _SLOPE * X

GIVEN = {"z": 0.0, "a": 0.0, "slope_square": -2.0, "slope_tanh": 1.0, "gradient_0": -4.0}

BLANKS = (
    Blank(
        "tanh_slope",
        "slope",
        "the slope of the tanh at z = wx",
        (
            WrongValue("value", _A, "that is tanh z; its slope is 1 minus its square"),
            WrongValue("at-zero", 1.0, "that was its slope at z = 0; now z is 1"),
            WrongValue("at-w", 1 - tanh(W) ** 2, "that is the slope at w; the tanh gets wx"),
            WrongValue("square-missing", 1 - _A, "square tanh z before you take it from 1"),
            WrongValue("square", _A**2, "that is the square; take it from 1"),
            WrongValue("sigmoid", _A * (1 - _A), "a(1 − a) is the sigmoid's slope; the tanh has 1 − a²"),
        ),
    ),
    Blank(
        "gradient",
        "dL/dw",
        "the product of all three slopes",
        (
            WrongValue(
                "factor-missing",
                _GRADIENT / X,
                "a factor 2 is missing: the square's slope has one, and the last link, z = wx, has the slope x = 2",
            ),
            WrongValue("tanh-missing", 2 * (_A - Y) * X, "the slope of the tanh is missing"),
            WrongValue("wrong-sign", -_GRADIENT, "a is still below y, so a larger w lowers the loss"),
            WrongValue("weight-for-input", 2 * (_A - Y) * _SLOPE * W, "the slope of wx with respect to w is x"),
            WrongValue("loss", (_A - Y) ** 2, "that is the loss; its slope is asked"),
            WrongValue("at-zero", -4.0, "that was the slope at w = 0"),
            WrongValue("sum", 2 * (_A - Y) + _SLOPE + X, "slopes along a chain multiply; you added them"),
        ),
    ),
)
