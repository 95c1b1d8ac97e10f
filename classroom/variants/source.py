"""An exercise's cases as Python source."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from math import isfinite, isinf
from typing import Any

from trainloop.exercises import functions
from trainloop.exercises.functions import Named
from trainloop.exercises.task import Task
from trainloop.exercises.values import Parts, Series

# The constants of trainloop.exercises.functions, by the name that the function shows.
CONSTANTS = {value.name: name for name, value in vars(functions).items() if isinstance(value, Named)}


def examples_source(task: Task) -> str:
    """A cell that checks a function against a task's cases and shows their results."""
    used = sorted({CONSTANTS[v.name] for case in task.cases for v in case.values() if isinstance(v, Named)})
    imports = ["from trainloop.exercises import check_examples"]
    imports += [f"from trainloop.exercises.functions import {', '.join(used)}"] if used else []
    pairs = "".join(
        f"        ({literal(dict(case))}, {_expected(task, numbers)}),\n"
        for case, numbers in zip(task.cases, task.expected, strict=True)
    )
    names = f"    returns={task.result.names!r},\n" if isinstance(task.result, Parts) else ""
    lines = "\n".join(imports)
    return f"{lines}\n\ncheck_examples(\n    {task.name},\n    [\n{pairs}    ],\n{names})"


def call_with(name: str, arguments: Mapping[str, Any]) -> str:
    """A call as source: ``ewa(values=[1.0, 2.0], beta=0.9)``."""
    return f"{name}({', '.join(f'{key}={literal(value)}' for key, value in arguments.items())})"


def spelled(name: str, arguments: Mapping[str, Any]) -> tuple[str, ...]:
    """The spellings of a call: with names, by position, and its arguments as a dict."""
    by_position = f"{name}({', '.join(literal(value) for value in arguments.values())})"
    return (call_with(name, arguments), by_position, literal(dict(arguments)))


def numbers_in(value: Any) -> Iterator[float]:
    """The finite numbers of an argument, in the order in which they are written."""
    if isinstance(value, dict):
        for key, entry in value.items():
            yield from numbers_in(key)
            yield from numbers_in(entry)
    elif isinstance(value, list | tuple):
        for entry in value:
            yield from numbers_in(entry)
    elif isinstance(value, int | float) and not isinstance(value, bool) and isfinite(value):
        yield float(value)


def literal(value: Any) -> str:
    """A value as source; a function is the constant that holds it."""
    if isinstance(value, Named):
        return CONSTANTS[value.name]
    if isinstance(value, dict):
        return f"{{{', '.join(f'{literal(k)}: {literal(v)}' for k, v in value.items())}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, float) and isinf(value):
        return f'float("{value}")'
    return json.dumps(value) if isinstance(value, str) else repr(value)


def _expected(task: Task, numbers: tuple[float, ...]) -> str:
    rounded = [float(f"{n:.10g}") for n in numbers]
    if isinstance(task.result, Parts):
        return f"({', '.join(map(literal, rounded))})"
    return literal(rounded) if isinstance(task.result, Series) else literal(rounded[0])
