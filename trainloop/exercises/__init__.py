"""Exercises that answer: ``check(fn)`` says what passed and, where it can, names the mistake.

``check_examples(fn, examples)`` compares with a few calls and their results, for assignments.
``hint(fn)`` gives a nudge, and a stronger one each time; ``solution(fn)`` shows the code.

Nothing here imports torch, numpy or anything else outside the standard library, so that the same
check runs in a notebook, in the tests and in the browser's Python.

One exercise is one module in ``tasks``, with its reference, its cases and the wrong variants that
it recognises by what they return; the blanks of a worked example are one module in ``blanks``.
The expected numbers stand in ``expected`` and were recorded from PyTorch and closed forms.
"""

from trainloop.exercises.assistance import Hint, Solution, hint, solution
from trainloop.exercises.checking import check
from trainloop.exercises.examples import check_examples
from trainloop.exercises.filling import check_blanks
from trainloop.exercises.report import CaseReport, Report

__all__ = ["CaseReport", "Hint", "Report", "Solution", "check", "check_blanks", "check_examples", "hint", "solution"]
