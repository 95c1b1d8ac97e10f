"""Questions and cards on the built pages: each is mounted, holds no code, and leads to sections that are there."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Page, expect

from tests.browser.fixtures import BUILT

SHIFT = 0.02
MEASURED = """() => new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(sum), 500);
})"""


@cache
def soup(path: Path) -> BeautifulSoup:
    """A built page."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def states(path: Path) -> list[dict[str, Any]]:
    """The states of a page's questions and cards."""
    return [json.loads(script.text) for script in soup(path).select("[data-quiz] > script")]


ASKING = [path.relative_to(BUILT).as_posix() for path in sorted(BUILT.rglob("*.html")) if states(path)]


def test_chapters_ask() -> None:
    assert {"optimizers/adam.html", "loop/linear-regression.html"} <= set(ASKING)


@pytest.mark.parametrize("name", ASKING)
def test_a_state_is_small_and_its_links_lead_to_sections(name: str) -> None:
    for state in states(BUILT / name):
        assert set(state) == {"view", "label", "questions", "cards", "sources"}
        for source in state["sources"].values():
            address = urlsplit(urljoin(name, source.get("href", "#")))
            if address.fragment:
                target = soup(BUILT / address.path).find(id=unquote(address.fragment))
                assert target is not None, (name, source)


@pytest.mark.parametrize("name", ASKING)
@pytest.mark.parametrize("width", [360, 1280])
def test_all_are_mounted_and_nothing_jumps(page: Page, site: str, name: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(site + name)
    hosts = page.locator("[data-quiz]").count()
    expect(page.locator("[data-quiz].is-live > .quiz")).to_have_count(hosts)
    assert page.evaluate(MEASURED) <= SHIFT
