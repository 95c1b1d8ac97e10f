"""What all tests share: one thread per process, as the notebooks have it, and the rules for re-running notebooks."""

from __future__ import annotations

import os

import pytest

from tests.notebooks import rules
from web.execute import ONE_THREAD

os.environ.update(ONE_THREAD)  # kernels and workers inherit it


def pytest_configure(config: pytest.Config) -> None:
    """Apply the rules to notebooks/ too, which this file doesn't stand above."""
    config.pluginmanager.register(rules, "notebook-rules")
