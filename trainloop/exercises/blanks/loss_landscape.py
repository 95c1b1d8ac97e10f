"""The second step in a ravine with κ = 10."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

KAPPA = 10.0
LR = 0.15
START = (1.0, 1.0)


def _after(steps: int) -> tuple[float, float]:
    return START[0] * (1 - LR) ** steps, START[1] * (1 - LR * KAPPA) ** steps


def _loss(x: float, y: float) -> float:
    return (x**2 + KAPPA * y**2) / 2


_X_1, _Y_1 = _after(1)
_X_2, _Y_2 = _after(2)
_LOSS = _loss(_X_2, _Y_2)
_OF_Y = KAPPA * _Y_2**2 / 2

GIVEN = {"x_1": _X_1, "y_1": _Y_1, "loss_1": _loss(_X_1, _Y_1)}

BLANKS = (
    Blank(
        "loss_2",
        "L₂",
        "the loss after the second step",
        (
            WrongValue("one-early", _loss(_X_1, _Y_1), "that is the loss after the first step"),
            WrongValue("half-missing", 2 * _LOSS, "the factor ½ is missing"),
            WrongValue("kappa-missing", (_X_2**2 + _Y_2**2) / 2, "y counts κ = 10 times"),
            WrongValue("x-only", _X_2**2 / 2, "that is the part of x; add that of y"),
            WrongValue("y-only", _OF_Y, "that is the part of y; add that of x"),
            WrongValue("kappa-on-x", (KAPPA * _X_2**2 + _Y_2**2) / 2, "κ belongs to y, the direction across"),
            WrongValue("from-the-start", 0.75 * _loss(_X_1, _Y_1), "each coordinate has a factor of its own"),
        ),
    ),
    Blank(
        "share_of_y",
        "share",
        "the share of y in L₂",
        (
            WrongValue("percent", 100 * _OF_Y / _LOSS, "write the share as a fraction of 1"),
            WrongValue("of-x", 1 - _OF_Y / _LOSS, "that is the share of x"),
            WrongValue("kappa-missing", _Y_2**2 / (_X_2**2 + _Y_2**2), "y counts κ = 10 times in the loss"),
            WrongValue("one-early", KAPPA * _Y_1**2 / 2 / _loss(_X_1, _Y_1), "that was its share after the first step"),
            WrongValue("amount", _OF_Y, "that is what y adds; divide it by L₂"),
            WrongValue("coordinates", _Y_2 / (_X_2 + _Y_2), "compare the parts of the loss, not the coordinates"),
        ),
    ),
)
