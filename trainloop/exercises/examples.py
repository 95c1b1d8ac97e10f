"""``check_examples(fn, examples)``: the check of an assignment, which shows a few calls and their results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from trainloop.exercises.checking import report_on
from trainloop.exercises.report import Report
from trainloop.exercises.task import Function, Task, header
from trainloop.exercises.values import Number, Parts, Result, Series

Expected = float | Sequence[float]


def check_examples(
    fn: Function, examples: Sequence[tuple[Mapping[str, Any], Expected]], *, returns: tuple[str, ...] = ()
) -> Report:
    """Call a function that a reader wrote with each example's arguments, and compare what it returns.

    Args:
        fn: the function; what it is called doesn't matter.
        examples: two or more; pairs of the arguments by name and the right result: a number, a list of numbers, or
            a tuple where a function returns several results.
        returns: what those several results are called.

    Returns:
        What to mend first. Unlike ``check``, it knows no mistakes by name, and nothing is recorded.
        Never raises for what the function does.

    Raises:
        ValueError: there are fewer than two examples.
    """
    if len(examples) < 2:
        raise ValueError(f"examples holds {len(examples)}; allowed: two or more pairs of arguments and result")
    name = str(getattr(fn, "__name__", "your function"))
    arguments = [dict(given) for given, _ in examples]
    expected = [right for _, right in examples]
    task = Task(
        reference=header(name, tuple(arguments[0])),
        result=_result(expected[0], returns),
        cases=tuple(arguments),
        mistakes=(),
        tensors=tuple(k for k, v in arguments[0].items() if isinstance(v, float | list)),
        source="the examples",
        hints=(),
        numbers=tuple(map(_numbers, expected)),
    )
    return report_on(fn, task)


def _result(expected: Expected, names: tuple[str, ...]) -> Result:
    if isinstance(expected, tuple):
        return Parts(names or tuple(f"result {i}" for i in range(1, len(expected) + 1)))
    return Series("result") if isinstance(expected, Sequence) else Number("The result")


def _numbers(expected: Expected) -> tuple[float, ...]:
    return tuple(expected) if isinstance(expected, Sequence) else (expected,)
