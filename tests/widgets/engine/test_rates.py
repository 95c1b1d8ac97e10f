"""Runs with their effective rates, from the browser's code, are Python's and torch's."""

import math
import random

import pytest
import torch

from tests.widgets.engine.compare import close
from tests.widgets.node import ask
from trainloop.widgets import EffectiveRates

NAMES = ("gd", "adagrad", "rmsprop", "adam")


def drawn(rng: random.Random) -> EffectiveRates:
    """Settings over the whole ranges."""

    def between(low: float, high: float) -> float:
        return math.exp(rng.uniform(math.log(low), math.log(high)))

    return EffectiveRates(
        loss=rng.choice(("bowl", "slope")),
        scale=between(1e-3, 1e3),
        factor=between(1e-3, 1e3),
        lr=between(1e-4, 3),
        rho=1 - between(1e-4, 1),
        beta1=1 - between(1e-4, 1),
        beta2=1 - between(1e-4, 1),
        eps=between(1e-12, 1),
        eps_inside=rng.random() < 0.5,
        x=rng.uniform(-5, 5),
        y=rng.uniform(-5, 5),
        steps=40,
    )


def given(widget: EffectiveRates, name: str) -> dict[str, object]:
    """What the browser's run takes."""
    settings = {key: getattr(widget, key) for key in ("lr", "rho", "beta1", "beta2", "eps")}
    settings["epsInside"] = widget.eps_inside
    on = {key: getattr(widget, key) for key in ("loss", "scale", "factor", "steps")}
    return {"optimizer": name, "start": [widget.x, widget.y], "settings": settings, **on}


@pytest.mark.parametrize("name", NAMES)
def test_runs_and_rates_are_pythons(name: str) -> None:
    rng = random.Random(name)
    widgets = [drawn(rng) for _ in range(40)]
    found = ask([["engine/rates.ratedOn", given(widget, name)] for widget in widgets])
    for widget, path in zip(widgets, found, strict=True):
        run = widget.run(name, widget.scale, widget.factor)
        assert path["made"] == len(run.rate)
        size = run.w.abs().max().item()
        assert all(close(a, b, size) for a, b in zip(path["points"], run.w.flatten().tolist(), strict=False)), widget
        for a, b in zip(path["rates"], run.rate.flatten().tolist(), strict=False):
            assert a == pytest.approx(b, rel=1e-7), widget


def test_the_distance_between_runs_is_the_largest_at_one_step() -> None:
    one = {"made": 2, "points": [0, 0, 1, 1, 2, 2]}
    other = {"made": 1, "points": [0, 1, 4, 5, 9, 9]}
    assert ask([["engine/rates.apart", one, other]]) == [5]
    assert torch.tensor([3.0, 4.0]).norm() == 5
