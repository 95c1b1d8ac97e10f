"""Makes a course's folder one of nbgrader's, or adds an assignment to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import nbformat

from classroom.assignment import Assignment, AssignmentError
from classroom.book import BOOK
from classroom.nbgrader.source import source_notebook
from classroom.variants import GradedItem, graded_items

CONFIG, OWN = "nbgrader_config.py", "own_settings.py"
ASKS = "from classroom.nbgrader.settings import configure"
SETTINGS = '''"""How nbgrader grades this course: in the sandbox of the book's classroom. Your own settings go into {own}."""

import sys
from pathlib import Path

BOOK = Path({book!r})  # the book's repository; change it when that moves
COURSE = Path(__file__).parent

try:
    if not (BOOK / "classroom").is_dir():
        raise FileNotFoundError(f"{{BOOK}} doesn't hold the book; set BOOK to the folder that does")
    sys.path.append(str(BOOK))
    {asks}

    configure(get_config(), COURSE)
    load_subconfig("{own}", path=str(COURSE))
except Exception as error:
    # nbgrader would go on without these settings, and run students' code unprotected.
    raise SystemExit(f"{{__file__}}: {{type(error).__name__}}: {{error}}") from error
'''


def write_course(course: Path, assignment: Assignment, key: bytes) -> Path:
    """Write what nbgrader needs for an assignment, after which its commands run in the folder unchanged.

    Args:
        course: the course's folder; its ``assignments/`` and ``key`` are read again when nbgrader grades. Settings
            of your own, such as ``c.GradeInSandbox.limits = {"wall": 120.0}``, go into its ``own_settings.py``.
        assignment: with ``vary: class``, for nbgrader makes one source for all students.
        key: the course's key.

    Returns:
        The source notebook's path.

    Raises:
        AssignmentError: nbgrader can't do what the assignment asks for, or has settings that aren't these.
    """
    if assignment.vary == "student":
        message = "nbgrader has one source for all students; allowed: class, or grading with `python -m classroom`"
        raise AssignmentError(f"{assignment.name}: vary is 'student', and {message}")
    graded = graded_items(assignment, key)
    refuse(assignment, graded)
    _write_settings(course / CONFIG)
    path = course / "source" / assignment.name / f"{assignment.name}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    nbformat.write(source_notebook(assignment, graded), path)
    return path


def refuse(assignment: Assignment, graded: Sequence[GradedItem]) -> None:
    """Raise AssignmentError for what nbgrader can't hold."""
    names = [item.item.function for item in graded]
    doubled = [name for name in names if names.count(name) > 1]
    if doubled:
        raise AssignmentError(f"{assignment.name}: {doubled[0]} is asked for twice; nbgrader knows cells by that name")


def _write_settings(path: Path) -> None:
    """Write the settings where there are none; other people's aren't touched."""
    if not path.exists():
        path.write_text(SETTINGS.format(book=str(BOOK), asks=ASKS, own=OWN), encoding="utf-8")
    elif ASKS not in path.read_text(encoding="utf-8"):
        raise AssignmentError(f"{path} has settings of its own; move them to {path.with_name(OWN)}, which it will load")
