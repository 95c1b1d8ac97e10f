"""Computes the exercises' expected numbers and writes them to ``trainloop/exercises/expected``.

``python -m tests.practice.record`` writes; ``test_expected.py`` computes them again and compares.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import trainloop.exercises
from tests.practice import blank_sources, sources
from trainloop.exercises.filling import known_blanks
from trainloop.exercises.task import find_task, known_tasks

EXPECTED = Path(trainloop.exercises.__file__).parent / "expected"


def recordings() -> dict[str, dict[str, Any]]:
    """The content of every file in ``expected``, by its name."""
    content: dict[str, dict[str, Any]] = {}
    for name in known_tasks():
        task = find_task(name)
        assert task is not None
        content[name] = {"cases": [getattr(sources, name)(**case) for case in task.cases]}
    content["blanks"] = {
        "chapters": {chapter: getattr(blank_sources, chapter.replace("-", "_"))() for chapter in known_blanks()}
    }
    return content


def main() -> None:
    """Write every file."""
    for name, content in recordings().items():
        text = json.dumps(content, indent=2, ensure_ascii=False)
        (EXPECTED / f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
