"""Marks as tables: of everything, and as the gradebooks of Canvas and Moodle import them."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from classroom.assignment import Assignment
from classroom.grading.store import Row

CANVAS = ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")


def write_tables(
    folder: Path, assignment: Assignment, rows: Sequence[Row], students: Mapping[str, Sequence[str]]
) -> list[Path]:
    """Write ``marks.csv``, ``canvas.csv`` and ``moodle.csv``, and return their paths.

    ``students``, with all that they may be called, get a line without a row, too: 0 points, not handed in. Canvas and Moodle find a student by
    what the folder of his or her submissions is called: the login there, the user name here. Their tables leave
    the points of those empty who still wait for marks by hand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    known = {row.student: row for row in rows}
    everybody = {who: known.get(who) for who in sorted({*known, *students})}
    tables = {
        "marks.csv": _marks(assignment, everybody),
        "canvas.csv": _canvas(assignment, everybody, students),
        "moodle.csv": _moodle(assignment, everybody),
    }
    for name, lines in tables.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(lines)
    return [folder / name for name in tables]


def status(row: Row | None) -> str:
    """How a student's submission stands, in a few words."""
    if row is None:
        return "not handed in"
    if row.trouble:
        return f"not readable: {row.trouble}"
    waiting = "a mark" if len(row.waiting) == 1 else f"{len(row.waiting)} marks"
    parts = (
        f"waiting for {waiting} by hand" if row.waiting else "graded",
        "" if row.handed_in else "hand-in time unknown",
        row.note,
    )
    return ", ".join(filter(None, parts))


def _marks(assignment: Assignment, everybody: dict[str, Row | None]) -> list[list[str]]:
    items = [item.name for item in assignment.items]
    head = ["student", "status", "total", "points", "before lateness", "days late", "kept", *items, "mistakes"]
    lines = [[*head, "handed in", "graded", "book", "seed", "edition"]]
    for student, row in everybody.items():
        if row is None:
            lines.append([student, status(row), "0", f"{assignment.points:g}", *[""] * (len(lines[0]) - 4)])
            continue
        earned = {mark.item: mark.earned for mark in row.marks}
        mistakes = "; ".join(f"{mark.item}: {mark.mistake}" for mark in row.marks if mark.mistake)
        numbers = [
            row.total,
            assignment.points,
            row.earned,
            row.days_late,
            row.kept,
            *(earned.get(n, 0) for n in items),
        ]
        origin = (row.handed_in, row.graded, row.book, row.seed, row.edition)
        lines.append([student, status(row), *(f"{n:g}" for n in numbers), mistakes, *origin])
    return lines


def _canvas(
    assignment: Assignment, everybody: dict[str, Row | None], students: Mapping[str, Sequence[str]]
) -> list[list[str]]:
    """Canvas takes a column named after the assignment, and in its second line the points possible.

    It finds a student by the login; the name, the last in ``students.txt``, is for those who read the table.
    """
    lines = [[*CANVAS, assignment.title], ["    Points Possible", "", "", "", "", f"{assignment.points:g}"]]
    return lines + [[students.get(who, ("",))[-1], "", "", who, "", _final(row)] for who, row in everybody.items()]


def _moodle(assignment: Assignment, everybody: dict[str, Row | None]) -> list[list[str]]:
    """Moodle's import asks which column is what; it maps users by their names."""
    lines = [["username", assignment.title, f"{assignment.title} (feedback)"]]
    for who, row in everybody.items():
        said = "; ".join(f"{m.item}: {m.message}" for m in row.marks) if row else status(row)
        lines.append([who, _final(row), said])
    return lines


def _final(row: Row | None) -> str:
    """The points to publish: none while some wait for a person, so that an import can't lower anybody's marks."""
    return "" if row and row.waiting else f"{row.total if row else 0:g}"
