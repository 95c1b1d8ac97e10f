"""What all tests share: one thread per process, the rules for re-running notebooks, and one browser."""

from __future__ import annotations

import os

import pytest

# Here and nowhere else: a second import would start a second browser, which Playwright refuses in one process.
from tests.browser.fixtures import browser, built, open_page, page, site
from tests.notebooks import rules
from web.execute import ONE_THREAD, PERSON

__all__ = ["browser", "built", "open_page", "page", "site"]

os.environ.update(ONE_THREAD)  # kernels and workers inherit it
os.environ.pop(PERSON, None)


def pytest_configure(config: pytest.Config) -> None:
    """Apply the rules to notebooks/ too, which this file doesn't stand above."""
    config.pluginmanager.register(rules, "notebook-rules")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, so that no process works on alone at the end.

    Those are JupyterLab's, then those that open a browser, then the notebooks; the order within each stays.
    """
    ranks: dict[str, int] = {}
    for item in items:
        ranks[file_of(item)] = min(rank(item), ranks.get(file_of(item), 3))
    items.sort(key=lambda item: ranks[file_of(item)])


def file_of(item: pytest.Item) -> str:
    """The file that a test stands in."""
    return item.nodeid.split("::")[0]


def rank(item: pytest.Item) -> int:
    """How early a test's file runs, from 0."""
    needed = getattr(item, "fixturenames", [])
    if "lab" in needed:
        return 0
    if "browser" in needed:
        return 1
    return 2 if item.path.suffix == ".ipynb" else 3
