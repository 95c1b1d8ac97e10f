"""Writing an exercise on its page: by keyboard, at any width, with the editor and without, kept until it is reset."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Watch
from tests.practice.cases import right_attempts, wrong_attempts
from tests.practice.page.desk import KEY, START, Desk, page_of
from tests.site.axe import violations

Opener = Callable[..., tuple[Page, Watch]]

RIGHT = dict(reversed(right_attempts()))["ewa"]
WRONG = next(wrong.code for wrong in wrong_attempts() if wrong.name == "ewa")


@pytest.fixture
def ewa(page: Page, site: str) -> Desk:
    return Desk(page, site, "ewa")


def test_what_a_reader_wrote_is_there_after_a_reload_until_it_is_reset(ewa: Desk) -> None:
    stub = ewa.text
    ewa.write("mine = 1")
    ewa.page.reload()
    assert ewa.text == "mine = 1"
    ewa.button("Reset").click()
    assert ewa.text == stub
    ewa.button("Undo").click()
    assert ewa.text == "mine = 1"
    ewa.button("Reset").click()
    ewa.page.reload()
    assert ewa.text == stub
    assert "ewa" not in ewa.record()["drafts"]


@pytest.mark.parametrize(("choice", "kept"), [("Keep yours", True), ("Take the new stub", False)])
def test_a_changed_exercise_offers_both(page: Page, site: str, choice: str, kept: bool) -> None:
    empty = {"read": {}, "exercises": {}, "answers": {}, "cards": {}, "drafts": {}}
    record = {"format": "learn-the-training-loop/progress", "version": 1, **empty}
    record["drafts"] = {"ewa": {"stub": "another", "text": "mine = 1"}}
    page.add_init_script(f"localStorage.getItem({KEY!r}) ?? localStorage.setItem({KEY!r}, {json.dumps(record)!r})")
    desk = Desk(page, site, "ewa")
    expect(desk.answer).to_contain_text("This exercise has changed since you wrote this.")
    assert desk.text == "mine = 1"
    desk.button(choice).click()
    page.reload()
    assert (desk.text == "mine = 1") is kept
    expect(desk.answer).to_have_text("")


def test_without_the_editor_the_text_area_does_it_all(open_page: Opener, site: str) -> None:
    page, _ = open_page(site)
    page.route("**/editor.js*", lambda route: route.abort())
    desk = Desk(page, site, "ewa")
    desk.field.fill("")
    keys = page.keyboard
    keys.type("def ewa(values, beta):")
    keys.press("Enter")
    keys.type("return 1 +")
    keys.press("Tab")
    keys.type("1")
    assert desk.text == "def ewa(values, beta):\n    return 1 +    1"
    keys.press("Control+z")
    assert desk.text != "def ewa(values, beta):\n    return 1 +    1"
    keys.press("Escape")
    keys.press("Tab")
    expect(desk.button("Run")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Control+Enter")
    expect(desk.report).to_be_visible(timeout=START)


def test_the_keyboard_is_enough(ewa: Desk) -> None:
    ewa.write("def ewa(values, beta):")
    keys = ewa.page.keyboard
    keys.press("Enter")
    keys.type("return 1")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Escape")
    keys.press("Tab")
    expect(ewa.button("Run")).to_be_focused()
    keys.press("Enter")
    expect(ewa.report).to_contain_text("was returned", timeout=START)
    expect(ewa.button("Run")).to_be_focused()


def test_the_caret_stays_where_it_was_when_the_editor_comes(ewa: Desk) -> None:
    ewa.field.evaluate("area => { area.setSelectionRange(4, 7); area.focus(); }")
    expect(ewa.host.locator(".cm-editor")).to_be_visible(timeout=START)
    assert ewa.page.evaluate("getSelection().toString()") == "ewa"
    expect(ewa.field).to_be_focused()


def test_without_scripts_and_on_paper_stub_and_check_show(open_page: Opener, site: str) -> None:
    page, _ = open_page(site, java_script_enabled=False)
    page.goto(site + page_of("ewa"))
    expect(page.locator('[data-exercise="ewa"] .cell_input')).to_have_count(2)
    expect(page.locator('[data-exercise="ewa"] .cell_input').first).to_be_visible()
    page, _ = open_page(site)
    desk = Desk(page, site, "ewa")
    expect(desk.host.locator(".cell_input").first).to_be_hidden()
    page.emulate_media(media="print")
    expect(desk.host.locator(".cell_input").first).to_be_visible()
    expect(desk.host.locator(".exercise-code")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_is_accessible_and_fits(open_page: Opener, site: str, scheme: str) -> None:
    page, watch = open_page(site, scheme=scheme)
    desk = Desk(page, site, "ewa")
    for code in (None, f"print('x' * 500)\n{WRONG}", f"{RIGHT}\n# {'x' * 200}", "import torch"):
        if code:
            desk.solve(code)
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            page.evaluate("scrollTo(0, 0)")
            assert violations(page) == [], (width, code)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, code)
            assert desk.host.evaluate("node => node.getBoundingClientRect().right <= innerWidth + 1"), (width, code)
    desk.button("Reset").click()
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("scrollTo(0, 0)")
        assert violations(page) == [], width
    assert watch.faults == []


@pytest.mark.parametrize("width", [412, 1280])
def test_stubs_become_editors_without_a_jump(open_page: Opener, site: str, width: int) -> None:
    address = site + page_of("ewa")
    heights = []
    for scripts in (False, True):
        phone = {"is_mobile": True, "has_touch": True} if width < 1000 else {}
        page, _ = open_page(site, width=width, java_script_enabled=scripts, **phone)
        page.goto(address)
        boxes = page.locator('[data-exercise="ewa"] > .cell')
        heights.append([round(boxes.nth(i).bounding_box()["height"]) for i in (0, 1)])  # type: ignore[index]
    (stub, check), (field, bar) = heights
    assert abs(field - stub) <= 2
    assert abs(bar - check) <= 8
