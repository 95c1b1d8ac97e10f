"""What the tests of the sandbox share: an exercise, its solution, short limits, two questions."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from classroom.sandbox import Limits, Ran, isolation, outcomes_in, question_request, request_of, run
from trainloop.exercises.task import find_task
from trainloop.exercises.values import all_close

isolated = pytest.mark.skipif(not isolation().complete, reason=str(isolation()))

TASK = find_task("adam_step")
assert TASK is not None
SOLUTION = inspect.getsource(TASK.reference)
STUB = f"def adam_step({', '.join(TASK.parameters)}):\n    return ...\n"
REQUEST = request_of(TASK)

QUESTIONS = (question_request("rate"), question_request("letter"))
ANSWERS = "def rate(): return 0.5\ndef letter(): return 'B'"
ANSWERED: dict[str, dict[str, Any]] = {
    "rate": {"answer": 0.5, "problem": None},
    "letter": {"answer": "B", "problem": None},
}
AFTER = "print('after')"
QUICK = Limits(cpu=1.0, wall=20.0, call=1.0)


def submitted(*cells: str, limits: Limits = QUICK) -> Ran:
    """What comes of cells that define ``adam_step``."""
    return run(cells, [REQUEST], limits)


def survived(cell: str, limits: Limits = QUICK) -> str:
    """The error of a cell between two good ones, both of which must count."""
    ran = run([ANSWERS, cell, AFTER], QUESTIONS, limits)
    assert ran.trouble == ""
    assert ran.answers == ANSWERED
    assert [ran.outputs[0].error, ran.outputs[2].error] == ["", ""]
    assert ran.outputs[2].text.startswith("after\n")
    return ran.outputs[1].error


def is_right(ran: Ran) -> bool:
    """Whether ``adam_step`` gave the right numbers on every case."""
    assert TASK is not None
    outcomes = outcomes_in(ran.answers["adam_step"])
    return len(outcomes) == len(TASK.cases) and all(
        outcome.problem is None and all_close(outcome.values, right)
        for outcome, right in zip(outcomes, TASK.expected, strict=True)
    )
