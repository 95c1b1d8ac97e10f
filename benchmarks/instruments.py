"""From a moved slider to the painted picture, in each instrument, and in `interact` with matplotlib."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import interact
from benchmarks.places import SITE
from benchmarks.table import Row, at_least, at_most
from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

MOVES = 60
GALLERY = "gallery.html"
# Six optimizers, 500 steps each, on the gallery's playground.
FULL = "#instrument=OptimizerPlayground-{}&optimizers=gd+momentum+nesterov+adagrad+rmsprop+adam&steps=500"
BAR_MS, FASTER_BAR = 16.7, 5

# Moves a slider MOVES times. A browser hands over input right before it draws; so the time counted is that of the
# handler and of the frame that follows (its callbacks, styles, layout, paint), and not the wait between the two.
MEASURE = """async ({ slider, moves }) => {
    const low = Number(slider.min), high = Number(slider.max), step = Number(slider.step) || (high - low) / 100;
    const frame = () => new Promise(requestAnimationFrame);
    const painted = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
    });
    const times = [];
    for (let move = 0; move < moves + 10; move++) {
        await frame();
        await new Promise((resolve) => setTimeout(resolve));
        const share = 0.5 - 0.45 * Math.cos((2 * Math.PI * move) / 40);
        slider.value = low + Math.round((share * (high - low)) / step) * step;
        let begun;
        requestAnimationFrame(() => { begun = performance.now(); }); // asked for first, so it runs before theirs
        const before = performance.now();
        slider.dispatchEvent(new Event("input", { bubbles: true }));
        const handled = performance.now() - before;
        await frame(); // asked for last, so it runs after theirs
        const end = await painted();
        if (move >= 10) times.push(handled + end - begun);
    }
    return times.sort((a, b) => a - b);
}"""


def p95(ordered: list[float]) -> float:
    """The value that 95 % do not exceed."""
    return ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]


def sliders(page: Page, only: str = "") -> Iterator[tuple[str, str, list[float]]]:
    """(instrument, slider's label, sorted times) of each visible slider of a page."""
    for host in page.locator(f"[data-instrument{only and f'={only}'}]").all():
        host.scroll_into_view_if_needed()
        host.locator(".instrument-summary:not(:empty)").wait_for()
        for fold in host.locator("details:has(input[type=range])").all():
            fold.evaluate("node => { node.open = true; }")
        name = host.get_attribute("data-instrument") or ""
        for slider in host.locator("input[type=range]").all():
            if not slider.is_visible() or slider.is_disabled():
                continue
            label = slider.evaluate("node => (node.labels?.[0]?.textContent || node.ariaLabel || node.id || '').trim()")
            handle = slider.element_handle()
            yield name, label, page.evaluate(MEASURE, {"slider": handle, "moves": MOVES})


def number(browser: Browser, address: str) -> str:
    """How links name the playground of a page."""
    page = browser.new_page()
    page.goto(address)
    found = page.locator("[data-instrument=OptimizerPlayground]").first.get_attribute("data-model")
    page.close()
    return str(found)


def slowest(browser: Browser, address: str, only: str = "") -> dict[str, tuple[str, float, float]]:
    """For each instrument of a page its slowest slider: (label, median, p95) in milliseconds."""
    found: dict[str, tuple[str, float, float]] = {}
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(address)
    for instrument, label, times in sliders(page, only):
        worst = p95(times)
        if worst > found.get(instrument, ("", 0.0, -1.0))[2]:
            found[instrument] = (label, times[len(times) // 2], worst)
    page.close()
    return found


def rows() -> Iterator[Row]:
    """A row an instrument, its slowest slider; and how much faster some are than `interact` + matplotlib."""
    with serving(SITE) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        measured = slowest(browser, home + GALLERY)
        model = number(browser, home + GALLERY)
        full = slowest(browser, f"{home}{GALLERY}{FULL.format(model)}", "OptimizerPlayground")
        browser.close()
    measured |= full
    for name, (label, middle, worst) in measured.items():
        what = f"{name}, slowest slider ({label}, median {middle:.1f} ms): to picture, p95"
        yield at_most(what, worst, BAR_MS, "ms")
        if name in interact.PICTURES:
            peer = p95(interact.times(name))
            yield Row(f"{name}: the same picture by interact + matplotlib, p95", f"{peer:.1f} ms")
            yield at_least(f"{name}: interact + matplotlib ÷ instrument, p95", peer / worst, FASTER_BAR, "×")
