"""Every twist of every exercise: its numbers are right, its cases tell mistakes apart, its seeds give others."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch

from classroom.assignment import Item
from classroom.book import chapters
from classroom.variants.cases import AS_IN_BOOK, examples_and_hidden
from classroom.variants.draw import Draw
from classroom.variants.function import FunctionItem, function_item
from classroom.variants.source import call_with
from classroom.variants.twist import Twist, Twisted
from classroom.variants.twists import FAMILIES
from classroom.variants.twists.loop import CLIPPED
from tests.practice import sources
from trainloop.exercises.functions import CUBE, EXP, SIN, TWICE
from trainloop.exercises.outcome import outcomes_of, wrong_outcomes
from trainloop.exercises.recognise import recognise
from trainloop.exercises.task import Task, find_task, known_tasks
from trainloop.exercises.values import all_close

TWISTS = [(name, twist) for name, family in FAMILIES.items() for twist in family.twists]
EXERCISES = {name: exercise for chapter in chapters().values() for name, exercise in chapter.exercises.items()}


def drawn(name: str, twist: Twist, seed: str) -> tuple[Twisted, Task, Task]:
    task = find_task(name)
    assert task is not None
    draw = Draw(seed)
    numbers = {key: draw.pick(options) for key, options in sorted(twist.numbers.items())}
    twisted = Twisted(twist, numbers, task.parameters)
    return (twisted, *examples_and_hidden(task, FAMILIES[name], twisted, draw))


def item(name: str, seed: str = "a") -> FunctionItem:
    return function_item(Item("function", name, 4), EXERCISES[name], seed)


def test_every_exercise_has_twists() -> None:
    assert set(FAMILIES) == set(known_tasks()) == set(EXERCISES)


@pytest.mark.parametrize(("name", "twist"), [pair for pair in TWISTS if pair[1] is not CLIPPED])
def test_the_right_numbers_are_the_libraries(name: str, twist: Twist) -> None:
    """The twist's lines change the arguments; PyTorch, pandas and scikit-learn compute the rest."""

    def computed(*arguments: Any) -> list[float]:
        numbers: list[float] = getattr(sources, name)(**dict(zip(parameters, arguments, strict=True)))
        return numbers

    for seed in "abc":
        twisted, shown, hidden = drawn(name, twist, seed)
        parameters = twisted.parameters
        for task in (shown, hidden):
            for case, expected in zip(task.cases, task.expected, strict=True):
                assert all_close(twisted.before(computed)(*case.values()), expected), call_with(name, case)


def test_clipped_descent_is_what_torch_clips() -> None:
    losses = {TWICE: torch.square, CUBE: lambda w: w**4 / 4, SIN: lambda w: -torch.cos(w), EXP: torch.exp}
    for seed in "abc":
        twisted, shown, hidden = drawn("descend", CLIPPED, seed)
        for task in (shown, hidden):
            for case, expected in zip(task.cases, task.expected, strict=True):
                w = torch.tensor(case["start"], dtype=torch.float64, requires_grad=True)
                optimizer, path = torch.optim.SGD([w], lr=case["lr"]), [case["start"]]
                for _ in range(case["steps"]):
                    optimizer.zero_grad()
                    losses[case["gradient"]](w).backward()
                    torch.nn.utils.clip_grad_value_([w], twisted.numbers["c"])
                    optimizer.step()
                    path.append(w.item())
                assert all_close(path, expected)


@pytest.mark.parametrize(("name", "twist"), TWISTS)
def test_hidden_cases_name_every_mistake(name: str, twist: Twist) -> None:
    _, _, hidden = drawn(name, twist, "names")
    twins = {mistake.id: wrong_outcomes(mistake.wrong, hidden) for mistake in hidden.mistakes}
    for mistake, outcomes in twins.items():
        finding = recognise(hidden, outcomes)
        assert finding is not None and finding.mistake in twins, mistake
        # Two mistakes can do the same on every case: then the first is named, as in the book's own check.
        assert all(a.equals(b) or b.problem for a, b in zip(outcomes, twins[finding.mistake], strict=True)), mistake


@pytest.mark.parametrize(("name", "twist"), TWISTS)
def test_hidden_cases_are_not_the_examples(name: str, twist: Twist) -> None:
    _, shown, hidden = drawn(name, twist, "apart")
    assert not {call_with(name, case) for case in shown.cases} & {call_with(name, case) for case in hidden.cases}


@pytest.mark.parametrize("name", known_tasks())
def test_another_seed_asks_for_something_else(name: str) -> None:
    made = [item(name, seed) for seed in "abcdefgh"]
    assert len({one.statement for one in made}) >= 3
    assert len({one.examples for one in made}) == len(made)
    assert item(name, "a").examples == made[0].examples


@pytest.mark.parametrize("name", known_tasks())
def test_solutions_pass_and_the_books_earn_nothing(name: str) -> None:
    made = item(name)
    namespace: dict[str, object] = {}
    exec(made.solution, namespace)
    mark = made.mark(answer_of(made, namespace[name]))
    assert (mark.earned, mark.outcome) == (4, "right")
    exec(f"import math\n{EXERCISES[name].solution}", namespace)
    mark = made.mark(answer_of(made, namespace[name]))
    assert (mark.earned, mark.mistake) == (0, AS_IN_BOOK)


@pytest.mark.parametrize("name", known_tasks())
def test_stubs_are_told_from_wrong_functions(name: str) -> None:
    made = item(name)
    namespace: dict[str, object] = {}
    exec(made.stub, namespace)
    mark = made.mark(answer_of(made, namespace[name]))
    assert (mark.earned, mark.outcome, mark.mistake) == (0, "missing", "not-written")


def test_points_are_shared_among_the_cases() -> None:
    made = item("momentum_step")
    right = made.twisted.before(find_task("momentum_step").reference)
    calls = iter(range(8))

    def two_wrong(*arguments: float) -> object:
        return right(*arguments) if next(calls) > 1 else (0.0, 0.0)

    mark = made.mark(answer_of(made, two_wrong))
    assert (mark.earned, mark.outcome) == (3, "partly")
    assert "6 of 8 hidden cases agree" in mark.message


def test_what_a_function_claims_stays_out_of_its_feedback() -> None:
    made = item("ewa")
    secret = "values-are-secret"
    outcome = {"values": [], "problem": {"mistake": secret, "found": secret, "pointer": secret, "error": secret}}
    for answer in ({"outcomes": [outcome | {"changed": ""}] * 8}, {"failed": secret}):
        mark = made.mark(answer)
        assert mark.earned == 0
        assert secret not in f"{mark.message}{mark.mistake}"


def test_an_exercise_whose_solution_fails_is_refused() -> None:
    broken = replace(EXERCISES["ewa"], solution=EXERCISES["ewa"].solution.replace("beta * m", "m"))
    with pytest.raises(ValueError, match="the chapter's own solution of ewa fails, so nothing can be graded by it"):
        function_item(Item("function", "ewa", 4), broken, "a")


@pytest.mark.parametrize(
    ("change", "said"), [({"checked": False}, "has no check"), ({"solution": ""}, "has no solution")]
)
def test_an_exercise_that_cannot_be_graded_is_refused(change: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=f"ewa of exponentially-weighted-averages {said}"):
        function_item(Item("function", "ewa", 4), replace(EXERCISES["ewa"], **change), "a")  # type: ignore[arg-type]


def answer_of(made: FunctionItem, fn: object) -> dict[str, object]:
    """What the sandbox would answer."""
    outcomes = outcomes_of(fn, made.hidden, 5.0)  # type: ignore[arg-type]
    return {
        "outcomes": [
            {
                "values": list(o.values),
                "problem": o.problem
                and {"mistake": o.problem.mistake, "found": "", "pointer": "", "error": o.problem.error},
                "changed": o.changed,
            }
            for o in outcomes
        ]
    }


@pytest.mark.parametrize(
    "why",
    [
        *("ran longer than 2 s", "ran longer than 0.5 s", "took longer than 30 s", "needed more than 1 GiB of memory"),
        *("ended its process", "crashed its process (SIGSEGV)", "closed what its answers go through"),
        *("not run: the notebook took longer than 60 s", "not run: the notebook ended its process too often"),
    ],
)
def test_the_sandboxs_reasons_are_told(why: str) -> None:
    mark = item("ewa").mark({"failed": why})
    assert (mark.earned, mark.mistake, mark.message) == (0, "failed", f"Calling it gave no result: {why}.")
