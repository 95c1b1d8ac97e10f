"""Replay on the page: loaded when it is near, from a file too; and in a notebook, where Python computes off the grid."""

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.widgets.node import state
from tests.widgets.page.driver import GALLERY, Driver
from trainloop.widgets import Replay
from trainloop.widgets.instrument import STATIC

Opener = Callable[..., tuple[Page, Any]]
FAR = """document.addEventListener("readystatechange", () => {
    document.querySelector("[data-instrument=Replay]").style.marginTop = "9000px";
});"""  # before the page's script runs


def test_nothing_is_loaded_before_it_is_near(page: Page, site: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(FAR)
    page.goto(site + GALLERY)
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/beside/" in url]
    driver = Driver.open(page, site, "Replay")
    driver.agrees()
    assert len([url for url in asked if "/beside/" in url]) == 1


def test_from_a_file(open_page: Opener, built: Path) -> None:
    home = built.as_uri() + "/"
    page, watch = open_page(home)
    Driver.open(page, home, "Replay").agrees()
    assert watch.faults == []


@pytest.mark.parametrize("answer", ["abort", "cut"])
def test_what_cannot_be_loaded_is_said(answer: str, open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    if answer == "abort":
        page.route("**/beside/*.js", lambda route: route.abort())
    else:
        page.add_init_script("globalThis.trainloopBeside = new Proxy({}, { get: () => 'H4sI', has: () => true })")
    driver = Driver.open(page, site, "Replay")
    said = driver.host.locator(".instrument-waiting").first
    expect(said).to_contain_text("The results can't be shown")
    expect(driver.host.locator(".instrument-summary")).to_have_text(said.inner_text())


def test_it_says_that_it_loads(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    held: list[Any] = []
    page.route("**/beside/*.js", lambda route: held.append(route))
    page.goto(site + GALLERY)
    host = page.locator("[data-instrument=Replay]").first
    host.scroll_into_view_if_needed()
    expect(host.locator(".instrument-waiting").first).to_have_text("Loading the results…")
    held[0].continue_()
    expect(host.locator(".instrument-waiting").first).to_be_hidden()
    expect(host.locator(".instrument-summary")).not_to_be_empty()


def test_between_the_stored_values_the_nearest_is_taken(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "Replay")
    driver.type("lr", 0.12)
    expect(driver.field("lr")).to_have_value("0.1")
    note = driver.control("lr").locator(".instrument-error")
    expect(note).to_have_text("Only stored values can be shown here; 0.1 is the nearest to 0.12.")
    driver.follow()
    driver.agrees()
    driver.slider("lr").press("ArrowRight")
    expect(driver.field("lr")).to_have_value("0.2")
    expect(note).to_be_empty()


def test_settings_are_kept_for_comparison(page: Page, site: str) -> None:
    driver = Driver.open(page, site, "Replay")
    assert isinstance(driver.twin, Replay)
    letters = driver.host.locator(".instrument-figure").first.locator(".instrument-letter")
    for count in (1, 2, 3):
        driver.twin.kept = [*driver.twin.kept, driver.twin.point()]
        driver.press("Keep to compare")
        driver.slider("warmup").press("ArrowRight")
        driver.follow()
        driver.agrees()
        expect(letters).to_have_text(list("ABC"[:count]))
    expect(driver.host.get_by_role("button", name="Keep to compare")).to_be_disabled()
    driver.press("Forget kept")
    driver.twin.kept = []
    driver.agrees()
    expect(letters).to_have_count(0)


def test_in_a_notebook_python_computes_between(page: Page, site: str) -> None:
    widget = Replay(lambda rate, times: {"loss": [rate**step + times for step in range(9)]},
                    {"rate": [0.5, 0.7], "times": [1, 2, 8]})  # fmt: skip
    page.goto(site + GALLERY)
    code = base64.b64encode((STATIC / "replay.js").read_bytes()).decode("ascii")
    page.evaluate(
        """async ([code, state]) => {
            const { default: { render } } = await import(`data:text/javascript;base64,${code}`);
            const heard = {};
            window.model = {
                get: (name) => state[name],
                set: (name, value) => { state[name] = value; (heard[name] ?? []).forEach((listener) => listener()); },
                on: (event, listener) => (heard[event.split(":")[1]] ??= []).push(listener),
                off: () => {}, save_changes: () => {}, send: () => {},
            };
            const el = document.createElement("div");
            el.id = "notebook";
            document.body.replaceChildren(el);
            render({ model: window.model, el });
        }""",
        [code, state(widget)],
    )
    words = page.locator("#notebook .instrument-summary")
    expect(words).to_have_text(widget.summary())
    field = page.locator("#notebook [data-setting=rate] input[type=number]")
    field.fill("0.6")
    field.press("Enter")
    expect(words).to_contain_text("At rate 0.6, times 1: Python is computing this")
    expect(page.locator("#notebook .instrument-waiting").first).to_be_visible()
    widget.set_state({"rate": page.evaluate("window.model.get('rate')")})
    page.evaluate("answer => window.model.set('answer', answer)", widget.answer)
    expect(words).to_have_text(widget.summary())
    expect(page.locator("#notebook .instrument-waiting").first).to_be_hidden()
