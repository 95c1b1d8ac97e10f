"""One exercise on its page, used as a reader uses it."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.fixtures import BUILT

START = 60_000  # ms for Python to load on a slow machine
KEY = "trainloop-progress"


def needs_tensors(code: str) -> bool:
    """Whether an attempt is written for tensors, which the page hasn't."""
    return re.search(r"torch|(?<!math)\.(mean|std|sqrt|mul_?|add_?)\(", code) is not None


@cache
def held() -> dict[str, list[str]]:
    """The exercises of each page that holds some, by the page's path from the site's top."""
    found = {
        path.relative_to(BUILT).as_posix(): re.findall(r'data-exercise="([^"]+)"', path.read_text(encoding="utf-8"))
        for path in sorted(BUILT.rglob("*.html"))
    }
    return {address: names for address, names in found.items() if names}


def page_of(name: str) -> str:
    """The page that holds an exercise, as a path from the site's top."""
    for address, names in held().items():
        if name in names:
            return address
    raise LookupError(f"no page holds the exercise {name}")


class Desk:
    """The exercise `name`, its page opened at `site`; without `site`, on the page that is open."""

    def __init__(self, page: Page, site: str | None, name: str) -> None:
        self.page = page
        self.name = name
        if site is not None:
            self.page.goto(site + page_of(name))
        self.host: Locator = page.locator(f'[data-exercise="{name}"]')
        self.answer = self.host.locator(".exercise-answer")
        self.report = self.host.locator(".trainloop-report")

    @property
    def field(self) -> Locator:
        """What the reader writes in: the text area, or the editor that took its place."""
        return self.host.get_by_role("textbox", name=f"Your code: {self.name}")

    @property
    def text(self) -> str:
        """What stands there."""
        return str(
            self.field.evaluate(
                "node => node.value ?? [...node.querySelectorAll('.cm-line')].map((l) => l.textContent).join('\\n')"
            )
        )

    def button(self, label: str) -> Locator:
        """A button of the exercise."""
        return self.host.get_by_role("button", name=label, exact=True)

    def come(self) -> None:
        """Put the caret into the field; the editor is there afterwards."""
        self.field.focus()
        expect(self.host.locator(".cm-editor")).to_be_visible(timeout=START)

    def write(self, code: str) -> None:
        """Replace everything by `code`."""
        self.come()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(code)

    def run(self) -> str:
        """Press Run and wait; returns the report's message."""
        self.button("Run").click()
        expect(self.button("Run")).to_have_attribute("aria-disabled", "false", timeout=START)
        expect(self.report).to_be_visible()
        return self.report.locator(".trainloop-message").inner_text()

    def solve(self, code: str) -> str:
        """Write, run, and return what the report says."""
        self.write(code)
        return self.run()

    def record(self) -> dict[str, Any]:
        """What the page keeps."""
        stored: dict[str, Any] = json.loads(self.page.evaluate(f"localStorage.getItem({KEY!r})") or "{}")
        return stored
