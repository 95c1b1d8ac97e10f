"""Submissions of students who mean well."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from tests.classroom.nbgrader.handed import CONVERT, EWA, NONE, OPEN, RIGHT, STEP, Given, Kinds, find, place, pointer

KINDS = Kinds()


@KINDS.add(RIGHT, "All 8 hidden cases agree.", "4 of 4 points.")
def perfect(given: Given) -> dict[str, Any]:
    return given.notebook()


@KINDS.add(NONE, "It isn't written yet.", "It isn't answered.")
def empty(given: Given) -> dict[str, Any]:
    return given.release


@KINDS.add(RIGHT | {STEP: -1.0, CONVERT: 0.0}, "hidden cases agree.")  # the test counts the cases
def half_right(given: Given) -> dict[str, Any]:
    code = given.solution(STEP).replace("def momentum_step", "def right")
    half = "def momentum_step(param, grad, velocity, lr, mu):\n    return right(param, grad, velocity, lr, mu)"
    return given.notebook(momentum_step=f"{code}\n\n{half} if param > 0 else (0.0, 0.0)", momentum_convert="")


@KINDS.add({EWA: 0.0, STEP: 0.0, CONVERT: 2.0}, pointer(EWA, "swapped-weights"), pointer(STEP, "wrong-sign"))
def wrong_with_known_mistakes(given: Given) -> dict[str, Any]:
    swapped = given.solution(EWA).replace("beta * m + (1 - beta) * x", "(1 - beta) * m + beta * x")
    return given.notebook(ewa=swapped, momentum_step=given.solution(STEP).replace("param - lr", "param + lr"))


@KINDS.add({EWA: 0.0, STEP: 0.0, CONVERT: 2.0}, "This is the book's version")
def as_on_the_page(given: Given) -> dict[str, Any]:
    return given.notebook(ewa=given.book(EWA), momentum_step=given.book(STEP))


@KINDS.add(RIGHT | {EWA: 0.0}, "SyntaxError", "There is no function `ewa`.")
def syntax_error(given: Given) -> dict[str, Any]:
    return given.notebook(ewa="def ewa(values, beta)\n    return values")


@KINDS.add(RIGHT | {STEP: 0.0}, "There is no function `momentum_step`.")
def deleted_cells(given: Given) -> dict[str, Any]:
    notebook = given.notebook()
    for name in ("momentum_step", "momentum_step-answer", "ewa-statement"):
        notebook["cells"].remove(find(notebook, name))
    return notebook


@KINDS.add(RIGHT)
def deleted_test_cell(given: Given) -> dict[str, Any]:
    notebook = given.notebook()
    notebook["cells"].remove(find(notebook, EWA))
    return notebook


@KINDS.add(NONE, "There is no function `ewa`.")
def deleted_all_cells(given: Given) -> dict[str, Any]:
    return given.release | {"cells": []}


@KINDS.add(RIGHT)
def copied_cells(given: Given) -> dict[str, Any]:
    """The answer was written into a copy; the stub still stands below, and the test cell is there twice."""
    notebook = given.notebook()
    stub = deepcopy(find(given.release, "ewa-answer"))
    notebook["cells"].insert(place(notebook, EWA) + 1, stub)
    notebook["cells"].append(deepcopy(find(notebook, EWA)))
    notebook["cells"].insert(0, deepcopy(find(given.release, OPEN)))
    return notebook


@KINDS.add(RIGHT)
def reordered_cells(given: Given) -> dict[str, Any]:
    return given.release | {"cells": given.notebook()["cells"][::-1]}


@KINDS.add(RIGHT)
def split_cells(given: Given) -> dict[str, Any]:
    """The function stands in a cell without nbgrader's metadata."""
    notebook = given.notebook(ewa="# see below")
    cell = {"cell_type": "code", "source": given.solution(EWA), "metadata": {}, "outputs": [], "execution_count": 1}
    notebook["cells"].append(cell)
    return notebook


@KINDS.add(RIGHT)
def written_into_the_test_cell(given: Given) -> dict[str, Any]:
    notebook = given.notebook(ewa="")
    find(notebook, EWA)["source"] = given.solution(EWA)
    return notebook


@KINDS.add(RIGHT)
def renamed_kernel(given: Given) -> dict[str, Any]:
    notebook = given.notebook()
    notebook["metadata"]["kernelspec"] = {"display_name": "My env", "language": "julia", "name": "my-env"}
    return notebook


@KINDS.add(RIGHT, file="hw (1) final.ipynb")
def renamed_file(given: Given) -> dict[str, Any]:
    return given.notebook()


@KINDS.add(RIGHT, stamp="yesterday")
def unreadable_time(given: Given) -> dict[str, Any]:
    return given.notebook()


@KINDS.add(RIGHT, stamp="2026-10-14 20:00:00 UTC")
def late(given: Given) -> dict[str, Any]:
    """Two days, less a few hours: two started days."""
    return given.notebook()


@KINDS.add(RIGHT, stamp="2026-10-14 20:00:00 UTC")
def late_with_extra_time(given: Given) -> dict[str, Any]:
    return given.notebook()


@KINDS.add(RIGHT, stamp="2026-10-21 12:00:00 UTC")
def late_beyond_all_days(given: Given) -> dict[str, Any]:
    return given.notebook()


@KINDS.add(RIGHT, stamp="2026-10-12 22:10:00 UTC")
def late_within_grace(given: Given) -> dict[str, Any]:
    return given.notebook()
