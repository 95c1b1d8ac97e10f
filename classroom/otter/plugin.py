"""The otter plugin that travels in the zip: it has a submission run in the sandbox, not in otter's own processes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook
from otter.plugins import AbstractOtterPlugin

import trainloop
from classroom.assignment import AssignmentError, book_version
from classroom.otter import replay
from classroom.otter.asked import FILE, Asked, marks_of, read_asked, requests_of
from classroom.otter.container import let_others_reach_python, lock
from classroom.sandbox import Ran, run
from classroom.variants import Mark

FOLDER = Path(__file__).parents[2]  # of what travels: the package ``classroom``, and the assignment's file
BOOK = Path(trainloop.__file__).parent
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
KEPT = ("tests", "__init__.py")  # what otter itself puts beside a submission


class Judge(AbstractOtterPlugin):
    """Marks a submission. Otter calls the methods in the order in which they stand here."""

    def __init__(self, submission_path: str | None, submission_metadata: Any, plugin_config: Any) -> None:
        super().__init__(submission_path, submission_metadata, plugin_config)
        self._submission = Path(submission_path or "")  # none while the zip is made
        self._in_container = False
        self._report = ""

    def before_grading(self, config: Any) -> None:
        """Delete what came with the notebook, and in a container lock what it must not read.

        Raises:
            AssignmentError: the book that is installed here isn't the one that the zip was made from.
            PermissionError: in a container this process isn't root, which alone can run code as another user.
        """
        content, _ = read_asked(FOLDER)
        refuse_other_book(content["book"])
        self._in_container = not config.otter_run
        config.grade_from_log = False
        clear(self._submission)
        if self._in_container:
            if os.geteuid() != 0:
                raise PermissionError("an autograder in a container must be root, to run submissions as another user")
            let_others_reach_python()
            lock(self._secrets())

    def before_execution(self, submission: NotebookNode) -> NotebookNode:
        """The notebook that otter runs: what the submission's functions returned. Raises NotIsolated."""
        cells = [cell.source for cell in submission.cells if cell.cell_type == "code"]
        content, items = read_asked(FOLDER)
        # A container is thrown away afterwards, and seldom lets the sandbox be complete.
        weak = content["weak"] or self._in_container
        ran = run(cells, requests_of(items), weak=weak, hide=self._secrets())
        marks = marks_of(items, ran.answers, ran.trouble)
        self._report = report(content, marks)
        source = replay.cell(*replay_of(items, marks, ran), (FOLDER, BOOK.parent))
        return new_notebook(cells=[new_code_cell(source)], metadata={"kernelspec": KERNEL})

    def generate_report(self) -> str:
        """Marks and feedback, for the autograder's output, which students don't see."""
        return self._report

    def _secrets(self) -> list[Path]:
        root = self._submission.parents[1]
        paths = (root / "source" / "tests", root / "submission" / "tests", FOLDER / FILE)
        return [path for path in paths if path.exists()]


def clear(submission: Path) -> None:
    """Delete what lies beside a submission.

    Otter unpickles a log that it finds there, and a module there would be imported by the kernel's process.
    """
    for path in submission.parent.iterdir():
        if path == submission or path.name in KEPT:
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def refuse_other_book(made: str) -> None:
    """Raise AssignmentError where the book isn't the one of this version: its marks could be other ones."""
    # The digest alone: a copy that was never installed doesn't know its number.
    if made.rpartition("+")[2] != book_version().rpartition("+")[2]:
        raise AssignmentError(f"the zip was made from book {made}, and here is {book_version()}; make the zip again")


def replay_of(
    items: Sequence[Asked], marks: Sequence[Mark], ran: Ran
) -> tuple[dict[str, dict[str, replay.Result]], dict[str, str]]:
    """What each call gave, and why a function earns nothing, by function."""
    results, unearned = {}, {}
    for asked, mark in zip(items, marks, strict=True):
        name = asked.graded.item.function
        if asked.request is not None:
            results[name] = replay.results_of(asked.request, ran.answers.get(name), ran.trouble)
            if mark.earned == 0:
                unearned[name] = mark.message
    return results, unearned


def report(content: Mapping[str, Any], marks: Sequence[Mark]) -> str:
    """The marks as text, with the book's version and the seed."""
    head = f"{content['assignment']}, book {content['book']}, seed {content['seed']}"
    lines = [f"{m.item}: {m.earned:g} of {m.points:g}, {m.mistake or m.outcome}. {m.message}" for m in marks]
    return "\n".join([head, *lines])
