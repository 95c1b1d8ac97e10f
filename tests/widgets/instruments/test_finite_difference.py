"""FiniteDifference: the error falls with h, and rises again."""

from typing import Any

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.widgets import FiniteDifference
from trainloop.widgets.reproducible import FUNCTIONS


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"h": 0.0}, "h must be a number from 1e-16 to 0.5, not 0.0"),
        ({"x": 0.0}, "x must be a number from 0.5 to 2, not 0.0"),
        ({"method": "backward"}, "method must be one of 'forward', 'central', not 'backward'"),
        ({"function": "tan"}, "function must be one of 'exp', 'sin', 'cube', 'sqrt', 'sigmoid', not 'tan'"),
        ({"precision": "float16"}, "precision must be one of 'float64', 'float32', not 'float16'"),
    ],
)
def test_refuses(settings: dict[str, Any], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        FiniteDifference(**settings)


def errors(widget: FiniteDifference) -> torch.Tensor:
    """Return the errors of the chosen method."""
    run = widget.trace()
    return run.forward_error if widget.method == "forward" else run.central_error


@pytest.mark.parametrize(("method", "low", "high"), [("forward", 3e-9, 5e-8), ("central", 2e-6, 2e-5)])
def test_best_steps_of_exp_at_1(method: str, low: float, high: float) -> None:
    widget = FiniteDifference(method=method)
    # One step may hit by luck: what counts is the largest error of ten steps that follow each other.
    tops = errors(widget).unfold(0, 10, 1).amax(1)
    assert low < widget.trace().h[int(tops.argmin()) + 5] < high
    assert low <= widget.best()[0] * 1.2
    assert widget.best()[1] <= high * 1.2
    facts = {"forward": (1e-8,), "central": (5e-6, 8e-6)}[method]
    assert all(widget.best()[0] < fact < widget.best()[1] for fact in facts)


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize(("method", "order"), [("forward", 1), ("central", 2)])
@pytest.mark.parametrize("function", FUNCTIONS)
def test_both_sides_of_the_v_are_theorys(function: str, method: str, order: int, precision: str) -> None:
    widget = FiniteDifference(function=function, method=method, precision=precision)
    a, b, power = widget.theory()
    assert power == order
    h, error = widget.trace().h, errors(widget)
    low, high = widget.best()
    falling = (h > 5 * high) & (h < 0.05)
    torch.testing.assert_close(error[falling], a * h[falling] ** order, rtol=0.2, atol=0)
    rising = (h < low / 5) & (h > low / 100)
    assert bool((error[rising] < 8 * b / h[rising]).all())  # some roundings of x + h, f and f add up
    assert error[rising].mean() > 0.1 * (b / h[rising]).mean()


def test_trace_is_torchs_own_difference_where_rounding_is_small() -> None:
    widget = FiniteDifference(x=1.3, function="sigmoid")
    h = torch.tensor([1e-3, 1e-2, 0.1], dtype=torch.float64)
    f, x = torch.sigmoid, torch.tensor(1.3, dtype=torch.float64)
    run = widget.trace(h)
    torch.testing.assert_close(run.forward, (f(x + h) - f(x)) / h, rtol=1e-11, atol=0)
    torch.testing.assert_close(run.central, (f(x + h) - f(x - h)) / (2 * h), rtol=1e-11, atol=0)


def test_central_has_the_smaller_best_error() -> None:
    run = FiniteDifference().trace()
    assert run.forward_error.min() > 30 * run.central_error.min()


def test_words_at_both_ends_and_in_between() -> None:
    widget = FiniteDifference()
    assert "a smaller h is better" in widget.summary()
    widget.h = 1.5e-8
    assert "h is near its best" in widget.summary()
    widget.h = 1e-12
    assert "a larger h is better" in widget.summary()
    widget.h = 1e-16
    assert "x + h rounds to x" in widget.summary()
    assert widget.trace().forward[0] == 0


def test_float32_gives_up_far_earlier() -> None:
    widget = FiniteDifference(precision="float32", h=1e-8)
    assert "x + h rounds to x" in widget.summary()
    assert widget.best()[0] > 1000 * FiniteDifference().best()[1]


def test_a_step_that_happens_to_be_exact_is_said() -> None:
    assert "exact to the last digit" in FiniteDifference(function="cube", method="central", x=0.5, h=2.0**-30).summary()


def test_the_handle_moves_h(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "FiniteDifference").open_all()
    handle = driver.host.locator(".instrument-handle")
    handle.press("ArrowLeft")
    driver.follow()
    assert driver.twin.h == pytest.approx(0.0891)  # type: ignore[attr-defined]
    driver.agrees()
    driver.drag(handle, -120, 0)
    driver.follow()
    assert 1e-12 < driver.twin.h < 1e-5  # type: ignore[attr-defined]
    driver.agrees()
    driver.drag(handle, -2000, 0)
    expect(driver.field("h")).to_have_value("1e-16")
    driver.follow()
    driver.agrees()
