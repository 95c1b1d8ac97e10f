"""Momentum's theory and its runs, from the browser's code, are Python's and those of the iteration matrix."""

import math
import random

import pytest
import torch
from torch import Tensor

from tests.widgets.engine.compare import close
from tests.widgets.node import ask
from trainloop.widgets import MomentumPhase

FORMS = ("sum", "average", "nesterov")
PHASES = {"over-damped", "critically damped", "under-damped", "alternating", "divergent"}


def matrix(form: str, lr: float, mu: float, h: float) -> Tensor:
    """What one step makes of (w, u), from the update rules as they are written."""
    if form == "sum":  # u ← μu + hw, w ← w − αu
        rows = [[1 - lr * h, -lr * mu], [h, mu]]
    elif form == "average":  # u ← μu + (1 − μ)hw, w ← w − αu
        rows = [[1 - lr * (1 - mu) * h, -lr * mu], [(1 - mu) * h, mu]]
    else:  # u ← μu + hw, w ← w − α(hw + μu)
        rows = [[1 - lr * h * (1 + mu), -lr * mu**2], [h, mu]]
    return torch.tensor(rows, dtype=torch.float64)


def drawn(rng: random.Random) -> tuple[str, float, float, float]:
    """A form, α, μ and κ over the whole ranges, α mostly where something happens."""
    form, mu, kappa = rng.choice(FORMS), rng.choice((0.0, 0.9, rng.uniform(0, 0.99))), math.exp(rng.uniform(0, 6.9))
    widget = MomentumPhase(form=form, mu=mu, kappa=kappa)
    return form, min(400.0, max(1e-4, math.exp(rng.uniform(-6, 0.2)) * widget.limit())), mu, kappa


def test_rates_are_spectral_radii_and_phases_are_their_eigenvalues() -> None:
    rng = random.Random(0)
    cases = [drawn(rng) for _ in range(400)]
    found = ask([["engine/phase.direction", *case] for case in cases])
    assert {way["phase"] for way in found} == PHASES - {"critically damped"}
    for (form, lr, mu, h), way in zip(cases, found, strict=True):
        values = torch.linalg.eigvals(matrix(form, lr, mu, h))
        assert way["rate"] == pytest.approx(values.abs().max().item(), abs=1e-6)
        python = MomentumPhase(form=form, lr=lr, mu=mu, kappa=max(1.0, h)).direction(h)
        assert close(way["rate"], python.rate)
        assert way["phase"] == python.phase
        if abs(values.abs().max().item() - 1) > 1e-6:
            assert (way["phase"] == "divergent") == (values.abs().max().item() > 1)
        leading = values[values.abs().argmax()]
        if way["phase"] == "under-damped":
            assert leading.imag.abs() > 0
        elif way["phase"] != "divergent":
            assert leading.imag.abs() < 1e-4
            assert (leading.real < 0) == (way["phase"] == "alternating")


def test_borders_are_where_the_phase_changes() -> None:
    rng = random.Random(1)
    for form in ("sum", "nesterov"):
        for mu in [rng.uniform(0.05, 0.95) for _ in range(20)]:
            [ends] = ask([["engine/phase.borders", form, mu]])
            sides = [(1 - 1e-6) * a for a in ends] + [(1 + 1e-6) * a for a in ends]
            found = [way["phase"] for way in ask([["engine/phase.direction", form, a, mu, 1] for a in sides])]
            assert found == ["over-damped", "under-damped", "alternating", "under-damped", "alternating", "divergent"]
    [ends] = ask([["engine/phase.borders", "sum", 0.81]])
    assert ends == pytest.approx([0.01, 3.61, 3.62])


@pytest.mark.parametrize("form", FORMS)
def test_the_best_is_best(form: str) -> None:
    for kappa in (2.0, 50.0, 100.0, 1000.0):
        [found] = ask([["engine/phase.best", form, kappa]])
        widget = MomentumPhase(form=form, kappa=kappa)
        widget.lr, widget.mu = widget.best()
        assert (found["lr"], found["mu"]) == pytest.approx((widget.lr, widget.mu), rel=1e-12)

        def rate(lr: float, mu: float, kappa: float = kappa) -> float:
            return max(torch.linalg.eigvals(matrix(form, lr, mu, h)).abs().max().item() for h in (1.0, kappa))

        smallest = rate(found["lr"], found["mu"])
        near = [0.9, 0.97, 0.99, 0.999, 1.0, 1.001, 1.01, 1.03, 1.1]
        assert smallest <= min(rate(a * found["lr"], min(0.99, b * found["mu"])) for a in near for b in near) + 1e-6
        root = math.sqrt(kappa)
        formula = 1 - 2 / math.sqrt(3 * kappa + 1) if form == "nesterov" else (root - 1) / (root + 1)
        assert smallest == pytest.approx(formula, abs=1e-6)
    if form == "nesterov":
        assert rate(*MomentumPhase(form=form, kappa=100.0).best(), kappa=100.0) == pytest.approx(0.885, abs=5e-4)


def test_runs_are_pythons_step_by_step() -> None:
    rng = random.Random(2)
    cases = [(*drawn(rng), rng.uniform(-5, 5), rng.uniform(-5, 5)) for _ in range(30)]
    names = ("form", "lr", "mu", "kappa", "x", "y")
    calls = []
    for form, lr, mu, kappa, x, y in cases:
        given = {"form": form, "lr": lr, "mu": mu, "kappa": kappa, "start": [x, y], "steps": 60}
        calls.append(["engine/phase.ravineRun", given])
    for case, found in zip(cases, ask(calls), strict=True):
        run = MomentumPhase(**dict(zip(names, case, strict=True))).trace(60)
        assert found["made"] == len(run.w) - 1
        for name, part in (("points", run.w), ("g", run.g), ("u", run.u), ("gathered", run.gathered)):
            scale = part.abs().max().item()
            expected = part.flatten().tolist()
            assert all(close(a, b, scale) for a, b in zip(found[name], expected, strict=False)), (case, name)


def test_a_conversion_keeps_the_motion() -> None:
    rng = random.Random(3)
    for _ in range(20):
        mu, kappa = rng.uniform(0, 0.95), rng.uniform(1, 200)
        lr = rng.uniform(0.01, 1) * MomentumPhase(mu=mu, kappa=kappa).limit()
        [average, back, same] = ask(
            [
                ["engine/phase.converted", lr, mu, "sum", "average"],
                ["engine/phase.converted", lr / (1 - mu), mu, "average", "nesterov"],
                ["engine/phase.converted", lr, mu, "nesterov", "sum"],
            ]
        )
        assert (average, back, same) == pytest.approx((lr / (1 - mu), lr, lr), rel=1e-12)
        one = MomentumPhase(lr=lr, mu=mu, kappa=kappa).trace(100)
        other = MomentumPhase(lr=average, mu=mu, kappa=kappa, form="average").trace(100)
        torch.testing.assert_close(one.w, other.w, rtol=1e-9, atol=1e-9)
