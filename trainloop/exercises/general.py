"""Mistakes that any exercise can have, told from the numbers of all cases."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations
from math import isclose

from trainloop.exercises.task import Task
from trainloop.exercises.values import RELATIVE, Parts, all_close, close, show_number

Numbers = Sequence[tuple[float, ...]]
Found = tuple[str, str] | None


def general_mistake(task: Task, mine: Numbers) -> Found:
    """The id and the pointer of the first mistake that explains every number, or None."""
    tests = (_sign, _factor, _swapped, _rounded, _same_everywhere)
    return next((found for test in tests if (found := test(task, mine))), None)


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
    if not (len(ratios) > 1 and all(zeros) and same) or close(ratios[0], 0):
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


def _rounded(task: Task, mine: Numbers) -> Found:
    for digits in range(1, 6):
        rounded = [tuple(round(value, digits) for value in values) for values in task.expected]
        if all(map(all_close, mine, rounded)):
            return "rounded", "your numbers are rounded; return them as they are, and round only what you print"
    return None


def _same_everywhere(task: Task, mine: Numbers) -> Found:
    if len(mine) > 1 and all(all_close(values, mine[0]) for values in mine):
        return "same-everywhere", "your function gives the same whatever its arguments are; compute with them"
    return None
