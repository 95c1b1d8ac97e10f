"""Calls the functions of a submission: requests from outside as exercises, outcomes as plain values.

A request holds arguments and how many numbers a call gives, but no right number: the exercise that is built here
has zeros in their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from trainloop.exercises import functions
from trainloop.exercises.outcome import Outcome, outcomes_of
from trainloop.exercises.running import LimitedRun, Watch
from trainloop.exercises.task import Task, header
from trainloop.exercises.values import Number, Parts, Result, Series

Function = Callable[..., Any]
# What a function gives that was never written.
UNWRITTEN = ("not-written", "nothing-returned")
LONGEST_TEXT = 500
OUT_OF_MEMORY = "MemoryError"


def task_of(request: Mapping[str, Any]) -> Task:
    """The exercise that a request describes, with zeros for its numbers."""
    counts = request["counts"]
    return Task(
        reference=header(request["name"], request["parameters"]),
        result=_result(request["result"]),
        cases=tuple({name: argument(value) for name, value in case.items()} for case in request["cases"]),
        mistakes=(),
        tensors=tuple(request["tensors"]),
        source="",
        hints=(),
        numbers=tuple((0.0,) * count for count in counts),
    )


def argument(value: Any) -> Any:
    """An argument as the function gets it: a name may stand for a function, pairs for a dict."""
    if isinstance(value, dict) and "$function" in value:
        known = {f.name: f for f in vars(functions).values() if isinstance(f, functions.Named)}
        return known[value["$function"]]
    if isinstance(value, dict) and "$pairs" in value:
        return {key: argument(entry) for key, entry in value["$pairs"]}
    return value


def answer_to(request: Mapping[str, Any], candidates: Sequence[Function], seconds: float) -> dict[str, Any]:
    """What the last of several definitions that was written gives; the last, where none was."""
    answers: list[dict[str, Any]] = []
    for candidate in reversed(candidates):
        if request["kind"] == "function":
            answer = _function_answer(candidate, request, seconds)
        else:
            answer = _question_answer(candidate, seconds)
        answers.append(answer)
        if not _unwritten(answer):
            return answer
    return answers[0]


def needed_memory(answer: Mapping[str, Any]) -> bool:
    """Whether memory ran out in a call: what is left of it may not be enough for the others."""
    problems = [outcome["problem"] for outcome in answer.get("outcomes", [])]
    return any(p and p["error"] == OUT_OF_MEMORY for p in problems) or OUT_OF_MEMORY in str(answer.get("problem"))


def _function_answer(candidate: Function, request: Mapping[str, Any], seconds: float) -> dict[str, Any]:
    return {"outcomes": [_plain(outcome) for outcome in outcomes_of(candidate, task_of(request), seconds)]}


def _question_answer(candidate: Function, seconds: float) -> dict[str, Any]:
    found: dict[str, Any] = {"answer": None, "problem": None}

    def ask(watch: Watch) -> None:
        try:
            found["answer"] = _value(watch(candidate))
        except Exception as error:
            found["problem"] = f"it raised {type(error).__name__}"
        except SystemExit:
            found["problem"] = "it raised SystemExit"
        if found["answer"] is ...:
            found.update(answer=None, problem="not-written")
        elif found["answer"] is None and not found["problem"]:
            found["problem"] = "nothing-returned"

    run = LimitedRun([ask], seconds, getattr(candidate, "__globals__", None))
    run.start()
    if run.expired:
        return {"answer": None, "problem": f"ran longer than {seconds:g} s"}
    return dict(found)


def _value(given: Any) -> Any:
    """A text or a number as it travels; ``...`` and None as they are. Raises TypeError for anything else."""
    if given is None or given is ...:
        return given
    if isinstance(given, str):
        return str(given)[:LONGEST_TEXT]
    if isinstance(given, list | tuple | dict | set | bool | complex) or not hasattr(given, "__float__"):
        raise TypeError
    return float(given)


def _unwritten(answer: Mapping[str, Any]) -> bool:
    """Whether the answer is that of a stub."""
    if "outcomes" in answer:
        first = answer["outcomes"][0]["problem"] if answer["outcomes"] else None
        return first is not None and first["mistake"] in UNWRITTEN
    return answer["problem"] in UNWRITTEN


def _plain(outcome: Outcome) -> dict[str, Any]:
    problem = outcome.problem
    return {
        "values": [float(value) for value in outcome.values],
        "problem": None
        if problem is None
        else {
            "mistake": problem.mistake,
            "found": problem.found[:LONGEST_TEXT],
            "pointer": problem.pointer[:LONGEST_TEXT],
            "error": problem.error[:LONGEST_TEXT],
        },
        "changed": outcome.changed,
    }


def _result(given: Mapping[str, Any]) -> Result:
    if given["kind"] == "Parts":
        return Parts(tuple(given["names"]), tuple(given.get("derived", ())))
    kinds: dict[str, type[Number] | type[Series]] = {"Number": Number, "Series": Series}
    return kinds[given["kind"]](given["label"])
