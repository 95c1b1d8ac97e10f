"""Submissions a minute on one core: the classroom's batch, beside ``nbgrader autograde`` on the same notebooks.

nbgrader runs once as it comes, with the hidden tests in the student's kernel and nothing that isolates it, and once with the
classroom's settings.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat

from benchmarks.places import ONE_THREAD, ROOT, SCRATCH
from benchmarks.table import Row, at_least
from classroom.assignment import Course
from classroom.nbgrader import write_course
from classroom.variants import GradedItem, graded_items
from classroom.variants.function import FunctionItem

COUNT, CLASS = 20, 1000
RATIO_BAR = 1.0
ASSIGNMENT = """
title: Averages, momentum and Adam
chapters: [exponentially-weighted-averages, momentum, adam]
exercises: {ewa: 4, momentum_step: 4, adam_step: 6}
questions: {momentum-convert: 2}
points: 16
seed: bench
"""
STOCK = 'c = get_config()\nc.CourseDirectory.root = "."\nc.ClearSolutions.code_stub = {"python": "return ..."}\n'


@dataclass(frozen=True)
class Speed:
    """Seconds of a command for the whole set, of its start, and of each submission."""

    whole: float
    start: float
    each: float


def course(name: str) -> Course:
    """A course of nbgrader's whose notebooks are handed out; the key is the same for all."""
    made = Course(SCRATCH / "classroom" / name)
    made.begin()
    made.key_file.write_text("5c" * 32, encoding="ascii")
    (made.folder / "assignments" / "hw.yml").write_text(ASSIGNMENT, encoding="utf-8")
    write_course(made.folder, made.assignment("hw"), made.key)
    if name == "stock":
        (made.folder / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    timed([*NBGRADER, "generate_assignment", "hw"], made.folder)
    return made


def hand_in(made: Course) -> None:
    """Right, as on the book's page, unwritten, and with a part missing: students of each sort, in turn."""
    items = {item.item.function: item for item in graded_items(made.assignment("hw"), made.key)}
    for number in range(COUNT):
        notebook = nbformat.read(made.folder / "release" / "hw" / "hw.ipynb", as_version=4)
        for cell in notebook.cells:
            name = cell.metadata.nbgrader.grade_id.removesuffix("-answer") if "nbgrader" in cell.metadata else ""
            if cell.cell_type == "code" and cell.metadata.nbgrader.solution:
                cell.source = answer(items[name], number)
        folder = made.folder / "submitted" / f"student{number:02}" / "hw"
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / "hw.ipynb")


def answer(item: GradedItem, number: int) -> str:
    """What a student writes: most are right."""
    sort = number % 5
    if sort == 0 or (sort == 1 and item.item.function == "adam_step"):
        return item.stub
    return item.exercise.solution if sort == 2 and isinstance(item, FunctionItem) else item.solution


NBGRADER = (sys.executable, "-m", "nbgrader")
GRADE = (sys.executable, "-m", "classroom", "grade", ".", "hw", "--jobs", "1")


def timed(command: list[str], folder: Path) -> float:
    """Seconds of a command that may use one core."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, **ONE_THREAD, "PATH": path, "PYTHONPATH": str(ROOT)}
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, preexec_fn=one_core()
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return time.perf_counter() - start


def one_core() -> partial[None] | None:
    """Keeps a process and its children on one core, where the system can."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    return partial(os.sched_setaffinity, 0, {min(os.sched_getaffinity(0))})


def measured(name: str, command: list[str]) -> Speed:
    """The command on the same submissions, twice: the second time everything is graded already."""
    made = course(name)
    hand_in(made)
    whole, start = timed(command, made.folder), timed(command, made.folder)
    return Speed(whole, start, max(whole - start, 0.0) / COUNT)


def rows() -> Iterator[Row]:
    """Submissions a minute of each, their ratio, and what that means for a large class."""
    shutil.rmtree(SCRATCH / "classroom", ignore_errors=True)
    speeds = {}
    for label, name, command in (
        ("python -m classroom grade", "own", GRADE),
        ("nbgrader autograde, as it comes, not isolated", "stock", (*NBGRADER, "autograde", "hw")),
        ("nbgrader autograde with the classroom's sandbox", "sandboxed", (*NBGRADER, "autograde", "hw")),
    ):
        speed = speeds[name] = measured(name, list(command))
        yield Row(f"{label}: submissions a minute and core", f"{60 * COUNT / speed.whole:.0f}")
        yield Row(f"{label}: once it has started ({speed.start:.1f} s)", f"{60 / speed.each:.0f}")
    own, stock = speeds["own"], speeds["stock"]
    yield at_least(f"{COUNT} submissions: the classroom's rate, times nbgrader's", stock.whole / own.whole, RATIO_BAR)
    yield at_least("once started: the classroom's rate, times nbgrader's", stock.each / own.each, RATIO_BAR)
    for name, speed in (("classroom", own), ("nbgrader as it comes", stock)):
        times = [(speed.start + CLASS * speed.each / cores) / 60 for cores in (1, 16)]
        yield Row(
            f"{CLASS:,} students, extrapolated, {name}: 1 core; 16 cores", f"{times[0]:.1f} min; {times[1]:.1f} min"
        )
    shutil.rmtree(SCRATCH / "classroom")
