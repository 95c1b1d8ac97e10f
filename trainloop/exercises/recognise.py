"""Finds out which mistake explains what a reader's function returned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from math import isclose, isfinite, isnan

from trainloop.exercises.outcome import Outcome, wrong_outcomes
from trainloop.exercises.task import Task
from trainloop.exercises.values import (
    RELATIVE,
    Parts,
    all_close,
    close,
    show_number,
    show_pair,
)

Numbers = Sequence[tuple[float, ...]]


@dataclass(frozen=True)
class Finding:
    """The mistake's id, or None where it isn't known, and the message."""

    mistake: str | None
    message: str


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
        or _general(task, outcomes, wrong[0])
        or _named_part(task, outcomes, wrong)
        or _changed(task, outcomes)
        or Finding(None, f"{_difference(task, outcomes, wrong[0])}.")
    )


def right(task: Task, index: int, outcome: Outcome) -> bool:
    """Whether the result of a case is the expected one."""
    return outcome.problem is None and all_close(outcome.values, task.expected[index])


def _named(task: Task, outcomes: Sequence[Outcome], first: int) -> Finding | None:
    """A wrong variant that does the same in every case."""
    for mistake in task.mistakes:
        theirs = wrong_outcomes(mistake.wrong, task)
        if len(theirs) == len(outcomes) and all(map(Outcome.equals, outcomes, theirs)):
            lead = _difference(task, outcomes, first)
            return Finding(mistake.id, f"{lead}: {mistake.pointer}.")
    return None


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
            return Finding(mistake.id, f"{lead}: {mistake.pointer}.")
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
    mine = [outcome.values for outcome in outcomes]
    lead = _difference(task, outcomes, first)
    for test in (_not_finite, _sign, _factor, _swapped):
        found = test(task, mine)
        if found:
            return Finding(found[0], f"{lead}: {found[1]}.")
    return None


Found = tuple[str, str] | None


def _not_finite(task: Task, mine: Numbers) -> Found:
    odd = [value for values in mine for value in values if not isfinite(value)]
    if not odd:
        return None
    if isnan(odd[0]):
        return (
            "not-finite",
            "NaN comes from 0/0, ∞ − ∞ or the root of a negative number",
        )
    return (
        "not-finite",
        "an infinity comes from dividing by 0 or from numbers that grow too large",
    )


def _sign(task: Task, mine: Numbers) -> Found:
    negated = [tuple(-value for value in values) for values in mine]
    if all(map(all_close, negated, task.expected)):
        return "wrong-sign", "the size is right and the sign is wrong"
    return None


def _factor(task: Task, mine: Numbers) -> Found:
    pairs = [
        pair
        for values, expected in zip(mine, task.expected, strict=True)
        for pair in zip(values, expected, strict=True)
    ]
    ratios = [a / b for a, b in pairs if not close(b, 0)]
    zeros = [close(a, b) or not close(b, 0) for a, b in pairs]
    same = all(isclose(ratio, ratios[0], rel_tol=10 * RELATIVE) for ratio in ratios)
    if not (ratios and all(zeros) and same) or close(ratios[0], 0):
        return None
    return (
        "constant-factor",
        f"every number is {show_number(ratios[0])} times what it should be",
    )


def _swapped(task: Task, mine: Numbers) -> Found:
    if not isinstance(task.result, Parts):
        return None
    for order in permutations(range(len(task.result.names))):
        reordered = [tuple(values[i] for i in order) for values in mine]
        if all(map(all_close, reordered, task.expected)):
            names = task.result.names
            return (
                "swapped-results",
                f"return {', '.join(names[:-1])} and {names[-1]}, in this order",
            )
    return None


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
