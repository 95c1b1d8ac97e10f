"""Every optimizer on every surface, step by step from Python's own state, equals `trainloop.optim`."""

import math
import random
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.widgets.engine.compare import TOLERANCE, close
from tests.widgets.node import ask
from trainloop import noise, surfaces
from trainloop.optim import SGD, Adagrad, Adam, AdamW, RMSprop

STEPS = 500
STARTS = 3
Settings = dict[str, Any]

MAKERS = {
    "gd": lambda w, s: SGD(w, lr=s["lr"]),
    "momentum": lambda w, s: SGD(w, lr=s["lr"], momentum=s["mu"]),
    "average": lambda w, s: SGD(w, lr=s["lr"], momentum=s["mu"], averaging=True),
    "nesterov": lambda w, s: SGD(w, lr=s["lr"], momentum=s["mu"], nesterov=True),
    "adagrad": lambda w, s: Adagrad(w, lr=s["lr"], eps=s["eps"]),
    "rmsprop": lambda w, s: RMSprop(w, lr=s["lr"], alpha=s["rho"], eps=s["eps"], eps_inside=s["epsInside"]),
    "adam": lambda w, s: Adam(w, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"]),
    "adamw": lambda w, s: AdamW(
        w, lr=s["lr"], betas=(s["beta1"], s["beta2"]), eps=s["eps"], weight_decay=s["weightDecay"]
    ),
}
STATE = {"adagrad": ["sum"], "rmsprop": ["square_avg"], "adam": ["exp_avg", "exp_avg_sq"]}
STATE |= {"adamw": STATE["adam"], "gd": []}


def drawn(rng: random.Random) -> Settings:
    """Settings over the sliders' whole ranges."""

    def between(low: float, high: float) -> float:
        return math.exp(rng.uniform(math.log(low), math.log(high)))

    settings = {"lr": between(1e-4, 3), "eps": between(1e-12, 1), "weightDecay": rng.uniform(0, 1)}
    settings |= {name: 1 - between(1e-4, 1) for name in ("mu", "rho", "beta1", "beta2")}
    settings["mu"] = max(settings["mu"], 1e-3)  # PyTorch knows no Nesterov without momentum
    return settings | {"epsInside": rng.random() < 0.5}


def kept(optimizer: torch.optim.Optimizer, w: Tensor, name: str) -> list[Tensor]:
    """What the optimizer remembers, slot by slot."""
    names = STATE.get(name, ["momentum_buffer"])
    state = optimizer.state[w]
    return [state[key].clone() if key in state else torch.zeros_like(w) for key in names]


def steps_of(name: str, surface: surfaces.Surface, rng: random.Random) -> tuple[list[list[Any]], list[Any]]:
    """A call for every step of a few runs at once, and what Python got."""
    settings = drawn(rng)
    (x_low, x_high), (y_low, y_high) = surface.domain
    starts = [[rng.uniform(x_low, x_high), rng.uniform(y_low, y_high)] for _ in range(STARTS)]
    w = torch.tensor(starts, dtype=torch.float64)
    optimizer = MAKERS[name]([w], settings)
    calls, expected = [], []
    before = kept(optimizer, w, name)
    for t in range(1, STEPS + 1):
        g = surface.gradient(w)
        old, w.grad = w.clone(), g
        optimizer.step()
        after = kept(optimizer, w, name)
        for i in range(STARTS):
            now = [w[i], *(slot[i] for slot in after)]
            if not all(bool(part.isfinite().all()) for part in (*now, g[i])):
                continue
            state = [value for slot in before for value in slot[i].tolist()]
            given = {"w": old[i].tolist(), "g": g[i].tolist(), "state": state, "t": t}
            calls.append(["engine/optimizers.stepFrom", name, given, settings])
            expected.append((w[i].tolist(), [value for slot in after for value in slot[i].tolist()]))
        before = after
    return calls, expected


@pytest.mark.parametrize("surface", surfaces.NAMES)
@pytest.mark.parametrize("name", MAKERS)
def test_step_by_step(name: str, surface: str) -> None:
    rng = random.Random(f"{name} {surface}")
    options = {"kappa": rng.uniform(1, 200)} if surface == "ravine" else {}
    calls, expected = steps_of(name, surfaces.get(surface, **options), rng)
    assert calls
    for call, found, (w, state) in zip(calls, ask(calls), expected, strict=True):
        given = call[2]
        scale = [max(abs(a), abs(b)) for a, b in zip(given["w"], w, strict=True)]
        assert all(close(a, b, c) for a, b, c in zip(found["w"], w, scale, strict=True)), (call, found, w)
        sizes = [max(map(abs, (*given["g"], *given["state"])))] * len(state)
        assert all(close(a, b, c) for a, b, c in zip(found["state"], state, sizes, strict=True)), (call, found)


@pytest.mark.parametrize("name", surfaces.NAMES)
def test_losses_and_gradients(name: str) -> None:
    rng = random.Random(name)
    kappa = rng.uniform(1, 200)
    surface = surfaces.get(name, **({"kappa": kappa} if name == "ravine" else {}))
    (x_low, x_high), (y_low, y_high) = surface.domain
    points = [[rng.uniform(x_low, x_high), rng.uniform(y_low, y_high)] for _ in range(300)]
    at = torch.tensor(points, dtype=torch.float64, requires_grad=True)
    losses = surface.loss(at)
    (slopes,) = torch.autograd.grad(losses.sum(), at)
    found = ask([["engine/surfaces.at", name, kappa, *point] for point in points])
    for answer, loss, slope in zip(found, losses.tolist(), slopes.tolist(), strict=True):
        assert close(answer["loss"], loss, 1.0)
        assert all(
            close(a, b, max(map(abs, slope), default=1.0) + 1.0) for a, b in zip(answer["gradient"], slope, strict=True)
        )


@pytest.mark.parametrize("name", surfaces.NAMES)
def test_what_is_known_of_a_surface(name: str) -> None:
    surface = surfaces.get(name)
    [found] = ask([["engine/surfaces.surface", name]])
    assert [tuple(pair) for pair in found["domain"]] == list(surface.domain)
    assert [tuple(point) for point in found["minima"]] == list(surface.minima)
    assert tuple(found["start"]) == surface.start


def test_a_run_is_its_steps_and_ends_before_what_is_not_finite() -> None:
    [descent] = ask(
        [["engine/run.named", {"optimizer": "gd", "on": "ravine", "settings": {"lr": 0.05}, "steps": 5000}]]
    )
    assert descent["made"] < 5000
    last = 2 * descent["made"]
    assert all(map(math.isfinite, descent["points"][: last + 2]))
    assert descent["points"][last + 2 :] == [0.0] * (2 * (5000 - descent["made"]))
    [fine] = ask([["engine/run.named", {"optimizer": "gd", "on": "ravine", "settings": {"lr": 0.02}, "steps": 50}]])
    factors = torch.tensor([1 - 0.02, 1 - 0.02 * 50], dtype=torch.float64)
    path = torch.tensor([[-4.0, 1.0]], dtype=torch.float64) * factors ** torch.arange(51)[:, None]
    assert fine["points"] == pytest.approx(path.flatten().tolist(), rel=1e-9, abs=1e-12)


def test_noise_is_the_same_stream() -> None:
    found = ask([["engine/noise.normal", seed, 1001] for seed in (0, 1, 2**32 - 1)])
    for seed, row in zip((0, 1, 2**32 - 1), found, strict=True):
        assert all(close(a, b, TOLERANCE) for a, b in zip(row, noise.normal(seed, 1001).tolist(), strict=True))
