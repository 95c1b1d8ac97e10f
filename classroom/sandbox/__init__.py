"""Runs submissions without trusting them.

The submission's process gets arguments and gives back values; it never sees a right number, which are compared in
the process that asks. ``run`` keeps it apart from network, files and processes, and ends what goes too far.
"""

from classroom.sandbox.isolation import Isolation, NotIsolated, isolation
from classroom.sandbox.limits import Limits
from classroom.sandbox.requests import question_request, request_of
from classroom.sandbox.results import CellOutput, outcomes_in
from classroom.sandbox.run import Ran, run
from classroom.sandbox.submission import Unreadable, notebook_cells

__all__ = [
    "CellOutput",
    "Isolation",
    "Limits",
    "NotIsolated",
    "Ran",
    "Unreadable",
    "isolation",
    "notebook_cells",
    "outcomes_in",
    "question_request",
    "request_of",
    "run",
]
