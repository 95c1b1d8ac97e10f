"""The second step of momentum on (w − 3)², in PyTorch's convention."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

START = 10.0
GOAL = 3.0
LR = 0.1
MU = 0.9

_G_1 = 2 * (START - GOAL)
_U_1 = _G_1
_W_1 = START - LR * _U_1
_G_2 = 2 * (_W_1 - GOAL)
_U_2 = MU * _U_1 + _G_2
_W_2 = _W_1 - LR * _U_2

GIVEN = {"w_0": START, "u_0": 0.0, "g_1": _G_1, "u_1": _U_1, "w_1": _W_1}

BLANKS = (
    Blank(
        "u_2",
        "u₂",
        "the velocity after the second step",
        (
            WrongValue("gradient", _G_2, "that is the new gradient; add 0.9 times the old velocity"),
            WrongValue("old-gradient", MU * _U_1 + _G_1, "you added the first gradient again; take it at w₁"),
            WrongValue("undamped", _U_1 + _G_2, "the old velocity fades; multiply it by 0.9"),
            WrongValue("memory", MU * _U_1, "the new gradient is missing; add it"),
            WrongValue(
                "average", MU * _U_1 + (1 - MU) * _G_2, "that is half an average; PyTorch adds the whole gradient"
            ),
            WrongValue(
                "averaging-form",
                MU * (1 - MU) * _U_1 + (1 - MU) * _G_2,
                "that is a tenth of it, as in the averaging form; PyTorch adds the whole gradient",
            ),
            WrongValue("mu-on-gradient", _U_1 + MU * _G_2, "0.9 belongs to the old velocity, not to the gradient"),
        ),
    ),
    Blank(
        "w_2",
        "w₂",
        "the parameter after the second step",
        (
            WrongValue("one-early", _W_1, "that is w₁; take one step more"),
            WrongValue("plain", _W_1 - LR * _G_2, "that step follows the gradient alone; follow the velocity"),
            WrongValue("old-velocity", _W_1 - LR * _U_1, "that step follows the old velocity; update it first"),
            WrongValue("uphill", _W_1 + LR * _U_2, "you climb; subtract"),
            WrongValue("rate-missing", _W_1 - _U_2, "the learning rate is missing; multiply the velocity by 0.1"),
            WrongValue("from-the-start", START - LR * _U_2, "you stepped from w₀; step from w₁"),
        ),
    ),
)
