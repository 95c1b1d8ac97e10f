"""GradientCloud: quadruple the cost, halve the error; and what the noise of each step leaves behind."""

from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.data import diabetes
from trainloop.noise import integers
from trainloop.widgets import GradientCloud

X, Y = diabetes()


def cloud(**settings: Any) -> GradientCloud:
    """On the book's patients."""
    return GradientCloud(X, Y, **settings)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"batch_size": 0}, ValueError, "batch_size must be a number from 1 to 442, not 0"),
        ({"batch_size": 443}, ValueError, "batch_size must be a number from 1 to 442, not 443"),
        ({"batch_size": 2.5}, TypeError, "batch_size must be an integer, not 2.5"),
        ({"lr": 0.0}, ValueError, "lr must be a number from 0.001 to 2, not 0.0"),
        ({"replacement": "yes"}, TypeError, "replacement must be True or False, not 'yes'"),
        ({"seed": -1}, ValueError, "seed must be a number from 0 to 999, not -1"),
        ({"step": 401}, ValueError, "step must be a number from 0 to 400, not 401"),
    ],
)
def test_what_is_not_allowed_is_named(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        cloud(**settings)
    widget = cloud()
    with pytest.raises(error, match=words):
        setattr(widget, *settings.popitem())


@pytest.mark.parametrize(
    ("x", "y", "words"),
    [
        ([1.0, 2.0], [1.0], "y must be as long as x, 2, not 1"),
        ([1.0, 2.0, 3.0], [1.0, 2.0, 3.0], "x must hold from 4 to 2000 numbers, not 3"),
        ([1.0] * 4, [1.0] * 4, "x must hold at least two different numbers"),
    ],
)
def test_data_that_do_not_fit_are_named(x: list[float], y: list[float], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        GradientCloud(x, y)


def test_a_step_is_autograds_on_the_batch_that_is_drawn() -> None:
    widget = cloud(batch_size=16, lr=0.3, w=0.5, b=-1.0, seed=5)
    theta = torch.tensor([0.5, -1.0], dtype=torch.float64, requires_grad=True)
    path = widget.trace().path
    for t, batch in enumerate(integers(5, 16, 442, streams=20, first=200)):
        torch.testing.assert_close(path[t], theta.detach(), rtol=1e-12, atol=1e-14)
        loss = torch.nn.functional.mse_loss(theta[0] * X[batch] + theta[1], Y[batch])
        (gradient,) = torch.autograd.grad(loss, theta)
        with torch.no_grad():
            theta -= 0.3 * gradient


def test_the_true_gradient_is_autograds() -> None:
    theta = torch.tensor([-1.0, 1.0], dtype=torch.float64, requires_grad=True)
    (gradient,) = torch.autograd.grad(torch.nn.functional.mse_loss(theta[0] * X + theta[1], Y), theta)
    torch.testing.assert_close(cloud().trace().gradient, gradient)


def test_four_times_the_batch_halves_the_error() -> None:
    run = cloud().trace()
    at = {size: k for k, size in enumerate(run.sizes.tolist())}
    assert (run.variance[at[16]] / run.variance[at[4]]).sqrt().item() == pytest.approx(0.5)
    measured = [cloud(seed=seed).trace().measured for seed in range(40)]
    mean = torch.stack(measured).mean(dim=0)
    torch.testing.assert_close(mean, run.variance, rtol=0.08, atol=0)
    slope = (mean[at[256]] / mean[at[1]]).log() / torch.tensor(256.0).log()
    assert slope.item() == pytest.approx(-1, abs=0.01)
    assert "and 0.5 times that for B = 16" in cloud().summary()


def test_without_replacement_less_noise_is_left_and_none_in_all() -> None:
    run = cloud(replacement=False).trace()
    n, sizes = 442, run.sizes.double()
    torch.testing.assert_close(run.variance / run.variance[0], (n - sizes) / (sizes * (n - 1)))
    mean = torch.stack([cloud(replacement=False, seed=s).trace().measured for s in range(40)]).mean(dim=0)
    torch.testing.assert_close(mean, run.variance, rtol=0.08, atol=0)
    assert run.measured[-1] == run.variance[-1] == 0
    assert run.estimates.shape == (200, 2)


def test_noise_is_fresh_at_each_step_so_the_run_stays_away() -> None:
    small, large = cloud(batch_size=4, seed=1), cloud(batch_size=16, seed=1)
    balls = [widget.expected()[-1].sqrt().item() for widget in (small, large)]
    assert 0.4 < balls[1] / balls[0] < 0.5  # less than half: at B = 4 noise feeds on the distance itself
    assert cloud(lr=0.05).expected()[-1] < cloud(lr=0.2).expected()[-1] / 4
    for widget, ball in zip((small, large), balls, strict=True):
        rest = (widget.path()[201:] - widget.best()).square().sum(dim=1).mean().sqrt().item()
        assert rest == pytest.approx(ball, rel=0.25)


def test_without_noise_it_settles() -> None:
    widget = cloud(batch_size=442, replacement=False)
    assert (widget.path()[-1] - widget.best()).norm() < 1e-12
    assert "rest at the best line" in widget.summary()
    line = GradientCloud(X, 0.5 * X + 1, batch_size=2)  # every example's gradient is 0 there
    assert "rest at the best line" in line.summary()


def test_a_small_batch_lowers_the_limit_of_the_rate() -> None:
    assert cloud(batch_size=442, replacement=False).limit() == pytest.approx(1.0)  # 2/h, and h = 2
    assert cloud(batch_size=1).limit() < 0.3
    widget = cloud(batch_size=1, lr=2.0)
    run = widget.trace()
    assert len(run.path) < 401 and bool(run.path.isfinite().all())
    assert f"and step {len(run.path)} leaves 10¹⁰⁰ behind" in widget.summary()


def test_a_larger_batch_halves_the_error_on_the_page(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "GradientCloud")
    ellipse = driver.host.locator(".instrument-figure--cloud .is-theory")
    before = ellipse.evaluate("path => path.getBBox().width")
    driver.type("batch_size", 16)
    driver.twin.batch_size = 16
    driver.agrees()
    assert ellipse.evaluate("path => path.getBBox().width") == pytest.approx(before / 2, rel=0.01)


def test_the_start_is_dragged_and_moved_by_keys(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "GradientCloud").open_all()
    driver.press("Step")
    handle = driver.host.get_by_role("slider", name="Start of the run")
    for act in (lambda: driver.drag(handle, 30, -20), lambda: handle.press("Shift+ArrowUp")):
        before = driver.field("b").input_value()
        act()
        expect(driver.field("b")).not_to_have_value(before)
        expect(driver.field("step")).to_have_value("0")
        driver.follow()
        driver.agrees()


def test_the_limit_follows_the_batch(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "GradientCloud").open_all()
    mark = driver.control("lr").locator(".instrument-mark")
    expect(mark).to_contain_text("limit: 0.586")
    driver.type("batch_size", 1)
    expect(mark).to_contain_text("limit: 0.261")
