"""OptimizerPlayground: its runs are torch's, it says why a run diverges, and the start moves in every way."""

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop import noise, surfaces
from trainloop.widgets import OptimizerPlayground

ALL = ("gd", "momentum", "average", "nesterov", "adagrad", "rmsprop", "adam", "adamw")
TORCH = {
    "gd": lambda w, p: torch.optim.SGD(w, lr=p.lr_gd),
    "momentum": lambda w, p: torch.optim.SGD(w, lr=p.lr_momentum, momentum=p.mu),
    "average": lambda w, p: torch.optim.SGD(w, lr=p.lr_average * (1 - p.mu), momentum=p.mu),
    "nesterov": lambda w, p: torch.optim.SGD(w, lr=p.lr_nesterov, momentum=p.mu, nesterov=True),
    "adagrad": lambda w, p: torch.optim.Adagrad(w, lr=p.lr_adagrad, eps=p.eps),
    "rmsprop": lambda w, p: torch.optim.RMSprop(w, lr=p.lr_rmsprop, alpha=p.rho, eps=p.eps),
    "adam": lambda w, p: torch.optim.Adam(w, lr=p.lr_adam, betas=(p.beta1, p.beta2), eps=p.eps),
    "adamw": lambda w, p: torch.optim.AdamW(
        w, lr=p.lr_adamw, betas=(p.beta1, p.beta2), eps=p.eps, weight_decay=p.weight_decay
    ),
}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("surface", ["ravine", "himmelblau"])
def test_runs_are_torchs(name: str, surface: str) -> None:
    lr = {f"lr_{name}": 0.004}
    widget = OptimizerPlayground(optimizers=[name], surface=surface, noisy=True, noise=0.5, seed=3, steps=40, **lr)
    run = widget.trace()[name]
    w = torch.tensor(widget.ground().start, dtype=torch.float64, requires_grad=True)
    optimizer = TORCH[name]([w], widget)
    draws = 0.5 * noise.normal(3, 80).reshape(40, 2)
    for t in range(41):
        loss = widget.ground().loss(w)
        torch.testing.assert_close(run.w[t], w.detach(), rtol=1e-9, atol=1e-12)
        torch.testing.assert_close(run.loss[t], loss.detach(), rtol=1e-9, atol=1e-12)
        if t < 40:
            optimizer.zero_grad()
            loss.backward()
            assert w.grad is not None
            w.grad += draws[t]
            optimizer.step()


@pytest.mark.parametrize("name", ["gd", "momentum", "average", "nesterov"])
def test_runs_diverge_where_the_words_say(name: str) -> None:
    limits = {"gd": 2 / 50, "momentum": 3.8 / 50, "average": 38 / 50, "nesterov": 3.8 / (2.8 * 50)}
    for factor, diverges in ((0.99, False), (1.05, True)):
        widget = OptimizerPlayground(optimizers=[name], steps=500, **{f"lr_{name}": factor * limits[name]})
        assert ("diverges at step" in widget.summary()) == diverges
        assert ("is above" in widget.summary()) == diverges


def test_infinite_numbers_end_the_path() -> None:
    widget = OptimizerPlayground(surface="rosenbrock", optimizers=["gd"], lr_gd=1.0)
    run = widget.trace()["gd"]
    assert len(run.w) < 20
    assert bool(run.w.isfinite().all() and run.loss.isfinite().all())
    assert "Gradient descent diverges at step 1." in widget.summary()


def test_starts_where_runs_on_a_surface_usually_do() -> None:
    for name in surfaces.NAMES:
        widget = OptimizerPlayground(surface=name)
        assert (widget.x, widget.y) == surfaces.get(name).start
    assert (OptimizerPlayground(x=2.0).x, OptimizerPlayground(x=2.0).y) == (2.0, 1.0)


def test_a_bad_setting_is_named_with_what_is_allowed() -> None:
    widget = OptimizerPlayground()
    with pytest.raises(ValueError, match="optimizers must be one of 'gd', 'momentum'"):
        widget.optimizers = ["sgd"]
    with pytest.raises(ValueError, match="surface must be one of 'bowl'"):
        widget.surface = "hill"
    with pytest.raises(ValueError, match=r"lr_adam must be a number from 0\.0001 to 10"):
        OptimizerPlayground(lr_adam=0)
    with pytest.raises(TypeError, match="rate is no setting of OptimizerPlayground; allowed: surface, kappa"):
        OptimizerPlayground(rate=1)
    assert widget.optimizers == ["gd", "momentum", "adam"]


def test_a_chapter_presents_it_with_its_own_question_and_controls(page: Page, site: str) -> None:
    with pytest.raises(ValueError, match="first must be one of 'lr_gd', 'kappa'"):
        OptimizerPlayground(offered=["lr_gd", "kappa"], first=["mu"])
    widget = OptimizerPlayground(question="How steep?", first=["kappa"], offered=["lr_gd", "kappa"])
    assert (widget.question, widget.first, widget.offered) == ("How steep?", ["kappa"], ["lr_gd", "kappa"])


def start(driver: Driver) -> tuple[str, str]:
    return driver.field("x").input_value(), driver.field("y").input_value()


def test_the_start_moves_by_drag_press_arrows_and_typing(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "OptimizerPlayground").open_all()
    handle = driver.host.locator(".instrument-handle")
    acts = (
        lambda: driver.drag(handle, 30, 20),
        lambda: driver.host.locator(".instrument-figure--paths svg").click(position={"x": 150, "y": 200}),
        lambda: handle.press("ArrowRight"),
        lambda: handle.press("Shift+ArrowDown"),
        lambda: driver.type("x", "-1.25"),
    )
    for act in acts:
        before = start(driver)
        act()
        driver.follow()
        assert start(driver) != before
        driver.agrees()


def test_only_what_runs_has_controls_and_a_key(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "OptimizerPlayground").open_all()
    expect(driver.control("lr_adamw")).to_be_hidden()
    expect(driver.host.locator(".instrument-legend li:visible")).to_have_count(3)
    driver.control("optimizers").get_by_label("AdamW").check()
    expect(driver.control("lr_adamw")).to_be_visible()
    expect(driver.control("weight_decay")).to_be_visible()
    expect(driver.host.locator(".instrument-legend li:visible")).to_have_count(4)
    driver.follow()
    driver.agrees()


def test_the_limit_stands_on_the_slider_and_is_where_runs_begin_to_diverge(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "OptimizerPlayground").open_all()
    expect(driver.control("lr_gd").locator(".instrument-mark")).to_have_text("limit: 0.04")
    driver.type("kappa", 100)
    expect(driver.control("lr_gd").locator(".instrument-mark")).to_have_text("limit: 0.02")
    expect(driver.host.locator(".instrument-summary")).to_contain_text("α = 0.03 is above 2/h_max = 0.02")
    driver.follow()
    driver.agrees()
    driver.control("surface").locator("select").select_option("beale")
    expect(driver.control("lr_gd").locator(".instrument-mark")).to_be_hidden()


def test_play_draws_step_by_step_and_pauses(page: Page, site: str) -> None:
    page.emulate_media(reduced_motion="no-preference")
    driver = Driver.open(page, site, "OptimizerPlayground").open_all()
    driver.type("speed", "0.1")
    driver.press("Run")
    driver.press("Pause")
    drawn = int(driver.field("step").input_value())
    assert drawn < 200
    driver.press("Step")
    expect(driver.field("step")).to_have_value(str(drawn + 1))
