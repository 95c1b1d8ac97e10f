"""Commands before a deadline: begin a course, list what can be asked, write the notebooks."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from classroom.assignment import Course
from classroom.book import chapters
from classroom.notebooks import release
from classroom.variants import assignable
from classroom.variants.question import OPEN
from trainloop.questions.loader import find

EXAMPLE = """\
title: Averages and momentum
chapters: [what-is-a-training-loop, exponentially-weighted-averages, momentum]
exercises:                 # functions: marked by the program
  ewa: 4
  momentum_step: 4
questions:
  momentum-convert: 2      # a number: marked by the program
  what-is-a-training-loop-best-checkpoint: 2            # a few sentences: marked by you
points: 12                 # what the items add up to
seed: autumn               # another seed, other numbers
vary: class                # or student: numbers of their own for each in students.txt
# due: 2026-10-12 23:59 +02:00
# late: {per_day: 0.1, days: 7, grace: 15 minutes}
# extra_time: {ada: 2 days}
"""


def add_commands(commands: Any) -> None:
    """Add ``new``, ``list`` and ``release``."""
    new = commands.add_parser("new", help="begin a course's folder, with a key and an example of an assignment")
    new.add_argument("course", type=Path)
    new.set_defaults(run=_new)
    listing = commands.add_parser(
        "list", help="list what can be assigned: functions, numbers, and answers to mark by hand"
    )
    listing.set_defaults(run=_list)
    made = commands.add_parser("release", help="write the students' and the instructor's notebooks")
    made.add_argument("course", type=Path)
    made.add_argument("assignment")
    made.set_defaults(run=_release)


def _new(arguments: argparse.Namespace) -> None:
    course = Course(arguments.course)
    course.begin()
    example = course.folder / "assignments" / "averages.yml"
    if not course.assignments():
        example.write_text(EXAMPLE, encoding="utf-8")
    print(f"{course.folder} is a course. Its key is in {course.key_file}: back it up, and give it to nobody.")
    print(f"Assignments: {', '.join(course.assignments())}. Next: python -m classroom release {course.folder} NAME")


def _list(arguments: argparse.Namespace) -> None:
    for name, items in assignable().items():
        print(f"{name} ({chapters()[name].title})")
        for item in items:
            print(f"  {_kind(item):<14}{item}")


def _kind(item: str) -> str:
    if "-" not in item:
        return "function"
    question = find(item)
    return f"by hand, {question.task.marks}" if question.kind in OPEN else "number"


def _release(arguments: argparse.Namespace) -> None:
    course = Course(arguments.course)
    for path in release(course, arguments.assignment):
        print(f"  wrote {path}")
    each = (
        " to each student the notebook in the folder of that name:"
        if course.assignment(arguments.assignment).vary == "student"
        else ""
    )
    print(f"Hand out{each} what is in {course.folder / 'release' / arguments.assignment}; keep the rest.")
