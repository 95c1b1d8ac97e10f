"""The JavaScript computes what Python computes: step by step from the same state, to 1e-9."""

import math
import random
from itertools import pairwise
from typing import Any

import pytest
import torch

from tests.widgets.draws import settings
from tests.widgets.node import ask
from trainloop import averages, surfaces
from trainloop.data import line
from trainloop.widgets import AdamInside, EwaExplorer, LineFit

TOLERANCE = 1e-9
DRAWS = 60


def close(found: float, expected: float, scale: float = 0.0) -> bool:
    """Whether two numbers agree relative to their size, or to that of what they were subtracted from."""
    return math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE * scale)


def adam(rng: random.Random) -> AdamInside:
    """An AdamInside with random settings."""
    drawn = settings(AdamInside, rng, without=("step", "parameter"))
    return AdamInside(**drawn)


def adam_calls(widget: AdamInside, steps: int) -> tuple[list[list[Any]], list[dict[str, float]]]:
    """A call for each step and parameter, from Python's own state, and what Python got."""
    run = widget.trace(steps)
    names = ("lr", "beta1", "beta2", "eps", "corrected")
    chosen = {name: getattr(widget, name) for name in names}
    calls, expected = [], []
    for t in range(steps):
        for i in range(run.w.shape[1]):
            m, v = (0.0, 0.0) if t == 0 else (run.m[t - 1, i].item(), run.v[t - 1, i].item())
            state = {"w": run.w[t, i].item(), "m": m, "v": v, "t": t}
            calls.append(["adamStep", state, run.g[t, i].item(), chosen])
            row = {"w": run.w[t + 1, i], "m": run.m[t, i], "v": run.v[t, i]}
            row |= {"mHat": run.m_hat[t, i], "vHat": run.v_hat[t, i], "step": run.step[t, i]}
            expected.append({name: value.item() for name, value in row.items()})
    return calls, expected


def test_adam_step_by_step() -> None:
    rng = random.Random(0)
    calls, expected = [], []
    for _ in range(DRAWS):
        more_calls, more_expected = adam_calls(adam(rng), steps=40)
        calls += more_calls
        expected += more_expected
    for call, found, row in zip(calls, ask(calls), expected, strict=True):
        for name, value in row.items():
            assert close(found[name], value), (name, call, found, row)


def test_adam_whole_run_on_the_quadratic() -> None:
    widget = AdamInside(lr=0.1)
    run = widget.trace(200)
    given = {"problem": "quadratic", "scale": 1, "alternate": False, "steps": 200, "lr": 0.1}
    given |= {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "corrected": True}
    [rows] = ask([["adamRun", given]])
    assert len(rows) == 201
    assert all(close(row[0]["w"], w.item(), 5.0) for row, w in zip(rows, run.w, strict=True))


def test_surfaces() -> None:
    rng = random.Random(1)
    points = [[rng.uniform(-3, 3), rng.uniform(-3, 3)] for _ in range(DRAWS)]
    found = ask([["loss", "rosenbrock", p] for p in points] + [["gradient", "rosenbrock", p] for p in points])
    at = torch.tensor(points, dtype=torch.float64)
    surface = surfaces.rosenbrock()
    for value, expected in zip(found[:DRAWS], surface.loss(at).tolist(), strict=True):
        assert close(value, expected)
    for value, expected in zip(found[DRAWS:], surface.gradient(at).tolist(), strict=True):
        assert all(close(a, b, 1.0) for a, b in zip(value, expected, strict=True))


def test_averages() -> None:
    rng = random.Random(2)
    values = [rng.uniform(-20, 35) for _ in range(400)]
    betas = [0.0, 0.999] + [settings(EwaExplorer, rng)["beta"] for _ in range(DRAWS)]
    names = ("ewa", "biasCorrectedEwa")
    found = ask([[name, values, beta] for beta in betas for name in names])
    rules = (averages.ewa, averages.bias_corrected_ewa)
    expected = [rule(values, beta).tolist() for beta in betas for rule in rules]
    for row, wanted in zip(found, expected, strict=True):
        assert all(close(a, b, 35.0) for a, b in zip(row, wanted, strict=True))


def test_weights() -> None:
    rng = random.Random(3)
    betas = [settings(EwaExplorer, rng)["beta"] for _ in range(DRAWS)]
    found = ask([["weights", beta, 300] for beta in betas])
    for beta, row in zip(betas, found, strict=True):
        assert all(close(a, b) for a, b in zip(row, averages.weights(beta, 300).tolist(), strict=True))


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
            calls.append(["descentStep", *before, x, y, widget.lr])
            expected.append(after)
    for call, found, wanted in zip(calls, ask(calls), expected, strict=True):
        scale = max(map(abs, (*call[1:3], *wanted)))
        assert all(close(a, b, scale) for a, b in zip(found, wanted, strict=True)), call[1:3]


def test_bowl_and_best_line() -> None:
    rng = random.Random(5)
    widgets = [fitting(rng) for _ in range(DRAWS)]
    data = [[values.tolist() for values in widget.data()] for widget in widgets]
    bowls = ask([["bowl", x] for x, _ in data])
    bests = ask([["bestLine", x, y] for x, y in data])
    for widget, bowl, best in zip(widgets, bowls, bests, strict=True):
        low, high = widget.curvatures()
        assert close(bowl["hMax"], high)
        assert close(bowl["hMin"], low, 1e-6 * high)  # eigvalsh is exact to the largest only
        assert all(close(best[name], value, 1.0) for name, value in zip(("w", "b", "loss"), widget.best(), strict=True))


def test_the_contours_lie_at_their_level() -> None:
    widget = fitting(random.Random(6))
    x, y = (values.tolist() for values in widget.data())
    bowl, best = ask([["bowl", x], ["bestLine", x, y]])
    [ring] = ask([["contour", best, bowl, 3.0]])
    losses = ask([["lossAndGradient", w, b, x, y] for w, b in ring])
    assert all(math.isclose(found["loss"], best["loss"] + 3.0, rel_tol=1e-9) for found in losses)


@pytest.mark.parametrize(
    ("kind", "limits"),
    [
        ("logarithmic", (0.0005, 3)),
        ("logarithmic", (0.001, 1000)),
        ("logarithmic", (1e-12, 1)),
        ("decay", (0.999,)),
        ("decay", (0.9999,)),
        ("linear", (-20, 20, 0.1)),
        ("linear", (1, 365, 1)),
    ],
)
def test_sliders_reach_their_ends_and_never_jam(kind: str, limits: tuple[float, ...]) -> None:
    [reached] = ask([["positions", kind, limits]])
    low, high = (0, limits[0]) if kind == "decay" else limits[:2]
    assert (reached[0][0], reached[-1][0]) == (low, high)
    values = [value for value, _ in reached]
    assert values == sorted(values)
    # One press of an arrow key must always lead to another position.
    assert all(abs(position - i) <= 0.5 for i, (_, position) in enumerate(reached))
