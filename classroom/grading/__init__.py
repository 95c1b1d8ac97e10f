"""Grades what was handed in: each submission in a sandbox, all of them in parallel, every mark kept."""

from classroom.grading.batch import Summary, grade_all
from classroom.grading.late import after_lateness
from classroom.grading.store import Row, Store
from classroom.grading.submission import Graded, grade_submission

__all__ = ["Graded", "Row", "Store", "Summary", "after_lateness", "grade_all", "grade_submission"]
