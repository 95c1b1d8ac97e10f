"""Each kind of submission, graded alone."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from classroom.assignment import Course
from classroom.book import BOOK
from classroom.grading import Graded, grade_submission
from classroom.sandbox import Limits
from tests.classroom.submissions.given import ANSWERED, FUNCTIONS, OPEN, Given, code
from tests.classroom.submissions.hostile import SOCKET
from tests.classroom.submissions.searching import search
from tests.classroom.submissions.usual import HALVES
from tests.classroom.submissions.write import KINDS, begin, given_to, hand_in

LIMITS = Limits(cpu=1.5, wall=20.0, call=1.0, memory=2**28)


@dataclass
class Class:
    """A course, what its students start from, and a server that nobody may reach."""

    course: Course
    given: Given
    server: socket.socket

    def graded(self, name: str) -> Graded:
        """A kind, handed in and graded."""
        kind = KINDS[name]
        hand_in(self.course, name, kind, self.given)
        return self.graded_file(self.course.folder / "submitted" / name / "hw" / kind.file)

    def graded_notebook(self, notebook: object) -> Graded:
        path = self.course.folder / "one.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return self.graded_file(path)

    def graded_file(self, path: Path) -> Graded:
        return grade_submission(list(self.given.items.values()), path, limits=LIMITS, hide=[self.course.folder])


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Class]:
    course = begin(tmp_path_factory.mktemp("course"), "class")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield Class(course, given_to(course, "", server.getsockname()[1]), server)


def run_openly(source: str, ending: str) -> str:
    """What a source prints in a plain process, where nothing is kept from it."""
    command = [sys.executable, "-c", f"{source}\n{ending}"]
    done = subprocess.run(command, cwd=BOOK, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("name", KINDS)
def test_marks_are_right(room: Class, name: str) -> None:
    graded, kind = room.graded(name), KINDS[name]
    assert {mark.item: mark.earned for mark in graded.marks} == pytest.approx(kind.right(room.given))
    assert bool(graded.trouble) == kind.unreadable
    told = {mark.item: mark.mistake for mark in graded.marks}
    assert told | dict(kind.mistakes) == told
    waiting = [mark.item for mark in graded.marks if mark.outcome == "by-hand"]
    assert waiting == list(graded.answers or ())  # what was left empty waits for nobody


@pytest.mark.parametrize(("name", "written"), [("perfect", [OPEN]), ("empty", []), ("deleted_all_cells", [])])
def test_only_written_answers_wait_for_a_person(room: Class, name: str, written: list[str]) -> None:
    assert list(room.graded_notebook(KINDS[name].make(room.given)).answers or ()) == written


def test_halves_are_neither_nothing_nor_all(room: Class) -> None:
    right = KINDS["half_right"].right(room.given)
    whole = KINDS["perfect"].right(room.given)
    assert all(0 < right[name] < whole[name] for name in FUNCTIONS)


def test_halves_are_what_a_plain_comparison_gives(room: Class) -> None:
    """Two ways to the same marks: counting arguments, and calling both functions."""
    right = KINDS["half_right"].right(room.given)
    for name in FUNCTIONS:
        whole = room.given.solution(name).replace(f"def {name}(", "def whole(")
        assert right[name] == pytest.approx(room.given.shared(name, f"{whole}\n\n\n{HALVES[name]}"))


def test_a_search_finds_the_answers_where_nothing_hides_them(room: Class) -> None:
    """So that it earns nothing in the sandbox says something about the sandbox."""
    right = room.given.function("ewa").hidden
    ending = f"import json\nprint(json.dumps([ewa(**case) for case in {list(map(dict, right.cases))!r}]))"
    found = json.loads(run_openly(search(room.given, ""), ending))
    assert found == [pytest.approx(list(numbers)) for numbers in right.expected]


def test_the_books_version_earns_nothing_even_where_it_agrees(tmp_path: Path) -> None:
    """A gradient that needs no clipping is no reason for points."""
    course = begin(tmp_path / "course", "student")
    for student in map(str, range(100)):
        given = given_to(course, student)
        agreeing = [name for name in FUNCTIONS if given.shared(name, given.book(name)) > 0]
        if agreeing:
            break
    hand_in(course, student, KINDS["as_on_the_page"], given)
    path = course.folder / "submitted" / student / "hw" / "hw.ipynb"
    marks = {mark.item: mark.earned for mark in grade_submission(list(given.items.values()), path, limits=LIMITS).marks}
    assert agreeing and all(marks[name] == 0 for name in agreeing)


HELD = """
import json
from pathlib import Path
from classroom.assignment import Course
from classroom.variants import graded_items

course = Course(Path(COURSE))
held = graded_items(course.assignment("hw"), course.key)  # in the memory of the process, as a careless checker has them
KNOWN.clear()
"""


def test_a_search_finds_numbers_that_a_checker_holds(room: Class) -> None:
    right = room.given.function("adam_step").hidden
    ending = f"{HELD}\nprint(json.dumps([adam_step(**case) for case in {list(map(dict, right.cases))!r}]))"
    found = json.loads(run_openly(search(room.given, ""), ending))
    assert found == [pytest.approx(list(numbers)) for numbers in right.expected]


def test_a_search_finds_nothing_in_the_sandbox(room: Class) -> None:
    graded = room.graded_notebook(room.given.release | {"cells": [code(search(room.given, ""))]})
    assert "found []" in graded.outputs[0].text


def test_a_socket_reaches_the_server_where_nothing_hides_it(room: Class) -> None:
    run_openly(SOCKET.format(port=room.given.port), "print()")
    connection, _ = room.server.accept()
    connection.close()


def test_no_socket_leaves_the_sandbox(room: Class) -> None:
    graded = room.graded_notebook(room.given.release | {"cells": [code(SOCKET.format(port=room.given.port))]})
    assert graded.outputs[0].text.strip()  # it tried, and was told why not
    with pytest.raises(BlockingIOError):
        room.server.accept()


def test_feedback_repeats_nothing_that_a_submission_says(room: Class) -> None:
    graded = room.graded_notebook(KINDS["spills_the_arguments"].make(room.given))
    said = " ".join(mark.message for mark in graded.marks)
    assert "spilled" not in said
    assert not any(str(case["values"]) in said for case in room.given.function("ewa").hidden.cases)


def test_answers_for_a_person_can_be_kept(room: Class) -> None:
    graded = room.graded_notebook(KINDS["odd_answer_by_hand"].make(room.given))
    assert graded.answers is not None
    text = graded.answers[OPEN]
    assert text.startswith("It moves") and text.encode() and "\0" not in text


def test_every_kind_says_what_each_item_earns(room: Class) -> None:
    for kind in KINDS.values():
        assert kind.right(room.given).keys() == {*ANSWERED, OPEN}
