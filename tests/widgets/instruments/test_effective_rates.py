"""EffectiveRates: scale the gradient of a coordinate or the loss, and only SGD's path changes."""

import math

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.widgets import EffectiveRates

KIND = "EffectiveRates"
ADAPTIVE = ("adagrad", "rmsprop", "adam")
TORCH = {
    "gd": lambda w, p: torch.optim.SGD(w, lr=p.lr),
    "adagrad": lambda w, p: torch.optim.Adagrad(w, lr=p.lr, eps=p.eps),
    "rmsprop": lambda w, p: torch.optim.RMSprop(w, lr=p.lr, alpha=p.rho, eps=p.eps),
    "adam": lambda w, p: torch.optim.Adam(w, lr=p.lr, betas=(p.beta1, p.beta2), eps=p.eps),
}


@pytest.mark.parametrize("name", list(TORCH))
@pytest.mark.parametrize("loss", ["bowl", "slope"])
def test_runs_are_torchs_and_a_step_is_its_rate_times_the_gradient(name: str, loss: str) -> None:
    widget = EffectiveRates(loss=loss, scale=7.0, factor=0.3, lr=0.02, eps=1e-6, steps=50)
    run = widget.run(name, widget.scale, widget.factor)
    w = torch.tensor([widget.x, widget.y], dtype=torch.float64, requires_grad=True)
    optimizer = TORCH[name]([w], widget)
    average = torch.zeros(2, dtype=torch.float64)
    for t in range(50):
        torch.testing.assert_close(run.w[t], w.detach(), rtol=1e-9, atol=1e-12)
        optimizer.zero_grad()
        value = 0.5 * (w[0] ** 2 + 7 * w[1] ** 2) if loss == "bowl" else 7 * w[1] - w[0]
        (0.3 * value).backward()
        optimizer.step()
        assert w.grad is not None
        average = 0.9 * average + 0.1 * w.grad
        taken = average / (1 - 0.9 ** (t + 1)) if name == "adam" else w.grad
        torch.testing.assert_close(run.w[t] - run.w[t + 1], 0.02 * run.rate[t] * taken, rtol=1e-7, atol=1e-12)


@pytest.mark.parametrize(("scale", "factor"), [(1e-3, 1.0), (0.03, 1.0), (30.0, 1.0), (1e3, 1.0), (1.0, 1e3)])
def test_only_the_path_of_sgd_depends_on_the_scale(scale: float, factor: float) -> None:
    widget = EffectiveRates(scale=scale, factor=factor)
    for name in ADAPTIVE:
        before, after = widget.run(name, 1.0, 1.0).w, widget.run(name, scale, factor).w
        assert (after - before).abs().max() < 1e-3
        assert f"{ {'adagrad': 'AdaGrad', 'rmsprop': 'RMSProp', 'adam': 'Adam'}[name] }: first step" in widget.summary()
    assert widget.summary().count("path unchanged") == 3
    words = widget.summary().partition("AdaGrad")[0]
    assert "diverges, since α is above" in words or "path moved by up to" in words


def test_the_loss_times_1000() -> None:
    widget = EffectiveRates(factor=1000.0, optimizers=["gd", "rmsprop"])
    assert "SGD: first step in y 2000 α long; diverges, since α is above 2/h_max = 0.002." in widget.summary()
    assert "RMSProp: first step in y 10 α long; path unchanged." in widget.summary()


def test_a_large_eps_makes_them_depend_on_it() -> None:
    assert "path unchanged" not in EffectiveRates(scale=1e-3, eps=1.0).summary()


def test_the_place_of_eps() -> None:
    """At a constant gradient of 1e-6 and ε = 1e-8, a steady step is 0.990 α beside the root and 0.010 α under it."""
    tiny = {"loss": "slope", "scale": 1e-3, "factor": 1e-3, "steps": 1000, "rho": 0.9, "optimizers": ["rmsprop"]}
    for inside, expected in ((False, 0.990), (True, 0.010)):
        widget = EffectiveRates(**tiny, eps_inside=inside)
        y = widget.trace()["rmsprop"].w[:, 1]
        assert ((y[-2] - y[-1]) / widget.lr).item() == pytest.approx(expected, abs=5e-4)
    y = EffectiveRates(**tiny).trace()["rmsprop"].w[:, 1]
    assert ((y[0] - y[1]) / 0.1).item() == pytest.approx(3.07, abs=0.005)


def test_adagrad_never_stops_under_a_constant_gradient() -> None:
    for steps in (100, 1000):
        widget = EffectiveRates(loss="slope", steps=steps, scale=40.0, optimizers=["adagrad"])
        y = widget.trace()["adagrad"].w[:, 1]
        gone = ((y[0] - y[-1]) / widget.lr).item()
        assert gone == pytest.approx(2 * math.sqrt(steps), abs=1.5)
        assert f"(2√t = {2 * math.sqrt(steps):.3g})" in widget.summary()


def test_bad_settings_name_what_is_allowed() -> None:
    with pytest.raises(ValueError, match=r"scale must be a number from 0\.001 to 1000, not 0"):
        EffectiveRates(scale=0)
    with pytest.raises(ValueError, match="optimizers must be one of 'gd', 'adagrad', 'rmsprop', 'adam', not 'sgd'"):
        EffectiveRates(optimizers=["sgd"])
    with pytest.raises(ValueError, match=r"rho must be a number from 0 to 0\.9999, not 1"):
        EffectiveRates(rho=1)
    with pytest.raises(ValueError, match="steps must be a number from 1 to 1000, not 0"):
        EffectiveRates(steps=0)


def lines(driver: Driver) -> dict[str, str]:
    driver.settle()
    figure = driver.host.locator(".instrument-figure--paths")
    names = ("gd", *ADAPTIVE)
    return {name: str(figure.locator(f"path.is-{name}").get_attribute("d")) for name in names}


def test_the_drawn_paths_stay_but_for_sgds(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    before = lines(driver)
    for setting, value in (("scale", 1000), ("factor", 100)):
        driver.type(setting, value)
        after = lines(driver)
        assert {name for name in before if after[name] != before[name]} == {"gd"}
        driver.follow()
        driver.agrees()


def test_the_limit_of_sgd_stands_on_the_slider(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    mark = driver.control("lr").locator(".instrument-mark")
    expect(mark).to_have_text("SGD's limit: 2")
    driver.type("scale", 10)
    expect(mark).to_have_text("SGD's limit: 0.2")
    driver.control("loss").locator("select").select_option("slope")
    expect(mark).to_be_hidden()


def test_only_what_runs_has_controls_and_a_key(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    expect(driver.host.locator(".instrument-legend li:visible")).to_have_count(5)
    driver.control("optimizers").get_by_label("Adam", exact=True).uncheck()
    expect(driver.control("beta2")).to_be_hidden()
    expect(driver.host.locator(".instrument-legend li:visible")).to_have_count(4)
    driver.follow()
    driver.agrees()


def test_each_optimizer_has_a_color_and_a_dash_of_its_own(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND)
    looks = [
        driver.host.locator(f".instrument-legend path.is-{name}").evaluate(
            "path => [getComputedStyle(path).stroke, getComputedStyle(path).strokeDasharray]"
        )
        for name in ("gd", *ADAPTIVE)
    ]
    assert all(len(set(each)) == 4 for each in zip(*looks, strict=True))


def test_the_start_is_dragged_pressed_and_moved_by_arrows(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    figure = driver.host.locator(".instrument-figure--paths")
    handle = figure.get_by_role("slider")
    for act in (
        lambda: driver.drag(handle, 30, -20),
        lambda: handle.press("ArrowUp"),
        lambda: figure.locator("svg").click(position={"x": 220, "y": 100}),
    ):
        before = driver.field("x").input_value(), driver.field("y").input_value()
        act()
        driver.settle()
        assert (driver.field("x").input_value(), driver.field("y").input_value()) != before
        driver.follow()
        driver.agrees()
