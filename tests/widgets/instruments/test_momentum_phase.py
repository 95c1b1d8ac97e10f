"""MomentumPhase: agreement adds, alternation cancels, conventions move alike, and its diagram sets α and μ."""

import math

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.widgets import MomentumPhase

KIND = "MomentumPhase"


def arrival(widget: MomentumPhase) -> int:
    away = torch.linalg.vector_norm(widget.trace().w, dim=1)
    return int((away > 0.01 * away[0]).nonzero()[-1]) + 1


@pytest.mark.parametrize("form", ["sum", "average", "nesterov"])
@pytest.mark.parametrize("mu", [0.0, 0.8])
def test_runs_are_torchs(form: str, mu: float) -> None:
    widget = MomentumPhase(form=form, mu=mu, lr=0.02, kappa=30.0, x=2.0, y=-0.5)
    run = widget.trace(60)
    w = torch.tensor([2.0, -0.5], dtype=torch.float64, requires_grad=True)
    lr = 0.02 * (1 - mu) if form == "average" else 0.02
    optimizer = torch.optim.SGD([w], lr=lr, momentum=mu, nesterov=form == "nesterov" and mu > 0)
    for t in range(61):
        torch.testing.assert_close(run.w[t], w.detach(), rtol=1e-9, atol=1e-12)
        optimizer.zero_grad()
        (0.5 * (w[0] ** 2 + 30 * w[1] ** 2)).backward()
        assert w.grad is not None
        torch.testing.assert_close(run.g[t], w.grad, rtol=1e-9, atol=1e-12)
        optimizer.step()
        if mu and t < 60:
            taken = 1 - mu if form == "average" else 1.0
            torch.testing.assert_close(run.u[t + 1], taken * optimizer.state[w]["momentum_buffer"])


def test_a_round_bowl_is_one_step_without_momentum_and_88_with_it() -> None:
    assert arrival(MomentumPhase(kappa=1.0, lr=1.0, mu=0.0)) == 1
    widget = MomentumPhase(kappa=1.0, lr=1.0, mu=0.9, step=1)
    assert arrival(widget) == 88
    assert "from step 88 on" in widget.summary()
    run = widget.trace(2)
    assert run.g[1].tolist() == [0.0, 0.0]
    assert run.w[1].tolist() == [0.0, 0.0]
    torch.testing.assert_close(run.w[2], -0.9 * run.w[0])
    assert "Here the gradient is zero, but not the velocity." in widget.summary()


def test_agreement_adds_and_alternation_cancels() -> None:
    mu = 0.9
    along = MomentumPhase(lr=1e-4, mu=mu, kappa=1.0, y=0.0).trace(300)
    assert along.u[-1, 0] / along.g[-1, 0] == pytest.approx(1 / (1 - mu), rel=0.02)
    # At its limit the steep direction alternates for ever, a gradient of one size in turn.
    steep = MomentumPhase(lr=1.0, mu=mu, kappa=1.0)
    steep.lr = steep.limit()
    run = steep.trace(1000)
    assert run.u[-1, 0].abs() / run.g[-1, 0].abs() == pytest.approx(1 / (1 + mu), rel=1e-3)
    assert run.u[-1, 0] * run.u[-2, 0] < 0
    assert run.u[-1, 0].abs() / run.gathered[-1, 0] == pytest.approx((1 - mu) / (1 + mu), rel=0.01)


def test_as_it_opens_it_shows_where_the_speed_comes_from() -> None:
    widget = MomentumPhase()
    assert "100 % pulls one way along the ravine, 10 % across it" in widget.summary()
    assert arrival(widget) < arrival(MomentumPhase(mu=0.0)) / 4


@pytest.mark.parametrize("form", ["sum", "average", "nesterov"])
def test_it_diverges_above_the_limit_and_says_why(form: str) -> None:
    widget = MomentumPhase(form=form, mu=0.9)
    assert widget.limit() * 50 == pytest.approx({"sum": 3.8, "average": 38, "nesterov": 1.357}[form], abs=5e-4)
    limit = widget.limit()
    for factor, diverges in ((0.98, False), (1.02, True)):
        widget.lr = factor * limit
        assert ("is above" in widget.summary()) == diverges
        assert ("across (h = 50): divergent" in widget.summary()) == diverges


def test_the_best_settings_are_critical_in_both_directions() -> None:
    widget = MomentumPhase(kappa=100.0)
    widget.lr, widget.mu = widget.best()
    assert widget.lr == pytest.approx((2 / 11) ** 2)
    assert widget.mu == pytest.approx((9 / 11) ** 2)
    assert "Along (h = 1): critically damped, ×0.818 a step; across (h = 100): critically damped" in widget.summary()


def test_bad_settings_name_what_is_allowed() -> None:
    with pytest.raises(ValueError, match=r"mu must be a number from 0 to 0\.99, not 1"):
        MomentumPhase(mu=1)
    with pytest.raises(ValueError, match=r"lr must be a number from 0\.0001 to 400, not 0"):
        MomentumPhase(lr=0)
    with pytest.raises(ValueError, match="form must be one of 'sum', 'average', 'nesterov', not 'heavy'"):
        MomentumPhase(form="heavy")
    with pytest.raises(TypeError, match="step must be an integer"):
        MomentumPhase(step=0.5)


def path(driver: Driver) -> str:
    driver.settle()
    return str(driver.host.locator(".instrument-figure--path path.is-path").get_attribute("d"))


def test_a_change_of_form_converts_the_rate_and_keeps_the_path(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    before = path(driver)
    form = driver.control("form").locator("select")
    form.select_option("average")
    expect(driver.field("lr")).to_have_value("0.12")
    expect(driver.control("lr").locator("label")).to_have_text("α learning rate, the average's")
    assert path(driver) == before
    driver.follow()
    driver.agrees()
    form.select_option("nesterov")
    expect(driver.field("lr")).to_have_value("0.036")
    assert path(driver) != before
    form.select_option("sum")
    assert path(driver) == before
    driver.follow()
    driver.agrees()


def test_a_link_to_an_average_keeps_its_rate(page: Page, site: str) -> None:
    key = Driver.open(page, site, KIND).host.get_attribute("data-model")
    page.goto("about:blank")
    driver = Driver.open(page, site, KIND, f"#instrument={KIND}-{key}&form=average&lr=0.3").open_all()
    expect(driver.field("lr")).to_have_value("0.3")
    driver.follow()
    assert (driver.twin.form, driver.twin.lr) == ("average", 0.3)
    driver.agrees()


def test_the_diagram_stands_where_the_bars_stood_and_sets_rate_and_momentum(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    bars, diagram = (driver.host.locator(f".instrument-figure--{name}") for name in ("velocity", "phase"))
    expect(bars).to_be_visible()
    expect(diagram).to_be_hidden()
    driver.control("view").locator("select").select_option("phase")
    expect(bars).to_be_hidden()
    expect(diagram).to_be_visible()
    handle = diagram.get_by_role("slider")
    for form in ("sum", "average", "nesterov"):
        driver.control("form").locator("select").select_option(form)
        for act in (
            lambda: driver.drag(handle, -40, 20),
            lambda: handle.press("ArrowRight"),
            lambda: handle.press("Shift+ArrowDown"),
            lambda: diagram.locator("svg").click(position={"x": 150, "y": 120}),
        ):
            before = driver.field("lr").input_value(), driver.field("mu").input_value()
            act()
            driver.settle()
            assert (driver.field("lr").input_value(), driver.field("mu").input_value()) != before
            driver.follow()
            driver.agrees()


def test_a_press_in_the_diagram_goes_to_the_point_that_was_pressed(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    driver.control("view").locator("select").select_option("phase")
    diagram = driver.host.locator(".instrument-figure--phase svg")
    diagram.click(position={"x": 150, "y": 120})
    driver.settle()
    box, dot = diagram.bounding_box(), driver.host.locator(".instrument-figure--phase .instrument-handle-dot")
    place = dot.bounding_box()
    assert box is not None
    assert place is not None
    assert place["x"] + place["width"] / 2 - box["x"] == pytest.approx(150, abs=1.5)
    assert place["y"] + place["height"] / 2 - box["y"] == pytest.approx(120, abs=1.5)


def test_the_start_is_dragged_pressed_and_moved_by_arrows(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    figure = driver.host.locator(".instrument-figure--path")
    handle = figure.get_by_role("slider")
    for act in (
        lambda: driver.drag(handle, 30, -20),
        lambda: handle.press("ArrowUp"),
        lambda: figure.locator("svg").click(position={"x": 200, "y": 100}),
    ):
        before = driver.field("x").input_value(), driver.field("y").input_value()
        act()
        driver.settle()
        assert (driver.field("x").input_value(), driver.field("y").input_value()) != before
        driver.follow()
        driver.agrees()


@pytest.mark.parametrize("form", ["sum", "average", "nesterov"])
def test_a_button_sets_the_best_for_this_curvature(form: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    driver.control("form").locator("select").select_option(form)
    driver.type("kappa", 100)
    driver.press("Best α and μ for this κ")
    twin = driver.twin
    assert isinstance(twin, MomentumPhase)
    twin.form, twin.kappa = form, 100.0
    twin.lr, twin.mu = twin.best()
    driver.agrees()
    driver.type("kappa", 1)  # a round bowl needs no momentum
    driver.press("Best α and μ for this κ")
    expect(driver.field("mu")).to_have_value("0")
    expect(driver.field("lr")).to_have_value("1")
    expect(driver.host.locator(".instrument-summary")).to_contain_text("critically damped, ×0 a step")


def test_the_limit_stands_on_the_slider(page: Page, site: str) -> None:
    driver = Driver.open(page, site, KIND).open_all()
    mark = driver.control("lr").locator(".instrument-mark")
    expect(mark).to_have_text("limit: 0.068")
    driver.type("mu", 0.9)
    expect(mark).to_have_text("limit: 0.076")
    driver.control("form").locator("select").select_option("average")
    expect(mark).to_have_text("limit: 0.76")
    assert math.isclose(float(driver.field("lr").input_value()), 0.36)
