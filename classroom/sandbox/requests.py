"""What the sandbox is asked about an exercise: arguments and counts, and no right number."""

from __future__ import annotations

from typing import Any

from trainloop.exercises.functions import Named
from trainloop.exercises.task import Task
from trainloop.exercises.values import Parts, Result


def request_of(task: Task) -> dict[str, Any]:
    """The request for an exercise, as JSON holds it.

    Raises:
        TypeError: an argument can't be written as JSON.
    """
    return {
        "name": task.name,
        "kind": "function",
        "parameters": list(task.parameters),
        "result": _result(task.result),
        "tensors": list(task.tensors),
        "cases": [{name: _argument(value) for name, value in case.items()} for case in task.cases],
        "counts": [len(numbers) for numbers in task.expected],
    }


def question_request(name: str) -> dict[str, Any]:
    """The request for a question: a function without arguments gives the answer."""
    return {"name": name, "kind": "answer"}


def _argument(value: Any) -> Any:
    if isinstance(value, Named):
        return {"$function": value.name}
    if isinstance(value, dict):
        return {"$pairs": [[key, _argument(entry)] for key, entry in value.items()]}
    if isinstance(value, list | tuple):
        return [_argument(entry) for entry in value]
    if value is None or isinstance(value, bool | int | float | str):
        return value
    raise TypeError(f"an argument is a {type(value).__name__}, which the sandbox can't be given")


def _result(result: Result) -> dict[str, Any]:
    if isinstance(result, Parts):
        return {"kind": "Parts", "names": list(result.names), "derived": list(result.derived)}
    return {"kind": type(result).__name__, "label": result.label}
