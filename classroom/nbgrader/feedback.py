"""What students get back shows no hidden test."""

from __future__ import annotations

from typing import Any

from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import NbGraderPreprocessor

from classroom.nbgrader.hidden import without_hidden_tests


class HideTests(NbGraderPreprocessor):
    """Takes the hidden tests out of the test cells.

    nbgrader's own ``ClearHiddenTests`` stops at a student's cell that holds the same words, and then there is no
    feedback.
    """

    def preprocess_cell(self, cell: NotebookNode, resources: Any, index: int) -> tuple[NotebookNode, Any]:
        """The cell as it was handed out, if it is a test cell."""
        if cell.cell_type == "code" and utils.is_grade(cell):
            cell.source = without_hidden_tests(cell.source)
        return cell, resources
