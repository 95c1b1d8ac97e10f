"""The bar of nine links at the top of each chapter."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.fixtures import Watch
from tests.structure.book import chapters

Opener = Callable[..., tuple[Page, Watch]]
ALL_NINE = [
    "Overview", "Intuition", "Instrument", "Mathematics", "Code", "Prediction", "Pitfalls", "Practice", "Recall",
]  # fmt: skip
HEADINGS = {  # where a way leads that is the same in every chapter
    "Overview": "At a glance",
    "Intuition": "ELI5",
    "Mathematics": "Mathematical foundations",
    "Prediction": "Predict first",
    "Pitfalls": "Myths and pitfalls",
    "Practice": "Exercises",
    "Recall": "Quiz",
}


def test_every_chapter_has_nine_ways_without_scripts(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, java_script_enabled=False)
    for name in chapters():
        nine_ways(page, site, name)


def nine_ways(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}{name}.html")
    bar = page.get_by_role("navigation", name="Ways into this chapter")
    assert bar.get_by_role("link").all_inner_texts() == ALL_NINE
    for label, heading in HEADINGS.items():
        bar.get_by_role("link", name=label).click()
        target = page.locator(":target")
        expect(target.locator("h2").first).to_contain_text(heading)
        expect(target).to_be_in_viewport()
        page.go_back()


def test_instrument_and_code_lead_to_what_they_say(page: Page, site: str) -> None:
    for name in chapters():
        instrument_and_code(page, site, name)


def instrument_and_code(page: Page, site: str, name: str) -> None:
    page.goto(f"{site}{name}.html")
    bar = page.get_by_role("navigation", name="Ways into this chapter")
    bar.get_by_role("link", name="Instrument").click()
    assert page.locator(":target [data-instrument]").count() > 0
    bar.get_by_role("link", name="Code").click()
    assert page.locator(":target .cell_input").count() > 0
    assert page.locator(":target > .cell [data-instrument]").count() == 0


def test_a_way_is_taken_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}optimizers/adam.html")
    link = page.get_by_role("navigation", name="Ways into this chapter").get_by_role("link", name="Practice")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#exercises > h2")).to_be_in_viewport()


def test_other_pages_have_no_bar(page: Page, site: str) -> None:
    page.goto(f"{site}glossary.html")
    expect(page.locator(".ways-in")).to_have_count(0)
