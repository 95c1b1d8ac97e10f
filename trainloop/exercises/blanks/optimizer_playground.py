"""The second step of Signum, after a gradient that points the other way."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

START = 5.0
LR = 0.1
BETA = 0.9
GRADIENTS = (4.0, -1.0)

_G_1, _G_2 = GRADIENTS
_M_1 = (1 - BETA) * _G_1
_W_1 = START - LR
_M_2 = BETA * _M_1 + (1 - BETA) * _G_2

GIVEN = {"w_0": START, "m_0": 0.0, "m_1": _M_1, "w_1": _W_1}

BLANKS = (
    Blank(
        "m_2",
        "m₂",
        "the average after the second gradient",
        (
            WrongValue("one-early", _M_1, "that is m₁; take the second gradient in"),
            WrongValue("gradient", _G_2, "that is the new gradient; average it with m₁"),
            WrongValue("memory", BETA * _M_1, "that is the old average's part alone; add 0.1 times the new gradient"),
            WrongValue(
                "sign-lost", BETA * _M_1 - (1 - BETA) * _G_2, "the new gradient is negative, so its part is, too"
            ),
            WrongValue(
                "sum",
                BETA * _M_1 + _G_2,
                "you added the whole gradient, as PyTorch's momentum does; here it is 0.1 of it",
            ),
            WrongValue(
                "swapped", (1 - BETA) * _M_1 + BETA * _G_2, "the weights are swapped; 0.9 belongs to the old average"
            ),
            WrongValue("undamped", _M_1 + (1 - BETA) * _G_2, "the old average fades; multiply it by 0.9"),
            WrongValue(
                "corrected",
                _M_2 / (1 - BETA**2),
                "you corrected the start, as Adam does; Signum leaves the average as it is",
            ),
            WrongValue(
                "mean", (_G_1 + _G_2) / 2, "that is the plain mean of both gradients; weight them by 0.9 and 0.1"
            ),
            WrongValue("its-sign", 1.0, "that is its sign; the average itself belongs here"),
        ),
    ),
    Blank(
        "w_2",
        "w₂",
        "the parameter after the second step",
        (
            WrongValue("one-early", _W_1, "that is w₁; take one step more"),
            WrongValue(
                "sign-of-the-gradient",
                _W_1 + LR,
                "you climb by the last gradient; the sign of the average decides, and it is positive",
            ),
            WrongValue("rate-missing", _W_1 - 1, "the learning rate is missing; the step is 0.1 long"),
            WrongValue(
                "size-kept", _W_1 - LR * _M_2, "that step is as long as the average is large; only its sign counts"
            ),
            WrongValue("uphill", _W_1 + LR * _M_2, "you climb, and by the average's size; subtract 0.1 times its sign"),
            WrongValue(
                "old-size", _W_1 - LR * _M_1, "that step follows the old average, and its size; take the new one's sign"
            ),
            WrongValue("one-too-many", _W_1 - 2 * LR, "that is one step too many; take one from w₁"),
        ),
    ),
)
