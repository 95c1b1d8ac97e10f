"""The cases of a graded exercise: drawn until they tell the variant from the book's version and from each mistake."""

from __future__ import annotations

from functools import wraps
from typing import Any

from classroom.assignment.spec import AssignmentError
from classroom.variants.draw import Draw
from classroom.variants.twist import Arguments, Family, Twisted
from trainloop.exercises.outcome import wrong_outcomes
from trainloop.exercises.task import Function, Mistake, Task
from trainloop.exercises.values import Parts, Result, all_close, read

EXAMPLES, HIDDEN = 2, 8
ATTEMPTS = 200
AS_IN_BOOK = "as-in-the-book"


def examples_and_hidden(task: Task, family: Family, twisted: Twisted, draw: Draw) -> tuple[Task, Task]:
    """The exercise with the twist: once with the cases that students see, once with the hidden ones.

    Every example and most of the hidden cases show that the book's version isn't what is asked for, and each
    mistake that the exercise knows differs from the right numbers somewhere.

    Raises:
        AssignmentError: 200 draws gave no such cases.
    """
    for _ in range(ATTEMPTS):
        drawn = [family.arguments(draw, twisted.numbers) for _ in range(EXAMPLES + HIDDEN)]
        if len({repr(case) for case in drawn}) < len(drawn):  # an example would show a hidden case
            continue
        try:
            shown = varied_task(task, twisted, drawn[:EXAMPLES])
            hidden = varied_task(task, twisted, drawn[EXAMPLES:])
        except ArithmeticError:  # such as all numbers alike after the twist, where nothing can be divided by
            continue
        if _differing(shown) == EXAMPLES and 4 * _differing(hidden) >= 3 * HIDDEN and _tells_mistakes(hidden):
            return shown, hidden
    raise AssignmentError(f"{task.name}: {ATTEMPTS} draws gave no cases that tell all its mistakes apart")


def varied_task(task: Task, twisted: Twisted, cases: list[Arguments]) -> Task:
    """The exercise with the twist, its mistakes too, and these cases."""
    right = twisted.before(task.reference)
    numbers = tuple(numbers_of(right(*case.values()), task.result) for case in cases)
    as_in_book = Mistake(
        AS_IN_BOOK,
        task.reference,
        "this is the book's version; what this assignment asks for besides it is missing",
    )
    mistakes = (Mistake(m.id, twisted.before(m.wrong), m.pointer) for m in task.mistakes)
    return Task(
        reference=_named_like(task.reference, right),
        result=task.result,
        cases=tuple(cases),
        mistakes=(as_in_book, *mistakes),
        tensors=task.tensors,
        source="the assignment",
        hints=(),
        numbers=numbers,
    )


def numbers_of(returned: Any, result: Result) -> tuple[float, ...]:
    """The numbers in what a right function returned."""
    count = len(result.names) if isinstance(result, Parts) else len(returned) if isinstance(returned, list) else 1
    return read(returned, result, count)


def _named_like(reference: Function, fn: Function) -> Function:
    @wraps(reference)
    def named(*arguments: Any) -> Any:
        return fn(*arguments)

    return named


def _differing(task: Task) -> int:
    """In how many cases the book's version gives something else."""
    book = wrong_outcomes(task.mistakes[0].wrong, task)
    return sum(bool(o.problem) or not all_close(o.values, right) for o, right in zip(book, task.expected, strict=True))


def _tells_mistakes(task: Task) -> bool:
    for mistake in task.mistakes:
        outcomes = wrong_outcomes(mistake.wrong, task)
        if all(
            not o.problem and not o.changed and all_close(o.values, right)
            for o, right in zip(outcomes, task.expected, strict=True)
        ):
            return False
    return True
