"""What the practice tests share."""

from __future__ import annotations

import pytest

from trainloop.exercises import checking


@pytest.fixture(autouse=True)
def _short_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Endless loops needn't be waited for as long as a reader may wait."""
    monkeypatch.setattr(checking, "SECONDS", 0.5)
