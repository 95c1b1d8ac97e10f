"""NoiseBall: exact theory over simulation, and the claims about floors that are often told wrongly."""

import math
from typing import Any

import pytest
import torch
from playwright.sync_api import Page

from tests.widgets.page.driver import Driver
from trainloop.noise import normal
from trainloop.widgets import NoiseBall

ALIKE: dict[str, float] = {"h1": 1.0, "h2": 1.0}


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"lr": 0.0}, ValueError, "lr must be a number from 0.001 to 10, not 0.0"),
        ({"mu": 1.0}, ValueError, "mu must be a number from 0 to 0.99, not 1.0"),
        ({"decay": 1.0}, ValueError, "decay must be a number from 0 to 0.999, not 1.0"),
        ({"power": -0.1}, ValueError, "power must be a number from 0 to 1, not -0.1"),
        ({"batch_size": 0}, ValueError, "batch_size must be a number from 1 to 4096, not 0"),
        ({"h1": "steep"}, TypeError, "h1 must be a number from 0.01 to 10, not 'steep'"),
    ],
)
def test_what_is_not_allowed_is_named(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        NoiseBall(**settings)


def test_a_run_is_torchs_sgd_and_its_averaged_model() -> None:
    widget = NoiseBall(lr=0.05, mu=0.8, decay=0.9, h1=2.0, h2=0.3, noise=4.0, batch_size=2, seed=3)
    draws = normal(3, 64 * 400 * 2).view(64, 400, 2)
    h = torch.tensor([2.0, 0.3], dtype=torch.float64)
    w = torch.full((64, 2), 3.0, dtype=torch.float64, requires_grad=True)
    optimizer, average = torch.optim.SGD([w], lr=0.05, momentum=0.8), w.detach().clone()
    averages, losses = widget.simulated()
    for t in range(50):
        loss = 0.5 * (h * average.square()).sum(dim=1).mean()
        torch.testing.assert_close(averages[t], average)
        torch.testing.assert_close(losses[t], loss)
        optimizer.zero_grad()
        (0.5 * h * w.square() + math.sqrt(2) * draws[:, t] * w).sum().backward()
        optimizer.step()
        average.lerp_(w.detach(), 0.1)


@pytest.mark.parametrize(
    "settings",
    [{}, {"mu": 0.9, "lr": 0.03}, {"decay": 0.95}, {"power": 0.5, "mu": 0.5, "decay": 0.8, "batch_size": 8}],
)
def test_theory_is_the_mean_of_many_runs(settings: dict[str, Any]) -> None:
    bias, variance = NoiseBall(**settings).expected()
    many = torch.stack([NoiseBall(seed=seed, **settings).trace().simulated for seed in range(30)])
    error = many.std(dim=0) / 30**0.5
    assert ((many.mean(dim=0) - bias - variance).abs()[1:] / error[1:]).max() < 6
    torch.testing.assert_close(many[:, -100:].mean(), (bias + variance)[-100:].mean(), rtol=0.05, atol=0)


def test_momentum_multiplies_the_floor_by_its_rate_not_by_more() -> None:
    """(1 + β)/(1 − β), 19 at β = 0.9, is told; it is about 1/(1 − β), and nothing at the same effective rate."""
    momentum = NoiseBall(mu=0.9, **ALIKE)
    assert momentum.floor() / momentum.floor(plain=True) == pytest.approx(9.76, abs=0.01)
    for lr in (0.001, 0.01, 0.1):
        widget = NoiseBall(mu=0.9, lr=lr, **ALIKE)
        assert 0.5 <= widget.floor() / widget.floor(10 * lr, plain=True) <= 1.0
    matched = NoiseBall(mu=0.9, lr=0.01, **ALIKE)
    assert 0.95 <= matched.floor() / matched.floor(0.1, plain=True) <= 1.0


def test_an_average_lowers_the_floor_and_is_slow_to_forget_the_start() -> None:
    averaged = NoiseBall(decay=0.99, **ALIKE)
    r, decay = 0.9, 0.99
    factor = (1 - decay) * (1 + decay * r) / ((1 + decay) * (1 - decay * r))
    assert averaged.floor() / averaged.floor(plain=True) == pytest.approx(factor)
    biases = [widget.expected()[0][200].sqrt().item() / 3 for widget in (averaged, NoiseBall(**ALIKE))]
    assert biases == pytest.approx([0.147, 7e-10], rel=0.01)


def test_a_preconditioner_lowers_the_floor_where_curvature_is_above_one() -> None:
    steep, flat = (NoiseBall(power=1.0, lr=0.1, h1=h, h2=h) for h in (10.0, 0.1))
    assert steep.floor() / steep.floor(plain=True) == pytest.approx(0.0526, abs=1e-4)
    assert flat.floor() / flat.floor(plain=True) > 10


def test_the_floor_falls_with_the_batch_and_nearly_with_the_rate() -> None:
    widget = NoiseBall()
    assert NoiseBall(batch_size=16).floor() == pytest.approx(widget.floor() / 16)
    assert widget.floor(0.05) / widget.floor() == pytest.approx(0.5, abs=0.02)
    assert widget.floor() == pytest.approx(0.0514, abs=5e-5)


def test_above_the_limit_the_path_ends_before_what_is_not_finite() -> None:
    widget = NoiseBall(lr=5.0)
    run = widget.trace()
    assert len(run.bias) < 401 and all(bool(part.isfinite().all()) for part in run)
    assert f"step {len(run.bias)} leaves 10¹⁰⁰ behind" in widget.summary()
    assert widget.floor() == math.inf
    below, above = NoiseBall(lr=3.7, mu=0.9), NoiseBall(lr=3.9, mu=0.9)  # the limit is 2(1 + μ)/h = 3.8
    assert below.trace().variance[-1] < 1.001 * below.floor() < math.inf
    assert above.trace().simulated[-1] > 100 * above.trace().simulated[200]


def test_marks_of_the_floor_move_on_the_page(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "NoiseBall").open_all()
    floor = driver.host.locator(".instrument-figure--loss .is-floor")
    top = floor.evaluate("path => path.getBBox().y")
    driver.type("batch_size", 16)
    driver.twin.batch_size = 16
    driver.agrees()
    assert floor.evaluate("path => path.getBBox().y") > top + 10  # lower on the page
    driver.type("lr", 2.5)
    driver.twin.lr = 2.5
    driver.agrees()
    assert floor.get_attribute("d") == "M0,0"  # no floor is drawn
