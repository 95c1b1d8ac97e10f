"""Writes all reports of an assignment into the course's folder."""

from __future__ import annotations

from pathlib import Path

from classroom.assignment import Course
from classroom.book import BOOK
from classroom.grading.by_hand import read_marked, write_waiting
from classroom.grading.gradebook import write_tables
from classroom.grading.store import Store
from classroom.reports.class_report import class_report
from classroom.reports.student import student_report
from classroom.variants import graded_items


def write_reports(course: Course, name: str, *, book: Path = BOOK) -> list[Path]:
    """Write the class report, the tables of marks, what waits for a person, and a report for each student.

    Raises:
        AssignmentError: there is no such assignment, or it can't be made.
    """
    assignment, store, folder = course.assignment(name), Store(course.database), course.reports(name)
    marked = folder / "by-hand.csv"
    if marked.exists():  # it is written anew below: what was filled in must not be lost
        read_marked(store, name, marked)
    rows = store.rows(name)
    written = write_tables(folder, assignment, rows, course.aliases() or {who: (who,) for who in course.students()})
    pages = {folder / "class.html": class_report(assignment, rows, course.students())}
    shared = graded_items(assignment, course.key, book=book) if assignment.vary == "class" else ()
    asked = {}
    for row in rows:
        items = asked[row.student] = shared or graded_items(assignment, course.key, row.student, book=book)
        pages[folder / "students" / f"{row.student}.html"] = student_report(assignment, items, row)
    if write_waiting(store, name, asked, marked):
        written.append(marked)
    for path, text in pages.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return [*written, *pages]
