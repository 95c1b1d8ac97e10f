"""Exercise: the derivative of a function, estimated from one point on each side."""

from __future__ import annotations

from collections.abc import Callable

from trainloop.exercises.functions import CUBE, EXP, RECIPROCAL, SIN, SQUARE
from trainloop.exercises.task import Mistake, Task
from trainloop.exercises.values import Number
from trainloop.exercises.variants import variant, with_other


def central_difference(f: Callable[[float], float], x: float, h: float) -> float:
    """Return the slope of ``f`` between x − h and x + h, an estimate of its derivative at x."""
    return (f(x + h) - f(x - h)) / (2 * h)


TINY = 1e-5

TASK = Task(
    reference=central_difference,
    result=Number("The slope"),
    cases=(
        {"f": CUBE, "x": 2.0, "h": 0.5},
        {"f": SIN, "x": 0.5, "h": 0.1},
        {"f": SQUARE, "x": -3.0, "h": 0.25},
        {"f": EXP, "x": 0.0, "h": 1.0},
        {"f": RECIPROCAL, "x": -2.0, "h": 0.4},
        {"f": CUBE, "x": 0.0, "h": 0.1},
    ),
    mistakes=(
        Mistake(
            "forward",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - a.f(a.x)) / a.h),
            "this is the forward difference; go h to the left as well, and divide by 2h",
        ),
        Mistake(
            "backward",
            variant(central_difference, lambda a: (a.f(a.x) - a.f(a.x - a.h)) / a.h),
            "this is the backward difference; go h to the right as well, and divide by 2h",
        ),
        Mistake(
            "forward-halved",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - a.f(a.x)) / (2 * a.h)),
            "you start at x but divide by 2h; subtract f(x − h), not f(x)",
        ),
        Mistake(
            "not-halved",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - a.f(a.x - a.h)) / a.h),
            "you divided by h; the two points are 2h apart",
        ),
        Mistake(
            "half-step",
            with_other(central_difference, h=lambda a: a.h / 2),
            "you went h/2 to each side; go a whole h, and divide by 2h",
        ),
        Mistake(
            "double-step",
            with_other(central_difference, h=lambda a: a.h * 2),
            "you went 2h to each side; go h, and divide by 2h",
        ),
        Mistake(
            "h-missing",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - a.f(a.x - a.h)) / 2),
            "you divided by 2; divide by 2h, the distance of the two points",
        ),
        Mistake(
            "multiplied-by-h",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - a.f(a.x - a.h)) / 2 * a.h),
            "`/ 2 * h` divides by 2 and multiplies by h; put brackets around `2 * h`",
        ),
        Mistake(
            "missing-brackets",
            variant(central_difference, lambda a: a.f(a.x + a.h) - a.f(a.x - a.h) / (2 * a.h)),
            "only f(x − h) was divided; put brackets around the difference",
        ),
        Mistake(
            "not-divided",
            variant(central_difference, lambda a: a.f(a.x + a.h) - a.f(a.x - a.h)),
            "this is the difference alone; divide it by 2h",
        ),
        Mistake(
            "wrong-sign",
            variant(central_difference, lambda a: (a.f(a.x - a.h) - a.f(a.x + a.h)) / (2 * a.h)),
            "the sign is wrong; take the right point minus the left one, f(x + h) − f(x − h)",
        ),
        Mistake(
            "added",
            variant(central_difference, lambda a: (a.f(a.x + a.h) + a.f(a.x - a.h)) / (2 * a.h)),
            "you added the two values; subtract the left one",
        ),
        Mistake(
            "second-difference",
            variant(central_difference, lambda a: (a.f(a.x + a.h) - 2 * a.f(a.x) + a.f(a.x - a.h)) / a.h**2),
            "this estimates the second derivative; for the first, leave f(x) out and divide by 2h",
        ),
        Mistake(
            "value",
            variant(central_difference, lambda a: a.f(a.x)),
            "this is f(x); the slope is how much f changes from x − h to x + h, divided by 2h",
        ),
        Mistake(
            "x-ignored",
            with_other(central_difference, x=lambda a: 0.0),
            "this is the slope at 0; go h to both sides of x",
        ),
        Mistake(
            "h-ignored",
            with_other(central_difference, h=lambda a: TINY),
            "this is the derivative itself, exact or with a tiny step of your own; use the h that is given",
        ),
    ),
    tensors=("x", "h"),
    source="the quotient worked out by hand",
    hints=(
        "A slope is a rise divided by a run. Which two points lie at the same distance on both sides of x?",
        "The points are x − h and x + h: call f at both.",
        "From one point to the other it is 2h, so the rise is divided by `(2 * h)`, with brackets.",
    ),
)
