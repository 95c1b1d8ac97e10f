"""Two rates of a warm-up over 4 of 10 steps to 0.8, and a cosine down to 0."""

from __future__ import annotations

from math import cos, degrees, pi

from trainloop.exercises.blank import Blank, WrongValue

PEAK, TOTAL, WARMUP = 0.8, 10, 4
SECOND, SIX = 1, 6

_WAVE = TOTAL - WARMUP
_PASSED = SIX - WARMUP


def _fall(share: float) -> float:
    return PEAK / 2 * (1 + cos(pi * share))


GIVEN = {"first": PEAK * 1 / WARMUP, "fourth": PEAK * 4 / WARMUP, "fifth": _fall(0)}

BLANKS = (
    Blank(
        "second",
        "α₁",
        "the rate of the second step, k = 1",
        (
            WrongValue("first", PEAK * 1 / WARMUP, "that is the first step's; the second is k = 1, so k + 1 is 2"),
            WrongValue("third", PEAK * 3 / WARMUP, "that is the third step's; steps count from 0, the second is k = 1"),
            WrongValue("peak", PEAK, "that is the peak; the warm-up gets there with its fourth step"),
            WrongValue("share", 2 / WARMUP, "that is the share of the peak; multiply it by the peak"),
            WrongValue("over-all-steps", PEAK * 2 / TOTAL, "you divided by all steps; the warm-up takes 4 of them"),
            WrongValue("from-zero", PEAK * 1 / 3, "so it is if the first rate is 0; here it is a quarter of the peak"),
            WrongValue("one-longer", PEAK * 2 / (WARMUP + 1), "you divided by 5; the fourth step has the whole peak"),
            WrongValue(
                "cosine", _fall(SECOND / TOTAL), "that is a cosine without a warm-up; the first 4 steps warm up"
            ),
        ),
    ),
    Blank(
        "at_six",
        "α₆",
        "the rate after two of the wave's six steps",
        (
            WrongValue("no-warmup", _fall(SIX / TOTAL), "you began the wave at step 0; take k − W, and T − W below it"),
            WrongValue("over-all-steps", _fall(_PASSED / TOTAL), "your wave takes all 10 steps; T − W are left for it"),
            WrongValue("linear", PEAK * (1 - _PASSED / _WAVE), "so it is on a line; here half a cosine wave falls"),
            WrongValue(
                "not-halved",
                PEAK * (1 + cos(pi * _PASSED / _WAVE)),
                "1 + cos goes from 2 to 0, so halve it; if you did, look at what cos gets",
            ),
            WrongValue(
                "half-of-cosine-alone",
                PEAK * (1 + cos(pi * _PASSED / _WAVE) / 2),
                "that is above the peak; halve 1 + cos as a whole",
            ),
            WrongValue(
                "one-missing",
                PEAK / 2 * cos(pi * _PASSED / _WAVE),
                "you left out the 1 before the cosine, or took a whole wave; its argument ends at π",
            ),
            WrongValue(
                "cosine-alone", PEAK * cos(pi * _PASSED / _WAVE), "take half of 1 + cos; if you did, this is k = 7"
            ),
            WrongValue(
                "share", _fall(_PASSED / _WAVE) / PEAK, "that is the share of the peak; multiply it by the peak"
            ),
            WrongValue(
                "pi-missing", _fall(_PASSED / _WAVE / pi), "π is missing; the cosine's argument goes from 0 to π"
            ),
            WrongValue(
                "degrees", _fall(degrees(_PASSED / _WAVE)), "`math.cos` takes radians; its argument goes from 0 to π"
            ),
            WrongValue("last", 0.0, "that is the end, at k = 10; take W off above the line as well as below it"),
            WrongValue("peak", PEAK, "that is the peak; the wave has fallen for two steps by then"),
            WrongValue("warm", PEAK * (SIX + 1) / WARMUP, "you carried the warm-up on; it is over at k = 4"),
        ),
    ),
)
