"""LoopStepper: what each line changes, and what happens when one is forgotten."""

import re
from itertools import pairwise
from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.widgets import LoopStepper
from trainloop.widgets.loop_stepper import LEFT_OUT, LoopTrace

LINES = 5


def ends(run: LoopTrace) -> torch.Tensor:
    """Return w and b at the start and after each iteration, shape (iterations + 1, 2)."""
    return torch.stack([run.w, run.b], dim=1)[::LINES]


def losses(widget: LoopStepper) -> torch.Tensor:
    """The loss after each iteration."""
    x, y = widget.data()
    w, b = ends(widget.trace()).T[:, None]
    return (x * w + b - y).square().mean(0)


@pytest.mark.parametrize(
    ("settings", "error", "words"),
    [
        ({"position": 201}, ValueError, "position must be a number from 0 to 200, not 201"),
        ({"lr": 0.0}, ValueError, "lr must be a number from 0.001 to 2, not 0.0"),
        ({"w": 11}, ValueError, "w must be a number from -10 to 10, not 11"),
        ({"broken": "no loss"}, ValueError, "broken must be one of 'none', 'no zero_grad', 'no backward', 'no step'"),
        ({"x": [1.0, 2.0]}, ValueError, "x and y must be given together, or neither"),
        ({"x": [1.0, 1.0], "y": [1.0, 2.0]}, ValueError, "x must hold at least two different numbers"),
    ],
)
def test_refuses(settings: dict[str, Any], error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        LoopStepper(**settings)


def test_the_loop_is_gradient_descent_by_hand() -> None:
    widget = LoopStepper(lr=0.3, w=-1.0, b=4.0)
    x, y = (values[:, 0] for values in widget.data())
    w, b = torch.tensor(-1.0, dtype=torch.float64), torch.tensor(4.0, dtype=torch.float64)
    for row in ends(widget.trace()):
        torch.testing.assert_close(row, torch.stack([w, b]), rtol=1e-12, atol=1e-12)
        error = w * x + b - y
        w, b = w - 0.3 * 2 * (error * x).mean(), b - 0.3 * 2 * error.mean()


@pytest.mark.parametrize("broken", LEFT_OUT)
def test_each_line_changes_its_own_and_nothing_else(broken: str) -> None:
    writes = [{"grad_w", "grad_b"}, {"prediction"}, {"loss"}, {"grad_w", "grad_b"}, {"w", "b"}]
    run = LoopStepper(broken=broken).trace()
    rows = zip(*(part.tolist() for part in run), strict=True)
    seen: list[set[str]] = [set() for _ in writes]
    for position, (before, after) in enumerate(pairwise(rows)):
        pairs = zip(run._fields, before, after, strict=True)
        seen[position % LINES] |= {name for name, old, new in pairs if old != new and not (old != old and new != new)}
    for line, allowed in enumerate(writes):
        assert seen[line] <= allowed
        assert not (line == LEFT_OUT[broken] and seen[line])
    if broken == "none":
        assert seen == writes


def test_zero_grad_leaves_none_as_pytorch_does() -> None:
    run = LoopStepper().trace()
    assert bool(run.grad_w[4::LINES].isfinite().all())
    assert bool(run.grad_w[1::LINES].isnan().all())
    assert "both are now None, not 0" in LoopStepper(position=6).summary()


def test_without_zero_grad_it_is_heavy_ball_with_beta_1() -> None:
    widget = LoopStepper(broken="no zero_grad", lr=0.2)
    x, y = (values[:, 0] for values in widget.data())
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    velocity = torch.zeros(2, dtype=torch.float64)
    for row in ends(widget.trace()):
        torch.testing.assert_close(row, theta.detach(), rtol=1e-10, atol=1e-10)
        (slopes,) = torch.autograd.grad((theta[0] * x + theta[1] - y).square().mean(), theta)
        velocity = 1.0 * velocity + slopes  # β = 1: nothing of it is forgotten
        theta = (theta - 0.2 * velocity).detach().requires_grad_()


@pytest.mark.parametrize("lr", [0.05, 0.1, 0.7, 1.5])
def test_without_zero_grad_it_swings_undamped_up_to_4_over_h_max(lr: float) -> None:
    widget = LoopStepper(broken="no zero_grad", lr=lr)
    assert lr < 4 / widget.curvature()
    assert "w and b swing about the best line without end" in widget.summary()
    # 40 iterations are too few to tell a slow swing from a drift, so the same loop runs for longer.
    x, y = (values[:, 0] for values in widget.data())
    path = ends(widget.trace(5 * 4000))
    far = ((x * path[:, :1] + path[:, 1:] - y).square().mean(1)).split(1000)
    tops = torch.stack([part.max() for part in far[:4]])
    assert tops.min() > 0.9 * tops.max()  # neither damped nor growing


def test_above_the_limits_the_loss_grows() -> None:
    whole, summed = LoopStepper(lr=0.8), LoopStepper(lr=1.6, broken="no zero_grad")
    for widget, limit in ((whole, "2/h_max = 0.776"), (summed, "4/h_max = 1.55")):
        assert limit in widget.summary()
    assert losses(whole)[-1] > losses(whole)[0]
    assert losses(summed)[20:].max() > 10 * losses(summed)[:20].max()
    assert "grows" not in LoopStepper(lr=0.77).summary()


@pytest.mark.parametrize("broken", ["no backward", "no step"])
def test_without_backward_or_step_nothing_is_learned(broken: str) -> None:
    run = LoopStepper(broken=broken, w=1.5).trace()
    assert set(run.w.tolist()) == {1.5}
    assert bool(run.grad_w.isnan().all()) == (broken == "no backward")
    assert len(set(run.loss[3:].tolist())) == 1


def test_random_numbers_of_a_notebook_stay() -> None:
    state = torch.get_rng_state()
    LoopStepper().trace()
    assert torch.equal(state, torch.get_rng_state())


def test_huge_numbers_end_the_run_in_words() -> None:
    widget = LoopStepper([0.0, 1e90], [1.0, 3.0], position=200, lr=2.0)
    assert len(widget.trace().w) == 8
    assert widget.summary().endswith("The next number is too large for a float64, so the run is shown up to here.")


def test_the_line_that_ran_is_marked_and_what_it_changed(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "LoopStepper")
    current, changed = (driver.host.locator(f"li{mark}") for mark in ("[aria-current=step]", ".is-changed"))
    expect(current).to_have_count(0)
    for code, names in (
        ("optimizer.zero_grad()", []),
        ("prediction = model(x)", ["prediction[0]"]),
        ("loss = loss_fn(prediction, y)", ["loss"]),
        ("loss.backward()", ["w.grad", "b.grad"]),
        ("optimizer.step()", ["w", "b"]),
        ("optimizer.zero_grad()", ["w.grad", "b.grad"]),
    ):
        driver.press("Step")
        expect(current.locator("code")).to_have_text(code)
        expect(current.locator(".instrument-loop-marker")).to_have_text("▶")
        expect(current.locator("code")).to_have_css("font-weight", "700")
        expect(changed.locator("code")).to_have_text(names)
    expect(driver.host.locator("[data-row=gradW]")).to_have_text(re.compile("−2.56 →None$"))


def test_a_forgotten_line_is_struck_out_and_changes_nothing(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "LoopStepper")
    expect(driver.host.locator("s")).to_have_count(0)
    for broken, code in (("no zero_grad", "optimizer.zero_grad()"), ("no step", "optimizer.step()")):
        driver.control("broken").locator("select").select_option(broken)
        expect(driver.host.locator("s")).to_have_text([code])
    for _ in range(LINES):
        driver.press("Step")
    expect(driver.host.locator("li.is-changed")).to_have_count(0)
    expect(driver.host.locator(".instrument-summary")).to_contain_text("optimizer.step() is left out")
    driver.control("broken").locator("select").select_option("none")
    expect(driver.host.locator("s")).to_have_count(0)


def test_an_iteration_at_a_time(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "LoopStepper").open_all()
    for position in (5, 10):
        driver.press("Finish this iteration")
        expect(driver.field("position")).to_have_value(str(position))
    driver.type("position", 13)
    driver.press("Finish this iteration")
    expect(driver.field("position")).to_have_value("15")
    driver.follow()
    driver.agrees()
