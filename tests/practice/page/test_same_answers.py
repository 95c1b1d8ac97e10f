"""The same check, the same answer: every attempt gets from the page's Python what it gets in the notebook."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.practice.cases import right_attempts, wrong_attempts
from tests.practice.page.desk import needs_tensors
from web import pyodide

ATTEMPTS = [(name, code, None, None, True) for name, code in right_attempts()]
ATTEMPTS += [(wrong.name, wrong.code, wrong.mistake, wrong.message, False) for wrong in wrong_attempts()]  # type: ignore[misc]
PLAIN = [attempt for attempt in ATTEMPTS if not needs_tensors(attempt[1])]

ASK = """(job) => new Promise((resolve, reject) => {
    window.python ??= new Worker("../python.js", { type: "module" });
    window.python.onmessage = ({ data }) => {
        if (data.answer) resolve(data.answer);
        if (data.ended) reject(data.ended);
    };
    window.python.onerror = reject;
    window.python.postMessage(job);
})"""


@pytest.fixture(scope="module")
def bare(browser: Browser, site: str) -> Iterator[Page]:
    """A page with nothing on it but the worker."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    page.goto(f"{site}_static/pyodide/LICENSE.txt")
    yield page
    page.close()


@pytest.mark.parametrize(
    ("name", "code", "mistake", "message", "passed"), PLAIN, ids=[f"{a[0]}-{a[2] or 'right'}" for a in PLAIN]
)
def test_the_page_answers_as_the_notebook(
    bare: Page, name: str, code: str, mistake: str | None, message: str | None, passed: bool
) -> None:
    job = {"name": name, "code": code, "check": f"check({name})", "given": {}, "checks": pyodide.checks_name()}
    answer: dict[str, Any] = json.loads(bare.evaluate(ASK, job))
    assert (answer["passed"], answer["mistake"]) == (passed, mistake)
    if message is not None:
        assert answer["message"] == message
