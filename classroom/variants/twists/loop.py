"""Twists of the loop's exercises: summed losses, other zeros and units, several devices, a floor."""

from __future__ import annotations

from classroom.variants.draw import Draw, spread
from classroom.variants.twist import Arguments, Family, Numbers, Twist
from classroom.variants.twists.outliers import outliers
from trainloop.exercises.functions import CUBE, EXP, RECIPROCAL, SIN, SQUARE, TWICE

SUMMED = Twist(
    "summed",
    "`gradient` belongs to a loss that is summed over **{c} examples**. Step by the gradient of their mean: divide by {c}.",
    "lr = lr / {c}",
    {"c": spread(2, 32, 1)},
)
CLIPPED = Twist(
    "clipped",
    "Clip each gradient to [−{c}, {c}] before the step: beyond an end, the end takes its place.",
    "slope = gradient\ngradient = lambda w: max(-{c}, min({c}, slope(w)))",
    {"c": spread(0.21, 0.79, 0.01)},
)
ORIGIN = Twist(
    "origin",
    "The model's input is counted from **{c}**: it sees x − {c} in the place of x.",
    "x = [x_i - {c} for x_i in x]",
    {"c": (*spread(-2.9, -0.3, 0.1), *spread(0.3, 2.9, 0.1))},
)
OFFSET = Twist(
    "offset",
    "The targets carry an offset: the model is to predict y − {c} in the place of y.",
    "y = [y_i - {c} for y_i in y]",
    {"c": (*spread(-4.9, -0.6, 0.1), *spread(0.6, 4.9, 0.1))},
)
UNIT = Twist(
    "unit",
    "The model's input is measured in a unit that is **{c} times** as large: it sees x/{c} in the place of x.",
    "x = [x_i / {c} for x_i in x]",
    {"c": spread(1.3, 6, 0.1)},
)
ENDS = outliers("x", "x_i")
DEVICES = Twist(
    "devices",
    "**{c} devices** train together: each takes `batch_size` examples for every update, other ones each.",
    "batch_size = {c} * batch_size",
    {"c": spread(2, 16, 1)},
)
FLOOR = Twist(
    "floor",
    "The quadratic's smallest loss isn't 0: it is **{c}**.",
    "losses = [loss - {c} for loss in losses]",
    {"c": spread(0.15, 1.95, 0.05)},
)
RELATIVE = Twist(
    "relative",
    "Make the step relative: it is `h` times the size of x, or `h` times **{c}** where x is smaller than that.",
    "h = h * max({c}, abs(x))",
    {"c": spread(0.21, 0.79, 0.01)},
)
HELD_OUT = Twist(
    "held-out",
    "Of the `n` examples, **{c}** are held out for validation; the updates are made with the others.",
    "n = n - {c}",
    {"c": spread(20, 280, 1)},
)


def _descend(draw: Draw, numbers: Numbers) -> Arguments:
    own = {"gradient": draw.pick((TWICE, SIN, EXP, CUBE)), "start": draw.either(0.7, 1.6)}
    return own | {"lr": draw.between(0.1, 0.5), "steps": draw.whole(2, 5)}


def _gradients(draw: Draw, numbers: Numbers) -> Arguments:
    count = draw.whole(3, 5)
    x, y = draw.several(count, -3, 5, 1), draw.several(count, -4, 8, 1)
    return {"x": x, "y": y, "w": draw.either(0.3, 3), "b": draw.either(0.3, 3)}


def _inputs(draw: Draw, numbers: Numbers) -> Arguments:
    return {"x": draw.several(draw.whole(3, 6), -4, 6, 1)}


def _wide(draw: Draw, numbers: Numbers) -> Arguments:
    return {"x": draw.several(draw.whole(4, 7), -6, 10, 1)}


def _epoch(draw: Draw, numbers: Numbers) -> Arguments:
    return {"n": draw.whole(300, 2000), "batch_size": draw.whole(5, 24), "drop_last": draw.pick((True, False))}


def _trace(draw: Draw, numbers: Numbers) -> Arguments:
    """Losses of gradient descent on (h_min x² + h_max y²)/2 above the floor, once the steep direction is done."""
    h_min, h_max = draw.between(0.2, 0.6), draw.between(2, 5)
    lr = draw.between(0.7 / h_max, 1.3 / h_max, 3)
    x, y = draw.either(2, 4), draw.either(0.2, 1)
    path = [(x * (1 - lr * h_min) ** k, y * (1 - lr * h_max) ** k) for k in range(draw.whole(9, 12))]
    losses = [numbers["c"] + (h_min * a**2 + h_max * b**2) / 2 for a, b in path]
    return {"losses": losses, "lr": lr, "h_max": h_max}


def _difference(draw: Draw, numbers: Numbers) -> Arguments:
    f = draw.pick((SQUARE, CUBE, SIN, EXP, RECIPROCAL))
    x = draw.either(1.2, 2.8) if f is RECIPROCAL else draw.either(0.05, 2.8)
    return {"f": f, "x": x, "h": draw.between(0.1, 0.4)}


FAMILIES = {
    "descend": Family((SUMMED, CLIPPED), _descend),
    "mse_gradients": Family((ORIGIN, OFFSET), _gradients),
    "largest_stable_rate": Family((ORIGIN, UNIT), _inputs),
    "standardize": Family((ENDS,), _wide),
    "updates_per_epoch": Family((DEVICES, HELD_OUT, HELD_OUT), _epoch),
    "condition_number": Family((FLOOR,), _trace),
    "central_difference": Family((RELATIVE,), _difference),
}
