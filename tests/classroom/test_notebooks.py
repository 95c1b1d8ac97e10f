"""The notebooks of an assignment: students' without solutions, instructors' with, the same bytes each time."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path

import nbformat
import pytest

from classroom.assignment import AssignmentError, book_version
from classroom.notebooks import release
from classroom.variants import graded_items
from tests.classroom.examples import course


def test_students_get_stubs_and_instructors_solutions(tmp_path: Path) -> None:
    made = course(tmp_path)
    release(made, "averages")
    student, instructor = (nbformat.read(path, 4) for path in (made.release("averages"), made.instructor("averages")))
    items = graded_items(made.assignment("averages"), made.key)
    sources = [cell.source for cell in student.cells]
    for item in items:
        assert any(item.statement in source for source in sources)
        assert (item.stub in sources) is bool(item.stub)
        assert item.solution not in sources
        assert any(item.solution in cell.source for cell in instructor.cells)
        assert any(item.notes in cell.source for cell in instructor.cells)
    assert "not for students" in instructor.cells[0].source


@pytest.mark.parametrize("kind", ["release", "instructor"])
def test_a_notebook_says_where_it_comes_from(tmp_path: Path, kind: str) -> None:
    made = course(tmp_path, due="2026-10-12 23:59 +02:00", late={"per_day": 0.2, "days": 3})
    release(made, "averages")
    notebook = nbformat.read(tmp_path / kind / "averages" / "averages.ipynb", 4)
    nbformat.validate(notebook)
    assert notebook.metadata["trainloop"] == {
        "assignment": "averages",
        "book": book_version(),
        "seed": "first",
        "role": "student" if kind == "release" else "instructor",
    }
    head = notebook.cells[0].source
    assert f"Book {book_version()}, seed first" in head
    assert "15 points in 4 items. Due Monday, 12 October 2026, 23:59 (UTC+0200)." in head
    assert "Each started day late costs 20% of the points. 3 days after the deadline nothing counts." in head


def test_the_same_course_gives_the_same_files(tmp_path: Path) -> None:
    made = course(tmp_path)
    before = {path: path.read_bytes() for path in release(made, "averages")}
    assert {path: path.read_bytes() for path in release(made, "averages")} == before


def test_each_student_has_a_notebook_where_numbers_vary(tmp_path: Path) -> None:
    made = course(tmp_path, vary="student")
    with pytest.raises(AssignmentError, match=r"numbers vary by student, and .* names none"):
        release(made, "averages")
    (tmp_path / "students.txt").write_text("ada\nbob\n", encoding="utf-8")
    written = release(made, "averages")
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [
        f"{kind}/averages/{who}/averages.ipynb" for kind in ("release", "instructor") for who in ("ada", "bob")
    ]
    ada, bob = (nbformat.read(path, 4) for path in written[:2])
    assert ada.metadata["trainloop"]["student"] == "ada"
    assert [c.source for c in ada.cells] != [c.source for c in bob.cells]


def told(made: Path) -> dict[str, str]:
    """What the checks of a notebook say when its cells run from top to bottom, by function."""
    namespace: dict[str, object] = {}
    said = {}
    for cell in nbformat.read(made, 4).cells:
        if cell.cell_type == "code":
            *first, last = cell.source.split("\n\ncheck_examples(")
            with contextlib.redirect_stdout(io.StringIO()):
                exec("\n".join(first) if first else last, namespace)
            if first:
                report = eval(f"check_examples({last}", namespace)
                said[report.name] = str(report)
    return said


def test_the_public_checks_answer(tmp_path: Path) -> None:
    made = course(tmp_path)
    release(made, "averages")
    unwritten = told(made.release("averages"))
    assert set(unwritten) == {"ewa", "momentum_step"}
    assert all(f"`{name}` isn't written yet" in text for name, text in unwritten.items())
    assert {name: text.splitlines()[0] for name, text in told(made.instructor("averages")).items()} == {
        "ewa": "ewa: passed.",
        "momentum_step": "momentum_step: passed.",
    }
