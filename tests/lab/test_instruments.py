"""Every instrument in a live JupyterLab: it shows, it answers, and its settings go both ways.

One file, so that one server serves it: `--dist loadfile` gives a file to one process.
"""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.lab.driver import Desk
from tests.widgets.page.driver import Driver
from tests.widgets.samples import SAMPLES
from trainloop.progress.record import parsed
from trainloop.widgets.settings import Choice, Count, Number, Several, Switch

KINDS = list(SAMPLES)
REFUSED: dict[type, tuple[object, ...]] = {
    Number: (1e9, "much"),
    Count: (10**9, 1.5),
    Switch: ("yes",),
    Choice: ("none of them",),
    Several: (["none of them"],),
}


def refused(trait: object) -> tuple[object, ...]:
    """Values that a setting doesn't allow."""
    return next(values for kind, values in REFUSED.items() if isinstance(trait, kind))


# What an assignment says, for many at once.
TRY = """
def refused(widget, name, value):
    try:
        setattr(widget, name, value)
    except (TypeError, ValueError) as error:
        return str(error)
    return "accepted"
"""


def says_what_python_says(desk: Desk, driver: Driver) -> None:
    """The sentence under the picture is the kernel's."""
    summary = desk.value(f"made[{driver.kind!r}].summary()")
    expect(driver.host.locator(".instrument-summary")).to_have_text(summary)


def other(trait: Any, now: Any, limits: list[float] | None) -> Any:
    """An allowed value of a setting that isn't the one it has."""
    if isinstance(trait, Switch):
        return not now
    if isinstance(trait, Choice):
        return next(word for word in trait.allowed if word != now)
    if isinstance(trait, Several):
        return [word for word in trait.allowed if word not in now]
    assert limits is not None
    low, high = limits
    for share in (0.25, 0.75):
        value = low + share * (high - low)
        value = int(value) if isinstance(trait, Count) else float(f"{value:.4g}")
        if value != now:
            return value
    raise AssertionError(f"{trait.name} has no other value from {low} to {high}")


def shows(driver: Driver, name: str, trait: Any, value: Any) -> None:
    """The control of a setting shows a value."""
    control = driver.control(name)
    if isinstance(trait, Switch):
        expect(control.locator("input")).to_be_checked(checked=value)
    elif isinstance(trait, Choice):
        expect(control.locator("select")).to_have_value(value)
    elif isinstance(trait, Several):
        for word in trait.allowed:
            expect(control.locator(f"input[value='{word}']")).to_be_checked(checked=word in value)
    else:
        expect(driver.field(name)).to_have_value(f"{value:.6g}")


@pytest.mark.parametrize("kind", KINDS)
def test_shows_itself(kind: str, desk: Desk) -> None:
    driver = desk.instrument(kind)
    assert driver.host.count() == 1
    expect(driver.host.locator(".instrument-question")).to_contain_text("?")
    driver.settle()
    drawn = driver.host.locator("svg path[d]").evaluate_all("paths => paths.filter(p => p.getTotalLength() > 0).length")
    assert drawn > 5
    says_what_python_says(desk, driver)
    assert desk.faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_answers_and_python_hears_of_it(kind: str, desk: Desk) -> None:
    driver = desk.instrument(kind)
    if not driver.sliders():
        driver.open_all()
    [name, *_] = driver.sliders()
    words = driver.host.locator(".instrument-summary")
    before, setting = words.inner_text(), f"made[{kind!r}].{name}"
    old = desk.value(setting)
    # Away from the nearer end, in as many steps as any rounded sentence shows.
    key = "ArrowLeft" if driver.slider(name).evaluate("slider => 2 * slider.value > slider.max") else "ArrowRight"
    for _ in range(5):
        driver.slider(name).press(key)
    expect(words).not_to_have_text(before)
    driver.settle()
    shown = driver.field(name).input_value()
    desk.becomes(f"format({setting}, '.6g')", f"{float(shown):.6g}")
    assert desk.value(setting) != old
    says_what_python_says(desk, driver)
    assert desk.faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_keeps_its_keys_from_the_notebook(kind: str, desk: Desk) -> None:
    """An x elsewhere in the notebook cuts the chosen cell, arrow keys choose another."""
    driver = desk.instrument(kind)
    chosen = desk.page.locator(".jp-Notebook .jp-Cell.jp-mod-active")
    place = "cell => [...cell.parentElement.children].indexOf(cell)"
    driver.host.locator("summary").first.focus()  # which chooses its cell
    cells, before = desk.page.locator(".jp-Notebook .jp-Cell").count(), chosen.evaluate(place)
    for key in ("x", "ArrowUp", "b"):
        desk.page.keyboard.press(key)
    driver.settle()
    assert desk.page.locator(".jp-Notebook .jp-Cell").count() == cells
    assert chosen.evaluate(place) == before


@pytest.mark.parametrize("kind", KINDS)
def test_follows_python(kind: str, desk: Desk) -> None:
    driver = desk.instrument(kind)
    limits = desk.value(f"made[{kind!r}].limits")
    for name, trait in driver.twin.settings().items():
        if driver.control(name).count() == 0:  # a setting that this instrument leaves to Python
            assert driver.twin.offered, f"{name} has no control"
            continue
        setting = f"made[{kind!r}].{name}"
        value = other(trait, desk.value(setting), limits.get(name))
        answer = desk.execute(f"{setting} = {value!r}")
        assert answer.error == ""
        shows(driver, name, trait, value)
    says_what_python_says(desk, driver)
    assert desk.faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_refuses_bad_values_and_stays(kind: str, desk: Desk) -> None:
    driver = desk.instrument(kind)
    driver.settle()
    before = driver.host.locator(".instrument-summary").inner_text()
    settings = driver.twin.settings()
    pairs = [(name, value) for name, trait in settings.items() for value in refused(trait)]
    widget, (name, value) = f"made[{kind!r}]", pairs[0]
    error = desk.execute(f"{widget}.{name} = {value!r}").error  # as a cell shows it
    assert error.startswith(("ValueError: ", "TypeError: "))
    assert f"{name} must be " in error
    kept = f"[getattr({widget}, name) for name in {list(settings)!r}]"
    old = desk.value(kept)
    assert desk.execute(TRY).error == ""
    for (name, value), told in zip(pairs, desk.value(f"[refused({widget}, *pair) for pair in {pairs!r}]"), strict=True):
        assert f"{name} must be " in told, value
    assert desk.value(kept) == old
    driver.settle()
    expect(driver.host.locator(".instrument-summary")).to_have_text(before)
    says_what_python_says(desk, driver)
    assert desk.faults == []


def test_lives_again_after_a_restart(desk: Desk) -> None:
    """Restart Kernel and Run All Cells: what shows then belongs to the new kernel."""
    kind = KINDS[0]
    desk.restart_and_run_all()
    driver = desk.instrument(kind)
    says_what_python_says(desk, driver)
    [name, *_] = driver.open_all().sliders()
    low, high = desk.value(f"made[{kind!r}].limits[{name!r}]")
    key, end = ("End", high) if desk.value(f"made[{kind!r}].{name}") == low else ("Home", low)
    driver.slider(name).press(key)
    desk.becomes(f"made[{kind!r}].{name}", end)
    assert desk.faults == []


def test_a_check_is_counted_in_the_file_beside_the_notebook(desk: Desk, home: Path) -> None:
    code = (
        "from trainloop.exercises import check\nfrom trainloop.exercises.tasks.ewa import ewa\nprint(check(ewa).passed)"
    )
    assert desk.execute(code).printed == "True\n"
    record = parsed((home / "root" / "progress.json").read_text(encoding="utf-8"))
    assert record["exercises"]["ewa"]["passed"] is not None
    assert "Exercises passed: ewa" in desk.execute("from trainloop.progress import progress\nprint(progress())").printed
