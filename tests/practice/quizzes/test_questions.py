"""Each kind of question: right, wrong, empty, once more, and after the page was left."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.practice.example import ALL, BUG, CURVES, GENERATED, MATCH, MULTIPLE, NUMERIC, ORDER, SHORT, SINGLE
from tests.practice.quizzes.bench import HOSTILE
from tests.practice.quizzes.conftest import Opener
from tests.practice.quizzes.driver import Asked, record

JUDGED = (SINGLE, MULTIPLE, NUMERIC, ORDER, BUG, MATCH, CURVES, GENERATED)
# What a wrong answer is told, and what it is not told before the second try.
WRONG = {
    SINGLE: ("Try 0 & see.", "It multiplies the gradient."),
    MULTIPLE: ("It leaves 1.", "2 = 2 · 1."),
    NUMERIC: ("The sign is missing.", "Read it off."),
    ORDER: ("Another one comes first.", "Count."),
    BUG: ("Clearing before backward is right.", "Nothing computes the gradients."),
    MATCH: ("0 of 3 fit.", "It multiplies."),
    CURVES: ("0 of 2 fit.", "It only creeps."),
    GENERATED: ("That is ", " times "),
}
EMPTY = {
    SINGLE: "Choose one first.",
    MULTIPLE: "Choose at least one.",
    NUMERIC: "Write a number first.",
    BUG: "Choose a line first.",
    MATCH: "Choose one for each.",
}


def asked(page: Page, kind: int) -> Asked:
    """A question of the page "quiz"."""
    return Asked(page, ALL[kind], page.locator(".quiz-question").nth(kind))


def test_right_says_so_and_explains_everything(show: Opener) -> None:
    page = show("quiz")
    for kind in JUDGED:
        question = asked(page, kind)
        question.answer(right=True)
        question.press("Check")
        expect(question.verdict).to_contain_text("Right.")
        expect(question.verdict).to_be_focused()
        expect(question.verdict).to_contain_text(WRONG[kind][1])
        kept = question.kept
        assert kept is not None
        assert (kept["right"], kept["first"], kept["tries"]) == (True, True, 1), kind
        expect(question.button("Try again")).to_have_count(0)


def test_wrong_names_the_mistake_and_keeps_the_answer_back(show: Opener) -> None:
    page = show("quiz")
    for kind in JUDGED:
        question = asked(page, kind)
        question.answer(right=False)
        question.press("Check")
        told, untold = WRONG[kind]
        expect(question.verdict).to_contain_text("Not right yet.")
        expect(question.verdict).to_contain_text(told)
        assert untold not in question.verdict.inner_text()
        expect(question.button("Check again")).to_be_focused()
        question.press("Check again")  # the same once more is no try
        assert question.kept is not None and question.kept["tries"] == 1, kind

        question.answer(right=True)
        expect(question.verdict).to_be_empty()
        question.press("Check again")
        expect(question.verdict).to_contain_text("Right.")
        assert (question.kept["right"], question.kept["first"], question.kept["tries"]) == (True, False, 2), kind
        question.press("Try again")
        expect(question.button("Check")).to_be_visible()
        expect(question.verdict).to_be_empty()
        assert question.box.evaluate("box => box.contains(document.activeElement)"), kind


def test_an_empty_answer_is_asked_for_and_no_try(show: Opener) -> None:
    page = show("quiz")
    for kind, said in EMPTY.items():
        question = asked(page, kind)
        question.press("Check")
        expect(question.verdict).to_have_text(said)
        expect(question.button("Check")).to_be_focused()
        field = question.box.locator("input, select").first
        assert field.get_attribute("aria-describedby") == question.verdict.get_attribute("id"), kind
        assert question.kept is None, kind
        question.answer(right=True)
        expect(question.verdict).to_be_empty()
        assert field.get_attribute("aria-describedby") is None, kind


def test_the_answer_is_shown_on_request_alone(show: Opener) -> None:
    page = show("quiz")
    for kind in JUDGED:
        question = asked(page, kind)
        question.answer(right=False)
        question.press("Check")
        question.press("Show the answer")
        expect(question.verdict).to_contain_text("The answer")
        expect(question.verdict).to_contain_text(WRONG[kind][1])
        expect(question.verdict).to_be_focused()
        assert question.kept is not None and question.kept["right"] is False, kind


@pytest.mark.parametrize("right", [True, False])
def test_answers_are_there_again_after_a_reload(show: Opener, right: bool) -> None:
    page = show("quiz")
    questions = {kind: asked(page, kind) for kind in JUDGED}
    for question in questions.values():
        question.answer(right=right)
        question.press("Check")
    said = {kind: question.verdict.inner_text() for kind, question in questions.items()}
    page.reload()
    assert {kind: question.verdict.inner_text() for kind, question in questions.items()} == said
    for kind, question in questions.items():
        assert question.kept is not None and question.kept["tries"] == 1, kind


def test_missed_options_are_explained_at_the_second_try(show: Opener) -> None:
    question = asked(show("quiz"), MULTIPLE)
    even = [i for i, option in enumerate(question.state["options"]) if option["correct"]]
    question._space("checkbox", even[0])
    question.press("Check")
    expect(question.verdict).to_contain_text("One more belongs to it.")
    question.answer(right=False)
    question.press("Check again")
    for why in ("It leaves 1.", "2 = 2 · 1.", "4 = 2 · 2."):
        expect(question.verdict).to_contain_text(why)


def test_a_section_to_read_again_is_linked(show: Opener) -> None:
    question = asked(show("quiz"), MULTIPLE)
    question.answer(right=False)
    question.press("Check")
    expect(question.verdict.get_by_role("link", name="Even numbers")).to_have_attribute("href", "#even")


@pytest.mark.parametrize(("typed", "says"), [("a lot", "can't be read as a number"), ("1,000", "in two ways")])
def test_what_is_no_number_is_no_try(show: Opener, typed: str, says: str) -> None:
    question = asked(show("quiz"), NUMERIC)
    question.type(typed)
    question.page.keyboard.press("Enter")
    expect(question.verdict).to_contain_text(says)
    expect(question.box.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    assert question.kept is None


def test_enter_checks_and_leaving_the_field_keeps_the_verdict(show: Opener) -> None:
    question = asked(show("quiz"), NUMERIC)
    question.type("7")
    question.page.keyboard.press("Enter")
    question.type("\N{MINUS SIGN}1.5 °C")
    expect(question.verdict).to_be_empty()
    question.type("8")
    question.page.keyboard.press("Enter")
    question.page.keyboard.press("Tab")
    expect(question.verdict).to_contain_text("Not right yet.")


def test_a_moved_step_keeps_the_focus_and_its_place_is_said(show: Opener) -> None:
    question = asked(show("quiz"), ORDER)
    last = question.box.locator("li > span").last.inner_text()
    up = question.box.get_by_role("button", name=f"Move up: {last}")
    up.focus()
    question.page.keyboard.press("Enter")
    expect(up).to_be_focused()
    expect(question.box.locator(".quiz-moved[role=status]")).to_have_text("Now 3 of 4")
    question.page.keyboard.press("Enter")
    question.page.keyboard.press("Enter")  # at the top: the other button has the focus
    expect(question.box.get_by_role("button", name=f"Move down: {last}")).to_be_focused()


def test_another_like_this_brings_other_numbers_that_come_back(show: Opener) -> None:
    page = show("quiz")
    question = asked(page, GENERATED)
    states = [question.state, *question.state["variants"]]
    for state in states:
        expect(question.box.locator("legend")).to_contain_text(state["prompt"])
        question.answer(right=True, state=state)
        question.press("Check")
        expect(question.verdict).to_contain_text("Right.")
        question.press("Another like this")
        expect(question.box.get_by_role("textbox")).to_be_focused()
    expect(question.box.locator("legend")).to_contain_text(states[0]["prompt"])
    page.reload()
    expect(question.box.locator("legend")).to_contain_text(states[-1]["prompt"])
    expect(question.verdict).to_contain_text("Right.")


def test_an_open_answer_is_kept_compared_and_judged_by_its_writer(show: Opener) -> None:
    page = show("quiz")
    question = asked(page, SHORT)
    question.press("Show a model answer")
    expect(question.verdict).to_contain_text("Write down an answer first")
    question.type("Since I say so.")
    question.press("Show a model answer")
    expect(question.verdict).to_be_focused()
    expect(question.verdict).to_contain_text("Because.")
    question._space("checkbox", 0)
    expect(question.box.get_by_role("status")).to_have_text("1 of 2 marks")
    page.reload()
    expect(question.box.get_by_role("textbox")).to_have_value("Since I say so.")
    expect(question.box.get_by_role("status")).to_have_text("1 of 2 marks")
    assert question.kept is not None and question.kept["given"] == [True, False] and question.kept["right"] is None


def test_an_open_exercise_can_be_read_without_an_answer(show: Opener) -> None:
    page = show("open")
    page.get_by_role("button", name="Show a model answer").press("Enter")
    page.get_by_role("button", name="Show it without").press("Enter")
    expect(page.locator(".quiz-verdict")).to_contain_text("The largest that is stable")
    expect(page.get_by_role("status")).to_have_text("0 of 3 marks")
    page.reload()
    expect(page.get_by_role("status")).to_have_text("0 of 3 marks")


def test_the_end_counts_first_tries_by_concept_and_starts_over(show: Opener) -> None:
    page = show("quiz")
    result = page.locator(".quiz-result")
    for kind in JUDGED:
        expect(result).to_be_hidden()
        question = asked(page, kind)
        question.answer(right=kind != BUG)
        question.press("Check")
    expect(result.get_by_role("status")).to_contain_text("7 of 8 right at the first try")
    assert result.get_by_role("listitem").all_inner_texts() == ["learning rate: 7 of 7", "training loop: 0 of 1"]
    page.reload()
    expect(result).to_contain_text("7 of 8")
    result.get_by_role("button", name="Start over").press("Enter")
    expect(result).to_be_hidden()
    expect(page.locator(".quiz-question").first.get_by_role("radio").first).to_be_focused()
    assert record(page)["answers"] == {}


def test_a_picture_that_does_more_than_draw_is_put_in_words(show: Opener) -> None:
    page = show("hostile")
    expect(page.get_by_text("words for Curve A")).to_have_count(len(HOSTILE))
    expect(page.locator(".quiz svg")).to_have_count(0)
    assert page.evaluate("globalThis.harmed") is None
