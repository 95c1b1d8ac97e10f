"""Marks that a person gives: a table of the answers that wait, filled in and read back."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from classroom.assignment import AssignmentError
from classroom.grading.store import Store
from classroom.variants.mark import WAITING, GradedItem

COLUMNS = ("student", "item", "points", "earned", "comment", "answer", "question", "to look for", "model answer")


def write_waiting(store: Store, assignment: str, asked: Mapping[str, Sequence[GradedItem]], path: Path) -> int:
    """Write a CSV with a line for each answer that a person has to mark, if any, and return how many there are.

    ``earned`` and ``comment`` are empty, unless they were given before; ``points`` is the most that can be earned.
    ``asked`` are each student's items, which say what to look for.
    """
    lines = []
    for row in store.rows(assignment):
        items = {item.item.name: item for item in asked[row.student]}
        for mark in row.marks:
            if mark.outcome == "by-hand" and mark.item in items:
                item = items[mark.item]
                given = _given(mark.earned, mark.message)
                head = (row.student, mark.item, f"{mark.points:g}", *given, row.answers.get(mark.item, ""))
                lines.append((*head, item.statement, item.notes, item.solution))
    if not lines:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8-sig") as file:  # with a mark that spreadsheets look for
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return len(lines)


def read_marked(store: Store, assignment: str, path: Path) -> int:
    """Keep what was filled in, and return how many marks there were; empty ``earned`` still wait.

    A mark belongs to the answer beside it: where the student has handed in another one since, it waits again.

    Raises:
        AssignmentError: it isn't that table, a line names nobody's answer, or gives points that can't be; then
            nothing is kept.
    """
    waiting = {(row.student, m.item): m.points for row in store.rows(assignment) for m in row.marks}
    given = []
    for number, line in enumerate(_lines(path), start=2):
        if not (line["earned"] or "").strip():
            continue
        who = (line["student"] or "", line["item"] or "")
        if who not in waiting:
            raise AssignmentError(f"{path.name}, line {number}: {who[0]!r} has no answer to {who[1]!r}")
        earned = _earned(line["earned"], waiting[who], f"{path.name}, line {number}")
        given.append((*who, earned, (line["comment"] or "").strip(), line["answer"] or ""))
    for mark in given:
        store.mark_by_hand(assignment, *mark)
    return len(given)


def _lines(path: Path) -> list[dict[str, str]]:
    """The table's lines by column. Spreadsheets save it with commas, semicolons or tabs, as the language has it."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise AssignmentError(f"{path} isn't UTF-8; save it as CSV UTF-8") from error
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    needed = COLUMNS[:6]
    lacking = [name for name in needed if name not in (reader.fieldnames or ())]
    if lacking:
        raise AssignmentError(f"{path}: its first line lacks {lacking[0]!r}; needed: {', '.join(needed)}")
    return list(reader)


def _given(earned: float, message: str) -> tuple[str, str]:
    waiting = message == WAITING
    return ("", "") if waiting else (f"{earned:g}", message)


def _earned(text: str, points: float, where: str) -> float:
    try:
        earned = float(text.replace(",", "."))
    except ValueError:
        earned = -1.0
    if not 0 <= earned <= points:
        raise AssignmentError(f"{where}: earned is {text!r}; allowed: a number from 0 to {points:g}")
    return earned
