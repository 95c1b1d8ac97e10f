"""A course, and nbgrader's own commands on it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from classroom.assignment import Course
from classroom.nbgrader import write_course
from classroom.variants import GradedItem, graded_items
from tests.classroom.nbgrader.handed import ASSIGNMENT

KEY = "7a" * 32
OWN = 'c.GradeInSandbox.limits = {"cpu": 1.0, "wall": 8.0, "call": 0.5, "memory": 2**28}\n'


def new_course(folder: Path) -> Course:
    """A course with one assignment, ``hw``, for nbgrader."""
    course = Course(folder)
    course.begin()
    course.key_file.write_text(f"{KEY}\n", encoding="utf-8")
    (folder / "assignments" / "hw.yml").write_text(ASSIGNMENT, encoding="utf-8")
    (folder / "own_settings.py").write_text(f"c = get_config()\n{OWN}", encoding="utf-8")
    write_course(folder, course.assignment("hw"), course.key)
    return course


def items_of(course: Course) -> dict[str, GradedItem]:
    """What the assignment asks for, by the functions' names."""
    return {item.item.function: item for item in graded_items(course.assignment("hw"), course.key)}


def nbgrader(folder: Path, *arguments: str, fails: bool = False) -> str:
    """Run a command of nbgrader's in a course's folder, and give what it said."""
    command = [sys.executable, "-m", "nbgrader", *arguments]
    # As in an activated environment, which nbgrader needs where our settings don't help.
    environment = os.environ | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert (done.returncode != 0) is fails, done.stdout + done.stderr
    return done.stdout + done.stderr
