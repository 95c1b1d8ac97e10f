"""Three hundred submissions of all kinds in one run of the command, and in one that is killed again and again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from random import Random
from shutil import copytree

import psutil
import pytest

from classroom.assignment import Course
from classroom.book import BOOK
from classroom.grading import Row, Store
from tests.classroom.submissions.given import POINTS
from tests.classroom.submissions.write import KINDS, Expected, begin, given_to, hand_in, write_class

COUNT, SEED, KILLS = 300, 7, 3
LIMITS = ("--seconds", "30", "--cpu", "1.5", "--call", "1", "--memory", "256", "--jobs", "2")
PATIENCE = 60.0  # seconds until a wait is given up


@dataclass
class Handed:
    """A course with submissions, and what must come of each student's."""

    folder: Path
    expected: dict[str, Expected]


@dataclass
class Killed:
    """A course that was graded with interruptions: its rows after each, and what was running when it was killed."""

    course: Course
    left: list[int]
    running: list[list[psutil.Process]]


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Handed:
    course = begin(tmp_path_factory.mktemp("class") / "course", "student")
    return Handed(course.folder, write_class(course, COUNT, SEED))


@pytest.fixture(scope="module")
def at_once(handed: Handed, tmp_path_factory: pytest.TempPathFactory) -> tuple[Course, str]:
    """The course after one run, and what the command said."""
    folder = tmp_path_factory.mktemp("at-once") / "course"
    copytree(handed.folder, folder)
    return Course(folder), finish(folder)


@pytest.fixture(scope="module")
def killed(handed: Handed, tmp_path_factory: pytest.TempPathFactory) -> Killed:
    """The course after a run that was killed at random shares of the work, begun again, and finished."""
    folder = tmp_path_factory.mktemp("killed") / "course"
    copytree(handed.folder, folder)
    random = Random(SEED)
    result = Killed(Course(folder), [], [])
    for number in range(KILLS):
        share = (number + random.uniform(0.2, 0.9)) / (KILLS + 0.5)
        result.running.append(kill_after(folder, int(share * COUNT)))
        result.left.append(count(folder))
    finish(folder)
    return result


def command(folder: Path) -> list[str]:
    return [sys.executable, "-m", "classroom", "grade", str(folder), "hw", *LIMITS]


def finish(folder: Path) -> str:
    done = subprocess.run(command(folder), cwd=BOOK, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def count(folder: Path) -> int:
    """How many rows there are."""
    path = folder / "marks.sqlite"
    if not path.exists():
        return 0
    connection = sqlite3.connect(path, timeout=PATIENCE)
    try:
        return int(connection.execute("SELECT COUNT(*) FROM submissions").fetchone()[0])
    except sqlite3.OperationalError:  # the tables aren't made yet
        return 0
    finally:
        connection.close()


def kill_after(folder: Path, rows: int) -> list[psutil.Process]:
    """Start the command, and kill its group once there are so many rows; the processes that it had started by then."""
    process = subprocess.Popen(
        command(folder), cwd=BOOK, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    try:
        while count(folder) < rows:
            assert process.poll() is None, "it ended before it could be killed"
            time.sleep(0.02)
        return stopped(process)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def stopped(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """Hold the command at a moment when a submission is running; the processes of its sandboxes."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        os.killpg(process.pid, signal.SIGSTOP)  # so that nothing is started between the look and the kill
        if running := psutil.Process(process.pid).children(recursive=True):
            return running
        os.killpg(process.pid, signal.SIGCONT)
        time.sleep(0.003)
    raise AssertionError("no submission was running")


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; the dead that nobody has asked about don't count."""
    found = []
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
    return found


def alive_after_a_while(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that run even after they had time to end."""
    end = time.monotonic() + PATIENCE
    while alive(processes) and time.monotonic() < end:
        time.sleep(0.05)
    return alive(processes)


def rows_of(course: Course) -> dict[str, Row]:
    return {row.student: row for row in Store(course.database).rows("hw", history=True)}


def check_rows(course: Course, expected: dict[str, Expected]) -> None:
    """A row for each student, once, with the right marks."""
    graded = Counter(row.student for row in Store(course.database).rows("hw", history=True))
    assert graded == Counter(expected.keys())
    for student, row in rows_of(course).items():
        right = expected[student]
        earned = {mark.item: mark.earned for mark in row.marks}
        assert earned == pytest.approx(right.earned), (student, right.kind, row.marks)
        assert bool(row.trouble) == right.unreadable, (student, right.kind)
        told = {mark.item: mark.mistake for mark in row.marks}
        assert told | right.mistakes == told, (student, right.kind)


def test_all_kinds_are_handed_in(handed: Handed) -> None:
    assert len(handed.expected) == COUNT
    assert {right.kind for right in handed.expected.values()} == KINDS.keys()


def test_one_run_gives_every_student_the_right_marks(handed: Handed, at_once: tuple[Course, str]) -> None:
    course, said = at_once
    check_rows(course, handed.expected)
    assert f"Graded {COUNT}, 0 were graded before." in said
    assert "NOT GRADED" not in said
    unreadable = [student for student, right in handed.expected.items() if right.unreadable]
    assert unreadable and all(f"{student}: nothing could be marked: " in said for student in unreadable)


def test_students_have_numbers_of_their_own(at_once: tuple[Course, str], handed: Handed) -> None:
    """So that right marks for all show that each was held against the right numbers."""
    sources = {
        path.read_bytes()
        for path in handed.folder.glob("submitted/*/hw/hw.ipynb")
        if handed.expected[path.parts[-3]].kind == "empty"
    }
    assert len(sources) == sum(right.kind == "empty" for right in handed.expected.values())


def test_a_run_that_was_killed_gives_the_same(handed: Handed, at_once: tuple[Course, str], killed: Killed) -> None:
    check_rows(killed.course, handed.expected)
    once, again = rows_of(at_once[0]), rows_of(killed.course)
    for student, row in once.items():
        other = again[student]
        assert (other.digest, other.edition, other.book) == (row.digest, row.edition, row.book)
        assert (other.trouble, other.handed_in, other.kept) == (row.trouble, row.handed_in, row.kept)
        assert other.total == pytest.approx(row.total)
        assert [(m.item, m.outcome, m.mistake) for m in other.marks] == [
            (m.item, m.outcome, m.mistake) for m in row.marks
        ]


def test_it_was_killed_half_way_each_time(killed: Killed) -> None:
    assert len(killed.left) == KILLS
    assert 0 < killed.left[0] < killed.left[1] < killed.left[2] < COUNT
    assert all(killed.running)


def test_nothing_goes_on_after_a_kill(killed: Killed) -> None:
    assert not alive_after_a_while([process for running in killed.running for process in running])


def test_an_endless_submission_ends_with_its_grader(tmp_path: Path) -> None:
    """It could go on for an hour."""
    course = begin(tmp_path / "course", "class")
    hand_in(course, "ada", KINDS["endless_loop"], given_to(course, ""))
    grade = [sys.executable, "-m", "classroom", "grade", str(course.folder), "hw", "--seconds", "7200", "--cpu", "3600"]
    process = subprocess.Popen(grade, cwd=BOOK, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        processes = busy(process)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert processes and not alive_after_a_while(processes)


def busy(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The processes that a command started, once one of them has worked for half a second."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(psutil.NoSuchProcess):
            running = psutil.Process(process.pid).children(recursive=True)
            if any(each.cpu_times().user > 0.5 for each in running):
                return running
        time.sleep(0.05)
    return []


def test_marks_are_whole(killed: Killed) -> None:
    """No submission without its marks, no marks without their submission."""
    connection = sqlite3.connect(killed.course.database)
    query = "SELECT submission, COUNT(*), SUM(points) FROM marks GROUP BY submission"
    marks = connection.execute(query).fetchall()
    known = {number for (number,) in connection.execute("SELECT id FROM submissions")}
    connection.close()
    assert {number for number, _, _ in marks} == known
    assert all(items == len(POINTS) and points == sum(POINTS.values()) for _, items, points in marks)
