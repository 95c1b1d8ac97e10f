"""The noisy quadratic model in JavaScript equals Python's, and both the closed forms."""

import math
import random
from typing import Any

from tests.widgets.draws import settings
from tests.widgets.engine.compare import close
from tests.widgets.node import ask, state
from tests.widgets.samples.noise_ball import drawn
from trainloop.widgets import NoiseBall

DRAWS = 60


def method(widget: NoiseBall) -> dict[str, float]:
    """How it steps."""
    return {"lr": widget.lr, "mu": widget.mu, "decay": widget.decay, "power": widget.power}


def stable(rng: random.Random, **fixed: Any) -> NoiseBall:
    """Random settings with α below its limit."""
    widget = NoiseBall(**(settings(NoiseBall, rng) | fixed))
    widget.lr = min(10.0, max(0.001, widget.limit() * rng.uniform(0.01, 0.99)))
    return widget


def test_runs_and_theory_step_by_step() -> None:
    rng = random.Random(21)
    widgets = [drawn(rng) for _ in range(DRAWS)]
    found = ask([["instruments/noise-ball.compute", state(widget)] for widget in widgets])
    for widget, shown in zip(widgets, found, strict=True):
        run = widget.trace()
        made = len(run.bias)
        assert shown["made"] == made - 1
        assert math.isclose(shown["limit"], widget.limit(), rel_tol=1e-12)
        for name, column in (("losses", run.simulated), ("bias", run.bias), ("variance", run.variance)):
            # Momentum swings through 0: what is compared there is what was subtracted.
            sizes = (run.simulated + run.bias + run.variance).tolist()
            pairs = zip(shown[name][:made], column.tolist(), sizes, strict=True)
            assert all(close(a, b, size) for a, b, size in pairs), (name, state(widget))


def test_floors() -> None:
    rng = random.Random(22)
    widgets = [stable(rng) for _ in range(DRAWS)]
    calls = [["engine/quadratic.lossFloor", [w.h1, w.h2], method(w), w.noise / w.batch_size] for w in widgets]
    for widget, floor in zip(widgets, ask(calls), strict=True):
        assert math.isclose(floor, widget.floor(), rel_tol=1e-6), state(widget)  # kron is badly conditioned at α ≈ 0


def closed_form(h: float, lr: float, mu: float, decay: float, power: float) -> float:
    """The steady variance where a formula is known: momentum, or plain steps with an average."""
    rate = lr * h**-power
    if mu:
        assert decay == 0
        return rate * (1 + mu) / (h * (1 - mu) * (2 * (1 + mu) - rate * h))
    r = 1 - rate * h
    return rate / (h * (2 - rate * h)) * (1 - decay) * (1 + decay * r) / ((1 + decay) * (1 - decay * r))


def test_floors_are_the_known_formulas() -> None:
    rng = random.Random(23)
    widgets = [stable(rng, **{rng.choice(("mu", "decay")): 0.0}) for _ in range(DRAWS)]
    calls = [["engine/quadratic.steadyVariance", widget.h1, method(widget)] for widget in widgets]
    for widget, found in zip(widgets, ask(calls), strict=True):
        known = closed_form(widget.h1, **method(widget))
        assert math.isclose(found, known, rel_tol=1e-9), state(widget)


def test_no_floor_above_the_limit() -> None:
    plain = {"mu": 0.0, "decay": 0.0, "power": 0.0}
    floors = ask([["engine/quadratic.steadyVariance", 2.0, plain | {"lr": lr}] for lr in (0.999, 1.0, 1.5)])
    assert floors[0] > 100
    assert floors[1:] == [None, None]  # JSON's word for ∞
