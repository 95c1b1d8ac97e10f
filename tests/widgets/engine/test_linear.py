"""Gradient descent on a line, the bowl of its loss and its contours equal the package's."""

import math
import random
from itertools import pairwise

import torch

from tests.widgets.draws import settings
from tests.widgets.engine.compare import close
from tests.widgets.node import ask
from trainloop.data import line
from trainloop.widgets import LineFit

DRAWS = 60


def fitting(rng: random.Random) -> LineFit:
    """A LineFit with random settings."""
    x, y = line(n=50, noise=0.5, seed=rng.randrange(100))
    return LineFit(x, y, **settings(LineFit, rng, without=("step",)))


def test_descent_step_by_step() -> None:
    rng = random.Random(4)
    calls, expected = [], []
    for _ in range(DRAWS):
        widget = fitting(rng)
        x, y = (values.tolist() for values in widget.data())
        path = torch.stack(widget.trace(60)[:2], dim=1).tolist()
        for before, after in pairwise(path):
            calls.append(["engine/linear.descentStep", *before, x, y, widget.lr])
            expected.append(after)
    for call, found, wanted in zip(calls, ask(calls), expected, strict=True):
        scale = max(map(abs, (*call[1:3], *wanted)))
        assert all(close(a, b, scale) for a, b in zip(found, wanted, strict=True)), call[1:3]


def test_bowl_and_best_line() -> None:
    rng = random.Random(5)
    widgets = [fitting(rng) for _ in range(DRAWS)]
    data = [[values.tolist() for values in widget.data()] for widget in widgets]
    bowls = ask([["engine/linear.bowl", x] for x, _ in data])
    bests = ask([["engine/linear.bestLine", x, y] for x, y in data])
    for widget, bowl, best in zip(widgets, bowls, bests, strict=True):
        low, high = widget.curvatures()
        assert close(bowl["hMax"], high)
        assert close(bowl["hMin"], low, 1e-6 * high)  # eigvalsh is exact to the largest only
        assert all(close(best[name], value, 1.0) for name, value in zip(("w", "b", "loss"), widget.best(), strict=True))


def test_the_contours_lie_at_their_level() -> None:
    widget = fitting(random.Random(6))
    x, y = (values.tolist() for values in widget.data())
    bowl, best = ask([["engine/linear.bowl", x], ["engine/linear.bestLine", x, y]])
    [ring] = ask([["engine/linear.contour", best, bowl, 3.0]])
    losses = ask([["engine/linear.lossAndGradient", w, b, x, y] for w, b in ring])
    assert all(math.isclose(found["loss"], best["loss"] + 3.0, rel_tol=1e-9) for found in losses)
