"""Hints lead on one by one, solutions run as they stand, and neither ever raises."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings

from tests.practice.cases import written
from tests.practice.test_check import RESULTS, Tags
from trainloop.exercises import Hint, Report, Solution, assistance, check, hint, solution
from trainloop.exercises.task import find_task, known_tasks


@pytest.fixture(autouse=True)
def _no_hints_given() -> None:
    assistance._hints_given.clear()


@pytest.mark.parametrize("name", known_tasks())
def test_each_exercise_has_a_few_hints_and_none_gives_a_line_away(name: str) -> None:
    task = find_task(name)
    assert task is not None
    assert 2 <= len(task.hints) <= 4
    assert len(set(task.hints)) == len(task.hints)
    shown = solution(name)
    assert isinstance(shown, Solution)
    result = shown.code.splitlines()[-1].removeprefix("    return ")
    for text in task.hints:
        assert text[-1] in ".?"
        assert "," in result or result not in text


def test_hints_come_one_by_one_and_end_with_the_solution() -> None:
    shown = [hint(name) for name in ("ewa", ewa, "ewa_solution", "standardize", "ewa", "ewa")]
    task = find_task("ewa")
    assert task is not None
    titles = ["Hint 1 of 3.", "Hint 2 of 3.", "Hint 3 of 3.", "Hint 1 of 3.", "No more hints.", "No more hints."]
    assert [h.title for h in shown if isinstance(h, Hint)] == titles
    assert [h.text for h in shown[:3] if isinstance(h, Hint)] == list(task.hints)
    assert repr(shown[4]) == 'ewa: No more hints.\nThere were 3. `solution("ewa")` shows one way to write it.'


def ewa() -> None:
    """A reader's function, whatever it does."""


@pytest.mark.parametrize("name", known_tasks())
def test_solutions_run_as_they_stand_and_pass(name: str) -> None:
    shown = solution(name)
    assert isinstance(shown, Solution)
    assert check(written(name, shown.code)).passed
    assert '"""' in shown.code
    assert "trainloop" not in shown.code
    assert repr(shown) == f"{name}: one way to write it.\n\n{shown.code}"


def test_a_function_will_do_for_its_solution() -> None:
    assert solution(ewa) == solution("ewa") == solution("ewa_solution")


def test_html_is_escaped() -> None:
    for shown in (hint("warmup_cosine"), solution("warmup_cosine"), solution("ewa")):
        page = Tags()
        page.feed(shown._repr_html_())
        assert page.open == []
        assert page.tags <= {"div", "p", "strong", "code", "pre"}
    page = Tags()
    page.feed(solution("warmup_cosine")._repr_html_())
    assert "if step < warmup_steps:\n        return" in page.text


@pytest.mark.parametrize("name", ["astrology", "", "../ewa", "tasks"])
def test_an_unknown_name_is_answered_as_check_answers_it(name: str) -> None:
    def function() -> None: ...

    function.__name__ = name
    expected = check(function)
    assert hint(name) == solution(name) == hint(function) == solution(function) == expected
    assert expected.mistake == "unknown-exercise"


@pytest.mark.parametrize("value", [None, 3, [1.0], ...])
def test_what_is_neither_is_explained(value: Any) -> None:
    for give in (hint, solution):
        report = give(value)
        assert isinstance(report, Report)
        assert report.mistake == "not-a-function"
        assert report.message == f"`{give.__name__}` wants the function or its name: `{give.__name__}(ewa)`."


@settings(max_examples=50, deadline=None)
@given(RESULTS)
def test_no_object_makes_them_raise(value: Any) -> None:
    for give in (hint, solution):
        assert repr(give(value))
