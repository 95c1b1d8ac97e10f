"""What lateness costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from classroom.assignment.spec import Assignment

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Lateness:
    """How many started days late, and the share of the points that is kept."""

    days: int = 0
    kept: float = 1.0


def after_lateness(assignment: Assignment, student: str, at: datetime | None) -> Lateness:
    """What a student keeps of the points for a submission that came ``at`` this time; all where that isn't known.

    The deadline is the assignment's, plus the student's extra time; within the grace nothing is lost. Days are
    counted from the deadline, not from the end of the grace.
    """
    if assignment.due is None or at is None:
        return Lateness()
    over = at - assignment.due - assignment.extra_time.get(student, timedelta())
    if over <= assignment.late.grace:
        return Lateness()
    days = ceil(over / DAY)
    if assignment.late.days is not None and days > assignment.late.days:
        return Lateness(days, 0.0)
    return Lateness(days, max(0.0, round(1 - assignment.late.per_day * days, 9)))
