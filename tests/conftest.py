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
