"""Calls a reader's function on the cases and keeps what came of each call."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, partial
from inspect import signature
from typing import Any

from trainloop.exercises.running import LimitedRun, TimeLimit, Watch, unwatched
from trainloop.exercises.task import Function, Task
from trainloop.exercises.values import Result, Unusable, all_close, read

Form = Callable[[Any], Any]

HINTS = {
    "AttributeError": "the object doesn't have what you ask it for",
    "IndexError": "an index runs past the end",
    "NameError": "use only the arguments and names that you defined",
    "RecursionError": "the function calls itself without an end",
    "TypeError": "a value isn't of the kind that this line can work with",
    "UnboundLocalError": "give the name a value before you use it",
    "ZeroDivisionError": "a divisor is 0 with the input below",
}


@dataclass(frozen=True)
class Problem:
    """Why a call has no result to compare: the mistake's id, what was found, what to do.

    ``error`` is the name of the exception's type, where there was one.
    """

    mistake: str
    found: str
    pointer: str
    error: str = ""


@dataclass(frozen=True)
class Outcome:
    """What one call gave: numbers, or a problem (with the numbers that there are, if any)."""

    values: tuple[float, ...] = ()
    problem: Problem | None = None
    changed: str = ""

    def equals(self, other: Outcome) -> bool:
        """Whether two functions did the same here."""
        mine, theirs = self.problem, other.problem
        kinds = [(p.mistake, p.error) if p else None for p in (mine, theirs)]
        return kinds[0] == kinds[1] and all_close(self.values, other.values)


def outcomes_of(fn: Function, task: Task, seconds: float) -> list[Outcome]:
    """What the reader's function does on every case.

    A function that can't work with plain numbers and lists gets tensors, where torch is loaded.
    """
    plain = _limited(fn, task, seconds, _copied)
    torch = sys.modules.get("torch")
    refused = any(o.problem and o.problem.error in ("TypeError", "AttributeError") for o in plain)
    if torch is None or not refused:
        return plain
    return _limited(fn, task, seconds, lambda value: torch.tensor(value, dtype=torch.float64))


@cache
def wrong_outcomes(fn: Function, task: Task) -> tuple[Outcome, ...]:
    """What a wrong variant does on every case; it is the book's own, so no limit is needed."""
    return tuple(call.outcome(unwatched) for call in _calls(fn, task, _copied))


def _limited(fn: Function, task: Task, seconds: float, form: Form) -> list[Outcome]:
    outcomes: list[Outcome] = []

    def step(call: _Call, watch: Watch) -> None:
        outcomes.append(call.outcome(watch))

    steps = [partial(step, call) for call in _calls(fn, task, form)]
    run = LimitedRun(steps, seconds, getattr(fn, "__globals__", None))
    run.start()
    done = list(outcomes)
    if run.expired:
        done.append(Outcome(problem=_endless(seconds, run.left_behind)))
        not_run = Outcome(problem=Problem("not-run", "not run", ""))
        done += [not_run] * (len(task.cases) - len(done))
    return done


def _endless(seconds: float, left_behind: bool) -> Problem:
    found = f"your function was still running after {seconds:g} seconds"
    if left_behind:
        return Problem(
            "endless-loop",
            f"{found} and couldn't be stopped",
            "interrupt or restart the kernel, then look for what never ends",
        )
    pointer = "look at each loop for what makes it end"
    return Problem("endless-loop", f"{found} and was stopped", pointer)


@dataclass(frozen=True)
class _Call:
    """A call to be made: ``count`` is how many numbers it should give."""

    fn: Function
    by_name: bool
    given: dict[str, Any]
    result: Result
    count: int

    def outcome(self, watch: Watch) -> Outcome:
        """Make the call, and read what it gives."""
        before = {name: _snapshot(value) for name, value in self.given.items()}
        values: tuple[float, ...] = ()
        problem = None
        try:
            values = watch(self._answer)
        except TimeLimit:
            raise
        except Unusable as unusable:
            values = unusable.values
            problem = Problem(unusable.mistake, unusable.found, unusable.pointer)
        except BaseException as error:  # also SystemExit: exit() must not end a notebook
            problem = _raised(error, self.fn)
        changed = [name for name, value in self.given.items() if not _same(before[name], value)]
        return Outcome(values, problem, changed[0] if changed else "")

    def _answer(self) -> tuple[float, ...]:
        returned = self.fn(**self.given) if self.by_name else self.fn(*self.given.values())
        return read(returned, self.result, self.count)


def _calls(fn: Function, task: Task, form: Form) -> list[_Call]:
    """One call for each case, with arguments of its own."""
    by_name = _takes_names(fn, task)
    calls = []
    for arguments, expected in zip(task.cases, task.expected, strict=True):
        given = {k: form(v) if k in task.tensors else _copied(v) for k, v in arguments.items()}
        calls.append(_Call(fn, by_name, given, task.result, len(expected)))
    return calls


def _takes_names(fn: Function, task: Task) -> bool:
    """Whether to pass arguments by name: the function has the same names, in any order."""
    try:
        return set(signature(fn).parameters) == set(task.parameters)
    except Exception:  # some functions have no signature, some objects refuse to be asked
        return False


def _raised(error: BaseException, fn: Function) -> Problem:
    name = type(error).__name__
    try:
        text = " ".join(str(error).split())[:200].replace("float division", "division")  # as of Python 3.14
    except Exception:  # a broken __str__ is the reader's affair
        text = ""
    said = f" ({text})" if text else ""
    line = _line(error, fn)
    where = f" in line {line} of your function" if line else ""
    pointer = HINTS.get(name, "look at that line with the input below")
    return Problem("raised", f"{name}{said} was raised{where}", pointer, name)


def _line(error: BaseException, fn: Function) -> int | None:
    code = getattr(fn, "__code__", None)
    line = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code is code and code is not None:
            line = step.tb_lineno - code.co_firstlineno + 1
        step = step.tb_next
    return line


def _copied(value: Any) -> Any:
    """An argument of its own for each call; what a dict holds are lists."""
    if isinstance(value, dict):
        return {key: list(entries) for key, entries in value.items()}
    return list(value) if isinstance(value, list | tuple) else value


def _snapshot(value: Any) -> Any:
    return value.tolist() if hasattr(value, "tolist") else _copied(value)


def _same(before: Any, value: Any) -> bool:
    """Whether an argument is as it was. Compares a list's entries by identity: they may be odd."""
    if hasattr(value, "tolist"):
        return bool(before == value.tolist())
    if isinstance(before, list):
        pairs: Iterable[tuple[Any, Any]] = zip(before, value, strict=False)
        return len(before) == len(value) and all(a is b for a, b in pairs)
    if isinstance(before, dict):
        kept = before.keys() == value.keys() and all(type(value[key]) is list for key in before)
        return kept and all(_same(before[key], value[key]) for key in before)
    return True
