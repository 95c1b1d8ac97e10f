"""Commands for other tools: nbgrader's course, otter's master notebook."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from classroom.assignment import AssignmentError, Course

INSTALL = "pip install -r classroom/requirements.txt"


def add_commands(commands: Any) -> None:
    """Add ``nbgrader`` and ``otter``."""
    nbgrader = commands.add_parser("nbgrader", help="make the course a course of nbgrader, with this assignment")
    nbgrader.add_argument("course", type=Path)
    nbgrader.add_argument("assignment")
    nbgrader.set_defaults(run=_nbgrader)
    otter = commands.add_parser("otter", help="write a master notebook for otter assign, and so for Gradescope")
    otter.add_argument("course", type=Path)
    otter.add_argument("assignment")
    otter.add_argument(
        "--weak", action="store_true", help="let it grade where submissions can't be isolated: dangerous"
    )
    otter.set_defaults(run=_otter)


def _nbgrader(arguments: argparse.Namespace) -> None:
    try:
        from classroom.nbgrader import write_course
    except ImportError as error:
        raise AssignmentError(f"nbgrader isn't installed: {INSTALL}") from error
    course = Course(arguments.course)
    path = write_course(course.folder, course.assignment(arguments.assignment), course.key)
    print(f"  wrote {path}")
    print(
        f"In {course.folder}: nbgrader generate_assignment {arguments.assignment}, then autograde, generate_feedback."
    )


def _otter(arguments: argparse.Namespace) -> None:
    from classroom.otter.master import write_master

    course = Course(arguments.course)
    folder = course.folder / "otter" / arguments.assignment
    path = write_master(folder, course.assignment(arguments.assignment), course.key, weak=arguments.weak)
    print(f"  wrote {path}")
    print(f"In {folder}: PYTHONPATH=. otter assign {path.name} dist. The zip for Gradescope lies in dist/autograder.")
