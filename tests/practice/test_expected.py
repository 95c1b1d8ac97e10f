"""The recorded numbers are what PyTorch, pandas and scikit-learn say today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.practice.record import EXPECTED, recordings
from trainloop.exercises.filling import find_blanks, known_blanks
from trainloop.exercises.task import find_task, known_tasks, recorded

FRESH = recordings()


def _numbers(content: Any) -> list[float]:
    if isinstance(content, dict):
        return [number for value in content.values() for number in _numbers(value)]
    if isinstance(content, list):
        return [number for value in content for number in _numbers(value)]
    return [content]


@pytest.mark.parametrize("name", FRESH)
def test_recorded_numbers_are_still_what_the_libraries_compute(name: str) -> None:
    stored = json.loads((EXPECTED / f"{name}.json").read_text(encoding="utf-8"))
    assert _numbers(stored) == pytest.approx(_numbers(FRESH[name]), rel=1e-12, abs=1e-12)


def test_every_file_belongs_to_an_exercise() -> None:
    assert {path.stem for path in Path(EXPECTED).glob("*.json")} == set(FRESH)


@pytest.mark.parametrize("name", known_tasks())
def test_reference_agrees_with_the_libraries(name: str) -> None:
    task = find_task(name)
    assert task is not None
    assert task.name == name
    for arguments, expected in zip(task.cases, task.expected, strict=True):
        given = task.reference(**arguments)
        assert _numbers(list(given) if isinstance(given, tuple) else given) == pytest.approx(
            list(expected), rel=1e-12, abs=1e-12
        )


@pytest.mark.parametrize("chapter", known_blanks())
def test_every_blank_has_its_number(chapter: str) -> None:
    names = [blank.name for blank in find_blanks(chapter)]
    assert list(recorded("blanks")["chapters"][chapter]) == names
