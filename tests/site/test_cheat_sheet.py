"""The cheat sheet's page: one sheet of paper, legible, and all of its data on it; on a phone it needs no scrolling."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.fixtures import BUILT, Watch
from web.extensions.cheat_sheet import lines, read
from web.project import ROOT

Opener = Callable[..., tuple[Page, Watch]]
ADDRESS = "cheat-sheet.html"
SHEET = read(ROOT / "book" / "cheat-sheet.yml")
PAPERS = {"A4": (210.0, 297.0), "Letter": (215.9, 279.4)}  # mm
MARGINS = (20.0, 16.0)  # mm, left and right together, top and bottom together; as in the style sheet
MM, PT = 96 / 25.4, 96 / 72  # CSS pixels

# Where motion is reduced, a change of media is a transition of every property, one level of the page after the other.
SETTLED = """async () => {
  await document.fonts.ready;
  for (let calm = 0; calm < 5; calm = document.getAnimations().length ? 0 : calm + 1)
    await new Promise(requestAnimationFrame);
}"""


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def printed(page: Page, site: str, paper: str) -> None:
    """Show the sheet as it is laid out on a paper, whose printable part is the screen."""
    width, height = (round((side - margin) * MM) for side, margin in zip(PAPERS[paper], MARGINS, strict=True))
    page.set_viewport_size({"width": width, "height": height})
    page.goto(site + ADDRESS)
    page.emulate_media(media="print")
    page.evaluate(SETTLED)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_prints_on_one_page(open_page: Opener, site: str, paper: str, scheme: str) -> None:
    page, watch = open_page(site, scheme=scheme)
    page.goto(site + ADDRESS)
    assert pages(page.pdf(format=paper)) == 1
    page.goto(site + "notation.html")
    assert pages(page.pdf(format=paper)) > 1  # so it can count
    assert watch.faults == []


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_has_room_for_other_fonts(page: Page, site: str, paper: str) -> None:
    printed(page, site, paper)
    lowest = page.evaluate(
        "Math.max(...[...document.querySelectorAll('.cheat-part')].map((part) => part.getBoundingClientRect().bottom))"
    )
    height = page.viewport_size["height"] if page.viewport_size else 0
    assert 0.75 * height < lowest < 0.96 * height
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_margins_are_those_of_the_style_sheet() -> None:
    style = (BUILT / "_static" / "site.css").read_text(encoding="utf-8")
    rule = re.search(r"@page cheat-sheet\{\s*margin:\s*(\d+)mm (\d+)mm\s*\}", style.replace(" {", "{"))
    assert rule is not None
    assert (2 * float(rule[2]), 2 * float(rule[1])) == MARGINS


def test_paper_type_is_at_least_seven_points(page: Page, site: str) -> None:
    printed(page, site, "Letter")
    smallest: dict[str, Any] = page.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            let found = { size: Infinity };
            while (walker.nextNode()) {
                const node = walker.currentNode, parent = node.parentElement;
                if (!node.data.replaceAll("\\u200b", "").trim() || !parent.checkVisibility({ visibilityProperty: true })) continue;
                if (parent.closest(".katex-mathml, .visually-hidden, .msupsub, .skip-to-content")) continue;
                const size = parseFloat(getComputedStyle(parent).fontSize);
                if (size < found.size) found = { size, text: node.data, parent: parent.outerHTML.slice(0, 120) };
            }
            return found;
        }"""
    )
    assert smallest["size"] >= 7 * PT - 0.01, smallest


def test_paper_shows_the_sheet_alone(page: Page, site: str) -> None:
    printed(page, site, "A4")
    for gone in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".related-pages", ".back-to-top"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.get_by_text("Print this page")).to_be_hidden()
    expect(page.locator(".bottom-of-page")).to_contain_text("Learn the Training Loop")
    expect(page.locator("#cheat-rules .cheat-code").first).to_be_visible()
    assert page.locator("#cheat-schedules .cheat-formula:visible").count() == 1 + len(SHEET["schedules"]["rows"])


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_table_scrolls(open_page: Opener, site: str, width: int) -> None:
    page, _ = open_page(site, width=width)
    page.goto(site + ADDRESS)
    wide = page.locator(".cheat-part .table-wrapper").evaluate_all(
        "tables => tables.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.parentElement.id)"
    )
    assert wide == []


def article() -> BeautifulSoup:
    """The page's HTML."""
    return BeautifulSoup((BUILT / ADDRESS).read_text(encoding="utf-8"), "html.parser")


@pytest.mark.parametrize("key", SHEET)
def test_all_data_stand_on_the_page(key: str) -> None:
    section, shown = SHEET[key], article().select_one(f"#cheat-{key}")
    assert shown is not None
    heading = shown.select_one("h2")
    assert heading is not None and section["title"] in heading.text.replace("’", "'")
    codes = [each.text for each in shown.select("code")]
    formulas = [each.text for each in shown.select("annotation")]
    for row in section["rows"]:
        written = [*lines(row.get("code", [])), *(row[name] for name in ("torch", "values") if name in row)]
        assert set(written) <= set(codes)
        for formula in lines(row.get("formula", [])):
            assert {each.strip() for each in formula.split("$")[1::2]} <= set(formulas)
    bodies = shown.select("tbody")
    if key == "checklist":
        assert [each.text.strip() for each in shown.select("dt")] == [row["name"] for row in section["rows"]]
        assert len(shown.select("dd li")) == sum(len(row["items"]) for row in section["rows"])
    else:
        assert [len(body.select("tr")) for body in bodies] == [len(section["rows"])]
        assert len(shown.select("tbody tr > th:first-child")) == len(section["rows"])
        assert len(shown.select("thead th")) == len(section["columns"])
