"""The third step of AdaGrad and of RMSProp, after the gradients 3, 4 and 12."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue

LR, RHO = 0.1, 0.9
GRADIENTS = (3.0, 4.0, 12.0)

_FIRST, _SECOND, _THIRD = GRADIENTS
_SUM_2 = _FIRST**2 + _SECOND**2
_SUM_3 = _SUM_2 + _THIRD**2
_AVERAGE_1 = (1 - RHO) * _FIRST**2
_AVERAGE_2 = RHO * _AVERAGE_1 + (1 - RHO) * _SECOND**2
_AVERAGE_3 = RHO * _AVERAGE_2 + (1 - RHO) * _THIRD**2


def _step(square: float, gradient: float = _THIRD) -> float:
    return float(LR * gradient / square**0.5)


GIVEN = {"g_1": _FIRST, "g_2": _SECOND, "s_2": _SUM_2, "v_1": _AVERAGE_1, "v_2": _AVERAGE_2}

BLANKS = (
    Blank(
        "adagrad_third",
        "AdaGrad's third step",
        "how far AdaGrad goes at the gradient 12",
        (
            WrongValue("old-sum", _step(_SUM_2), "you divided by the root of the old sum; add the square of 12 first"),
            WrongValue("second-step", _step(_SUM_2, _SECOND), "that is the second step; the gradient is 12 now"),
            WrongValue("root-missing", LR * _THIRD / _SUM_3, "you divided by the sum; take its root"),
            WrongValue("rate-missing", _step(_SUM_3) / LR, "the learning rate is missing; multiply by 0.1"),
            WrongValue("gradient-descent", LR * _THIRD, "that is SGD's step; divide by the root of the sum"),
            WrongValue(
                "memory-missing",
                _step(_THIRD**2),
                "only the last square is below the line; AdaGrad adds up all three",
            ),
            WrongValue(
                "first-forgotten",
                _step(_SECOND**2 + _THIRD**2),
                "the first gradient is missing; AdaGrad's sum forgets nothing",
            ),
            WrongValue("sizes", LR * _THIRD / sum(GRADIENTS), "you added the gradients; add their squares"),
            WrongValue("sizes-rooted", _step(sum(GRADIENTS)), "you added the gradients; square each before you add"),
            WrongValue("mean", _step(_SUM_3 / 3), "you averaged the squares; AdaGrad only adds them"),
            WrongValue("rmsprop", _step(_AVERAGE_3), "that is RMSProp's; AdaGrad adds the squares, with no decay"),
            WrongValue(
                "constant",
                LR / 3**0.5,
                "α/√t holds while the gradient stays the same; divide 12 by the root of the sum",
            ),
        ),
    ),
    Blank(
        "rmsprop_third",
        "RMSProp's third step",
        "how far RMSProp goes at the gradient 12",
        (
            WrongValue(
                "old-average",
                _step(_AVERAGE_2),
                "you divided by the root of the old average; bring it up to date with 12 first",
            ),
            WrongValue("second-step", _step(_AVERAGE_2, _SECOND), "that is the second step; the gradient is 12 now"),
            WrongValue("root-missing", LR * _THIRD / _AVERAGE_3, "you divided by the average; take its root"),
            WrongValue("rate-missing", _step(_AVERAGE_3) / LR, "the learning rate is missing; multiply by 0.1"),
            WrongValue("gradient-descent", LR * _THIRD, "that is SGD's step; divide by the root of the average"),
            WrongValue(
                "memory-missing",
                _step((1 - RHO) * _THIRD**2),
                "so long is a step without a past; add 0.9 times the old average",
            ),
            WrongValue(
                "undecayed",
                _step(_AVERAGE_2 + (1 - RHO) * _THIRD**2),
                "the old average kept its full weight; multiply it by 0.9",
            ),
            WrongValue(
                "unweighted",
                _step(RHO * _AVERAGE_2 + _THIRD**2),
                "the new square has its full weight; multiply it by 0.1",
            ),
            WrongValue(
                "swapped-weights",
                _step((1 - RHO) * _AVERAGE_2 + RHO * _THIRD**2),
                "the weights are swapped; 0.9 belongs to the old average, 0.1 to the new square",
            ),
            WrongValue(
                "not-squared",
                _step(RHO * _AVERAGE_2 + (1 - RHO) * _THIRD),
                "12 went into the average as it is; square it",
            ),
            WrongValue(
                "corrected",
                _step(_AVERAGE_3 / (1 - RHO**3)),
                "you corrected the average; RMSProp takes it as it is",
            ),
            WrongValue("adagrad", _step(_SUM_3), "that is AdaGrad's; RMSProp averages the squares"),
            WrongValue("settled", LR, "α is its stride once the gradient has long stayed the same; here it grows"),
        ),
    ),
)
