"""Fixtures for browser tests.

`site` serves the built book under a sub-path; `browser` is one Chromium for the session; `page` is a fresh page that
fails its test when the console reports an error or anything is asked of another host.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright

from tests.browser.chromium import FLAGS, executable
from tests.browser.server import serving

BUILT = Path(os.environ.get("TRAINLOOP_SITE", Path(__file__).parents[2] / "_build" / "html"))
LOCAL_SCHEMES = {"data", "blob", "about"}


@dataclass
class Watch:
    """What a page did that no page may do."""

    home: str
    faults: list[str] = field(default_factory=list)

    def attach(self, page: Page) -> None:
        """Listen to `page`."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"exception: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {message.text}")

    def _failed(self, request: Request) -> None:
        if "ERR_ABORTED" not in (request.failure or ""):  # the test left the page while it was loading
            self.faults.append(f"failed: {request.url} {request.failure}")

    def _request(self, request: Request) -> None:
        asked, home = urlsplit(request.url), urlsplit(self.home)
        if asked.scheme in LOCAL_SCHEMES:
            return
        if (asked.scheme, asked.netloc) != (home.scheme, home.netloc):
            self.faults.append(f"foreign request: {request.url}")


def scroll_through(page: Page) -> None:
    """Bring everything into view once: pictures and widgets load when they are reached."""
    page.evaluate(
        """async () => {
            for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
                scrollTo(0, y);
                await new Promise(requestAnimationFrame);
            }
            scrollTo(0, 0);
        }"""
    )
    page.wait_for_load_state("networkidle")


@pytest.fixture(scope="session")
def built() -> Path:
    """Folder of the built site."""
    if not (BUILT / "index.html").exists():
        pytest.fail(f"no site in {BUILT}; run `make book` first")
    return BUILT


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[str]:
    """Address of the served site, under the sub-path /some/course/; ends with a slash."""
    with serving(built) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all tests of the session."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=executable(), args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., tuple[Page, Watch]]]:
    """Opens watched pages: ``open_page(home, width=1280, scheme="light", **context options)``."""
    contexts: list[BrowserContext] = []

    def opener(
        home: str, width: int = 1280, height: int = 900, scheme: str = "light", **options: object
    ) -> tuple[Page, Watch]:
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce", **options
        )
        contexts.append(context)
        page, watch = context.new_page(), Watch(home)
        watch.attach(page)
        return page, watch

    yield opener
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., tuple[Page, Watch]], site: str) -> Iterator[Page]:
    """A page at 1280 px whose faults fail the test at its end."""
    opened, watch = open_page(site)
    yield opened
    assert not watch.faults, watch.faults
