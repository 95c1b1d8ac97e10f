"""The average of the first three of the five days, and what the first day weighs in it."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue
from trainloop.exercises.tasks.ewa import ewa

VALUES = (35.0, 33.0, 36.0, 34.0, 38.0)
BETA = 0.9

GIVEN = dict(zip(("first", "second"), ewa(VALUES, BETA), strict=False))

_MEAN = sum(VALUES[:3]) / 3
_THIRD = ewa(VALUES, BETA)[2]
_WEIGHT = (1 - BETA) * BETA**2

BLANKS = (
    Blank(
        "m_3",
        "m₃",
        "the average after the third value, started at 0",
        (
            WrongValue("mean", _MEAN, "that is the plain mean of the three values"),
            WrongValue("corrected", _THIRD / (1 - BETA**3), "leave out the division by 1 − β³"),
            WrongValue(
                "sum",
                _THIRD / (1 - BETA),
                "that is a sum; weight each new value by 1 − β",
            ),
            WrongValue(
                "swapped-weights",
                ewa(VALUES, 1 - BETA)[2],
                "the weights are swapped; β belongs to the old average, 1 − β to the new value",
            ),
            WrongValue(
                "started-at-first-value",
                _THIRD + BETA**3 * VALUES[0],
                "you started at the first value; start at 0",
            ),
            WrongValue("one-early", ewa(VALUES, BETA)[1], "that is m₂; average x₃ in as well"),
            WrongValue("one-late", ewa(VALUES, BETA)[3], "that is m₄; stop after x₃"),
            WrongValue(
                "new-value-only",
                (1 - BETA) * VALUES[2],
                "that is x₃'s part alone; add β times m₂",
            ),
        ),
    ),
    Blank(
        "share",
        "share",
        "the first day's weight in m₃",
        (
            WrongValue("newest", 1 - BETA, "that is the newest day's weight, two days later"),
            WrongValue("one-step", (1 - BETA) * BETA, "that is the second day's weight"),
            WrongValue(
                "one-step-too-many",
                (1 - BETA) * BETA**3,
                "the first day is two steps old",
            ),
            WrongValue("factor-missing", BETA**2, "it came in with the weight 1 − β; multiply"),
            WrongValue("third", 1 / 3, "the three days don't weigh the same"),
            WrongValue(
                "degrees",
                _WEIGHT * VALUES[0],
                "that is what the day adds, in degrees; its weight is the factor before x₁",
            ),
            WrongValue(
                "part-of-average",
                _WEIGHT * VALUES[0] / _THIRD,
                "that is its part of m₃'s value; its weight is the factor before x₁",
            ),
            WrongValue(
                "corrected",
                _WEIGHT / (1 - BETA**3),
                "the weights don't have to add up to 1 here; leave out the division by 1 − β³",
            ),
            WrongValue("percent", 100 * _WEIGHT, "write the weight as a fraction of 1"),
        ),
    ),
)
