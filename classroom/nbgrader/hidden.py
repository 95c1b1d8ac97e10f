"""The hidden tests in a course's source notebook: for an nbgrader without our settings, and never for students.

With our settings nothing runs them: ``GradedItem.mark`` judges, outside the student's process. They stand there
so that the course also works where only nbgrader is, and so that the grader's page shows what was tested.
"""

from __future__ import annotations

from classroom.variants import GradedItem
from classroom.variants.function import FunctionItem
from classroom.variants.question import NumberItem
from classroom.variants.source import CONSTANTS, literal
from trainloop.exercises.functions import Named
from trainloop.exercises.values import ABSOLUTE, RELATIVE

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"

JUDGE = f"""
from math import isclose


def _numbers(value):
    value = value.tolist() if hasattr(value, "tolist") else value
    return [float(one) for one in (value if isinstance(value, list | tuple) else [value])]


def _right(function, arguments, expected):
    try:
        found = _numbers(function(**arguments))
    except Exception:
        return False
    close = [isclose(a, b, rel_tol={RELATIVE}, abs_tol={ABSOLUTE}) for a, b in zip(found, expected)]
    return len(found) == len(expected) and all(close)
""".strip()


def hidden_tests(graded: GradedItem) -> str:
    """Plain Python between nbgrader's marks; its last line's value is the points that a submission gets.

    Raises:
        TypeError: the item isn't marked by a program.
    """
    if isinstance(graded, FunctionItem):
        lines = _cases(graded)
    elif isinstance(graded, NumberItem):
        tolerance = max(graded.task.tolerance, 1e-9 * abs(graded.task.value))
        right = f"abs({graded.item.function}() - {graded.task.value!r}) <= {tolerance!r}"
        lines = [f"{graded.item.points!r} * ({right})"]
    else:
        raise TypeError(f"{graded.item.name} is marked by hand")
    return "\n".join([BEGIN, *lines, END])


def without_hidden_tests(source: str) -> str:
    """A cell's text as students get it."""
    kept, hidden = [], False
    for line in source.split("\n"):
        if "BEGIN HIDDEN TESTS" in line or "END HIDDEN TESTS" in line:
            hidden = "BEGIN" in line
        elif not hidden:
            kept.append(line)
    return "\n".join(kept)


def _cases(graded: FunctionItem) -> list[str]:
    """Each case has an equal share of the points."""
    task = graded.hidden
    used = sorted({CONSTANTS[v.name] for case in task.cases for v in case.values() if isinstance(v, Named)})
    lines = [f"from trainloop.exercises.functions import {', '.join(used)}"] if used else []
    lines += [*JUDGE.split("\n"), "", "", "_cases = ["]
    lines += [
        f"    ({literal(dict(case))}, {literal(list(numbers))}),"
        for case, numbers in zip(task.cases, task.expected, strict=True)
    ]
    points = f"{graded.item.points!r} * sum(_right({task.name}, *case) for case in _cases) / len(_cases)"
    return [*lines, "]", points]
