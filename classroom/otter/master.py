"""An assignment as a master notebook, from which ``otter assign`` makes what students get and Gradescope's zip."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
import yaml
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_raw_cell

from classroom.assignment import Assignment, AssignmentError, book_version
from classroom.notebooks.write import ANSWER, about, points, student_notebook
from classroom.otter.asked import Asked, asked_of, marks_of, requests_of, write_asked
from classroom.otter.travel import NAME, PLUGIN, write_travelers
from classroom.sandbox import request_of, run
from classroom.variants import graded_items
from classroom.variants.function import FunctionItem
from classroom.variants.mark import GradedItem
from classroom.variants.question import NumberItem
from classroom.variants.source import literal

KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
QUOTES = "'''"


def write_master(folder: Path, assignment: Assignment, key: bytes, *, weak: bool = False) -> Path:
    """Write ``<assignment>.ipynb``, and beside it what travels in the zip. The folder isn't for students.

    Then, in that folder: ``PYTHONPATH=. otter assign <assignment>.ipynb dist`` and
    ``PYTHONPATH=. otter run -a dist/autograder/<the zip> submission.ipynb``.

    Args:
        folder: where to write; made if need be.
        assignment: what is asked.
        key: the course's key. It isn't written anywhere.
        weak: let ``otter run`` also grade where the machine can't isolate a process.

    Returns:
        The master notebook's path.

    Raises:
        AssignmentError: numbers vary by student, which one zip can't do; the book has no such item; or an item's own
            solution doesn't earn its points.
    """
    if assignment.vary == "student":
        message = "vary is 'student'; allowed for otter: class, because one zip has one set of hidden tests"
        raise AssignmentError(f"{assignment.name}: {message}")
    items = [asked_of(graded) for graded in graded_items(assignment, key)]
    _refuse_failing(items)
    write_asked(write_travelers(folder), assignment, items, weak=weak)
    path = folder / f"{assignment.name}.ipynb"
    nbformat.write(master_notebook(assignment, items), path)
    return path


def master_notebook(assignment: Assignment, items: Sequence[Asked]) -> NotebookNode:
    """The master notebook. Its metadata, which students get, name the book and the seed, not the key."""
    opening = student_notebook(assignment, [asked.graded for asked in items]).cells[0].source
    cells = [_config(assignment), new_markdown_cell(opening)]
    for asked in items:
        cells += _by_hand(asked.graded) if asked.request is None else _question(asked.graded)
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"  # the same notebook for the same assignment
    return new_notebook(cells=cells, metadata={"kernelspec": KERNEL, "trainloop": about(assignment)})


def _refuse_failing(items: Sequence[Asked]) -> None:
    cells = [asked.graded.solution for asked in items if asked.request is not None]
    ran = run(cells, requests_of(items), weak=True)  # the book's own code
    for mark in marks_of(items, ran.answers, ran.trouble):
        if mark.outcome not in ("right", "by-hand"):
            raise AssignmentError(f"{mark.item}: its own solution isn't right: {mark.message}")


def _config(assignment: Assignment) -> NotebookNode:
    config = {
        "init_cell": False,  # students need no otter
        "export_cell": False,
        "tests": {"ok_format": False},
        "autograder_files": [NAME],
        "python_version": f"{sys.version_info.major}.{sys.version_info.minor}",
        "requirements": [f"anywidget=={version('anywidget')}"],  # what trainloop.questions imports and otter doesn't
        "generate": {"show_hidden": False, "show_stdout": False, "plugins": [PLUGIN]},
    }
    made = f"# {assignment.title}\n# book {book_version()}, seed {assignment.seed}, {assignment.points:g} points"
    return new_raw_cell(f"# ASSIGNMENT CONFIG\n{made}\n{yaml.safe_dump(config, sort_keys=False)}")


def _question(graded: GradedItem) -> list[NotebookNode]:
    examples = [new_code_cell(graded.examples)] if graded.examples else []
    return [
        _begin(graded),
        new_markdown_cell(_statement(graded)),
        new_raw_cell("# BEGIN SOLUTION"),
        new_code_cell(_solution(graded)),
        new_raw_cell("# END SOLUTION"),
        *examples,
        new_raw_cell("# BEGIN TESTS"),
        *(new_code_cell(source) for source in _tests(graded)),
        new_raw_cell("# END TESTS"),
        new_raw_cell("# END QUESTION"),
    ]


def _by_hand(graded: GradedItem) -> list[NotebookNode]:
    return [
        _begin(graded, manual=True),
        new_markdown_cell(_statement(graded)),
        new_raw_cell("# BEGIN PROMPT"),
        new_markdown_cell(ANSWER, metadata={"trainloop": {"answer": graded.item.name}}),
        new_raw_cell("# END PROMPT"),
        new_raw_cell("# BEGIN SOLUTION"),
        new_markdown_cell(f"{graded.solution}\n\n{graded.notes}"),
        new_raw_cell("# END SOLUTION"),
        new_raw_cell("# END QUESTION"),
    ]


def _begin(graded: GradedItem, **more: Any) -> NotebookNode:
    config = {"name": graded.item.function, "points": graded.item.points}
    shown = more or {"check_cell": False}  # ``grader.check`` would need otter in the student's notebook
    return new_raw_cell(f"# BEGIN QUESTION\n{yaml.safe_dump(config | shown, sort_keys=False)}")


def _statement(graded: GradedItem) -> str:
    return f"## {graded.title} ({points(graded.item.points)})\n\n{graded.statement}"


def _solution(graded: GradedItem) -> str:
    """The solution, and what students get in its place: otter drops the lines that end in its marks.

    Raises:
        AssignmentError: the stub holds the quotes that have to go around it.
    """
    if QUOTES in graded.stub:
        raise AssignmentError(f"{graded.item.name}: its stub holds {QUOTES}; allowed for otter: other quotes")
    solution = f"# BEGIN SOLUTION NO PROMPT\n{graded.solution}\n# END SOLUTION"
    return f"{solution}\nr{QUOTES} # BEGIN PROMPT\n{graded.stub}\n{QUOTES};  # END PROMPT"


def _tests(graded: GradedItem) -> list[str]:
    """Public tests without points, and hidden ones that share the points."""
    name = graded.item.function
    if isinstance(graded, NumberItem):
        tolerance = max(graded.task.tolerance, 1e-9 * abs(graded.task.value))
        right = f'hidden("{name}"), {graded.task.value!r}, {tolerance!r}'
        return [_test("public_1", "shown", f'shown("{name}")'), _test("hidden_1", "hidden, agree", f"agree({right})")]
    if not isinstance(graded, FunctionItem):
        raise AssignmentError(f"{graded.item.name} can't be written as a test for otter")
    made = []
    for task, call, title in ((graded.shown, "shown", "public"), (graded.hidden, "hidden", "hidden")):
        for number, case in enumerate(request_of(task)["cases"]):
            compared = f'{call}("{name}", {literal(case)}), {literal(task.expected[number])}'
            made.append(_test(f"{title}_{number + 1}", f"{call}, agree", f"agree({compared})"))
    return made


def _test(title: str, given: str, line: str) -> str:
    """A test case as otter reads it. It gets what it uses as arguments, which otter looks up by their names."""
    config = "points: 0" if title.startswith("public") else "hidden: true"
    return f'""" # BEGIN TEST CONFIG\n{config}\n""" # END TEST CONFIG\ndef {title}({given}):\n    {line}'
