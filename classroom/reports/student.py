"""What a student gets back."""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape

from classroom.assignment import Assignment
from classroom.grading.store import Row
from classroom.reports.page import page, table
from classroom.variants import GradedItem

WORDS = {"right": "right", "partly": "partly right", "wrong": "not right", "missing": "missing", "by-hand": "by hand"}


def student_report(assignment: Assignment, items: tuple[GradedItem, ...], row: Row) -> str:
    """A student's marks, and for each item what to mend; it holds nothing of the hidden tests.

    Where the assignment's numbers vary by student, ``items`` are this student's.
    """
    titles = {item.item.name: item.title for item in items}
    lines = [
        (titles.get(m.item, m.item), WORDS[m.outcome], float(m.earned), float(m.points), m.message) for m in row.marks
    ]
    parts = [f"<p><strong>{row.total:g} of {assignment.points:g} points.</strong>{_late(row)}{_waiting(row)}</p>"]
    if row.trouble:
        parts.append(f"<p>Nothing in your notebook could be marked: {escape(row.trouble)}.</p>")
    if not row.handed_in:
        parts.append("<p>When it was handed in isn't known, so nothing was taken off for lateness.</p>")
    parts.append(table("Your marks", ("Item", "Result", "Earned", "Points", "What to know"), lines))
    about = f"Assignment {assignment.name}{_moment(row.handed_in)}. Book {row.book}, seed {row.seed}."
    return page(f"{assignment.title}: {row.student}", "\n".join(parts), about)


def _late(row: Row) -> str:
    if not row.days_late:
        return ""
    days = "1 day" if row.days_late == 1 else f"{row.days_late} days"
    return f" {days} late: {row.kept:.0%} of {row.earned:g} count."


def _waiting(row: Row) -> str:
    count = "One of your answers is" if len(row.waiting) == 1 else f"{len(row.waiting)} of your answers are"
    return f" {count} still to be marked by a person." if row.waiting else ""


def _moment(text: str) -> str:
    return f", handed in {datetime.fromisoformat(text).astimezone(UTC):%Y-%m-%d %H:%M} UTC" if text else ""
