"""The instruments' scripts and engine: bytes on the wire, and steps a second against a bare loop in the same browser."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.places import ROOT
from benchmarks.table import Row, at_least, at_most
from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

SOURCE = ROOT / "trainloop" / "widgets"
SCRIPT = Path(__file__).with_name("engine.js")
STARTER, KIT = "instruments.page.js", "kit.page.js"
START_BAR_KB, PAGE_BAR_KB, BAR_RATIO = 2, 25, 0.5
ROUNDS, STEPS = 21, 500


def sizes() -> Iterator[Row]:
    """What a page loads at once, and what it loads until its instrument moves, of the largest kind."""
    kilobytes = {
        path.name: len(gzip.compress(path.read_bytes(), 6)) / 1000 for path in (SOURCE / "static").glob("*.page.js")
    }
    start, kit = kilobytes.pop(STARTER), kilobytes.pop(KIT)
    largest = max(kilobytes, key=lambda name: kilobytes[name])
    yield at_most("script of a page with instruments, gzipped", start, START_BAR_KB, "kB")
    whole = start + kit + kilobytes[largest]
    yield at_most(f"with the kit and one instrument ({largest.split('.')[0]})", whole, PAGE_BAR_KB, "kB")


def rows() -> Iterator[Row]:
    """The scripts' sizes, then a row an optimizer."""
    yield from sizes()
    with serving(SOURCE / "js") as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        page = browser.new_page()
        page.route("**/blank", lambda route: route.fulfill(body="<title>blank</title>", content_type="text/html"))
        page.goto(f"{home}blank")
        given = {"address": home, "rounds": ROUNDS, "steps": STEPS}
        found = page.evaluate(SCRIPT.read_text(encoding="utf-8").partition("\n\n")[2].rstrip().rstrip(";"), given)
        browser.close()
    for name, figures in found.items():
        rate = f"{figures['rate'] / 1e6:.1f} million steps a second"
        yield at_least(f"engine, {name} ({rate}) ÷ a bare loop", figures["ratio"], BAR_RATIO, "×", digits=2)
