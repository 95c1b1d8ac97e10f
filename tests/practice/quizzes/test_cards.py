"""Cards in Leitner's boxes, on days that the test sets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from playwright.sync_api import Page, expect

from tests.practice.quizzes.conftest import Opener
from tests.practice.quizzes.driver import record

FIRST, STEP, EPOCH = "example-card", "example-card-step", "example-card-epoch"


def at(page: Page, day: str) -> None:
    """Open the page anew, late on that day."""
    page.clock.set_fixed_time(datetime.fromisoformat(f"{day}T22:30:00"))
    page.reload()


def judge(page: Page, verdict: str) -> None:
    """Turn the card that shows, and judge it, with the keyboard."""
    page.get_by_role("button", name="Show the back").focus()
    page.keyboard.press("Space")
    expect(page.locator(".quiz-back")).to_be_focused()
    page.get_by_role("button", name=verdict).focus()
    page.keyboard.press("Enter")


def kept(page: Page) -> dict[str, Any]:
    """The cards' states."""
    cards: dict[str, Any] = record(page)["cards"]
    return cards


def test_what_is_known_waits_longer_each_time_and_the_rest_comes_tomorrow(show: Opener) -> None:
    page = show("cards")
    at(page, "2026-11-21")
    count = page.locator(".quiz-desk").locator("xpath=preceding-sibling::*[@role='status']")
    expect(count).to_have_text("3 of 3 due today")
    judge(page, "I knew it")
    expect(count).to_have_text("2 of 3 due today")
    expect(page.get_by_role("button", name="Show the back")).to_be_focused()
    judge(page, "Not yet")
    judge(page, "I knew it")
    assert kept(page) == {
        FIRST: {"box": 1, "due": "2026-11-22", "seen": "2026-11-21"},
        STEP: {"box": 1, "due": "2026-11-22", "seen": "2026-11-21"},
        EPOCH: {"box": 1, "due": "2026-11-22", "seen": "2026-11-21"},
    }
    at(page, "2026-11-22")
    expect(count).to_have_text("3 of 3 due today")
    judge(page, "I knew it")
    judge(page, "Not yet")
    assert kept(page)[FIRST] == {"box": 2, "due": "2026-11-24", "seen": "2026-11-22"}
    assert kept(page)[STEP] == {"box": 1, "due": "2026-11-23", "seen": "2026-11-22"}
    at(page, "2026-11-23")
    expect(count).to_have_text("2 of 3 due today")


def test_where_nothing_is_due_one_can_practice_without_gaining_by_it(show: Opener) -> None:
    page = show("cards")
    at(page, "2026-11-21")
    for _ in range(3):
        judge(page, "I knew it")
    expect(page.locator(".quiz-desk")).to_contain_text("Nothing is due; next on Sunday, November 22.")
    again = page.get_by_role("button", name="Practice all the same")
    expect(again).to_be_focused()
    before = kept(page)
    again.press("Enter")
    judge(page, "I knew it")
    assert kept(page) == before
    judge(page, "I knew it")
    page.clock.set_fixed_time(datetime.fromisoformat("2026-11-22T08:00:00"))  # past midnight it counts
    judge(page, "Not yet")
    assert kept(page)[EPOCH] == {"box": 1, "due": "2026-11-23", "seen": "2026-11-22"}


def test_all_cards_can_be_browsed(show: Opener) -> None:
    page = show("cards")
    page.get_by_text("All 3 cards").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".quiz-all dt")).to_have_text(["What is lr < 1?", "What is a step?", "What is an epoch?"])
    expect(page.locator(".quiz-all dd").last).to_be_visible()


def test_turning_hides_nothing_from_a_reload(show: Opener) -> None:
    page = show("cards")
    judge(page, "Not yet")
    expect(page.locator(".quiz-front")).to_have_text("What is a step?")
    page.reload()
    expect(page.locator(".quiz-front")).to_have_text("What is a step?")
