"""Nothing that students or the public get holds graded answers or hidden tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from classroom.assignment import Course
from classroom.book import BOOK
from classroom.grading import grade_all
from classroom.leaks import find_leaks
from classroom.leaks.check import leaks_in
from classroom.notebooks import release
from classroom.reports import write_reports
from classroom.sandbox import Limits
from classroom.variants import assignable
from tests.classroom.leaks.planting import Whole
from tests.classroom.submissions.given import Given
from tests.classroom.submissions.write import KINDS, begin, given_to, hand_in

LIMITS = Limits(cpu=1.5, wall=20.0, call=1.0, memory=2**28)
QUICK = [name for name, kind in KINDS.items() if not kind.slow]
BY_NBGRADER = ("perfect", "half_right", "spills_the_arguments")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Whole:
    course = begin(tmp_path_factory.mktemp("course"), "class")
    given = given_to(course, "")
    for name in QUICK:
        hand_in(course, name, KINDS[name], given)
    release(course, "hw")
    grade_all(course, "hw", limits=LIMITS, progress=False)
    write_reports(course, "hw")
    return Whole(course, given)


@pytest.fixture(scope="module")
def by_others(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course after nbgrader and otter."""
    course = begin(tmp_path_factory.mktemp("others"), "class")
    for command in ("nbgrader", "otter"):
        run([sys.executable, "-m", "classroom", command, str(course.folder), "hw"], BOOK)
    (master,) = (course.folder / "otter" / "hw").glob("*.ipynb")
    run([str(Path(sys.executable).with_name("otter")), "assign", master.name, "dist"], master.parent, PYTHONPATH=".")
    nbgrader = [sys.executable, "-m", "nbgrader"]
    run([*nbgrader, "generate_assignment", "hw"], course.folder)
    released = json.loads((course.folder / "release/hw/hw.ipynb").read_text(encoding="utf-8"))
    given = given_to(course, "")
    for name in BY_NBGRADER:
        hand_in(course, name, KINDS[name], Given(released, given.items, course.folder))
    run([*nbgrader, "autograde", "hw"], course.folder)
    run([*nbgrader, "generate_feedback", "hw"], course.folder)
    return course


def run(command: list[str], folder: Path, **variables: str) -> str:
    environment = {**os.environ, **variables}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def lines(course: Course, public: Path | None = None) -> list[str]:
    return [str(leak) for leak in find_leaks(course, "hw", public)]


def test_nothing_leaks_to_students(whole: Whole) -> None:
    reports = list((whole.course.reports("hw") / "students").glob("*.html"))
    assert len(reports) == len(QUICK)
    assert lines(whole.course) == []


def test_nothing_leaks_where_each_student_has_numbers(tmp_path: Path) -> None:
    course = begin(tmp_path / "course", "student")
    (course.folder / "students.txt").write_text("\n".join(f"student{n}" for n in range(25)), encoding="utf-8")
    assert len(release(course, "hw")) == 2 * 25
    assert lines(course) == []


def test_nothing_leaks_through_nbgrader_and_otter(by_others: Course) -> None:
    for place in ("release/hw/hw.ipynb", "otter/hw/dist/student", *(f"feedback/{who}/hw" for who in BY_NBGRADER)):
        assert (by_others.folder / place).exists()
    assert lines(by_others) == []


def test_what_instructors_keep_would_be_found(whole: Whole, by_others: Course) -> None:
    """So that none is found in what students get says something."""
    kept = [whole.course.instructor("hw"), by_others.folder / "source/hw/hw.ipynb"]
    kept += [by_others.folder / "otter/hw/dist/autograder/hw.ipynb", whole.course.key_file]
    for file in kept:
        found = {leak.what.partition(" of ")[0] for leak in leaks_in(file, whole.finder("handed-out"))}
        assert found, file


def test_the_site_holds_nothing_of_any_exercise(built: Path, tmp_path: Path) -> None:
    """An assignment of everything that can be assigned, against every file that is published."""
    course, can = begin(tmp_path / "course", "class"), assignable()
    names = [name for known in can.values() for name in known]
    exercises, questions = ([n for n in names if ("-" in n) == kind] for kind in (False, True))
    text = f"title: All\nchapters: [{', '.join(can)}]\npoints: {len(names)}\nseed: all\n"
    for key, asked in (("exercises", exercises), ("questions", questions)):
        text += f"{key}:\n" + "".join(f"  {name}: 1\n" for name in asked)
    (course.folder / "assignments/hw.yml").write_text(text, encoding="utf-8")
    release(course, "hw")
    assert lines(course, built) == []


def test_the_command_tells_and_refuses(whole: Whole, tmp_path: Path) -> None:
    course = Course(tmp_path / "course")
    shutil.copytree(whole.course.folder, course.folder)
    command = [sys.executable, "-m", "classroom", "leaks", str(course.folder), "hw"]
    assert "No answer" in run(command, BOOK)
    shutil.copy(course.instructor("hw"), course.folder / "release/hw/solved.ipynb")
    done = subprocess.run(command, cwd=BOOK, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "solved.ipynb, cells/" in done.stdout and "the answer to adam_step" in done.stdout
    assert "leaks in what is handed out" in done.stderr


def test_there_must_be_something_to_search(tmp_path: Path) -> None:
    course = begin(tmp_path / "course", "class")
    command = [sys.executable, "-m", "classroom", "leaks", str(course.folder), "hw"]
    done = subprocess.run(command, cwd=BOOK, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1 and "nothing was handed out yet" in done.stderr
