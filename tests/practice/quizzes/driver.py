"""One question on a page of the bench, used with the keyboard alone."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Locator, Page

from trainloop.questions.model import Question
from trainloop.questions.state import question_state

State = dict[str, Any]
KEY = "trainloop-progress"


def record(page: Page) -> dict[str, Any]:
    """What the page keeps."""
    kept: dict[str, Any] = json.loads(page.evaluate(f"localStorage.getItem({KEY!r})") or '{"answers": {}}')
    return kept


class Asked:
    """A question in the group `box`."""

    def __init__(self, page: Page, question: Question, box: Locator) -> None:
        self.page = page
        self.state = question_state(question)
        self.box = box
        self.verdict = box.locator(".quiz-verdict")

    @property
    def kept(self) -> dict[str, Any] | None:
        """What the record says of it."""
        answer: dict[str, Any] | None = record(self.page)["answers"].get(self.state["id"])
        return answer

    def button(self, name: str) -> Locator:
        """A button of the question."""
        return self.box.get_by_role("button", name=name, exact=True)

    def press(self, name: str) -> None:
        """Press a button with Enter."""
        self.button(name).focus()
        self.page.keyboard.press("Enter")

    def answer(self, *, right: bool, state: State | None = None) -> None:
        """Put in a right answer, or one that is wrong; `state` names the variant that is asked."""
        state = self.state | (state or {})
        getattr(self, f"_{state['kind']}")(state, right)

    def _single(self, state: State, right: bool) -> None:
        self._space("radio", next(i for i, each in enumerate(state["options"]) if each["correct"] is right))

    def _multiple(self, state: State, right: bool) -> None:
        for i, option in enumerate(state["options"]):
            if self.box.get_by_role("checkbox").nth(i).is_checked() != (option["correct"] is right):
                self._space("checkbox", i)

    def _numeric(self, state: State, right: bool) -> None:
        value = state["answer"] if right else state["mistakes"][0]["value"]
        self.type(f"{value:.6g}".replace("-", "\N{MINUS SIGN}").replace(".", ","))

    def _order(self, state: State, right: bool) -> None:
        wanted = [state["steps"][i] for i in state["order"]]
        if not right:
            wanted.reverse()
        for place, step in enumerate(wanted):
            up = self.box.get_by_role("button", name=f"Move up: {step}", exact=True)
            while self.box.locator("li > span").nth(place).inner_text() != step:
                up.focus()
                self.page.keyboard.press("Enter")

    def _bug(self, state: State, right: bool) -> None:
        self._space("radio", state["line"] if right else int(next(iter(state["others"]))))

    def _match(self, state: State, right: bool) -> None:
        for i, choice in enumerate(state["pairs"]):
            wanted = choice if right else (choice + 1) % len(state["choices"])
            self.box.get_by_role("combobox").nth(i).focus()
            self.page.keyboard.press("Home")
            for _ in range(wanted + 1):
                self.page.keyboard.press("ArrowDown")

    def type(self, text: str) -> None:
        """Replace what stands in the field."""
        self.box.get_by_role("textbox").focus()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _space(self, role: Any, index: int) -> None:
        self.box.get_by_role(role).nth(index).focus()
        self.page.keyboard.press("Space")
