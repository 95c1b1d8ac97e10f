"""What comes out of a sandbox has the kind and the size that was asked for, or it is refused."""

from __future__ import annotations

from math import inf, isnan, nan
from typing import Any

import pytest

from classroom.sandbox import outcomes_in
from classroom.sandbox.results import read_answer, read_output, read_text

REQUEST = {"name": "f", "kind": "function", "parameters": ["x"], "counts": [2]}
QUESTION = {"name": "q", "kind": "answer"}
UNREADABLE = {"failed": "its answer couldn't be read"}
PROBLEM = {"mistake": "raised", "found": "f", "pointer": "p", "error": "NameError"}


def outcome(**changes: Any) -> dict[str, Any]:
    return {"values": [1.0, 2], "problem": None, "changed": ""} | changes


def test_values_come_through() -> None:
    answer = read_answer(REQUEST, {"outcomes": [outcome(values=[nan, inf], changed="x")]})
    (read,) = outcomes_in(answer)
    assert isnan(read.values[0])
    assert (read.values[1], read.changed, read.problem) == (inf, "x", None)


def test_problems_come_through() -> None:
    (read,) = outcomes_in(read_answer(REQUEST, {"outcomes": [outcome(values=[], problem=PROBLEM)]}))
    assert read.problem is not None
    assert vars(read.problem) == PROBLEM


@pytest.mark.parametrize(
    "given",
    [
        None,
        [],
        "x",
        {},
        {"outcomes": None},
        {"outcomes": []},
        {"outcomes": [outcome(), outcome()]},
        {"outcomes": [3]},
        {"outcomes": [outcome(values=[1.0])]},
        {"outcomes": [outcome(values=["1", 2.0])]},
        {"outcomes": [outcome(values=[True, 2.0])]},
        {"outcomes": [outcome(values=[10**400, 2.0])]},
        {"outcomes": [outcome(values=None)]},
        {"outcomes": [outcome(values=[0.0] * 10_001, problem=PROBLEM)]},
        {"outcomes": [outcome(changed="other")]},
        {"outcomes": [outcome(changed=[])]},
        {"outcomes": [outcome(problem="x")]},
        {"outcomes": [outcome(problem={**PROBLEM, "mistake": "<script>"})]},
        {"outcomes": [outcome(problem={**PROBLEM, "error": "a b"})]},
        {"outcomes": [{"values": [1.0, 2.0]}]},
    ],
)
def test_anything_else_is_unreadable(given: object) -> None:
    assert read_answer(REQUEST, given) == UNREADABLE


@pytest.mark.parametrize("answer", ["AC", 0.5, 3, None])
def test_answers_to_questions(answer: object) -> None:
    assert read_answer(QUESTION, {"answer": answer, "problem": None}) == {"answer": answer, "problem": None}


@pytest.mark.parametrize("answer", [True, [], {}, 10**400])
def test_other_answers_are_unreadable(answer: object) -> None:
    assert read_answer(QUESTION, {"answer": answer, "problem": None}) == UNREADABLE


def test_texts_are_cut_and_have_no_control_characters() -> None:
    assert read_text("a\x1b[31m\u202eb\nc") == "a\ufffd[31m\ufffdb\ufffdc"
    assert read_text("x" * 600) == "x" * 500
    assert read_text(3) == ""
    output = read_output({"text": "line\n\ttab\x00" + "x" * 1000, "error": "y" * 1000}, 10)
    assert output.text == "line\n\ttab\ufffd" + "x" * 100
    assert output.error == "y" * 500
    assert read_answer(QUESTION, {"failed": "z" * 1000}) == {"failed": "z" * 500}
