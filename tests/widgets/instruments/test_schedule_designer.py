"""ScheduleDesigner: timing decides, theory is what runs do on average, and its points are dragged."""

import pytest
import torch
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from trainloop.widgets import ScheduleDesigner
from trainloop.widgets.schedule_designer import NAMES


def end(widget: ScheduleDesigner) -> float:
    """The expected loss at the end."""
    trace = widget.trace()
    return (trace.distance[-1] + trace.noise[-1]).item()


def test_the_same_two_rates_timing_decides() -> None:
    early, late = ScheduleDesigner(drop=50), ScheduleDesigner(drop=800)
    assert end(early) > 8 * end(late)
    trace = ScheduleDesigner(drop=800).trace()
    loss = trace.distance + trace.noise
    assert loss[700] / loss[799] < 1.1  # it had come to rest
    assert loss[800] / loss[1000] > 2.5  # and falls after the drop


def test_expected_loss_is_the_mean_of_runs() -> None:
    runs = torch.stack([ScheduleDesigner(total=150, drop=80, seed=seed).trace().run for seed in range(300)])
    trace = ScheduleDesigner(total=150, drop=80).trace()
    expected = trace.distance + trace.noise
    error = runs.std(dim=0) / 300**0.5
    assert bool(((runs.mean(dim=0) - expected).abs() <= 4.5 * error + 1e-12).all())


def test_one_cycle_stepped_per_epoch_stays_in_its_warm_up() -> None:
    widget = ScheduleDesigner(schedule="one_cycle", total=1000, warmup=300, per="epoch", epoch=10)
    assert widget.rate_of(1000) / widget.lr == pytest.approx(0.281, abs=0.0005)  # after the last step()
    assert "it makes 100 of its 1000 steps" in widget.summary()


def test_a_rate_above_the_limit_diverges_and_says_why() -> None:
    widget = ScheduleDesigner(schedule="constant", lr=3.0, total=2000)
    assert "above 2/h_max = 2" in widget.summary()
    assert bool(widget.trace().distance.isfinite().all())


def test_only_schedules_with_a_warm_up_speak_of_it() -> None:
    speaking = [name for name in NAMES if "warm-up" in ScheduleDesigner(schedule=name).summary()]
    assert speaking == ["warmup_cosine", "one_cycle", "wsd"]


def settings_of(driver: Driver) -> dict[str, object]:
    """What the twin has taken over from the page."""
    return {name: getattr(driver.twin, name) for name in driver.twin.settings()}


@pytest.mark.parametrize("name", NAMES)
def test_every_point_is_dragged_and_moved_by_keys(name: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, "ScheduleDesigner").open_all()
    driver.control("schedule").locator("select").select_option(name)
    driver.settle()
    handles = driver.host.locator(".instrument-figure--rate .instrument-handle:visible")
    assert handles.count() >= 1
    for handle in handles.all():
        before = settings_of(driver)
        driver.drag(handle, -25, 12)
        driver.follow()
        driver.agrees()
        dragged = settings_of(driver)
        assert dragged != before
        handle.press("Shift+ArrowUp")
        driver.follow()
        driver.agrees()
        assert settings_of(driver) != dragged


def test_the_code_follows_and_is_copied(page: Page, site: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    driver = Driver.open(page, site, "ScheduleDesigner").open_all()
    listing = driver.host.locator(".instrument-listing code")
    expect(listing).to_contain_text("MultiStepLR(optimizer, milestones=[600], gamma=0.1)")
    driver.type("drop", 250)
    expect(listing).to_contain_text("milestones=[250]")
    driver.control("schedule").locator("select").select_option("cosine")
    expect(listing).to_contain_text("CosineAnnealingLR(optimizer, T_max=1000, eta_min=0)")
    driver.press("Copy")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[0] == "from torch.optim.lr_scheduler import CosineAnnealingLR"
