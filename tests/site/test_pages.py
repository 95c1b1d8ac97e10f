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


def test_the_site_is_built() -> None:
    assert "index.html" in PAGES, f"no site in {BUILT}; run `make book` first"


@pytest.mark.parametrize("name", READ)
def test_page_loads_without_fault(open_page: Opener, site: str, name: str) -> None:
    page, watch = open_page(site)
    response = page.goto(site + name)
    assert response is not None and response.status == 200
    scroll_through(page)
    assert watch.faults == []
    assert page.locator("h1").count() == 1


@pytest.mark.parametrize("name", READ)
def test_page_opens_from_a_file(open_page: Opener, built: Path, name: str) -> None:
    address = (built / name).as_uri()
    page, watch = open_page(address)
    page.goto(address)
    scroll_through(page)
    assert watch.faults == []
    styled = page.evaluate("getComputedStyle(document.body).getPropertyValue('--color-accent')")
    assert styled.strip() == "#a3470a"


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", READ)
def test_axe_finds_nothing(open_page: Opener, site: str, name: str, scheme: str, width: int) -> None:
    page, _ = open_page(site, width=width, scheme=scheme)
    page.goto(site + name)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_sticks_out(open_page: Opener, site: str, name: str, width: int) -> None:
    page, _ = open_page(site, width=width)
    page.goto(site + name)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    # Furo hides what sticks out of the page, so measure the boxes and not only the page's width.
    wide = page.evaluate(
        """() => {
            const inside = (node) => {
                for (let up = node.parentElement; up; up = up.parentElement)
                    if (up.tagName !== "HTML" && ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX)) return true;
                return false;
            };
            return [...document.querySelectorAll("main *")]
                .filter((node) => node.checkVisibility() && !node.closest(".katex-mathml, svg, .visually-hidden"))
                .filter((node) => node.getBoundingClientRect().right > innerWidth + 1 && !inside(node))
                .map((node) => `${node.tagName}.${node.className} ${Math.round(node.getBoundingClientRect().right)}`)
                .slice(0, 5);
        }"""
    )
    assert wide == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("name", READ)
def test_pictures_have_words_and_a_size(open_page: Opener, site: str, name: str) -> None:
    page, _ = open_page(site)
    page.goto(site + name)
    for picture in page.locator("article img").all():
        assert (picture.get_attribute("alt") or "").strip(), picture.evaluate("node => node.outerHTML")
        assert int(picture.get_attribute("width") or 0) > 0
        assert int(picture.get_attribute("height") or 0) > 0


@pytest.mark.parametrize("name", READ)
def test_formulas_carry_mathml_and_no_error(open_page: Opener, site: str, name: str) -> None:
    page, _ = open_page(site)
    page.goto(site + name)
    assert page.locator(".katex-error").count() == 0
    assert page.locator(".katex").count() == page.locator(".katex math").count()
