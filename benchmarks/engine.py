"""The instruments' script and engine: bytes on the wire, and steps a second against a bare loop in the same browser."""

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
BAR_KB, BAR_RATIO = 60, 0.5
ROUNDS, STEPS = 21, 500


def rows() -> Iterator[Row]:
    """The bundle's size, then a row an optimizer."""
    size = len(gzip.compress((SOURCE / "static" / "instruments.page.js").read_bytes(), 6)) / 1000
    yield at_most("script of all instruments, gzipped", size, BAR_KB, "kB")
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
