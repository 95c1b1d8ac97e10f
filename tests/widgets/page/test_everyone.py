"""On the page, for everyone: any width, any theme, a screen reader, no motion, no scripts, paper, a file."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.widgets.node import ROOT
from tests.widgets.page.driver import GALLERY, Driver
from tests.widgets.samples import SAMPLES

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
Opener = Callable[..., tuple[Page, Any]]


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_it_is_for_everyone_on_every_screen(kind: str, open_page: Opener, site: str) -> None:
    page, watch = open_page(site)
    for width, scheme in ((360, "light"), (360, "dark"), (1280, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        driver = mounts_without_a_move(page, site, kind)
        driver.open_all()
        assert axe_finds(driver) == [], (width, scheme)
        assert watch.faults == [], (width, scheme)
        if width == 360:
            assert small_targets(driver) == []
    for width in (320, 768):
        page.set_viewport_size({"width": width, "height": 900})
        driver = Driver.open(page, site, kind).open_all()
        assert driver.host.evaluate("host => host.scrollWidth <= host.clientWidth"), width
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width


def mounts_without_a_move(page: Page, site: str, kind: str) -> Driver:
    """Go to the instrument, for which the page has kept its place."""
    page.goto(site + GALLERY)
    place = page.locator(f"[data-instrument={kind}]").first.locator(".instrument-place")
    reserved = place.evaluate("place => parseFloat(getComputedStyle(place).minHeight)")
    driver = Driver.reach(page, kind)
    height = place.evaluate("place => place.getBoundingClientRect().height")
    assert height == pytest.approx(reserved, abs=16)
    return driver


def axe_finds(driver: Driver) -> list[tuple[str, list[str]]]:
    """What axe-core finds wrong in the instrument, with the elements."""
    driver.page.add_script_tag(path=AXE)
    host = f"[data-instrument={driver.kind}]"
    found = driver.page.evaluate("host => axe.run(host, {resultTypes: ['violations']})", host)
    return [(fault["id"], [node["html"] for node in fault["nodes"]]) for fault in found["violations"]]


def small_targets(driver: Driver) -> list[str]:
    """What is there to be touched and too small for it."""
    targets = driver.host.locator("button, input, select, summary, .instrument-handle").all()
    boxes = [(target, target.bounding_box()) for target in targets if target.is_visible()]
    small = [target for target, box in boxes if box is None or min(box["width"], box["height"]) < 24]
    return [str(target.evaluate("node => node.outerHTML")) for target in small]


@pytest.mark.parametrize("kind", list(SAMPLES))
def test_screen_readers_are_told_once_it_is_quiet(kind: str, page: Page, site: str) -> None:
    driver = Driver.open(page, site, kind)
    status = driver.host.locator(".instrument-status")
    expect(status).to_be_empty()
    words = driver.host.locator(".instrument-summary")
    before = words.inner_text()
    slider = driver.open_all().slider(driver.sliders()[0])
    slider.press("Home" if slider.evaluate("node => node.value === node.max") else "End")
    expect(words).not_to_have_text(before)
    expect(status).to_have_text(words.inner_text())


def test_dark_is_dark(open_page: Opener, site: str) -> None:
    colors = []
    for scheme in ("light", "dark"):
        page, _ = open_page(site, scheme=scheme)
        driver = Driver.open(page, site, "LineFit")
        panel = driver.host.locator(".instrument")
        colors.append(panel.evaluate("panel => getComputedStyle(panel).backgroundColor"))
    assert colors[0] != colors[1]


def test_motion_runs_and_pauses(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    page.emulate_media(reduced_motion="no-preference")
    driver = Driver.open(page, site, "LineFit")
    driver.press("Run")
    expect(driver.host.get_by_role("button", name="Pause")).to_be_visible()
    expect(driver.host.locator(".instrument-summary")).not_to_contain_text("Step 0:")
    driver.press("Pause")
    driver.settle()
    shown = driver.host.locator(".instrument-summary").inner_text()
    for _ in range(20):
        driver.settle()
    expect(driver.host.locator(".instrument-summary")).to_have_text(shown)


def test_nothing_runs_while_still_or_out_of_view(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    page.emulate_media(reduced_motion="no-preference")
    page.add_init_script("window.frames_ = 0; const ask = requestAnimationFrame.bind(window);"
                         "window.requestAnimationFrame = f => { window.frames_++; return ask(f); };")  # fmt: skip
    driver = Driver.open(page, site, "AdamInside")
    settle = "() => new Promise(done => setTimeout(() => done(window.frames_), 300))"
    before = page.evaluate(settle)
    assert page.evaluate(settle) == before
    driver.press("Run")
    expect(driver.host.get_by_role("button", name="Pause")).to_be_visible()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(driver.host.get_by_role("button", name="Run")).to_have_count(1)
    before = page.evaluate(settle)
    assert page.evaluate(settle) == before


def test_without_scripts_still_pictures_show(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, java_script_enabled=False)
    page.goto(site + GALLERY)
    for kind in SAMPLES:
        picture = page.locator(f"[data-instrument={kind}] noscript img").first
        expect(picture).to_be_visible()
        assert len(picture.get_attribute("alt") or "") > 60, kind


def test_on_paper_still_pictures_show(page: Page, site: str) -> None:
    page.goto(site + GALLERY)
    drivers = [Driver.reach(page, kind) for kind in SAMPLES]
    for driver in drivers:
        expect(driver.host.locator("img.instrument-print")).to_be_hidden()
    page.emulate_media(media="print")
    for driver in drivers:
        expect(driver.host.locator("img.instrument-print")).to_be_visible()
        expect(driver.host.locator(".instrument")).to_be_hidden()


def test_alive_from_a_file(open_page: Opener, built: Path) -> None:
    home = built.as_uri() + "/"
    page, watch = open_page(home)
    page.goto(home + GALLERY)
    for kind in SAMPLES:
        Driver.reach(page, kind).agrees()
    assert watch.faults == []


def test_pages_load_instruments_only_where_there_are_some(built: Path) -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in built.rglob("*.html")}
    assert built / GALLERY in pages
    for path, text in pages.items():
        assert "_esm" not in text, path
        assert "widget-state+json" not in text, path
        assert text.count("instruments.page.js") == int("data-instrument=" in text), path
