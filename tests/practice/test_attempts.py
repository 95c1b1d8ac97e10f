"""Each exercise passes what is right, however it is written, and names what is wrong."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.practice.cases import Wrong, right_attempts, written, wrong_attempts
from trainloop.exercises import check
from trainloop.exercises.task import find_task, known_tasks

RIGHT = right_attempts()
WRONG = wrong_attempts()


@pytest.mark.parametrize(("name", "code"), RIGHT, ids=[name for name, _ in RIGHT])
def test_right_attempts_pass(name: str, code: str) -> None:
    report = check(written(name, code))
    assert report.passed, report
    assert report.mistake is None
    assert report.cases
    assert all(case.passed for case in report.cases)


@pytest.mark.parametrize("wrong", WRONG, ids=[f"{w.name}-{w.mistake}" for w in WRONG])
def test_wrong_attempts_get_their_mistake_and_message(wrong: Wrong) -> None:
    report = check(written(wrong.name, wrong.code))
    assert not report.passed
    assert report.mistake == wrong.mistake
    if wrong.message is not None:
        assert report.message == wrong.message


@pytest.mark.parametrize("name", known_tasks())
def test_each_exercise_ships_enough_attempts(name: str) -> None:
    assert Counter(wrong.name for wrong in WRONG)[name] >= 8
    assert Counter(right for right, _ in RIGHT)[name] >= 3


@pytest.mark.parametrize("name", known_tasks())
def test_reference_passes_under_the_solution_s_name_and_the_stub_fails_kindly(
    name: str,
) -> None:
    task = find_task(name)
    assert task is not None
    arguments = ", ".join(task.parameters)
    solution = written(
        f"{name}_solution",
        f"from trainloop.exercises.tasks.{name} import {name} as solve\n"
        f"def {name}_solution({arguments}):\n    return solve({arguments})",
    )
    assert check(solution).passed
    stub = check(written(name, f"def {name}({arguments}):\n    return ..."))
    assert (stub.passed, stub.mistake, stub.cases) == (False, "not-written", ())
    assert stub.message.startswith(f"`{name}` isn't written yet.")


@pytest.mark.parametrize("name", known_tasks())
def test_every_named_mistake_is_recognised_as_itself(name: str) -> None:
    task = find_task(name)
    assert task is not None
    ids = [mistake.id for mistake in task.mistakes]
    assert len(ids) >= 5
    assert len(set(ids)) == len(ids)
    for mistake in task.mistakes:

        def attempt(*arguments: object, wrong: object = mistake.wrong) -> object:
            assert callable(wrong)
            return wrong(*arguments)

        attempt.__name__ = name
        report = check(attempt)
        assert report.mistake == mistake.id
        assert report.message.endswith(f": {mistake.pointer}.")


def test_two_mistakes_at_once_are_named_one_after_the_other() -> None:
    code = """
def adam_step(param, grad, m, v, t, lr, beta1, beta2, eps):
    m = beta2 * m + (1 - beta2) * grad
    v = beta1 * v + (1 - beta1) * grad**2
    return param + lr * m / (v**0.5 + eps), m, v
"""
    report = check(written("adam_step", code))
    assert report.mistake == "swapped-betas"
    assert report.message.startswith("m is 0.01, not 1: the betas are swapped")
