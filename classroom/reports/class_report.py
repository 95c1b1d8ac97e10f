"""What an instructor looks at: how the class did, what was hard, which mistakes were made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from statistics import mean, median

from classroom.assignment import Assignment
from classroom.grading.gradebook import status
from classroom.grading.store import Row
from classroom.reports.figures import distribution, shares
from classroom.reports.page import page, table

MOST = 15  # mistakes that are listed


def class_report(assignment: Assignment, rows: Sequence[Row], students: Iterable[str] = ()) -> str:
    """The distribution, the hardest items, the most frequent mistakes, and a line for each student.

    ``students`` are those of the course; those without a row are listed as not having handed in.
    """
    missing = sorted(set(students) - {row.student for row in rows})
    parts = [_summary(assignment, rows, missing)]
    if rows:
        parts += [_distribution(assignment, rows), _hardest(rows), _mistakes(rows), _troubled(rows)]
    lines = [(row.student, row.total, row.days_late, status(row)) for row in rows]
    lines += [(who, 0.0, 0, status(None)) for who in missing]
    parts.append(
        f"<h2>Students</h2>{table('Totals, after lateness', ('Student', 'Total', 'Days late', 'Status'), lines)}"
    )
    books = ", ".join(sorted({row.book for row in rows})) or "nothing graded"
    return page(
        f"{assignment.title}: the class", "\n".join(parts), f"{assignment.name}, {books}, seed {assignment.seed}."
    )


def _summary(assignment: Assignment, rows: Sequence[Row], missing: Sequence[str]) -> str:
    counts = f"{len(rows)} graded, {len(missing)} not handed in"
    if not rows:
        return f"<p>{counts}.</p>"
    totals = [row.total for row in rows]
    waiting = sum(len(row.waiting) for row in rows)
    late = sum(row.days_late > 0 for row in rows)
    so_far = "; what waits counts as nothing here" if waiting else ""
    return (
        f"<p><strong>{counts}.</strong> Of {assignment.points:g} points: mean {mean(totals):.2f}, median "
        f"{median(totals):.2f}, from {min(totals):g} to {max(totals):g}. {late} late; {waiting} answers wait for a person{so_far}.</p>"
    )


def _distribution(assignment: Assignment, rows: Sequence[Row]) -> str:
    totals = [row.total for row in rows]
    counts = Counter(min(int(10 * total / assignment.points), 9) for total in totals)
    words = ", ".join(f"{10 * k} to {10 * k + 10} %: {counts[k]}" for k in range(10) if counts[k])
    return _figure(distribution(totals, assignment.points), f"Students by their share of the points. {words}.")


def _hardest(rows: Sequence[Row]) -> str:
    earned: dict[str, list[float]] = {}
    for row in rows:
        for mark in row.marks:
            if mark.item not in row.waiting:
                earned.setdefault(mark.item, []).append(mark.earned / mark.points)
    if not earned:
        return ""
    order = sorted(earned, key=lambda item: mean(earned[item]))
    words = ", ".join(f"{item}: {mean(earned[item]):.0%}" for item in order)
    figure = _figure(shares(order, [mean(earned[item]) for item in order]), f"Mean share earned. {words}.")
    return f"<h2>Hardest first</h2>{figure}"


def _mistakes(rows: Sequence[Row]) -> str:
    named = [
        (mark.item, mark.mistake, mark.message) for row in rows if not row.trouble for mark in row.marks if mark.mistake
    ]
    counts = Counter((item, mistake) for item, mistake, _ in named)
    said = {(item, mistake): message for item, mistake, message in named}
    lines = [
        (
            item,
            mistake,
            count,
            said[item, mistake].partition(" hidden cases")[0].rpartition(". ")[0] or said[item, mistake],
        )
        for (item, mistake), count in counts.most_common(MOST)
    ]
    heads = ("Item", "Mistake", "Students", "What they were told")
    return f"<h2>Most frequent mistakes</h2>{table('Mistakes by name', heads, lines)}" if lines else ""


def _troubled(rows: Sequence[Row]) -> str:
    lines = [(row.student, row.trouble) for row in rows if row.trouble]
    if not lines:
        return ""
    return f"<h2>Could not be read</h2>{table('Submissions that earned nothing as a whole', ('Student', 'Why'), lines)}"


def _figure(svg: str, words: str) -> str:
    return f'<figure role="img" aria-label="{escape(words)}">{svg}</figure>'
