"""What students hand in, of every kind that a batch must get through, and the points that each must get."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from classroom.variants import GradedItem
from classroom.variants.function import FunctionItem
from tests.classroom.known import Known
from trainloop.exercises.task import find_task

EWA, STEP, CONVERT = "ewa", "momentum_step", "momentum_convert"
OPEN = "exponentially_weighted_averages_best_for_a_sine"
POINTS = {EWA: 4.0, STEP: 4.0, CONVERT: 2.0, OPEN: 5.0}
RIGHT = {EWA: 4.0, STEP: 4.0, CONVERT: 2.0}
NONE = {EWA: 0.0, STEP: 0.0, CONVERT: 0.0}

ASSIGNMENT = f"""
title: Averages and momentum
chapters: [exponentially-weighted-averages, momentum]
exercises: {{ewa: {POINTS[EWA]:g}, momentum_step: {POINTS[STEP]:g}}}
questions: {{momentum-convert: {POINTS[CONVERT]:g}, exponentially-weighted-averages-best-for-a-sine: {POINTS[OPEN]:g}}}
points: {sum(POINTS.values()):g}
due: 2026-10-12 23:59 +02:00
late: {{per_day: 0.1, days: 7, grace: 15 minutes}}
extra_time: {{late_with_extra_time: 3 days}}
seed: autumn
"""


@dataclass(frozen=True)
class Given(Known):
    """What a student starts from, and what they could know. ``port`` is where a server of the test listens."""

    course: Path
    port: int

    def notebook(self, **code: str) -> dict[str, Any]:
        """The notebook with this code in the cells of the functions, and the right code in the others'."""
        notebook = deepcopy(self.release)
        for name in RIGHT:
            find(notebook, f"{name}-answer")["source"] = code.get(name, self.solution(name))
        find(notebook, OPEN)["source"] = "It moves up."
        return notebook


def find(notebook: dict[str, Any], grade_id: str) -> dict[str, Any]:
    """The cell with this name."""
    found: dict[str, Any] = next(
        cell for cell in notebook["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == grade_id
    )
    return found


def place(notebook: dict[str, Any], grade_id: str) -> int:
    """Its index."""
    return int(notebook["cells"].index(find(notebook, grade_id)))


Made = dict[str, Any] | str | bytes


@dataclass(frozen=True)
class Kind:
    """A kind of submission: how it is made, the points of each function, and what its feedback says."""

    make: Callable[[Given], Made]
    points: Mapping[str, float]
    says: tuple[str, ...] = ()
    file: str = "hw.ipynb"
    stamp: str = ""


def expected(kind: Kind, items: Mapping[str, GradedItem]) -> dict[str, float]:
    """The points of a kind; -1 stands for the share of the cases that ``half_right`` gets right."""
    step = items[STEP]
    assert isinstance(step, FunctionItem)
    share = sum(case["param"] > 0 for case in step.hidden.cases) / len(step.hidden.cases)
    assert 0 < share < 1
    return {name: POINTS[name] * share if points < 0 else points for name, points in kind.points.items()}


@dataclass
class Kinds:
    """The kinds by name, which is the student's."""

    all: dict[str, Kind] = field(default_factory=dict)

    def add(self, points: Mapping[str, float], *says: str, **more: str) -> Callable[[Callable[[Given], Made]], None]:
        def register(make: Callable[[Given], Made]) -> None:
            self.all[make.__name__] = Kind(make, points, says, **more)

        return register


def pointer(name: str, mistake: str) -> str:
    """What the book says of a mistake, as a sentence."""
    task = find_task(name)
    assert task is not None
    found = next(m.pointer for m in task.mistakes if m.id == mistake)
    return found[:1].upper() + found[1:]


def dumped(notebook: dict[str, Any]) -> str:
    return json.dumps(notebook)
