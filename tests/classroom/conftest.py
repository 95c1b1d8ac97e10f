"""Where a machine can't isolate submissions, what grades them is skipped, with the reason."""

from __future__ import annotations

from pathlib import Path

import pytest

from classroom.sandbox import isolation

HERE = Path(__file__).parent
GRADING = (
    *(HERE / name for name in ("nbgrader", "otter", "test_commands.py", "test_leaks.py")),
    *(HERE / "grading" / name for name in ("test_kinds.py", "test_three_hundred.py")),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip tests that grade, where grading is refused."""
    graders = [item for item in items if any(path in (item.path, *item.path.parents) for path in GRADING)]
    if graders and not isolation().complete:
        for item in graders:
            item.add_marker(pytest.mark.skip(reason=str(isolation())))
