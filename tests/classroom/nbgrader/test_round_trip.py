"""nbgrader's own commands on a course, with every kind of submission in one batch."""

from __future__ import annotations

import csv
import json
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from nbgrader.api import Gradebook

from classroom.assignment import Course
from classroom.leaks import find_leaks
from classroom.variants import GradedItem
from classroom.variants.function import FunctionItem
from classroom.variants.source import literal
from tests.classroom.nbgrader import hostile, usual
from tests.classroom.nbgrader.handed import OPEN, POINTS, STEP, Given, Kind, expected
from tests.classroom.nbgrader.running import items_of, nbgrader, new_course

KINDS: dict[str, Kind] = usual.KINDS.all | hostile.KINDS.all
LINK = "a_link_to_the_solutions"
LATE = {"late": 0.2 * 10.0, "late_beyond_all_days": 10.0}


@dataclass
class Graded:
    """The course after the commands; ``log`` is what ``autograde`` said, ``connections`` who came to the server."""

    folder: Path
    items: dict[str, GradedItem]
    log: str
    connections: int

    @property
    def url(self) -> str:
        return f"sqlite:///{self.folder / 'gradebook.db'}"

    def feedback(self, student: str) -> str:
        """The text of a student's page; colors split code into many elements."""
        page = self.folder / "feedback" / student / "hw" / "hw.html"
        return BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser").get_text()


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graded]:
    folder = tmp_path_factory.mktemp("course")
    course = new_course(folder)
    nbgrader(folder, "generate_assignment", "hw")
    items = items_of(course)
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        release = json.loads((folder / "release/hw/hw.ipynb").read_text(encoding="utf-8"))
        hand_in(Given(release, items, folder, server.getsockname()[1]))
        log = nbgrader(folder, "autograde", "hw")
        connections = accepted(server)
    nbgrader(folder, "generate_feedback", "hw")
    nbgrader(folder, "export")
    yield Graded(folder, items, log, connections)


def hand_in(given: Given) -> None:
    """Write every kind of submission, each as the student of its name."""
    for student, kind in KINDS.items():
        folder = given.course / "submitted" / student / "hw"
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text(kind.stamp or "2026-10-12 12:00:00 UTC", encoding="utf-8")
        if student == LINK:
            (folder / "hw.ipynb").symlink_to(given.course / "source/hw/hw.ipynb")
            (folder / "data.csv").symlink_to(given.course / "key")
            continue
        made = kind.make(given)
        made = json.dumps(made) if isinstance(made, dict) else made
        (folder / kind.file).write_bytes(made.encode() if isinstance(made, str) else made)


def accepted(server: socket.socket) -> int:
    """How many connections wait at a server."""
    try:
        server.accept()
    except BlockingIOError:
        return 0
    return 1 + accepted(server)


@pytest.mark.parametrize("student", KINDS)
def test_marks_are_right(graded: Graded, student: str) -> None:
    with Gradebook(graded.url) as gradebook:
        grades = gradebook.find_submission_notebook("hw", "hw", student).grades
        found = {grade.name: grade.auto_score for grade in grades}
        waiting = {grade.name for grade in grades if grade.needs_manual_grade}
    assert {name: found[name] for name in found if name != OPEN} == pytest.approx(
        expected(KINDS[student], graded.items)
    )
    answered = found[OPEN] is None
    assert waiting == ({OPEN} if answered else set())


@pytest.mark.parametrize("student", KINDS)
def test_feedback_says_why_and_hides_the_tests(graded: Graded, student: str) -> None:
    said = graded.feedback(student)
    for phrase in KINDS[student].says:
        assert phrase in said
    for item in graded.items.values():
        if isinstance(item, FunctionItem):
            for case, numbers in zip(item.hidden.cases, item.hidden.expected, strict=True):
                assert literal(dict(case)) not in said
                assert not any(repr(number) in said for number in numbers if len(repr(number)) > 8)
    assert "_cases" not in said and "_right(" not in said
    assert Course(graded.folder).key.hex() not in said


def test_arguments_of_hidden_cases_are_not_spilled(graded: Graded) -> None:
    said = graded.feedback("spills_the_arguments")
    for name, argument in (("ewa", "values"), (STEP, "param")):
        item = graded.items[name]
        assert isinstance(item, FunctionItem)
        assert f"def {name}" in said
        assert not any(str(case[argument]) in said for case in item.hidden.cases if len(str(case[argument])) > 4)
    assert "Spilled-" not in said and "spilled [" not in said


def test_nothing_was_reached(graded: Graded) -> None:
    said = graded.feedback("reads_the_hidden_tests")
    assert "opened" not in said.replace('print("opened"', "")
    assert "FileNotFoundError" in said or "PermissionError" in said
    assert graded.connections == 0


def test_links_lead_nowhere(graded: Graded) -> None:
    key = Course(graded.folder).key_file.read_text(encoding="utf-8").strip()
    for step in ("autograded", "feedback"):
        for path in (graded.folder / step / LINK).rglob("*"):
            assert not path.is_symlink()
            assert path.is_dir() or key not in path.read_text(encoding="utf-8")


def test_nothing_runs_on_the_page_of_a_reader(graded: Graded) -> None:
    page = (graded.folder / "feedback/scripts/hw/hw.html").read_text(encoding="utf-8")
    elements = BeautifulSoup(page, "html.parser").find_all(True)
    assert not [e for e in elements if {"onerror", "onload"} & set(e.attrs)]
    assert not [e for e in elements if e.name == "script" and "alert(1)" in e.get_text()]
    assert "It moves up." in page


def test_late_submissions_lose_what_the_assignment_says(graded: Graded) -> None:
    with Gradebook(graded.url) as gradebook:
        for student in KINDS:
            submission = gradebook.find_submission("hw", student)
            assert submission.late_submission_penalty == pytest.approx(LATE.get(student, 0.0)), student


def test_export_has_a_row_for_each(graded: Graded) -> None:
    with (graded.folder / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: row for row in csv.DictReader(file)}
    assert rows.keys() == KINDS.keys()
    for student, kind in KINDS.items():
        points = sum(expected(kind, graded.items).values())
        assert float(rows[student]["raw_score"]) == pytest.approx(points), student
        assert float(rows[student]["score"]) == pytest.approx(points - LATE.get(student, 0.0)), student
        assert float(rows[student]["max_score"]) == sum(POINTS.values())


def test_nothing_of_the_hidden_tests_is_handed_out(graded: Graded) -> None:
    for path in (graded.folder / "release").rglob("*"):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        assert "HIDDEN TESTS" not in text and "BEGIN SOLUTION" not in text
        for item in graded.items.values():
            assert not any(secret in text for secret in item.secrets)


def test_the_search_for_leaks_finds_none(graded: Graded) -> None:
    assert find_leaks(Course(graded.folder), "hw") == []


def test_every_mark_carries_book_and_seed(graded: Graded) -> None:
    for step in ("source", "release"):
        notebook = json.loads((graded.folder / step / "hw/hw.ipynb").read_text(encoding="utf-8"))
        assert notebook["metadata"]["trainloop"]["seed"] == "autumn"
    version = notebook["metadata"]["trainloop"]["book"]
    marked = json.loads((graded.folder / "autograded/not_json/hw/hw.ipynb").read_text(encoding="utf-8"))
    assert marked["metadata"]["trainloop"]["book"] == version
    assert marked["metadata"]["trainloop"]["seed"] == "autumn"


def test_a_second_run_changes_nothing(graded: Graded) -> None:
    log = nbgrader(graded.folder, "autograde", "hw", "--student", "perfect", "--force")
    assert "Removing existing assignment" in log
    with Gradebook(graded.url) as gradebook:
        assert gradebook.find_submission("hw", "perfect").score == 10.0
