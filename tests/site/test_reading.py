"""What a reader does on a page: by keyboard, in the dark, on paper, through links into folded parts."""

from collections.abc import Callable
from pathlib import Path

import nbformat
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Watch, scroll_through

Opener = Callable[..., tuple[Page, Watch]]
CHAPTER = "loop/linear-regression.html"


def focused(page: Page) -> str:
    """What has the focus, in a few words."""
    return str(page.evaluate("(document.activeElement.className || '') + ' ' + (document.activeElement.id || '')"))


def tab_until(page: Page, wanted: str, limit: int = 60) -> None:
    """Press Tab until an element whose class or id holds `wanted` has the focus."""
    seen = []
    for _ in range(limit):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if wanted in seen[-1]:
            return
    raise AssertionError(f"Tab never reached {wanted!r}; it passed {seen}")


def test_the_first_tab_skips_to_the_text(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-to-content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#furo-main-content")).to_be_focused()


def test_keyboard_reaches_search_and_theme(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    tab_until(page, "sidebar-search")
    tab_until(page, "theme-toggle")
    page.keyboard.press("Enter")
    assert page.evaluate("document.body.dataset.theme") == "dark"


def test_slash_goes_to_the_search_field_unless_one_writes(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.keyboard.press("/")
    field = page.locator(".sidebar-search")
    expect(field).to_be_focused()
    page.keyboard.type("a/b")
    expect(field).to_have_value("a/b")


def test_keyboard_opens_and_closes_the_drawers(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, width=360)
    page.goto(site + CHAPTER)
    search = page.locator(".sidebar-search")
    expect(search).to_be_hidden()
    tab_until(page, "__navigation", limit=3)
    page.keyboard.press("Space")
    expect(search).to_be_visible()
    page.keyboard.press("Escape")
    expect(search).to_be_hidden()
    tab_until(page, "__toc", limit=3)
    page.keyboard.press("Enter")
    contents = page.locator(".toc-tree a", has_text="Quiz")
    expect(contents).to_be_visible()
    contents.click()
    expect(contents).to_be_hidden()


def test_dark_stays_dark(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.locator(".theme-toggle-content .theme-toggle").click()
    page.goto(site + "glossary.html")
    assert page.evaluate("document.body.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 29)"


def test_search_finds_a_page(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.locator(".sidebar-search").fill("bias correction")
    page.keyboard.press("Enter")
    found = page.locator("#search-results a", has_text="Adam").first
    expect(found).to_be_visible()
    expect(page.locator("#query")).to_have_value("bias correction")
    expect(page.locator("#search-offline")).to_be_hidden()
    found.click()
    expect(page.locator("h1")).to_contain_text("Adam")


def test_search_from_a_file_says_what_is_missing(open_page: Opener, built: Path) -> None:
    address = (built / "search.html").as_uri()
    page, watch = open_page(address)
    page.goto(f"{address}?q=divergence")
    expect(page.locator("#search-offline")).to_be_visible()
    expect(page.locator("#search-results a").first).to_be_visible()
    assert watch.faults == []


def test_download_gives_the_notebook(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    with page.expect_download() as download:
        page.get_by_role("link", name="Download this notebook").click()
    assert download.value.suggested_filename == "linear-regression.ipynb"
    notebook = nbformat.read(download.value.path(), as_version=4)
    nbformat.validate(notebook)
    assert notebook.cells[0].source.startswith("# Linear regression")


def test_a_link_into_the_expert_notes_opens_them(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    notes = page.locator("details.expert-notes")
    expect(notes).not_to_have_attribute("open", "")
    inner = notes.locator("section").first.get_attribute("id")
    page.goto("about:blank")
    page.goto(f"{site}{CHAPTER}#{inner}")
    expect(page.locator(f"#{inner} > h3")).to_be_in_viewport()
    page.goto("about:blank")
    page.goto(f"{site}{CHAPTER}#expert-notes")
    expect(page.locator(f"#{inner} > h3")).to_be_visible()
    # and from a page that is open already
    page.goto(site + CHAPTER)
    page.locator(".toc-tree a", has_text="Expert notes").click()
    expect(page.locator(f"#{inner} > h3")).to_be_visible()


def test_contents_stand_under_the_movements(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    movements = page.locator(".toc-tree li.movement > span")
    assert movements.all_inner_texts() == [
        each.upper() for each in ("Meet", "Understand", "Build", "Test", "Go deeper")
    ]
    parts = page.locator(".toc-tree li.movement:nth-child(3) > ul > li > a")
    assert parts.all_inner_texts() == ["Worked example", "Exercises"]
    assert page.locator("article .movement").count() == 5


def test_cells_show_what_they_should(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    assert "find_spec" not in page.locator("article").inner_text()
    assert page.locator(".tag_check:not(.tag_solution) .cell_output").count() == 0
    assert page.locator(".tag_exercise > .cell-label").first.inner_text() == "Exercise"
    scroll_through(page)  # instruments that come into view would move the summary away from under the pointer
    solution = page.locator("details.solution").first
    code = solution.locator(".cell_input").first
    expect(code).to_be_hidden()
    solution.locator("summary").first.click()
    expect(code).to_be_visible()
    assert page.locator(".tag_predict .cell_input, .tag_quiz .cell_input").count() == 0


def test_copy_copies_the_code(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, permissions=["clipboard-read", "clipboard-write"])
    page.goto(site + CHAPTER)
    block = page.locator(".cell_input .highlight").first
    block.hover()
    block.get_by_role("button", name="Copy").click()
    expect(block.get_by_role("button")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("import torch")


def test_paper_shows_the_text_alone_and_all_of_it(page: Page, site: str) -> None:
    page.goto(site + CHAPTER)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for gone in (".sidebar-drawer", ".toc-drawer", ".mobile-header", ".notebook-links", ".related-pages"):
        expect(page.locator(gone)).to_be_hidden()
    expect(page.locator("details.solution .cell_input").first).to_be_visible()
    expect(page.locator("details.expert-notes h3").first).to_be_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.locator("details.solution .cell_input").first).to_be_hidden()


def test_wide_formulas_scroll_inside_themselves_by_keyboard_too(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, width=320)
    for chapter in ("loop/linear-regression.html", "optimizers/adam.html", "notation.html"):
        page.goto(site + chapter)
        page.wait_for_timeout(300)
        for wrapper in page.locator(".math-wrapper:visible").all():
            wide = wrapper.evaluate("node => node.scrollWidth > node.clientWidth")
            assert wrapper.get_attribute("tabindex") == ("0" if wide else None)
