"""One assignment for all tests of otter, because making it takes seconds."""

from __future__ import annotations

import pytest

from tests.classroom.otter.rounds import Made, make


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """What ``otter assign`` makes of the small assignment."""
    return make(tmp_path_factory.mktemp("otter"))
