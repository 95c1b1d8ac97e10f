"""When the instruments' scripts are loaded, and what shows when they can't be."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.widgets.page.driver import GALLERY
from web.extensions.widgets import SCRIPT, dashed

Opener = Callable[..., tuple[Page, Any]]
FIRST = "[data-instrument]"
KIT = "kit.page.js"
SPACE = '<div style="height: 9000px"></div>'
SENTENCE = "place => getComputedStyle(place, '::before').content"


def script(kind: str) -> str:
    """File name of a kind's script."""
    return f"{dashed(kind)}.page.js"


def kinds(built: Path) -> list[str]:
    """The kinds of instruments on the gallery's page, in their order."""
    return re.findall(r'data-instrument="(\w+)"', (built / GALLERY).read_text(encoding="utf-8"))


def put_far(page: Page, built: Path) -> None:
    """Let all instruments of the gallery stand far below the window."""
    text = (built / GALLERY).read_text(encoding="utf-8")
    page.route(f"**/{GALLERY}", lambda route: route.fulfill(body=text.replace("<h1", SPACE + "<h1", 1)))


@pytest.fixture
def asked(page: Page) -> Counter[str]:
    """How often `page` asked for each script that the host loads."""
    counts: Counter[str] = Counter()
    pattern = re.compile(r"([\w-]+\.page\.js)\?v=")
    page.on("request", lambda request: counts.update(set(pattern.findall(request.url)) - {SCRIPT}))
    return counts


def test_what_is_far_away_is_not_loaded(page: Page, site: str, built: Path, asked: Counter[str]) -> None:
    first = kinds(built)[0]
    page.add_init_script("window.requestIdleCallback = () => 0")  # nothing is fetched ahead
    put_far(page, built)
    page.goto(site + GALLERY)
    page.wait_for_load_state("networkidle")
    assert not asked
    page.locator(FIRST).first.scroll_into_view_if_needed()
    expect(page.locator(".instrument-summary").first).not_to_be_empty()
    assert (asked[KIT], asked[script(first)]) == (1, 1)


def test_at_rest_the_page_fetches_all_that_it_will_need_once(
    page: Page, site: str, built: Path, asked: Counter[str]
) -> None:
    page.goto(site + GALLERY)
    page.wait_for_load_state("networkidle")
    assert asked == dict.fromkeys([KIT, *map(script, kinds(built))], 1)
    expect(page.locator(f"script[src*='{KIT}']")).to_have_count(1)  # it ran once; a cache may have answered more often


def stands_still(host: Locator) -> None:
    """Instead of an instrument its picture shows, and a sentence says why."""
    expect(host.locator("img.instrument-print")).to_be_visible()
    place = host.locator(".instrument-place")
    assert "did not start" in place.evaluate(SENTENCE)
    expect(place).to_be_empty()
    assert place.evaluate("place => place.offsetHeight") < 120
    assert host.evaluate("host => host.scrollWidth <= host.clientWidth")


@pytest.mark.parametrize("lost", ["starter", "kit", "kind"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_lost_script_leaves_the_picture(lost: str, width: int, open_page: Opener, site: str, built: Path) -> None:
    name = {"starter": SCRIPT, "kit": KIT, "kind": script(kinds(built)[0])}[lost]
    page, _ = open_page(site, width=width)
    page.route(f"**/{name}*", lambda route: route.abort())
    page.goto(site + GALLERY)
    host = page.locator(FIRST).first
    host.scroll_into_view_if_needed()
    stands_still(host)


def test_what_cannot_start_leaves_the_picture(open_page: Opener, site: str) -> None:
    page, watch = open_page(site)
    broken = (
        "trainloopInstruments = new Proxy({}, { get: () => (_, take) => take(({ el }) => { el.append('?'); no(); }) })"
    )
    page.add_init_script(broken)
    page.goto(site + GALLERY)
    host = page.locator(FIRST).first
    host.scroll_into_view_if_needed()
    stands_still(host)
    assert any("no is not defined" in fault for fault in watch.faults)


def test_what_was_lost_ahead_is_asked_for_again(open_page: Opener, site: str, built: Path) -> None:
    page, _ = open_page(site)
    put_far(page, built)
    page.route(f"**/{KIT}*", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        page.goto(site + GALLERY)
    page.locator(FIRST).first.scroll_into_view_if_needed()
    expect(page.locator(".instrument-summary").first).not_to_be_empty()


def test_a_lost_script_from_a_file(open_page: Opener, built: Path) -> None:
    home = built.as_uri() + "/"
    page, _ = open_page(home)
    page.route(f"**/{KIT}*", lambda route: route.abort())
    page.goto(home + GALLERY)
    host = page.locator(FIRST).first
    host.scroll_into_view_if_needed()
    stands_still(host)
