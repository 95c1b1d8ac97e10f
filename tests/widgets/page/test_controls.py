"""Every control of every instrument answers pointer, keyboard and typing, and what it says is what Python says."""

import pytest
from playwright.sync_api import Page, expect

from tests.widgets.page.driver import Driver
from tests.widgets.samples import SAMPLES
from trainloop.widgets.settings import Choice, Count, Number, Several, Switch


@pytest.fixture(params=list(SAMPLES))
def driver(request: pytest.FixtureRequest, page: Page, site: str) -> Driver:
    """Each instrument in turn, with everything unfolded."""
    return Driver.open(page, site, request.param).open_all()


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_opens_simple_and_holds_all_controls_numbers_and_its_picture(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    driver.agrees()
    controls = driver.host.locator(".instrument-simple > *:visible")
    assert 1 <= controls.count() <= 2
    expect(driver.host.locator(".instrument-question")).to_contain_text("?")
    driver.open_all()
    every_setting_has_one_control_with_its_limits(driver)
    the_table_holds_pythons_numbers(driver)
    the_picture_is_saved_with_its_styles(driver)


def every_setting_has_one_control_with_its_limits(driver: Driver) -> None:
    for name, trait in driver.twin.settings().items():
        expect(driver.control(name)).to_have_count(1)
        if isinstance(trait, (Number, Count)):
            low, high = driver.twin.limits[name]
            assert float(driver.field(name).get_attribute("min") or "nan") == low
            assert float(driver.field(name).get_attribute("max") or "nan") == high


def the_table_holds_pythons_numbers(driver: Driver) -> None:
    expected = SAMPLES[driver.kind].rows(driver.twin)
    heads, *found = driver.numbers()
    assert len(heads) == len(expected[0])
    assert len(found) >= len(expected) > 1
    for row, wanted in zip(found, expected, strict=False):
        for cell, value in zip(row, wanted, strict=True):
            if isinstance(value, str):
                assert cell == value
            else:
                assert float(cell) == pytest.approx(value, rel=1e-7, abs=1e-9), (row, wanted)
    shown = driver.host.locator("tbody tr").first.locator("th, td")
    expect(shown).to_have_count(len(heads))


def the_picture_is_saved_with_its_styles(driver: Driver) -> None:
    text = driver.saved("Save the picture (SVG)")
    driver.page.set_content(f"<img src='data:image/svg+xml,' alt=''>{text}")
    sheet = driver.page.locator("body > svg")
    assert sheet.evaluate("svg => svg.querySelectorAll('path[stroke^=rgb]').length") > 3
    assert sheet.evaluate("svg => svg.querySelectorAll('[class]').length") == 0
    size = sheet.bounding_box()
    assert size is not None
    assert size["width"] > 200
    assert size["height"] > 100


def test_sliders_by_keyboard(driver: Driver) -> None:
    for name in driver.sliders():
        before = driver.field(name).input_value()
        at_end = driver.slider(name).evaluate("node => node.valueAsNumber + 3 > Number(node.max)")
        driver.slider(name).focus()
        for _ in range(3):
            driver.page.keyboard.press("ArrowLeft" if at_end else "ArrowRight")
        expect(driver.field(name)).not_to_have_value(before)
        driver.follow()
        driver.agrees()


def test_sliders_by_pointer(driver: Driver) -> None:
    for name in driver.sliders():
        slider = driver.slider(name)
        box = slider.bounding_box()
        assert box is not None
        before = slider.evaluate("node => (node.valueAsNumber - node.min) / (node.max - node.min)")
        share = 0.37 if abs(before - 0.37) > 0.1 else 0.7
        slider.click(position={"x": box["width"] * share, "y": box["height"] / 2})
        driver.settle()
        after = slider.evaluate("node => (node.valueAsNumber - node.min) / (node.max - node.min)")
        assert after == pytest.approx(share, abs=0.2)
        driver.follow()
        driver.agrees()


def test_typed_values(driver: Driver) -> None:
    for name in driver.sliders():
        trait = driver.twin.settings()[name]
        low, high = driver.twin.limits[name]
        value = (low + high) // 2 if isinstance(trait, Count) else min(high, max(low, 0.123))
        value = getattr(trait, "stops", [value])[-1]  # a replay without a kernel has results at its stops alone
        driver.type(name, f"{value:g}")
        driver.follow()
        assert getattr(driver.twin, name) == pytest.approx(value)
        driver.agrees()
        driver.type(name, "1e12")
        error = driver.control(name).locator(".instrument-error")
        expect(error).to_contain_text("must be a number from")
        expect(driver.field(name)).to_have_attribute("aria-invalid", "true")
        driver.agrees()
        driver.type(name, f"{value:g}")
        expect(error).to_be_empty()


def test_switches_and_choices(driver: Driver) -> None:
    for name, value in getattr(SAMPLES[driver.kind], "CALM", {}).items():
        driver.type(name, value)
    for name, trait in driver.twin.settings().items():
        control = driver.control(name)
        if isinstance(trait, Switch):
            control.locator("input").press("Space")
        elif isinstance(trait, Choice):
            for word in trait.allowed:
                if control.is_visible():
                    control.locator("select").select_option(word)
                    driver.follow()
                    driver.agrees()
        elif isinstance(trait, Several):
            for box in control.locator("input").all():
                box.press("Space")
                driver.follow()
                driver.agrees()
        driver.follow()
        driver.agrees()


def test_play_step_and_reset(driver: Driver) -> None:
    player = driver.host.get_by_role("group", name="Run the steps")
    if player.count() == 0:
        assert not any(name in driver.twin.settings() for name in ("step", "position"))
        return
    start = driver.host.locator(".instrument-summary").inner_text()
    driver.press("Reset")
    driver.follow()
    driver.agrees()
    for _ in range(2):
        driver.press("Step")
        driver.follow()
        driver.agrees()
    expect(driver.host.locator(".instrument-summary")).not_to_have_text(start)
    driver.press("Run")  # with reduced motion it is at its end at once
    driver.follow()
    driver.agrees()
    expect(driver.host.get_by_role("button", name="Run", exact=True)).to_be_visible()
