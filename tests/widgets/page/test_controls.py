"""On the page: every control answers pointer and keyboard, and the instrument says what Python says."""

import pytest
from playwright.sync_api import Page, expect
from tests.widgets.driver import PAGES, SLIDERS, Driver

from trainloop.widgets import EwaExplorer, LineFit
from trainloop.widgets.words import number

ALL_SLIDERS = [(kind, label) for kind, labels in SLIDERS.items() for label in labels]


@pytest.fixture(params=list(PAGES))
def driver(request: pytest.FixtureRequest, page: Page, site: str) -> Driver:
    """Each instrument in turn, with everything unfolded."""
    opened = Driver.open(page, site, request.param)
    opened.open_all()
    return opened


def test_opening_state(driver: Driver) -> None:
    driver.agrees()


@pytest.mark.parametrize("kind", list(PAGES))
def test_opens_simple(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    assert 1 <= driver.host.locator("input[type=range]:visible").count() <= 2
    expect(driver.host.locator(".instrument-question")).to_contain_text("?")


@pytest.mark.parametrize("kind", list(PAGES))
def test_sliders_by_keyboard(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    driver.open_all()
    for label in SLIDERS[kind]:
        before = driver.field(label).input_value()
        driver.slider(label).focus()
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        expect(driver.field(label)).not_to_have_value(before)
        driver.follow(label)
        driver.agrees()


@pytest.mark.parametrize("kind", list(PAGES))
def test_sliders_by_pointer(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    driver.open_all()
    for label in SLIDERS[kind]:
        before = driver.field(label).input_value()
        box = driver.slider(label).bounding_box()
        assert box is not None
        driver.slider(label).click(position={"x": box["width"] * 0.37, "y": box["height"] / 2})
        expect(driver.field(label)).not_to_have_value(before)
        driver.follow(label)
        driver.agrees()


@pytest.mark.parametrize("kind", list(PAGES))
def test_typed_values(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    driver.open_all()
    for label, name in SLIDERS[kind].items():
        low, high = driver.twin.limits[name]
        value = "7" if name in ("step", "day") else f"{min(high, max(low, 0.123)):g}"
        driver.field(label).fill(value)
        driver.field(label).press("Enter")
        driver.follow(label)
        driver.agrees()
        driver.field(label).fill("1e9")
        driver.field(label).press("Enter")
        error = driver.host.locator(".instrument-error", has_text="must be a number from")
        expect(error).to_have_count(1)
        expect(driver.field(label)).to_have_attribute("aria-invalid", "true")
        driver.agrees()
        driver.field(label).fill(value)
        driver.field(label).press("Enter")
        expect(error).to_have_count(0)


@pytest.mark.parametrize("kind", ["LineFit", "AdamInside"])
def test_run_step_reset(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    first = driver.twin.step
    driver.press("Step")
    driver.press("Step")
    driver.twin.step = first + 2
    driver.agrees()
    driver.press("Reset")
    driver.twin.step = first
    driver.agrees()
    driver.press("Run")  # with reduced motion it is at its end at once
    expect(driver.host.locator(".instrument-summary")).not_to_contain_text(f"Step {first}:")
    expect(driver.host.get_by_role("button", name="Run", exact=True)).to_be_visible()


def test_line_fit_across_the_cliff(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "LineFit")
    assert isinstance(driver.twin, LineFit)
    cliff = 2 / driver.twin.curvatures()[1]
    expect(driver.host.locator(".instrument-mark")).to_have_text(f"cliff: {number(cliff)}")
    for factor, words in ((0.97, "is below"), (1.1, "the run diverges")):
        driver.field("α learning rate").fill(f"{factor * cliff:.3f}")
        driver.field("α learning rate").press("Enter")
        driver.follow("α learning rate")
        driver.agrees()
        expect(driver.host.locator(".instrument-summary")).to_contain_text(words)
    driver.press("Run")
    expect(driver.host.locator(".instrument-summary")).to_contain_text("the run diverges")


def test_line_fit_handles(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "LineFit")
    driver.open_all()
    handles = driver.host.get_by_role("slider", name="line:").all()
    assert len(handles) == 2
    start = driver.host.get_by_role("slider", name="Start of the run")
    labels = ("w slope at the start", "b intercept at the start")
    for handle, across, up in ((handles[0], 0, 30), (handles[1], 0, -20), (start, 25, 15)):
        before = [driver.field(label).input_value() for label in labels]
        driver.drag(handle, across, up)
        expect(driver.field(labels[0])).not_to_have_value(before[0])
        for label in labels:
            driver.follow(label)
        driver.agrees()
        handle.press("ArrowUp")
        expect(driver.field(labels[1])).not_to_have_value(before[1])
        for label in labels:
            driver.follow(label)
        driver.agrees()


def test_ewa_explorer_day_by_keyboard_and_pointer(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "EwaExplorer")
    assert isinstance(driver.twin, EwaExplorer)
    driver.open_all()
    handle = driver.host.locator(".instrument-handle")
    handle.press("ArrowRight")
    driver.follow("chosen day")
    driver.agrees()
    value = f"value of day {driver.twin.day}"
    for act in (lambda: handle.press("Shift+ArrowUp"), lambda: driver.drag(handle, 0, 40)):
        before = driver.field(value).input_value()
        act()
        expect(driver.field(value)).not_to_have_value(before)
        expect(driver.host.locator(".instrument-summary")).to_contain_text("moves the average by")
    # Typed, so that the number is exact.
    driver.field(value).fill("31.5")
    driver.field(value).press("Enter")
    amount = 31.5 - driver.twin.base()[driver.twin.day - 1].item()
    driver.twin.changes = {str(driver.twin.day): amount}
    driver.agrees()
    driver.press("Undo all changes")
    driver.twin.changes = {}
    driver.agrees()


def test_ewa_explorer_press_chooses_the_nearest_day(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "EwaExplorer")
    driver.open_all()
    before = driver.field("chosen day").input_value()
    driver.host.locator(".instrument-figure--year .instrument-plot").click(position={"x": 500, "y": 60})
    expect(driver.field("chosen day")).not_to_have_value(before)


def test_switches_and_choices(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "EwaExplorer")
    driver.open_all()
    driver.host.get_by_label("bias correction").check()
    driver.twin.corrected = True
    driver.agrees()
    driver = Driver.open(page, site, "AdamInside")
    driver.open_all()
    driver.host.get_by_label("bias correction").focus()
    page.keyboard.press("Space")
    driver.twin.corrected = False
    driver.agrees()
    driver.host.get_by_label("turn the sign").check()
    driver.twin.alternate = True
    driver.twin.step = 4
    driver.field("t step").fill("4")
    driver.field("t step").press("Enter")
    driver.agrees()
    expect(driver.host.get_by_label("parameter shown", exact=True)).to_be_hidden()
    driver.host.get_by_label("function").select_option("rosenbrock")
    driver.twin.problem = "rosenbrock"
    driver.agrees()
    driver.host.get_by_label("parameter shown", exact=True).select_option("y")
    driver.twin.parameter = "y"
    driver.agrees()


def test_adam_inside_step_bar_stands_still(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "AdamInside")

    def bar(key: str) -> float:
        found = driver.host.locator(f"[data-row={key}] .instrument-row-bar")
        return float(found.evaluate("bar => getComputedStyle(bar).getPropertyValue('--share')"))

    before = {key: bar(key) for key in ("g", "m", "v", "step", "with", "without")}
    driver.field("gradient, times").fill("1000")
    driver.field("gradient, times").press("Enter")
    driver.follow("gradient, times")
    driver.agrees()
    assert bar("g") == pytest.approx(before["g"] + 3 / 20)
    assert bar("v") == pytest.approx(before["v"] + 6 / 20)
    assert bar("step") == pytest.approx(before["step"], abs=1e-6)
    assert bar("without") / bar("with") == pytest.approx(10**0.5, rel=1e-3)


def test_tables_hold_pythons_numbers(driver: Driver) -> None:
    rows = driver.host.locator("tbody tr")
    run = driver.twin.trace()
    if driver.kind == "LineFit":
        expected = ["1", *(number(part[1].item(), 7) for part in run)]
    elif driver.kind == "EwaExplorer":
        expected = ["2", *(number(part[1].item(), 6) for part in run[:2]), number(driver.twin.signal[1], 6)]
    else:
        parts = (run.g, run.m, run.v, run.m_hat, run.v_hat, run.step, run.w[1:])
        expected = ["2", *(number(part[1, 0].item(), 6) for part in parts)]
    expect(rows.nth(1).locator("th, td")).to_have_text(expected)  # waits: the table fills in its own frame
