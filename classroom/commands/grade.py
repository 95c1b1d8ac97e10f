"""Commands after a deadline: collect, grade, mark by hand, report."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from classroom.assignment import AssignmentError, Course, collect
from classroom.grading import Store, Summary, grade_all
from classroom.grading.by_hand import read_marked
from classroom.reports import write_reports
from classroom.sandbox import Limits, NotIsolated, isolation
from classroom.sandbox.limits import MIB


def add_commands(commands: Any) -> None:
    """Add ``collect``, ``grade``, ``by-hand``, ``report`` and ``isolation``."""
    collected = commands.add_parser("collect", help="sort what an LMS gives as one download into submitted/")
    collected.add_argument("course", type=Path)
    collected.add_argument("assignment")
    collected.add_argument("source", type=Path, help="a zip file, as Canvas and Moodle make it, or a folder")
    collected.set_defaults(run=_collect)
    made = commands.add_parser("grade", help="grade what was handed in, each notebook in a sandbox")
    made.add_argument("course", type=Path)
    made.add_argument("assignment")
    made.add_argument("--jobs", type=int, metavar="N", help="how many at a time; as many as there are cores")
    made.add_argument("--again", action="store_true", help="grade once more what is graded already")
    made.add_argument("--seconds", type=float, default=Limits().wall, help="for each submission; %(default)g")
    made.add_argument("--cpu", type=float, default=Limits().cpu, help="seconds of a processor for a cell; %(default)g")
    made.add_argument("--call", type=float, default=Limits().call, help="seconds for a function's cases; %(default)g")
    made.add_argument("--memory", type=float, default=Limits().memory / MIB, metavar="MIB", help="%(default)g MiB")
    made.add_argument(
        "--weak", action="store_true", help="go on where the machine can't isolate submissions: dangerous"
    )
    made.set_defaults(run=_grade)
    by_hand = commands.add_parser("by-hand", help="read marks that a person filled into reports/…/by-hand.csv")
    by_hand.add_argument("course", type=Path)
    by_hand.add_argument("assignment")
    by_hand.add_argument("file", type=Path, nargs="?", help="the table; the one among the reports, if not given")
    by_hand.set_defaults(run=_by_hand)
    report = commands.add_parser("report", help="write reports for students and class, and tables for gradebooks")
    report.add_argument("course", type=Path)
    report.add_argument("assignment")
    report.set_defaults(run=_report)
    able = commands.add_parser("isolation", help="say how this machine keeps submissions apart")
    able.set_defaults(run=_isolation)


def _isolation(arguments: argparse.Namespace) -> None:
    if not isolation().complete:
        raise NotIsolated(str(isolation()))
    print(isolation())


def _collect(arguments: argparse.Namespace) -> None:
    course = Course(arguments.course)
    course.assignment(arguments.assignment)
    found = collect(course, arguments.assignment, arguments.source)
    print(f"Sorted in notebooks of {len(found.files)} students.")
    for student in found.late:
        print(f"  {student}: late, says the LMS; write the time into timestamp.txt, or let the LMS take points off")
    for place, why in found.left_out.items():
        print(f"  left out {place}: {why}")
    missing = [student for student in course.aliases() if student not in found.files]
    if missing:
        print(f"  nothing from {', '.join(missing)}")


def _grade(arguments: argparse.Namespace) -> None:
    summary = grade_all(
        Course(arguments.course),
        arguments.assignment,
        jobs=arguments.jobs,
        limits=_limits(arguments),
        weak=arguments.weak,
        again=arguments.again,
    )
    for line in [*_told(summary), *Course(arguments.course).strays(arguments.assignment)]:
        print(line)


def _limits(arguments: argparse.Namespace) -> Limits:
    try:
        memory = int(arguments.memory * MIB)
        return Limits(cpu=arguments.cpu, wall=arguments.seconds, call=arguments.call, memory=memory)
    except (ValueError, OverflowError) as error:
        raise AssignmentError(str(error)) from error


def _told(summary: Summary) -> list[str]:
    lines = [f"Graded {summary.graded}, {summary.already} were graded before."]
    lines += [f"  {who}: nothing could be marked: {why}" for who, why in sorted(summary.troubled.items())]
    lines += [
        f"  {who}: {len(others) + 1} notebooks; the newest counts, and not {', '.join(path.name for path in others)}"
        for who, others in sorted(summary.left_out.items())
    ]
    lines += [f"  {who}: {note}" for who, note in sorted(summary.notes.items())]
    lines += [f"  {who}: NOT GRADED, run this again: {why}" for who, why in sorted(summary.failed.items())]
    return lines


def _by_hand(arguments: argparse.Namespace) -> None:
    course = Course(arguments.course)
    course.assignment(arguments.assignment)
    path = arguments.file or course.reports(arguments.assignment) / "by-hand.csv"
    count = read_marked(Store(course.database), arguments.assignment, path)
    print(
        f"Kept {count} mark{'' if count == 1 else 's'}. Next: python -m classroom report {course.folder} {arguments.assignment}"
    )


def _report(arguments: argparse.Namespace) -> None:
    course = Course(arguments.course)
    for path in write_reports(course, arguments.assignment):
        print(f"  wrote {path}")
    waiting = sum(bool(row.waiting) for row in Store(course.database).rows(arguments.assignment))
    if waiting:
        print(f"Students who wait for marks by hand: {waiting}. The tables for Canvas and Moodle leave them empty.")
