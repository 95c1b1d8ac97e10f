"""Puts an assignment's items into notebooks. The same items give the same file, byte by byte."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from classroom.assignment.spec import Assignment
from classroom.assignment.version import book_version
from classroom.variants.mark import GradedItem

ANSWER = "*Write your answer here.*"
HOW = """\
Write each function in its cell, and run the cell below it: it compares your function with two examples. The marks
come from other cases. Functions are found by their names, so leave the names as they are; cells of your own, and
helper functions, are welcome anywhere. Nothing else is run than the code in this notebook: no other files, no network.
The book's package, `trainloop`, has to be installed; its README says how."""


def student_notebook(assignment: Assignment, items: Sequence[GradedItem], student: str = "") -> nbformat.NotebookNode:
    """The notebook that a student gets: what is asked, stubs, public checks; no solution and no hidden test."""
    cells = [new_markdown_cell(_head(assignment, items, student))]
    for number, item in enumerate(items, start=1):
        cells.append(new_markdown_cell(f"{_heading(number, item)}\n\n{item.statement}"))
        if item.stub:
            cells.append(new_code_cell(item.stub, metadata={"tags": ["exercise"]}))
        else:
            cells.append(new_markdown_cell(ANSWER, metadata={"trainloop": {"answer": item.item.name}}))
        if item.examples:
            cells.append(new_code_cell(item.examples, metadata={"tags": ["check"]}))
    return _notebook(assignment, cells, "student", student)


def instructor_notebook(
    assignment: Assignment, items: Sequence[GradedItem], student: str = ""
) -> nbformat.NotebookNode:
    """The notebook with solutions, marks and grading notes; running it shows that each solution passes."""
    cells = [new_markdown_cell(f"{_head(assignment, items, student)}\n\n**With solutions: not for students.**")]
    for number, item in enumerate(items, start=1):
        cells.append(new_markdown_cell(f"{_heading(number, item)}\n\n{item.statement}"))
        if item.stub:
            cells.append(new_code_cell(item.solution, metadata={"tags": ["solution"]}))
        else:
            cells.append(new_markdown_cell(f"Model answer: {item.solution}"))
        if item.examples:
            cells.append(new_code_cell(item.examples, metadata={"tags": ["check"]}))
        cells.append(new_markdown_cell(f"**Grading.** {item.notes}"))
    return _notebook(assignment, cells, "instructor", student)


def about(assignment: Assignment) -> dict[str, str]:
    """What every file of an assignment says about where it comes from."""
    return {"assignment": assignment.name, "book": book_version(), "seed": assignment.seed}


def points(number: float) -> str:
    """A number of points in words."""
    return "1 point" if number == 1 else f"{number:g} points"


def _head(assignment: Assignment, items: Sequence[GradedItem], student: str) -> str:
    due = f" Due {assignment.due:%A, %d %B %Y, %H:%M} (UTC{assignment.due:%z})." if assignment.due else ""
    cost = _late(assignment) if assignment.due else ""
    whose = f" for {student}" if student else ""
    source = f"Book {book_version()}, seed {assignment.seed}"
    return (
        f"# {assignment.title}\n\n{points(assignment.points).capitalize()} in {len(items)} items.{due}{cost}\n\n{HOW}\n\n"
        f"*Assignment `{assignment.name}`{whose}. {source}.*"
    )


def _late(assignment: Assignment) -> str:
    """What lateness costs, in a sentence or two."""
    late = assignment.late
    if not late.per_day and late.days is None:
        return ""
    minutes = late.grace.total_seconds() / 60
    grace = f", from {minutes:g} minutes after the deadline" if minutes else ""
    cost = f" Each started day late costs {late.per_day:.0%} of the points{grace}." if late.per_day else ""
    last = (
        f" {late.days} {'day' if late.days == 1 else 'days'} after the deadline nothing counts."
        if late.days is not None
        else ""
    )
    return cost + last


def _heading(number: int, item: GradedItem) -> str:
    return f"## {number}. {item.title} ({points(item.item.points)})"


def _notebook(assignment: Assignment, cells: list[Any], role: str, student: str) -> nbformat.NotebookNode:
    for number, cell in enumerate(cells):
        text = f"{assignment.name}/{number}/{cell.source}"
        cell["id"] = hashlib.sha256(text.encode()).hexdigest()[:12]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    whose = {"student": student} if student else {}
    own = {**about(assignment), "role": role, **whose}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel, "trainloop": own})
    nbformat.validate(notebook)
    return notebook
