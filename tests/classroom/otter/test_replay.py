"""The cell that otter runs in place of a submission, and the tests' view of it."""

from __future__ import annotations

from math import inf, nan
from pathlib import Path
from typing import Any

import pytest

from classroom.otter.replay import NothingReturned, agree, cell, replayed, results_of, written

CASE = {"values": [1.0, -2.0], "f": {"$function": "twice"}}
REQUEST = {"name": "ewa", "kind": "function", "cases": [CASE, {"values": []}]}
QUESTION = {"name": "answer", "kind": "answer"}
PROBLEM = {"mistake": "raised", "found": "ValueError was raised", "pointer": "", "error": "ValueError"}


def outcome(*values: float, problem: Any = None, changed: str = "") -> dict[str, Any]:
    return {"values": list(values), "problem": problem, "changed": changed}


def names_in(results: Any, unearned: dict[str, str]) -> dict[str, Any]:
    names: dict[str, Any] = {}
    exec(cell(results, unearned, (Path("/nowhere"),)), names)
    return names


def test_values_come_back_by_their_arguments() -> None:
    results = results_of(REQUEST, {"outcomes": [outcome(0.5, inf), outcome()]}, "")
    names = names_in({"ewa": results}, {})
    assert names["shown"]("ewa", {"f": {"$function": "twice"}, "values": [1.0, -2.0]}) == [0.5, inf]
    assert names["hidden"]("ewa", {"values": []}) == []


@pytest.mark.parametrize(
    ("answer", "trouble", "reason"),
    [
        (None, "", "there is no function ewa"),
        ({"failed": "ran longer than 20 s"}, "", "it ran longer than 20 s"),
        ({"outcomes": [outcome(problem=PROBLEM)] * 2}, "", "ValueError was raised"),
        ({"outcomes": [outcome(1.0, changed="values")] * 2}, "", "values was changed"),
        (None, "the sandbox didn't end in time", "the sandbox didn't end in time"),
    ],
)
def test_a_call_without_a_result_says_why(answer: Any, trouble: str, reason: str) -> None:
    shown, _ = names_of(results_of(REQUEST, answer, trouble))
    with pytest.raises(NothingReturned, match=reason):
        shown("ewa", CASE)


def names_of(results: Any) -> Any:
    names = names_in({"ewa": results}, {})
    return names["shown"], names["hidden"]


def test_a_call_that_was_never_asked_for_has_no_result() -> None:
    shown, _ = names_of(results_of(REQUEST, {"outcomes": [outcome(1.0)] * 2}, ""))
    with pytest.raises(NothingReturned, match="wasn't called"):
        shown("ewa", {"values": [3.0]})


def test_hidden_cases_of_what_earns_nothing_fail_and_public_ones_do_not() -> None:
    results = results_of(REQUEST, {"outcomes": [outcome(1.0)] * 2}, "")
    names = names_in({"ewa": results}, {"ewa": "This is the book's version."})
    assert names["shown"]("ewa", CASE) == [1.0]
    with pytest.raises(NothingReturned, match="This is the book's version"):
        names["hidden"]("ewa", CASE)


def test_answers_come_back() -> None:
    assert results_of(QUESTION, {"answer": 0.5, "problem": None}, "") == {written(None): (0.5, "")}
    assert results_of(QUESTION, {"answer": None, "problem": None}, "") == {written(None): (None, "it isn't answered")}
    assert results_of(QUESTION, {"answer": None, "problem": "NameError"}, "") == {written(None): (None, "NameError")}


def test_what_a_student_wrote_stays_text() -> None:
    nasty = "'''\"\"\"\\')\nraise SystemExit #"
    answer = {"outcomes": [outcome(problem={**PROBLEM, "found": nasty})] * 2}
    shown, _ = names_of(results_of(REQUEST, answer, ""))
    with pytest.raises(NothingReturned) as raised:
        shown("ewa", CASE)
    assert str(raised.value) == nasty


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"),
    [([1.0, 2.0], [1.0, 2.0 + 1e-9], 0.0), ([nan, inf], [nan, inf], 0.0), (0.5, 0.501, 0.001 + 1e-9), (3.0, 3.0, 0.0)],
)
def test_right_results_agree(given: Any, expected: Any, tolerance: float) -> None:
    agree(given, expected, tolerance)


@pytest.mark.parametrize(
    ("given", "expected", "tolerance"),
    [
        ([1.0, 2.1], [1.0, 2.0], 0.0),
        ([1.0], [1.0, 2.0], 0.0),
        (1.0, [1.0], 0.0),
        ("B", [1.0], 0.0),
        (0.5, 0.502, 0.001),
        (nan, 0.5, 1.0),
        ("0.5", 0.5, 1.0),
        (None, 0.5, 1.0),
    ],
)
def test_wrong_results_do_not(given: Any, expected: Any, tolerance: float) -> None:
    with pytest.raises(AssertionError, match="is right"):
        agree(given, expected, tolerance)


def test_both_functions_come_from_the_same_content() -> None:
    shown, hidden = replayed('{"results": {"f": {"null": [1.5, ""]}}, "unearned": {}}')
    assert shown("f") == hidden("f") == 1.5
