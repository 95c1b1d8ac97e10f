"""Questions and cards in a live JupyterLab: they answer, follow each other, and the record's file keeps what was said."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.lab.conftest import KERNEL, WAIT
from tests.lab.driver import Desk
from trainloop.questions.loader import chapter_cards, find

NOTEBOOK = "quiz.ipynb"
PREDICTED = "adam-first-step"
CELLS = (
    "from trainloop.questions import cards, explain, predict, quiz",
    f"predict({PREDICTED!r})",
    f"explain({PREDICTED!r})",
    "quiz('adam')",
    "quiz('linear-regression')",
    "cards('adam')",
)


@pytest.fixture(scope="module")
def notebook(lab: str, home: Path, browser: Browser) -> Iterator[Desk]:
    """A notebook with one cell for each view, after "Run All Cells"."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    book.metadata["kernelspec"] = {"name": KERNEL, "display_name": KERNEL, "language": "python"}
    nbformat.write(book, home / "root" / NOTEBOOK)
    context = browser.new_context(viewport={"width": 1280, "height": 4000}, reduced_motion="reduce")
    desk = Desk(context.new_page())
    desk.watch()
    desk.page.goto(f"{lab}/lab/tree/{NOTEBOOK}?reset")
    expect(desk.page.locator(".jp-Notebook .jp-CodeCell").first).to_be_visible(timeout=WAIT * 1000)
    desk.run_all()
    expect(desk.page.locator(".jp-Notebook .quiz")).to_have_count(len(CELLS) - 1, timeout=WAIT * 1000)
    yield desk
    context.close()


def kept(home: Path, part: str, name: str) -> dict[str, Any]:
    """An entry of the record's file, once it is there."""
    file, end = home / "root" / "progress.json", time.monotonic() + WAIT
    while time.monotonic() < end:
        if file.exists() and name in (entries := json.loads(file.read_text(encoding="utf-8"))[part]):
            found: dict[str, Any] = entries[name]
            return found
        time.sleep(0.1)
    raise AssertionError(f"{name} isn't in the record")


def view(page: Page, name: str) -> Any:
    """The first view of that name."""
    return page.locator(f".jp-Notebook .quiz--{name}").first


def test_a_commitment_reaches_the_explanation_and_the_file(notebook: Desk, home: Path) -> None:
    page = notebook.page
    expect(view(page, "explain")).to_contain_text("You haven't committed to an answer yet")
    view(page, "predict").get_by_role("radio").first.check()
    view(page, "predict").get_by_role("button", name="Commit").press("Enter")
    expect(view(page, "predict")).to_contain_text("You said: ")
    expect(view(page, "explain")).to_contain_text("You said: ")
    assert kept(home, "answers", PREDICTED)["right"] is None
    assert notebook.faults == []


def test_an_answer_is_judged_and_kept(notebook: Desk, home: Path) -> None:
    question = view(notebook.page, "quiz").locator(".quiz-question").first
    answer = question.get_by_role("textbox")
    answer.fill("123456")
    answer.press("Enter")
    expect(question.locator(".quiz-verdict")).to_contain_text("Not right yet.")
    expect(question.locator(".quiz-source")).to_contain_text("Read again: ")
    heading = find("adam-length-of-the-first").source.heading
    expect(question.locator(".quiz-source")).to_contain_text(heading)
    assert kept(home, "answers", "adam-length-of-the-first")["right"] is False
    assert notebook.faults == []


def test_two_quizzes_share_no_radio_buttons(notebook: Desk) -> None:
    names = [
        set(box.get_by_role("radio").evaluate_all("radios => radios.map((radio) => radio.name)"))
        for box in notebook.page.locator(".jp-Notebook .quiz-question").all()
    ]
    used = [name for each in names for name in each]
    assert used and len(used) == len(set(used))


def test_a_card_moves_in_the_file(notebook: Desk, home: Path) -> None:
    cards = view(notebook.page, "cards")
    cards.get_by_role("button", name="Show the back").press("Enter")
    cards.get_by_role("button", name="I knew it").press("Enter")
    expect(cards.get_by_role("button", name="Show the back")).to_be_focused()
    assert kept(home, "cards", chapter_cards("adam")[0].id)["box"] == 1
    assert notebook.faults == []
