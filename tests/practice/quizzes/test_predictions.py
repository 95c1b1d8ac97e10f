"""A prediction and its explanation, two views that follow each other on one page."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.practice.example import ALL, NUMERIC, SINGLE
from tests.practice.quizzes.conftest import Opener
from tests.practice.quizzes.driver import Asked, record

AT = {SINGLE: 0, NUMERIC: 1}  # on the page "predict"


def predicted(page: Page, kind: int) -> Asked:
    """The prediction."""
    return Asked(page, ALL[kind], page.locator(".quiz--predict .quiz-question").nth(AT[kind]))


def explained(page: Page, kind: int) -> Locator:
    """Its explanation."""
    return page.locator(".quiz--explain").nth(AT[kind])


def test_a_commitment_is_repeated_and_not_judged(show: Opener) -> None:
    page = show("predict")
    question = predicted(page, SINGLE)
    question.press("Commit")
    expect(question.verdict).to_have_text("Choose one first.")
    question.answer(right=False)
    question.press("Commit")
    expect(question.verdict).to_have_text("You said: Nothing <i>. You will find out below.")
    expect(question.verdict).to_be_focused()
    kept = record(page)["answers"]["example-single"]
    assert (kept["given"], kept["right"], kept["first"], kept["tries"]) == ("Nothing <i>", None, None, 1)


def test_the_explanation_tells_what_was_said_and_what_is_so(show: Opener) -> None:
    page = show("predict")
    question = predicted(page, SINGLE)
    question.answer(right=False)
    question.press("Commit")
    there = explained(page, SINGLE)
    expect(there).to_contain_text("You said: Nothing <i>. It is Scales them.")
    for option in question.state["options"]:
        expect(there).to_contain_text(option["why"])
    expect(there.locator("li", has_text="Nothing <i>")).to_contain_text("your answer")
    # Nobody hears the answer while committing: no live region holds it.
    assert there.locator("[role=status], [aria-live]").count() == there.locator(".quiz-notice").count()


def test_a_number_can_be_predicted(show: Opener) -> None:
    page = show("predict")
    question = predicted(page, NUMERIC)
    question.type("35")
    page.keyboard.press("Enter")
    expect(question.verdict).to_contain_text("You said: 35 °C.")
    expect(explained(page, NUMERIC)).to_contain_text("You said: 35 °C. It is −1.5 °C")
    question.press("Change")
    expect(question.box.get_by_role("textbox")).to_be_focused()
    question.answer(right=True)
    question.press("Commit")
    expect(explained(page, NUMERIC)).to_contain_text("You said: −1.5 °C. That is right.")


def test_a_commitment_is_there_after_a_reload_and_can_be_changed_until_it_was_explained(show: Opener) -> None:
    page = show("predict")
    question = predicted(page, SINGLE)
    question.answer(right=False)
    question.press("Commit")
    page.reload()
    expect(question.verdict).to_contain_text("You said: Nothing <i>")
    question.press("Change")
    expect(question.box.get_by_role("radio", checked=True)).to_be_focused()
    question.answer(right=True)
    question.press("Commit")
    expect(question.verdict).to_contain_text("You said: Scales them")
    expect(question.button("Change")).to_have_count(1)
    explained(page, SINGLE).scroll_into_view_if_needed()
    expect(question.button("Change")).to_have_count(0)


def test_without_a_commitment_the_explanation_waits(show: Opener) -> None:
    page = show("predict")
    there = explained(page, SINGLE)
    expect(there).to_contain_text("You haven't committed to an answer yet")
    assert "It multiplies" not in there.inner_text()
    there.get_by_role("link", name="Go to the question").press("Enter")
    expect(predicted(page, SINGLE).box.get_by_role("radio").first).to_be_focused()
    there.get_by_role("button", name="Show it without").press("Enter")
    expect(there).to_contain_text("It is Scales them.")
    expect(there.locator(".quiz-question")).to_be_focused()


def test_two_tabs_follow_each_other(show: Opener) -> None:
    page = show("predict")
    other = page.context.new_page()
    other.goto(page.url)
    question = predicted(page, SINGLE)
    question.answer(right=False)
    question.press("Commit")
    expect(predicted(other, SINGLE).verdict).to_contain_text("You said: Nothing <i>")
    expect(explained(other, SINGLE)).to_contain_text("You said: Nothing <i>")
