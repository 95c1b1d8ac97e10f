"""Functions are found by their names, wherever they stand, and give what they give in a notebook."""

from __future__ import annotations

import json
from math import inf, isnan

import pytest

from classroom.sandbox import question_request, request_of, run
from tests.classroom.sandbox.samples import (
    ANSWERED,
    ANSWERS,
    QUESTIONS,
    QUICK,
    REQUEST,
    SOLUTION,
    STUB,
    is_right,
    isolated,
    submitted,
)
from trainloop.exercises.task import find_task, known_tasks

pytestmark = isolated
WRONG = SOLUTION.replace("(1 - beta1) * grad", "beta1 * grad")


def test_a_solution_gives_its_numbers_and_cells_their_prints() -> None:
    ran = submitted("print('first')", SOLUTION, "import sys\nprint('é', 3)\nprint('to err', file=sys.stderr)")
    assert ran.trouble == ""
    assert is_right(ran)
    assert [output.text for output in ran.outputs] == ["first\n", "", "é 3\nto err\n"]
    assert [output.error for output in ran.outputs] == ["", "", ""]


def test_a_wrong_function_gives_other_numbers() -> None:
    assert not is_right(submitted(WRONG))


@pytest.mark.parametrize(
    "cells",
    [
        (SOLUTION, STUB),
        (WRONG, SOLUTION),
        (WRONG, SOLUTION, STUB, STUB),
        ("x = adam_step(1)", SOLUTION),
        (SOLUTION.replace("def adam_step", "def mine"), "adam_step = mine"),
        (SOLUTION + "\nraise ValueError('after the definition')",),
        (SOLUTION, "def adam_step(: pass"),
        ("%matplotlib inline\n!pip install torch\n" + SOLUTION + "\nadam_step?",),
        ("%%time\n" + SOLUTION,),
        (SOLUTION, "%%bash\ndel adam_step"),
        (SOLUTION.replace("def adam_step(", "class adam_step:\n  def __new__(cls, ").replace("\n    ", "\n        "),),
        (SOLUTION, "del adam_step"),
        (SOLUTION, "adam_step = 3"),
        (SOLUTION, "import os\nos.fork()"),
    ],
    ids=[
        *(
            "stub-below",
            "redefined",
            "copied-stubs",
            "used-before",
            "another-name",
            "error-after",
            "syntax-error-below",
        ),
        *("magics", "timed", "other-language", "class", "deleted", "overwritten", "forked"),
    ],
)
def test_the_last_definition_that_was_written_counts(cells: tuple[str, ...]) -> None:
    assert is_right(submitted(*cells))


def test_a_stub_alone_is_reported_as_one() -> None:
    (first, *_) = submitted(STUB).answers["adam_step"]["outcomes"]
    assert first["problem"]["mistake"] == "not-written"
    nothing = submitted(STUB.replace("return ...", "pass")).answers["adam_step"]["outcomes"]
    assert nothing[0]["problem"]["mistake"] == "nothing-returned"


def test_a_function_that_is_not_there_has_no_answer() -> None:
    ran = run([ANSWERS], [REQUEST, *QUESTIONS], QUICK)
    assert ran.answers == ANSWERED


def test_errors_stay_in_their_cells() -> None:
    ran = submitted("1 / 0", "x = 1\ny = z", SOLUTION, "def f(:\n  pass", "import sys\nsys.exit(3)", "print('\\ud800')")
    assert [output.error for output in ran.outputs] == [
        "ZeroDivisionError: division by zero (line 1)",
        "NameError: name 'z' is not defined (line 2)",
        "",
        "SyntaxError: invalid syntax (line 1)",
        "SystemExit: 3 (line 2)",
        "",
    ]
    assert is_right(ran)


def test_problems_of_a_call_are_told() -> None:
    broken = STUB.replace("return ...", "return undefined_name")
    outcomes = submitted(broken).answers["adam_step"]["outcomes"]
    assert len(outcomes) == len(REQUEST["cases"])
    assert outcomes[0]["problem"]["error"] == "NameError"
    assert outcomes[0]["values"] == []


def test_numbers_that_json_has_not_survive() -> None:
    text = STUB.replace("return ...", "return float('nan'), float('inf'), -float('inf')")
    values = submitted(text).answers["adam_step"]["outcomes"][0]["values"]
    assert isnan(values[0])
    assert values[1:] == [inf, -inf]


@pytest.mark.parametrize(
    ("body", "answer", "problem"),
    [
        ("return 'AC'", "AC", None),
        ("return 3", 3.0, None),
        ("import torch\n  return torch.tensor(0.25)", 0.25, None),
        ("return ...", None, "not-written"),
        ("pass", None, "nothing-returned"),
        ("return ['A', 'C']", None, "it raised TypeError"),
        ("return True", None, "it raised TypeError"),
        ("return q", None, "it raised TypeError"),
        ("raise KeyError", None, "it raised KeyError"),
        ("exit_now()", None, "it raised NameError"),
        ("while True: pass", None, "ran longer than 1 s"),
    ],
)
def test_a_question_is_answered_with_a_text_or_a_number(body: str, answer: object, problem: str | None) -> None:
    ran = run([f"def q():\n  {body}"], [question_request("q")], QUICK)
    assert ran.answers == {"q": {"answer": answer, "problem": problem}}


def test_every_exercise_of_the_book_can_be_asked_and_its_request_holds_no_right_number() -> None:
    tasks = [task for name in known_tasks() if (task := find_task(name)) and not task.needs_torch]
    assert tasks
    requests = [request_of(task) for task in tasks]
    cells = [f"from trainloop.exercises.tasks.{task.name} import {task.name}" for task in tasks]
    ran = run(cells, json.loads(json.dumps(requests)))
    assert ran.trouble == ""
    for task, request in zip(tasks, requests, strict=True):
        assert request["cases"] and "expected" not in json.dumps(request)
        outcomes = ran.answers[task.name]["outcomes"]
        assert [outcome["problem"] for outcome in outcomes] == [None] * len(task.cases), task.name
        for outcome, right in zip(outcomes, task.expected, strict=True):
            assert outcome["values"] == pytest.approx(list(right), rel=1e-5, abs=1e-6, nan_ok=True), task.name


def test_nothing_of_the_right_numbers_is_in_the_process() -> None:
    spy = """
def adam_step(*given):
    import gc, sys, trainloop.exercises.task as t
    found = [o.numbers for o in gc.get_objects() if isinstance(o, t.Task) and o.name == "adam_step"]
    return len(found), sum(map(sum, found[0])), sum(m.startswith("classroom") for m in sys.modules)
"""
    outcomes = submitted(spy).answers["adam_step"]["outcomes"]
    assert [outcome["values"] for outcome in outcomes] == [[1.0, 0.0, 0.0]] * len(REQUEST["cases"])
