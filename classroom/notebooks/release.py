"""Writes an assignment's notebooks into a course's folder."""

from __future__ import annotations

from pathlib import Path

import nbformat

from classroom.assignment import AssignmentError, Course
from classroom.book import BOOK
from classroom.notebooks.write import instructor_notebook, student_notebook
from classroom.variants import graded_items


def release(course: Course, name: str, *, book: Path = BOOK) -> list[Path]:
    """Write the students' and the instructor's notebooks of an assignment; what stood there is replaced.

    Returns:
        The files, the students' first.

    Raises:
        AssignmentError: there is no such assignment, it can't be made, or its numbers vary by student and
            ``students.txt`` names none.
    """
    assignment = course.assignment(name)
    students = course.students() if assignment.vary == "student" else ("",)
    if not students:
        raise AssignmentError(f"{name}: numbers vary by student, and {course.folder / 'students.txt'} names none")
    written: dict[Path, nbformat.NotebookNode] = {}
    for student in students:
        items = graded_items(assignment, course.key, student, book=book)
        written[course.release(name, student)] = student_notebook(assignment, items, student)
        written[course.instructor(name, student)] = instructor_notebook(assignment, items, student)
    for path, notebook in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)
    return sorted(written, key=lambda path: path.relative_to(course.folder).parts[0] != "release")
