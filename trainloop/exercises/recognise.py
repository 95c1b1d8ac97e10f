"""Finds out which mistake explains what a reader's function returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite, isnan

from trainloop.exercises.general import general_mistake
from trainloop.exercises.outcome import Outcome, wrong_outcomes
from trainloop.exercises.task import Task
from trainloop.exercises.values import Parts, all_close, close, show_pair


@dataclass(frozen=True)
class Finding:
    """The mistake's id, or None where it isn't known, and the message.

    ``case`` is the index of the case that the message speaks of, where it isn't the first wrong one. ``pointer``
    is the part of the message that says what to mend, without the case's numbers.
    """

    mistake: str | None
    message: str
    case: int | None = None
    pointer: str = ""


def recognise(task: Task, outcomes: Sequence[Outcome]) -> Finding | None:
    """The first mistake to mend, or None where there is nothing wrong."""
    wrong = [i for i, outcome in enumerate(outcomes) if not right(task, i, outcome)]
    if not wrong:
        return _changed(task, outcomes)
    first = outcomes[wrong[0]]
    if first.problem and first.problem.mistake in ("not-written", "nothing-returned"):
        return _problem(task, first)
    return (
        _named(task, outcomes, wrong[0])
        or (_problem(task, first) if first.problem else None)
        or _not_finite(task, outcomes, wrong[0])
        or _general(task, outcomes, wrong[0])
        or _named_elsewhere(task, outcomes, wrong[0])
        or _named_part(task, outcomes, wrong)
        or _changed(task, outcomes)
        or Finding(None, f"{_difference(task, outcomes, wrong[0])}.")
    )


def right(task: Task, index: int, outcome: Outcome) -> bool:
    """Whether the result of a case is the expected one."""
    return outcome.problem is None and all_close(outcome.values, task.expected[index])


def _named(task: Task, outcomes: Sequence[Outcome], first: int) -> Finding | None:
    """A wrong variant that does the same in every case."""
    return _same_as(task, outcomes, first, range(len(outcomes)))


def _named_elsewhere(task: Task, outcomes: Sequence[Outcome], first: int) -> Finding | None:
    """A wrong variant that does the same in most cases, where the others raise: two mistakes at once."""
    comparable = [i for i, outcome in enumerate(outcomes) if not outcome.problem]
    return _same_as(task, outcomes, first, comparable) if 2 * len(comparable) > len(outcomes) else None


def _same_as(task: Task, outcomes: Sequence[Outcome], first: int, cases: Sequence[int]) -> Finding | None:
    for mistake in task.mistakes:
        theirs = wrong_outcomes(mistake.wrong, task)
        same = [outcomes[i].equals(theirs[i]) for i in cases]
        if any(same) and all(s or _divided_by_zero(outcomes[i], theirs[i]) for i, s in zip(cases, same, strict=True)):
            return Finding(
                mistake.id, f"{_difference(task, outcomes, first)}: {mistake.pointer}.", pointer=mistake.pointer
            )
    return None


def _divided_by_zero(mine: Outcome, theirs: Outcome) -> bool:
    """Whether tensors gave ∞ or NaN where the variant's plain numbers raise."""
    raised = theirs.problem is not None and theirs.problem.error == "ZeroDivisionError"
    return raised and not all(map(isfinite, mine.values))


def _named_part(task: Task, outcomes: Sequence[Outcome], wrong: Sequence[int]) -> Finding | None:
    """A wrong variant that gives the same wrong numbers for one of several results."""
    if not isinstance(task.result, Parts) or any(outcome.problem for outcome in outcomes):
        return None
    part, case = _first_wrong(task, task.result, outcomes, wrong)
    mine = [outcome.values[part] for outcome in outcomes]
    for mistake in task.mistakes:
        theirs = wrong_outcomes(mistake.wrong, task)
        if any(outcome.problem for outcome in theirs):
            continue
        if all_close(mine, [outcome.values[part] for outcome in theirs]):
            lead = _difference(task, outcomes, case, part)
            return Finding(mistake.id, f"{lead}: {mistake.pointer}.", case, mistake.pointer)
    return None


def _first_wrong(task: Task, result: Parts, outcomes: Sequence[Outcome], wrong: Sequence[int]) -> tuple[int, int]:
    """The result to mend first, and the first case where it is wrong."""
    return next(
        (part, case)
        for part in result.order
        for case in wrong
        if not close(outcomes[case].values[part], task.expected[case][part])
    )


def _problem(task: Task, outcome: Outcome) -> Finding:
    problem = outcome.problem
    assert problem is not None
    if problem.mistake == "not-written":
        message = (
            f"`{task.name}` isn't written yet. Put your code in the place of `...`, run its cell, "
            "then run this one again."
        )
        return Finding(problem.mistake, message)
    return Finding(problem.mistake, f"{_capital(problem.found)}: {problem.pointer}.")


def _changed(task: Task, outcomes: Sequence[Outcome]) -> Finding | None:
    for outcome in outcomes:
        if outcome.changed:
            message = (
                f"Your function changes its argument `{outcome.changed}` in place: whoever "
                "called it loses the old value. Compute a new one and return that."
            )
            return Finding("changed-argument", message)
    return None


def _general(task: Task, outcomes: Sequence[Outcome], first: int) -> Finding | None:
    """A mistake that any exercise can have, told from the numbers."""
    if any(outcome.problem for outcome in outcomes):
        return None
    found = general_mistake(task, [outcome.values for outcome in outcomes])
    return Finding(found[0], f"{_difference(task, outcomes, first)}: {found[1]}.", pointer=found[1]) if found else None


def _not_finite(task: Task, outcomes: Sequence[Outcome], first: int) -> Finding | None:
    values = outcomes[first].values
    odd = [part for part, value in enumerate(values) if not isfinite(value)]
    if not odd:
        return None
    lead = _difference(task, outcomes, first, odd[0])
    if isnan(values[odd[0]]):
        pointer = "NaN comes from 0/0, from ∞ − ∞ or from the root of a negative number; look for one of them"
        return Finding("nan", f"{lead}: {pointer}.", pointer=pointer)
    pointer = "an infinity comes from dividing by 0 or from numbers that grow too large; look for one of them"
    return Finding("not-finite", f"{lead}: {pointer}.", pointer=pointer)


def _difference(task: Task, outcomes: Sequence[Outcome], case: int, part: int | None = None) -> str:
    """The first difference in a case: "m₁ is 35, not 3.5"."""
    outcome, expected = outcomes[case], task.expected[case]
    if outcome.problem:
        return _capital(outcome.problem.found)
    labels = task.result.labels(len(expected))
    order = task.result.order if isinstance(task.result, Parts) else range(len(expected))
    differing = [i for i in order if not close(outcome.values[i], expected[i])]
    index = differing[0] if part is None else part
    given, wanted = show_pair(outcome.values[index], expected[index])
    return f"{labels[index]} is {given}, not {wanted}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
