"""The pages of the bench, served for a session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.fixtures import Watch
from tests.browser.server import serving
from tests.practice.quizzes import bench

Opener = Callable[..., Page]


@pytest.fixture(scope="session")
def quizzes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the bench's pages; ends with a slash."""
    folder = tmp_path_factory.mktemp("quizzes")
    bench.write(folder)
    with serving(folder) as address:
        yield address


@pytest.fixture
def show(quizzes: str, open_page: Callable[..., tuple[Page, Watch]]) -> Iterator[Opener]:
    """Opens a page of the bench by name: ``show("quiz", width=320)``; its faults fail the test at its end."""
    watches: list[Watch] = []

    def opener(name: str, **options: Any) -> Page:
        page, watch = open_page(quizzes, **options)
        watches.append(watch)
        page.goto(f"{quizzes}{name}.html")
        return page

    yield opener
    assert not [fault for watch in watches for fault in watch.faults]
