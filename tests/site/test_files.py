"""The files beside the pages, and what each page's head says."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Page

from tests.browser.fixtures import Watch
from tests.site.test_pages import READ

Opener = Callable[..., tuple[Page, Watch]]
ROOT = Path(__file__).parents[2]
GENERATED = {"search.html"}


def test_site_map_lists_every_page(built: Path) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    found = [each.text or "" for each in ElementTree.parse(built / "sitemap.xml").iterfind(".//s:loc", names)]
    pages = {"/" if page == "index.html" else f"/{page}" for page in READ if page not in GENERATED}
    assert {re.sub(r"^https?://[^/]+(/[^/]+)?(?=/)", "", each) for each in found} == pages
    assert len(found) == len(pages)


@pytest.mark.parametrize("name", READ)
def test_head_describes_the_page(built: Path, name: str) -> None:
    soup = BeautifulSoup((built / name).read_text(encoding="utf-8"), "html.parser")

    def content(**attributes: str) -> str:
        tags = soup.find_all("meta", attrs=attributes)
        assert len(tags) == 1, attributes
        return str(tags[0]["content"])

    description = content(name="description")
    assert 20 <= len(description) <= 201
    assert content(property="og:description") == description
    assert content(property="og:title")
    assert content(name="twitter:card") == "summary_large_image"
    image = content(property="og:image")
    assert image.startswith("https://") or (built / name).parent.joinpath(image).resolve().exists()
    assert soup.html is not None and soup.html["lang"] == "en"
    assert soup.title is not None and soup.title.get_text().strip()


def test_descriptions_differ(built: Path) -> None:
    found = [
        str(
            BeautifulSoup((built / name).read_text(encoding="utf-8"), "html.parser").find(
                "meta", {"name": "description"}
            )
        )
        for name in READ
    ]
    assert len(set(found)) == len(found)


def test_icons_and_manifest_are_there(built: Path) -> None:
    manifest = json.loads((built / "site.webmanifest").read_text(encoding="utf-8"))
    for icon in manifest["icons"]:
        with Image.open(built / icon["src"]) as image:
            assert f"{image.width}x{image.height}" == icon["sizes"]
    with Image.open(built / "_static" / "artwork" / "social-card.png") as image:
        assert image.size == (1200, 630)


def test_robots_allow_reading(built: Path) -> None:
    assert "Disallow: /" not in (built / "robots.txt").read_text(encoding="utf-8")


def test_one_style_sheet_and_nothing_of_other_themes(built: Path) -> None:
    for name in READ:
        soup = BeautifulSoup((built / name).read_text(encoding="utf-8"), "html.parser")
        sheets = [str(link["href"]) for link in soup.find_all("link", rel="stylesheet")]
        assert len([sheet for sheet in sheets if "site.css" in sheet]) == 1
        assert len(sheets) <= 2, sheets
        for script in soup.find_all("script", src=True):
            assert script.has_attr("defer"), script
            assert not re.search(r"require|mathjax|thebe|togglebutton|fontawesome|book-theme", str(script["src"]), re.I)


@pytest.mark.parametrize("address", ["nothing", "optimizers/nothing.html", "a/b/c/d/nothing"])
def test_missing_page_works_at_any_depth(open_page: Opener, site: str, address: str) -> None:
    page, watch = open_page(site)
    response = page.goto(site + address)
    assert response is not None and response.status == 404
    assert page.locator("h1").inner_text() == "This page does not exist"
    assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    # The browser reports the missing address itself; nothing else may go wrong.
    assert [fault for fault in watch.faults if "404" not in fault] == []
    home = page.locator("#ways a", has_text=re.compile(r"/some/course/$|Learn the Training Loop"))
    home.first.click()
    assert page.locator("h1").inner_text().startswith("Learn the Training Loop")
