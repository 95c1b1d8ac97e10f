"""Questions and cards for everyone: axe-core on every state, narrow windows, no scripts, paper, no storage."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fixtures import Watch
from tests.practice.example import ALL
from tests.practice.quizzes.conftest import Opener
from tests.practice.quizzes.driver import Asked
from tests.site.axe import violations


def asked(page: Page) -> list[Asked]:
    """The questions of the page "quiz" that are judged."""
    boxes = page.locator(".quiz-question")
    questions = [each for each in ALL if each.role != "exercise"]
    return [Asked(page, each, boxes.nth(i)) for i, each in enumerate(questions) if each.kind != "short"]


def answer(page: Page, *, right: bool) -> None:
    """Answer each question."""
    for question in asked(page):
        question.answer(right=right)
        question.press("Check")


def reveal(page: Page) -> None:
    """Show each answer, the model answer too."""
    answer(page, right=False)
    for question in asked(page):
        question.press("Show the answer")
    page.get_by_role("textbox", name="sentence").fill("So.")
    page.get_by_role("button", name="Show a model answer").press("Enter")


def check_all(page: Page) -> None:
    """Check without an answer."""
    for question in asked(page):
        question.press("Check")


def commit(page: Page) -> None:
    """Predict an option, and read the other explanation without."""
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Commit").first.press("Enter")
    page.get_by_role("button", name="Show it without").press("Enter")


def turn(page: Page) -> None:
    """Turn the first card, and unfold the list."""
    page.get_by_role("button", name="Show the back").press("Enter")
    page.get_by_text("All 3 cards").click()


def learn(page: Page) -> None:
    """Know every card."""
    for _ in range(3):
        page.get_by_role("button", name="Show the back").press("Enter")
        page.get_by_role("button", name="I knew it").press("Enter")


def nothing(page: Page) -> None:
    """Leave it as it is."""


STATES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "fresh": ("quiz", nothing),
    "empty": ("quiz", check_all),
    "wrong": ("quiz", lambda page: answer(page, right=False)),
    "right": ("quiz", lambda page: answer(page, right=True)),
    "answers": ("quiz", reveal),
    "prediction": ("predict", nothing),
    "committed": ("predict", commit),
    "open": ("open", nothing),
    "front": ("cards", nothing),
    "back": ("cards", turn),
    "learned": ("cards", learn),
}


BACKGROUND = "getComputedStyle(document.body).backgroundColor"
SMALL = """() => [...document.querySelectorAll(".quiz :is(button, select, textarea, summary, input[type=text], label)")]
    .filter((each) => each.checkVisibility() && !each.matches("[for], .quiz-number"))
    .filter((each) => each.getBoundingClientRect().height < 24 || each.getBoundingClientRect().width < 24)
    .map((each) => each.outerHTML)"""


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_cut_off_or_small(show: Opener, state: str) -> None:
    name, reach = STATES[state]
    page = show(name)
    reach(page)
    background = page.evaluate(BACKGROUND)
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert violations(page) == [], "in the dark"
    assert page.evaluate(BACKGROUND) != background
    page.set_viewport_size({"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate(SMALL) == []


def test_every_field_is_reached_with_tab_and_the_focus_shows(show: Opener) -> None:
    page = show("quiz")
    groups = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        group, seen = page.evaluate(
            """() => {
                const here = document.activeElement;
                const box = here.closest(".quiz-question");
                const outline = getComputedStyle(here).outlineStyle;
                return [[...document.querySelectorAll(".quiz-question")].indexOf(box), outline !== "none"];
            }"""
        )
        if group >= 0:
            groups.add(group)
            assert seen
    assert groups == set(range(9))


@pytest.mark.parametrize("name", ["quiz", "predict", "open", "cards"])
def test_without_scripts_the_questions_are_text(show: Opener, name: str) -> None:
    page = show(name, java_script_enabled=False)
    expect(page.locator(".quiz-static").first).to_be_visible()
    expect(page.locator(".quiz")).to_have_count(0)


def test_without_scripts_answers_are_folded(show: Opener) -> None:
    page = show("quiz", java_script_enabled=False)
    expect(page.get_by_text("Which are even?")).to_be_visible()
    expect(page.get_by_text("It leaves 1.")).to_be_hidden()
    page.get_by_text("Answer to question 2").click()
    expect(page.get_by_text("It leaves 1.")).to_be_visible()


def test_paper_shows_text_and_no_controls(show: Opener) -> None:
    page = show("quiz")
    expect(page.locator(".quiz-static")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".quiz-static")).to_be_visible()
    expect(page.locator(".quiz")).to_be_hidden()


def test_where_nothing_can_be_kept_the_page_says_so_once(show: Opener) -> None:
    page = show("predict")
    page.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }")
    page.reload()
    notice = page.locator(".quiz-notice")
    expect(notice).to_have_count(1)
    expect(notice).to_be_hidden()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Commit").first.press("Enter")
    expect(notice).to_contain_text("storage is full")
    expect(page.locator(".quiz--explain").first).to_contain_text("You said")


def test_a_damaged_view_leaves_the_others_alone(quizzes: str, open_page: Callable[..., tuple[Page, Watch]]) -> None:
    page, watch = open_page(quizzes)
    damage = "document.querySelector('[data-quiz] script').textContent = '{'"
    page.add_init_script(f"document.addEventListener('readystatechange', () => {{ {damage} }}, {{ once: true }})")
    page.goto(f"{quizzes}predict.html")
    expect(page.locator(".quiz-static").first).to_be_visible()
    expect(page.locator(".quiz")).to_have_count(3)
    assert len(watch.faults) == 1 and "JSON" in watch.faults[0]
