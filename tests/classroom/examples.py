"""Assignments and courses that the tests of the classroom share."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from classroom.assignment import Assignment, Course, parse
from classroom.variants import assignable

KEY = bytes(range(32))
SMALL = {
    "title": "Averages and momentum",
    "chapters": ["exponentially-weighted-averages", "momentum", "gradients"],
    "exercises": {"ewa": 4, "momentum_step": 4},
    "questions": {"momentum-convert": 2, "gradients-softplus": 5},
    "points": 15,
    "seed": "first",
}


def assignment(name: str = "averages", **changes: object) -> Assignment:
    """A small assignment of two functions, a number and an open question; ``changes`` are fields of its file."""
    return parse(text(**changes), name)


def text(**changes: object) -> str:
    """The file of that assignment; a change to None leaves the field out."""
    fields = {key: value for key, value in (SMALL | changes).items() if value is not None}
    return yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)


def everything(seed: str = "all") -> Assignment:
    """All that the book has to assign, a point each."""
    names = [name for items in assignable().values() for name in items]
    parts: Mapping[str, dict[str, int]] = {
        "exercises": {name: 1 for name in names if "-" not in name},
        "questions": {name: 1 for name in names if "-" in name},
    }
    return assignment("everything", chapters=list(assignable()), points=len(names), seed=seed, **parts)


def course(folder: Path, **changes: object) -> Course:
    """A course with that assignment."""
    made = Course(folder)
    made.begin()
    (folder / "assignments" / "averages.yml").write_text(text(**changes), encoding="utf-8")
    return made
