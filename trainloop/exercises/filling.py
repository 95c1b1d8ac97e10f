"""``check_blanks``: what a reader filled into the blanks of a worked example."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from math import isclose
from pkgutil import iter_modules
from types import ModuleType
from typing import Any

from trainloop.exercises import blanks
from trainloop.exercises.blank import Blank
from trainloop.exercises.report import CaseReport, Report
from trainloop.exercises.task import recorded
from trainloop.exercises.values import Number, Unusable, read, show_number
from trainloop.progress.file import note_exercise


def known_blanks() -> tuple[str, ...]:
    """The chapters whose worked example has blanks."""
    return tuple(sorted(m.name.replace("_", "-") for m in iter_modules(blanks.__path__)))


def find_blanks(chapter: str) -> tuple[Blank, ...]:
    """The blanks of a chapter that has some."""
    found: tuple[Blank, ...] = _module(chapter).BLANKS
    return found


def find_given(chapter: str) -> dict[str, float | list[float]]:
    """What the worked example defines before the blanks, by name: numbers, and lists for tensors.

    Where the chapter's cells can't run, these let a reader fill in a blank with an expression, such
    as ``0.9 * second + 0.1 * 36``.
    """
    found: Mapping[str, float | tuple[float, ...]] = _module(chapter).GIVEN
    return {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()}


def _module(chapter: str) -> ModuleType:
    return import_module(f"{blanks.__name__}.{chapter.replace('-', '_')}")


def check_blanks(chapter: str, /, **values: Any) -> Report:
    """Compare the values filled into a worked example's blanks with the right ones.

    ``values`` are numbers (or tensors of one number) by the blanks' names; four digits are
    enough, unless the chapter asks for more. The report doesn't give the right number away. Never
    raises: what is missing, unknown or wrong ends up in the report.
    """
    if chapter not in known_blanks():
        known = ", ".join(f"`{known}`" for known in known_blanks())
        message = f"There are no blanks of this name. The chapters with blanks are {known}."
        return Report(False, "unknown-blanks", message)
    fields = find_blanks(chapter)
    if set(values) != {blank.name for blank in fields}:
        call = ", ".join(f"{blank.name}=…" for blank in fields)
        message = f"Fill in these, and no others: `check_blanks({chapter!r}, {call})`."
        return Report(False, "wrong-blanks", message, name=chapter)
    report = _report(chapter, fields, values)
    note_exercise(chapter, report.mistake, passed=report.passed)
    return report


def _report(chapter: str, fields: tuple[Blank, ...], values: Mapping[str, Any]) -> Report:
    expected = recorded("blanks")["chapters"][chapter]
    reports = [_judge(blank, values[blank.name], expected[blank.name]) for blank in fields]
    cases = tuple(case for report in reports for case in report.cases)
    for report in reports:
        if not report.passed:
            return Report(False, report.mistake, report.message, cases, chapter)
    names = " and ".join(blank.label for blank in fields)
    return Report(True, None, f"{names} are right.", cases, chapter)


def _judge(blank: Blank, value: Any, expected: float) -> Report:
    """The report on one blank."""

    def report(given: str, mistake: str | None, message: str, *, passed: bool = False) -> Report:
        return Report(passed, mistake, message, (CaseReport(blank.asked, "", given, passed),))

    try:
        number = read(value, Number(blank.label), 1)[0]
    except Unusable as unusable:
        if unusable.mistake in ("not-written", "nothing-returned"):
            return report("…", "not-written", f"{blank.label} is empty: fill in {blank.asked}.")
        return report("?", "wrong-type", f"{blank.label} isn't a number: fill in {blank.asked}.")
    except Exception:  # a value may be any object, and refuse even to be looked at
        return report("?", "wrong-type", f"{blank.label} isn't a number: fill in {blank.asked}.")
    given = show_number(number)
    if isclose(number, expected, rel_tol=blank.tolerance):
        return report(given, None, "", passed=True)
    for wrong in blank.wrong:
        if isclose(number, wrong.value, rel_tol=blank.tolerance):
            return report(given, wrong.id, f"{blank.label} isn't {given}: {wrong.pointer}.")
    return report(given, None, f"{blank.label} isn't {given}; it is {blank.asked}.")
