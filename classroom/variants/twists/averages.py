"""Twists of the averages: outliers, another zero, another unit of time."""

from __future__ import annotations

from classroom.variants.draw import Draw, spread
from classroom.variants.twist import Arguments, Family, Numbers, Twist
from classroom.variants.twists.outliers import outliers

ENDS = outliers("values", "x")
ZERO = Twist(
    "zero",
    "Average how far each value lies above **{c}**, instead of the value itself.",
    "values = [x - {c} for x in values]",
    {"c": spread(1.1, 5.9, 0.1)},
)
EPOCHS = Twist(
    "epochs",
    "The half-life is given in epochs of **{c} steps** each, and β is applied once a step.",
    "half_life = {c} * half_life",
    {"c": spread(3, 60, 1)},
)
EVERY = Twist(
    "every",
    "The average is updated only once every **{c} steps**. It must forget as much at an update as {c} updates with "
    "`decay` would, so use `decay` to the power {c}.",
    "decay = decay**{c}",
    {"c": spread(2, 12, 1)},
)
CAP = Twist(
    "cap",
    "At the start of a run the average must not remember too long: where `decay` is above **{c}**, {c} takes its place.",
    "decay = min(decay, {c})",
    {"c": spread(0.21, 0.44, 0.01)},
)


def _values(draw: Draw, numbers: Numbers) -> Arguments:
    count = draw.whole(4, 6)
    values = draw.several(count, -6, 10, 1)
    return {"values": values, "beta": draw.between(0.35, 0.97)}


def _half_life(draw: Draw, numbers: Numbers) -> Arguments:
    return {"half_life": draw.between(0.5, 12, 1)}


def _ema(draw: Draw, numbers: Numbers) -> Arguments:
    return {"average": draw.either(0.5, 6), "param": draw.either(0.5, 6), "decay": draw.between(0.6, 0.98)}


FAMILIES = {
    "ewa": Family((ENDS, ZERO), _values),
    "bias_corrected_ewa": Family((ENDS, ZERO), _values),
    "beta_for_half_life": Family((EPOCHS,), _half_life),
    "ema_update": Family((EVERY, CAP, CAP), _ema),
}
