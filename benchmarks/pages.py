"""Weight of each page: what a first visit transfers, from a server that compresses, without scrolling."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.places import SITE, page_names
from benchmarks.table import Row, at_most
from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

BAR_KB = 250


def weight(browser: Browser, address: str) -> tuple[float, int]:
    """Kilobytes on the wire and number of requests of a first visit on a phone."""
    context = browser.new_context(viewport={"width": 412, "height": 823})
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address, wait_until="networkidle")
    context.close()
    return sum(sizes) / 1000, len(sizes)


def weights(site: Path) -> Iterator[tuple[str, float, int]]:
    """(page, kilobytes, requests) of every page of a site."""
    with serving(site) as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        for name in page_names(site):
            yield name, *weight(browser, home + name)
        browser.close()


def rows() -> Iterator[Row]:
    """A row a page."""
    for name, kilobytes, requests in weights(SITE):
        yield at_most(f"{name}, gzipped, first load ({requests} requests)", kilobytes, BAR_KB, "kB", digits=0)
