"""What otter's kernel runs in place of a submission: the values that the student's functions gave elsewhere.

Otter runs a submission and its hidden tests in one process, where the one can read and change the other. The
plugin has the submission run in the sandbox, and hands otter a notebook of one cell that holds nothing but what
came back. The tests call ``shown`` and ``hidden`` where they would have called the student's function, so that
otter tests values, gives points and reports as it always does.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from trainloop.exercises.values import all_close

Call = Callable[..., Any]
Result = tuple[Any, str]  # what a call gave, or None and why it gave nothing

CELL = """\
import sys
sys.path[:0] = {folders!r}
from classroom.otter.replay import agree, replayed
shown, hidden = replayed({content!r})"""


class NothingReturned(Exception):
    """A call that gave no result to compare; the text says why."""


def cell(results: Mapping[str, Mapping[str, Result]], unearned: Mapping[str, str], folders: Sequence[Path]) -> str:
    """The source of the one cell that is run in place of a submission.

    Args:
        results: by function, what each call gave, by its arguments as ``written`` writes them.
        unearned: by function, why it earns nothing whatever its hidden cases gave.
        folders: where ``classroom`` and ``trainloop`` lie.
    """
    content = json.dumps({"results": results, "unearned": unearned})
    return CELL.format(folders=[str(folder) for folder in folders], content=content)


def replayed(content: str) -> tuple[Call, Call]:
    """The functions that tests call, of a function's name and its arguments: for public and for hidden cases.

    Both raise :class:`NothingReturned` where the call gave nothing.
    """
    kept = json.loads(content)

    def shown(name: str, arguments: Mapping[str, Any] | None = None) -> Any:
        value, problem = kept["results"][name].get(written(arguments), (None, "it wasn't called"))
        if problem:
            raise NothingReturned(problem)
        return value

    def hidden(name: str, arguments: Mapping[str, Any] | None = None) -> Any:
        if name in kept["unearned"]:
            raise NothingReturned(kept["unearned"][name])
        return shown(name, arguments)

    return shown, hidden


def agree(given: Any, expected: float | Sequence[float], tolerance: float = 0.0) -> None:
    """Raise AssertionError where a result isn't the expected one.

    Args:
        given: what the function returned: a number, or a list of them.
        expected: the right result: a number to within the tolerance, or a list as exercises compare lists.
        tolerance: how far a number may be off.
    """
    if isinstance(expected, Sequence):
        right = isinstance(given, list) and all_close(given, expected)
    else:
        right = isinstance(given, int | float) and abs(given - expected) <= tolerance
    if not right:
        raise AssertionError(f"{given} was returned; {expected} is right")


def written(arguments: Mapping[str, Any] | None) -> str:
    """Arguments as a key: equal arguments are written in the same way."""
    return json.dumps(arguments, sort_keys=True)


def results_of(request: Mapping[str, Any], answer: Mapping[str, Any] | None, trouble: str) -> dict[str, Result]:
    """What each call of one function gave, out of what the sandbox was asked and what it answered.

    ``trouble`` is why the whole run gave nothing, or empty.
    """
    keys = [written(None)] if request["kind"] == "answer" else [written(case) for case in request["cases"]]
    if trouble or answer is None or "failed" in answer:
        failed = f"it {answer['failed']}" if answer else f"there is no function {request['name']}"
        return dict.fromkeys(keys, (None, trouble or failed))
    if request["kind"] == "answer":
        value = answer.get("answer")
        missing = "it isn't answered" if value is None else ""
        return {keys[0]: (value, str(answer.get("problem") or missing))}
    return {key: _result(outcome) for key, outcome in zip(keys, answer["outcomes"], strict=False)}


def _result(outcome: Mapping[str, Any]) -> Result:
    problem = outcome["problem"]
    changed = f"{outcome['changed']} was changed" if outcome["changed"] else ""
    return list(outcome["values"]), str(problem["found"] or problem["mistake"]) if problem else changed
