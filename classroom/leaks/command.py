"""``python -m classroom leaks``: a look at what is about to be handed out or published."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from classroom.assignment import AssignmentError, Course
from classroom.leaks.check import find_leaks


def add_commands(commands: Any) -> None:
    """Add ``leaks``."""
    made = commands.add_parser("leaks", help="look for answers and hidden tests in what students and the public get")
    made.add_argument("course", type=Path)
    made.add_argument("assignment")
    made.add_argument("--public", type=Path, metavar="FOLDER", help="the published site, such as _build/html")
    made.set_defaults(run=_leaks)


def _leaks(arguments: argparse.Namespace) -> None:
    leaks = find_leaks(Course(arguments.course), arguments.assignment, arguments.public)
    for leak in leaks:
        print(f"  {leak}")
    if leaks:
        raise AssignmentError(f"{len(leaks)} leaks in what is handed out, given back or public")
    print("No answer, no hidden test and no key was found.")
