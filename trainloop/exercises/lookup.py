"""Which exercise a reader means by a function, or by its name."""

from __future__ import annotations

from trainloop.exercises.report import Report
from trainloop.exercises.task import Task, find_task, known_tasks

SUFFIX = "_solution"


def meant_task(given: object, asking: str, *, name_will_do: bool = False) -> Task | Report:
    """The exercise of a function (or of a name, where that will do), or the report on why there is none.

    ``asking`` is the name of the function that was called, for the report. A suffix ``_solution``
    is ignored. Never raises.
    """
    name = given if name_will_do and type(given) is str else _name_of(given)
    if name is None:
        wanted = "the function or its name" if name_will_do else "the function itself, without brackets"
        return Report(False, "not-a-function", f"`{asking}` wants {wanted}: `{asking}(ewa)`.")
    name = name.removesuffix(SUFFIX)
    task = find_task(name)
    if task is None:
        known = ", ".join(f"`{known}`" for known in known_tasks())
        message = f"There is no exercise of this name. The exercises are {known}."
        return Report(False, "unknown-exercise", message, name=name)
    return task


def _name_of(fn: object) -> str | None:
    """The name of a function, or None for what isn't a function with a name."""
    try:
        name = getattr(fn, "__name__", None)
        return name if callable(fn) and type(name) is str else None
    except Exception:  # an object may refuse even to be asked
        return None
