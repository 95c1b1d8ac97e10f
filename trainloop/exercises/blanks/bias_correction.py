"""The corrected average of three measurements, and what the first weighs in it."""

from __future__ import annotations

from trainloop.exercises.blank import Blank, WrongValue
from trainloop.exercises.tasks.ewa import ewa

VALUES = (12.0, 20.0, 16.0)
BETA = 0.8

_STORED = ewa(VALUES, BETA)
_THERE = 1 - BETA**3
_CORRECTED = [m / (1 - BETA**t) for t, m in enumerate(_STORED, start=1)]
_SHARE = (1 - BETA) * BETA**2

GIVEN = {"m_1": _STORED[0], "m_2": _STORED[1]}

BLANKS = (
    Blank(
        "corrected_3",
        "m̂₃",
        "the average after the third value, divided by the weight that is there",
        (
            WrongValue("correction-missing", _STORED[2], "that is m₃; divide it by 1 − β³"),
            WrongValue("one-early", _CORRECTED[1], "that is m̂₂; average x₃ in as well"),
            WrongValue("power-missing", _STORED[2] / (1 - BETA), "you divided by 1 − β; raise β to the power 3"),
            WrongValue("t-one-less", _STORED[2] / (1 - BETA**2), "you divided by 1 − β²; three values are in"),
            WrongValue("t-one-more", _STORED[2] / (1 - BETA**4), "you divided by 1 − β⁴; three values are in"),
            WrongValue("mean", sum(VALUES) / 3, "that is the plain mean; the newest value weighs most"),
            WrongValue(
                "corrected-fed-back",
                (BETA * _CORRECTED[1] + (1 - BETA) * VALUES[2]) / _THERE,
                "you averaged with m̂₂; use m₂, without its correction",
            ),
            WrongValue(
                "corrected-fed-back",
                BETA * _CORRECTED[1] + (1 - BETA) * VALUES[2],
                "you averaged with m̂₂; use m₂, then divide by 1 − β³",
            ),
            WrongValue("multiplied", _STORED[2] * _THERE, "you multiplied by the weight; divide by it"),
            WrongValue(
                "divided-by-missing", _STORED[2] / BETA**3, "β³ is the weight that is missing; divide by what is there"
            ),
        ),
    ),
    Blank(
        "share",
        "share",
        "the first measurement's weight in m̂₃",
        (
            WrongValue("correction-missing", _SHARE, "that is its weight in m₃; divide it by 1 − β³ as well"),
            WrongValue("newest", (1 - BETA) / _THERE, "that is the newest one's; the first is two steps old"),
            WrongValue("second", (1 - BETA) * BETA / _THERE, "that is the second one's; the first is two steps old"),
            WrongValue("started-at-first-value", BETA**2, "that is what it keeps if the average starts at it"),
            WrongValue("missing", BETA**3, "that is the weight on the start at zero"),
            WrongValue("third", 1 / 3, "the three don't weigh the same"),
            WrongValue("there", _THERE, "that is the weight of all three in m₃"),
            WrongValue("percent", 100 * _SHARE / _THERE, "write the weight as a fraction of 1"),
        ),
    ),
)
