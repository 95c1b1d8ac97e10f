"""What a student starts from, and what the tests know of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.classroom.known import Known, Notebook
from tests.classroom.submissions.oracle import share

EWA, STEP, ADAM = "ewa", "momentum_step", "adam_step"
CONVERT, OPEN = "momentum-convert", "exponentially-weighted-averages-best-for-a-sine"
POINTS = {EWA: 4.0, STEP: 4.0, ADAM: 6.0, CONVERT: 2.0, OPEN: 4.0}
FUNCTIONS = (EWA, STEP, ADAM)
ANSWERED = (*FUNCTIONS, CONVERT)

ASSIGNMENT = f"""
title: Averages, momentum and Adam
chapters: [exponentially-weighted-averages, momentum, adam]
exercises: {{ewa: {POINTS[EWA]:g}, momentum_step: {POINTS[STEP]:g}, adam_step: {POINTS[ADAM]:g}}}
questions: {{momentum-convert: {POINTS[CONVERT]:g}, {OPEN}: {POINTS[OPEN]:g}}}
points: {sum(POINTS.values()):g}
seed: autumn
vary: VARY
"""

Earned = dict[str, float]
Made = Notebook | str | bytes


@dataclass(frozen=True)
class Given(Known):
    """One student's assignment. ``course`` is where it is kept; ``port`` is where a server of the test listens."""

    course: Path
    port: int = 9

    def notebook(self, answers: Mapping[str, str] | None = None) -> Notebook:
        """The notebook with this code in the cells of the functions, and the right code in the others'."""
        notebook = deepcopy(self.release)
        for name in ANSWERED:
            find(notebook, name)["source"] = (answers or {}).get(name, self.solution(name))
        find(notebook, OPEN)["source"] = "It moves up."
        return notebook

    def all(self, *, without: tuple[str, ...] = ()) -> Earned:
        """All points, but for these items."""
        return {name: 0.0 if name in without else POINTS[name] for name in ANSWERED}

    def shared(self, name: str, source: str) -> float:
        """The points of a function: the share of the hidden cases in which it agrees with the right one."""
        item = self.function(name)
        return POINTS[name] * share(source, item.solution, name, item.hidden.cases)


def find(notebook: Notebook, name: str) -> dict[str, Any]:
    """The cell in which an item is answered."""
    if name == OPEN:
        return next(cell for cell in notebook["cells"] if cell["metadata"].get("trainloop", {}).get("answer") == name)
    start = f"def {name.replace('-', '_')}("
    cells = (cell for cell in notebook["cells"] if cell["cell_type"] == "code")
    found: dict[str, Any] = next(cell for cell in cells if start in "".join(cell["source"]))
    return found


def code(source: str) -> dict[str, Any]:
    """A code cell."""
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [], "execution_count": None}


@dataclass(frozen=True)
class Kind:
    """A kind of submission.

    ``earned``: the points of each item, found out without the grader. ``mistakes``: which must be told by name.
    ``unreadable``: nothing of it can be marked. ``slow``: it takes all the time or memory that there is, so a batch
    holds few of it. ``file`` is what it is called, where it isn't the assignment's name.
    """

    make: Callable[[Given], Made]
    earned: Callable[[Given], Earned]
    mistakes: Mapping[str, str]
    unreadable: bool
    slow: bool
    file: str

    def right(self, given: Given) -> Earned:
        """The points of every item; what a person marks has none yet."""
        return {**self.earned(given), OPEN: 0.0}


@dataclass
class Kinds:
    """Kinds by name."""

    all: dict[str, Kind] = field(default_factory=dict)

    def add(
        self,
        earned: Callable[[Given], Earned],
        *,
        mistakes: Mapping[str, str] | None = None,
        unreadable: bool = False,
        slow: bool = False,
        file: str = "hw.ipynb",
    ) -> Callable[[Callable[[Given], Made]], None]:
        def register(make: Callable[[Given], Made]) -> None:
            self.all[make.__name__] = Kind(make, earned, mistakes or {}, unreadable, slow, file)

        return register


def everything(given: Given) -> Earned:
    """All points."""
    return given.all()


def nothing(given: Given) -> Earned:
    """No points."""
    return given.all(without=ANSWERED)


def all_but(*names: str) -> Callable[[Given], Earned]:
    """All points, but none for these items."""
    return lambda given: given.all(without=names)
