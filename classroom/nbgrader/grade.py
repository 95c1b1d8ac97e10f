"""Marks a notebook in nbgrader's second pass: the student's code runs in the sandbox, and is judged here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Bool, Dict, Unicode

from classroom.assignment import Assignment, AssignmentError, Course
from classroom.notebooks.write import about
from classroom.sandbox import Limits, Ran, run
from classroom.variants import GradedItem, Mark, graded_items

DRAWN: dict[str, tuple[Assignment, bytes, Mapping[str, GradedItem]]] = {}


class GradeInSandbox(NbGraderPreprocessor):
    """Takes the place of nbgrader's ``Execute``.

    That runs student code and hidden tests in one kernel, where the code can read and change the tests. This runs the
    code in a process that knows neither them nor the results, and writes into each test cell the outputs from which
    nbgrader reads the mark: an error for none of its points, a number for a part of them, neither for all.
    """

    course = Unicode(help="The course's folder.").tag(config=True)
    weak = Bool(False, help="Grade also where the machine can't isolate a process.").tag(config=True)
    limits = Dict(help="What a submission may use, by the names of classroom.sandbox.Limits.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook with outputs. Raises NotIsolated, AssignmentError."""
        course = Course(Path(self.course))
        assignment, items = asked(course, resources["nbgrader"]["assignment"])
        check_points(nb.cells, items)
        trouble = nb.metadata.trainloop["trouble"]
        nb.metadata.trainloop |= about(assignment)
        marks = reject(items.values(), trouble) if trouble else self._marks(nb.cells, items, course)
        for cell in nb.cells:
            if is_test(cell):
                cell.outputs = outputs_of(marks[cell.metadata.nbgrader["grade_id"]], cell.metadata.nbgrader["points"])
        return nb, resources

    def _marks(self, cells: Sequence[NotebookNode], items: Mapping[str, GradedItem], course: Course) -> dict[str, Mark]:
        """The marks by function; what cells printed and raised is written under them."""
        ours = [cell for cell in cells if cell.cell_type == "code" and not is_test(cell)]
        requests = [item.request for item in items.values() if item.request is not None]
        limits, hide = Limits(**self.limits), [course.folder.resolve()]
        ran = run([cell.source for cell in ours], requests, limits, weak=self.weak, hide=hide)
        show(ours, ran)
        marks = {name: item.mark(ran.answers.get(name)) for name, item in items.items()}
        if ran.trouble:
            self.log.warning("The notebook couldn't be run to its end: %s", ran.trouble)
            marks |= reject((item for name, item in items.items() if name not in ran.answers), ran.trouble)
        return marks


def asked(course: Course, name: str) -> tuple[Assignment, Mapping[str, GradedItem]]:
    """An assignment and its items by their functions' names. Raises AssignmentError.

    Drawing the cases takes as long as running a submission, so a batch draws them once.
    """
    now = course.assignment(name), course.key
    if name not in DRAWN or DRAWN[name][:2] != now:
        DRAWN[name] = (*now, {item.item.function: item for item in graded_items(*now)})
    return now[0], DRAWN[name][2]


def is_test(cell: NotebookNode) -> bool:
    """Whether it is an autograder test, which holds hidden tests and doesn't run."""
    return bool(cell.cell_type == "code" and utils.is_grade(cell))


def reject(items: Iterable[GradedItem], reason: str) -> dict[str, Mark]:
    """No points for anything, with the reason."""
    return {one.item.function: Mark(one.item.function, one.item.points, 0.0, "missing", "", reason) for one in items}


def check_points(cells: Sequence[NotebookNode], items: Mapping[str, GradedItem]) -> None:
    """Raise AssignmentError where the assignment isn't the one that nbgrader knows."""
    for cell in cells:
        if not is_test(cell):
            continue
        name, points = cell.metadata.nbgrader["grade_id"], cell.metadata.nbgrader["points"]
        if name not in items or items[name].item.points != points:
            now = f"{items[name].item.points:g} points" if name in items else "not asked for"
            message = f"{name} was {points:g} points when the assignment was generated, and now is {now}"
            raise AssignmentError(f"{message}; run `nbgrader generate_assignment` again")


def show(cells: Sequence[NotebookNode], ran: Ran) -> None:
    """Write what each cell printed and raised under it, as plain text."""
    for cell, output in zip(cells, ran.outputs, strict=True):
        cell.outputs = []
        if output.text:
            cell.outputs.append(new_output("stream", name="stdout", text=output.text))
        if output.error:
            cell.outputs.append(_error(*output.error.partition(": ")[::2]))


def outputs_of(mark: Mark, points: float) -> list[NotebookNode]:
    """The outputs from which nbgrader's ``determine_grade`` reads the mark, and a student why."""
    said = f"{mark.earned:g} of {points:g} points. {mark.message}".strip()
    if mark.earned <= 0:
        return [_error(mark.mistake or mark.outcome, said)]
    outputs = [new_output("stream", name="stdout", text=f"{said}\n")]
    if mark.earned < points:
        outputs.append(new_output("execute_result", data={"text/plain": repr(float(mark.earned))}))
    return outputs


def _error(name: str, message: str) -> NotebookNode:
    return new_output("error", ename=name, evalue=message, traceback=[f"{name}: {message}" if message else name])
