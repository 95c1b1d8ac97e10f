"""Submissions of students who mean well, and what happens to notebooks on their way."""

from __future__ import annotations

import json
from copy import deepcopy

from tests.classroom.submissions.given import (
    ADAM,
    ANSWERED,
    CONVERT,
    EWA,
    FUNCTIONS,
    OPEN,
    POINTS,
    STEP,
    Earned,
    Given,
    Kinds,
    Made,
    all_but,
    code,
    everything,
    find,
    nothing,
)

KINDS = Kinds()
HALVES = {
    EWA: "def ewa(values, beta):\n    return whole(values, beta) if values[0] > 0 else [1234.5] * len(values)",
    STEP: "def momentum_step(param, grad, velocity, lr, mu):\n"
    "    return whole(param, grad, velocity, lr, mu) if grad > 0 else (1234.5, 6789.5)",
    ADAM: "def adam_step(param, grad, m, v, t, lr, beta1, beta2, eps):\n"
    "    return whole(param, grad, m, v, t, lr, beta1, beta2, eps) if param > 0 else (1234.5, 6789.5, 12.5)",
}
POSITIVE = {EWA: lambda case: case["values"][0], STEP: lambda case: case["grad"], ADAM: lambda case: case["param"]}


@KINDS.add(everything)
def perfect(given: Given) -> Made:
    return given.notebook()


@KINDS.add(nothing)
def empty(given: Given) -> Made:
    return given.release


def half_earned(given: Given) -> Earned:
    """The share of the hidden cases in which the number that decides is positive."""
    earned = {CONVERT: 0.0}
    for name in FUNCTIONS:
        cases = given.function(name).hidden.cases
        earned[name] = POINTS[name] * sum(POSITIVE[name](case) > 0 for case in cases) / len(cases)
    return earned


@KINDS.add(half_earned)
def half_right(given: Given) -> Made:
    """Right for positive numbers, and far off for the others; the question is left alone."""
    answers = {CONVERT: given.items[CONVERT].stub}
    for name in FUNCTIONS:
        whole = given.solution(name).replace(f"def {name}(", "def whole(")
        # Cells share their names, so each function keeps its own helper.
        answers[name] = f"{whole}\n\n\n{HALVES[name]}".replace("whole(", f"whole_{name}(")
    return given.notebook(answers)


KNOWN = {EWA: "swapped-weights", STEP: "wrong-sign", ADAM: "correction-missing"}


def known_sources(given: Given) -> dict[str, str]:
    """Each solution with one mistake in it."""
    changes = {
        EWA: ("beta * m + (1 - beta) * x", "(1 - beta) * m + beta * x"),
        STEP: ("return param - lr", "return param + lr"),
        ADAM: ("return param - lr * m_hat / (v_hat**0.5 + eps)", "return param - lr * m / (v**0.5 + eps)"),
    }
    sources = {}
    for name, (right, wrong) in changes.items():
        sources[name] = given.solution(name).replace(right, wrong)
        assert sources[name] != given.solution(name), f"the book's solution of {name} was changed: write {right!r} anew"
    return sources


def known_earned(given: Given) -> Earned:
    shared = {name: given.shared(name, source) for name, source in known_sources(given).items()}
    return {**shared, CONVERT: POINTS[CONVERT]}


@KINDS.add(known_earned, mistakes=KNOWN)
def known_mistakes(given: Given) -> Made:
    return given.notebook(known_sources(given))


@KINDS.add(all_but(*FUNCTIONS), mistakes=dict.fromkeys(FUNCTIONS, "as-in-the-book"))
def as_on_the_page(given: Given) -> Made:
    return given.notebook({name: given.book(name) for name in FUNCTIONS})


@KINDS.add(all_but(EWA))
def syntax_error(given: Given) -> Made:
    return given.notebook({EWA: "def ewa(values, beta)\n    return values"})


@KINDS.add(all_but(STEP))
def deleted_cell(given: Given) -> Made:
    notebook = given.notebook()
    notebook["cells"].remove(find(notebook, STEP))
    return notebook


@KINDS.add(nothing)
def deleted_all_cells(given: Given) -> Made:
    return given.release | {"cells": []}


@KINDS.add(everything)
def copied_cell(given: Given) -> Made:
    """The answer was written into a copy; the stub still stands below."""
    notebook = given.notebook()
    for name in (EWA, CONVERT):
        place = notebook["cells"].index(find(notebook, name))
        notebook["cells"].insert(place + 1, deepcopy(find(given.release, name)))
    return notebook


@KINDS.add(everything)
def reordered_cells(given: Given) -> Made:
    return given.release | {"cells": given.notebook()["cells"][::-1]}


@KINDS.add(everything)
def split_cell(given: Given) -> Made:
    """A part of the work in a cell of its own, before the function."""
    notebook = given.notebook({CONVERT: f"{given.solution(CONVERT).rpartition('return')[0]}return answer"})
    place = notebook["cells"].index(find(notebook, CONVERT))
    notebook["cells"].insert(place, code(f"answer = {given.solution(CONVERT).rpartition('return ')[2]}"))
    return notebook


@KINDS.add(everything)
def renamed_kernel(given: Given) -> Made:
    notebook = given.notebook()
    notebook["metadata"]["kernelspec"] = {"display_name": "My env", "language": "julia", "name": "my-env"}
    return notebook


@KINDS.add(everything, file="hw (1) final ü.ipynb")
def renamed_file(given: Given) -> Made:
    return given.notebook()


@KINDS.add(everything)
def commands_and_magics(given: Given) -> Made:
    notebook = given.notebook()
    notebook["cells"][1:1] = [
        code("%matplotlib inline\n!pip install nothing\n%%time"),
        code("%%bash\nexit 1"),
        code("?ewa"),
    ]
    return notebook


@KINDS.add(everything)
def saved_by_another_editor(given: Given) -> Made:
    """With a mark of byte order, sources as lists of lines, ids and metadata lost."""
    notebook = given.notebook()
    for cell in notebook["cells"]:
        cell.pop("id", None)
        cell["source"] = cell["source"].splitlines(keepends=True)
    return "\ufeff" + json.dumps(notebook | {"nbformat_minor": 4})


@KINDS.add(everything)
def fails_in_other_cells(given: Given) -> Made:
    notebook = given.notebook()
    notebook["cells"][1:1] = [
        code("undefined"),
        code("1 / 0"),
        code("import no_such_package"),
        code("raise SystemExit(3)"),
    ]
    return notebook


@KINDS.add(all_but(*ANSWERED))
def raises_in_functions(given: Given) -> Made:
    answers = {name: given.items[name].stub.replace("return ...", "return 1 / 0") for name in ANSWERED}
    return given.notebook(answers)


@KINDS.add(everything)
def odd_answer_by_hand(given: Given) -> Made:
    """Half a character, and a null one, where a person is to read an answer."""
    notebook = given.notebook()
    find(notebook, OPEN)["source"] = "It moves \ud83d up.\x00 Or does it?"
    return notebook
