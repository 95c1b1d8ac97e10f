"""The assignment's due date and late policy, for nbgrader."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from classroom.assignment import Course
from classroom.grading.late import after_lateness


class SetDueDate(NbGraderPreprocessor):
    """Writes the assignment's due date into the gradebook, as the last step of ``generate_assignment``."""

    course = Unicode(help="The course's folder.").tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """The notebook, unchanged."""
        about = resources["nbgrader"]
        due = Course(Path(self.course)).assignment(about["assignment"]).due
        with Gradebook(about["db_url"]) as gradebook:
            gradebook.update_or_create_assignment(about["assignment"], duedate=due.isoformat() if due else None)
        return nb, resources


class LatePolicy(LateSubmissionPlugin):
    """Takes off what the assignment's ``late`` and ``extra_time`` say."""

    course = Unicode(help="The course's folder.").tag(config=True)

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """The points that a submission loses; nbgrader counts the seconds from the due date, extended or not."""
        assignment = Course(Path(self.course)).assignment(self.parent.assignment_id)
        if assignment.due is None:
            return 0.0
        at = assignment.due + timedelta(seconds=total_seconds_late)
        return score * (1 - after_lateness(assignment, student_id, at).kept)
