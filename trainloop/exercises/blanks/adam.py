"""The second step of Adam on w² from w = 5."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue
from trainloop.exercises.tasks.adam_step import Step, adam_step

START, LR, BETA1, BETA2, EPS = 5.0, 0.1, 0.9, 0.999, 1e-8


def _run(steps: int) -> Step:
    """w, m and v after ``steps``."""
    w, m, v = START, 0.0, 0.0
    for t in range(1, steps + 1):
        w, m, v = adam_step(w, 2 * w, m, v, t, LR, BETA1, BETA2, EPS)
    return w, m, v


def _root(value: float) -> float:
    return float(value**0.5)


_W1, _M1, _V1 = _run(1)
_W2, _M2, _V2 = _run(2)
_C1, _C2 = 1 - BETA1**2, 1 - BETA2**2
_G2 = 2 * _W1

GIVEN = {
    "w": START,
    "g": 2 * START,
    "m": _M1,
    "v": _V1,
    "m_hat": _M1 / (1 - BETA1),
    "v_hat": _V1 / (1 - BETA2),
    "w_1": _W1,
}

BLANKS = (
    Blank(
        "m_2",
        "m₂",
        "the average of the gradients after the second step, uncorrected",
        (
            WrongValue("corrected", _M2 / _C1, "that is m̂₂; m₂ isn't divided by 1 − β₁²"),
            WrongValue("one-early", _M1, "that is m₁; average the second gradient in"),
            WrongValue("one-late", _run(3)[1], "that is m₃; stop after the second gradient"),
            WrongValue(
                "old-gradient",
                BETA1 * _M1 + (1 - BETA1) * 2 * START,
                "you used the first gradient again; compute it anew at w₁",
            ),
            WrongValue(
                "corrected-fed-back",
                BETA1 * _M1 / (1 - BETA1) + (1 - BETA1) * _G2,
                "you averaged with m̂₁; use m₁, without its correction",
            ),
            WrongValue(
                "swapped-weights",
                (1 - BETA1) * BETA1 * 2 * START + BETA1 * _G2,
                "the weights are swapped; β₁ belongs to the old average, 1 − β₁ to the gradient",
            ),
            WrongValue(
                "sum",
                BETA1 * 2 * START + _G2,
                "that is a sum; weight the gradients by 1 − β₁",
            ),
            WrongValue("factor-two", _M2 / 2, "the gradient of w² is 2w; a factor 2 is missing"),
            WrongValue("gradient", _G2, "that is the second gradient; average it into m₁"),
            WrongValue("gradient-part", (1 - BETA1) * _G2, "add β₁ times m₁"),
            WrongValue(
                "v-for-m",
                _V2,
                "that is v₂; m averages the gradients, not their squares",
            ),
        ),
    ),
    Blank(
        "w_2",
        "w₂",
        "w after the second step",
        (
            WrongValue(
                "full-stride",
                START - 2 * LR,
                "the second step isn't quite 0.1 long, for the second gradient is smaller than "
                "the first; give six digits",
            ),
            WrongValue("one-early", _W1, "that is w₁; take one more step"),
            WrongValue("one-late", _run(3)[0], "that is w₃; stop after the second step"),
            WrongValue(
                "correction-missing",
                _W1 - LR * _M2 / (_root(_V2) + EPS),
                "this step has no bias correction; divide m₂ by 1 − β₁² and v₂ by 1 − β₂²",
            ),
            WrongValue(
                "m-not-corrected",
                _W1 - LR * _M2 / (_root(_V2 / _C2) + EPS),
                "divide m₂ by 1 − β₁² as well",
            ),
            WrongValue(
                "v-not-corrected",
                _W1 - LR * _M2 / _C1 / (_root(_V2) + EPS),
                "divide v₂ by 1 − β₂² as well",
            ),
            WrongValue(
                "t-one-less",
                _W1 - LR * _M2 / (1 - BETA1) / (_root(_V2 / (1 - BETA2)) + EPS),
                "you corrected as in the first step; this is t = 2",
            ),
            WrongValue(
                "wrong-sign",
                _W1 + LR * _M2 / _C1 / (_root(_V2 / _C2) + EPS),
                "you climbed; subtract the step",
            ),
            WrongValue(
                "root-missing",
                _W1 - LR * _M2 / _C1 / (_V2 / _C2 + EPS),
                "take the root of v̂₂",
            ),
            WrongValue(
                "rate-missing",
                _W1 - _M2 / _C1 / (_root(_V2 / _C2) + EPS),
                "multiply the step by the learning rate, 0.1",
            ),
            WrongValue(
                "gradient-descent",
                _W1 - LR * _G2,
                "that is gradient descent; divide by √v̂₂ + ε",
            ),
        ),
        tolerance=1e-6,  # 4.8, a full stride again, is near and wrong
    ),
)
