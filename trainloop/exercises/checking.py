"""``check(fn)``: from a reader's function to the report on it."""

from __future__ import annotations

from collections.abc import Sequence
from inspect import signature

from trainloop.exercises.lookup import meant_task
from trainloop.exercises.outcome import Outcome, outcomes_of
from trainloop.exercises.recognise import recognise, right
from trainloop.exercises.report import CaseReport, Report
from trainloop.exercises.task import Arguments, Function, Task
from trainloop.progress.file import note_exercise

SECONDS = 2.0


def check(fn: Function) -> Report:
    """Try a function that a reader wrote and say what to mend first.

    The exercise is found by the function's name, a suffix ``_solution`` ignored. The function
    runs on the exercise's cases, for at most :data:`SECONDS`. Never raises: whatever the function
    does ends up in the report.
    """
    task = meant_task(fn, "check")
    if isinstance(task, Report):
        return task
    report = report_on(fn, task)
    if report.mistake != "wrong-arguments":
        note_exercise(task.name, report.mistake, passed=report.passed)
    return report


def report_on(fn: Function, task: Task) -> Report:
    """Try a function on a task's cases, and say what to mend first. Never raises."""
    refused = _refused(fn, task)
    if refused:
        return Report(False, "wrong-arguments", refused, name=task.name)
    return _report(task, outcomes_of(fn, task, SECONDS))


def _report(task: Task, outcomes: Sequence[Outcome]) -> Report:
    finding = recognise(task, outcomes)
    if finding is None:
        message = f"All {len(task.cases)} cases agree with {task.source}."
        return Report(True, None, message, _cases(task, outcomes), task.name)
    # Nothing was computed yet, so there is nothing to compare.
    cases = () if finding.mistake == "not-written" else _cases(task, outcomes)
    return Report(False, finding.mistake, finding.message, cases, task.name, finding.case)


def _cases(task: Task, outcomes: Sequence[Outcome]) -> tuple[CaseReport, ...]:
    return tuple(
        CaseReport(
            call=_call_text(task.name, task.cases[i]),
            expected=task.result.show(task.expected[i]),
            given=_given_text(task, outcome),
            passed=right(task, i, outcome) and not outcome.changed,
        )
        for i, outcome in enumerate(outcomes)
    )


def _given_text(task: Task, outcome: Outcome) -> str:
    if outcome.problem and not outcome.values:
        return outcome.problem.found
    shown = task.result.show(outcome.values)
    return f"{shown}, and `{outcome.changed}` changed" if outcome.changed else shown


def _call_text(name: str, arguments: Arguments) -> str:
    return f"{name}({', '.join(f'{k}={v}' for k, v in arguments.items())})"


def _refused(fn: Function, task: Task) -> str:
    """What to say when the function can't take the exercise's arguments; empty if it can."""
    arguments = task.cases[0]
    try:
        parameters = signature(fn)
    except Exception:  # no signature to look at: the call will tell
        return ""
    for by_name in (False, True):
        try:
            if by_name:
                parameters.bind(**arguments)
            else:
                parameters.bind(*arguments.values())
            return ""
        except TypeError:
            continue
    wanted = ", ".join(task.parameters)
    return (
        f"`{task.name}` is called with {len(task.parameters)} arguments, and yours doesn't take "
        f"them: write `def {task.name}({wanted})`."
    )
