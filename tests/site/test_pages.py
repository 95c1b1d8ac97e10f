"""Every page of the built site: it loads cleanly, reads well for everyone, and stays inside the screen."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.fixtures import BUILT, Watch, scroll_through
from tests.site.axe import violations

Opener = Callable[..., tuple[Page, Watch]]

PAGES = sorted(
    path.relative_to(BUILT).as_posix()
    for path in BUILT.rglob("*.html")
    if not path.relative_to(BUILT).parts[0].startswith("_")
)
READ = [page for page in PAGES if page != "404.html"]


# Furo hides what sticks out of the page, so measure the boxes and not only the page's width.
STICKING_OUT = """() => {
    const inside = (node) => {
        for (let up = node.parentElement; up; up = up.parentElement)
            if (up.tagName !== "HTML" && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true;
        return false;
    };
    const wide = [...document.querySelectorAll("main *")]
        .filter((node) => node.checkVisibility() && !node.closest(".katex-mathml, svg, .visually-hidden"))
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !inside(node))
        .map((node) => `${node.tagName}.${node.className} ${Math.round(node.getBoundingClientRect().right)}`)
        .slice(0, 5);
    const page = document.documentElement.scrollWidth;
    return page <= innerWidth ? wide : [...wide, `the page: ${page}`];
}"""
BARE_PICTURES = """() => [...document.querySelectorAll("article img")]
    .filter((each) => !each.alt.trim() || !(each.getAttribute("width") > 0) || !(each.getAttribute("height") > 0))
    .map((each) => each.outerHTML)"""


def test_the_site_is_built() -> None:
    assert "index.html" in PAGES, f"no site in {BUILT}; run `make book` first"


@pytest.mark.parametrize("name", READ)
def test_page_loads_without_fault_with_its_pictures_and_formulas(open_page: Opener, site: str, name: str) -> None:
    page, watch = open_page(site)
    response = page.goto(site + name)
    assert response is not None and response.status == 200
    scroll_through(page)
    assert watch.faults == []
    assert page.locator("h1").count() == 1
    assert page.evaluate(BARE_PICTURES) == []
    assert page.locator(".katex-error").count() == 0
    assert page.locator(".katex").count() == page.locator(".katex math").count()


@pytest.mark.parametrize("name", READ)
def test_page_opens_from_a_file(open_page: Opener, built: Path, name: str) -> None:
    address = (built / name).as_uri()
    page, watch = open_page(address)
    page.goto(address)
    scroll_through(page)
    assert watch.faults == []
    styled = page.evaluate("getComputedStyle(document.body).getPropertyValue('--color-accent')")
    assert styled.strip() == "#a3470a"


def show(page: Page, address: str, width: int, scheme: str) -> None:
    """Load a page anew for a reader with such a screen, and unfold everything."""
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


@pytest.mark.parametrize("name", READ)
def test_axe_finds_nothing_and_nothing_sticks_out(open_page: Opener, site: str, name: str) -> None:
    page, _ = open_page(site)
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "dark"), (360, "light")):
        show(page, site + name, width, scheme)
        assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == (scheme == "dark")
        assert violations(page) == [], (width, scheme)
    assert page.evaluate(STICKING_OUT) == []
    show(page, site + name, 320, "light")
    assert page.evaluate(STICKING_OUT) == []


def test_nothing_sticks_out_of_the_missing_page(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    for width in (320, 360):
        show(page, f"{site}404.html", width, "light")
        assert page.evaluate(STICKING_OUT) == [], width
