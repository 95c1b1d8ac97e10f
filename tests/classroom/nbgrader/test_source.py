"""The source notebook: what is taken out of it leaves the students' notebook, and its hidden tests are right."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from nbformat import NotebookNode
from nbgrader.preprocessors import CheckCellMetadata, ClearHiddenTests, ClearSolutions
from traitlets.config import Config

from classroom.assignment import AssignmentError, parse
from classroom.nbgrader import write_course
from classroom.nbgrader.hidden import BEGIN, END, without_hidden_tests
from classroom.nbgrader.settings import configure
from classroom.nbgrader.source import solution_cell, source_notebook
from classroom.notebooks import student_notebook
from classroom.variants import GradedItem, assignable, graded_items
from classroom.variants.function import FunctionItem
from classroom.variants.question import NumberItem

KEY = bytes(range(32))
CHAPTERS = [name for name, items in assignable().items() if items]


@cache
def made(chapter: str) -> tuple[NotebookNode, NotebookNode, tuple[GradedItem, ...]]:
    """The source and the students' notebook of an assignment with all of a chapter's items, and these."""
    names = assignable()[chapter]
    functions = "".join(f"\n  {name}: 2" for name in names if "-" not in name)
    questions = "".join(f"\n  {name}: 2" for name in names if "-" in name)
    text = (
        f"title: All\nchapters: [{chapter}]\nexercises:{functions}\nquestions:{questions}\npoints: {2 * len(names)}\n"
    )
    assignment = parse(text, "all")
    items = graded_items(assignment, KEY)
    return source_notebook(assignment, items), student_notebook(assignment, items), items


def named(notebook: NotebookNode, name: str) -> str:
    return next(str(cell.source) for cell in notebook.cells if cell.metadata.nbgrader["grade_id"] == name)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_what_nbgrader_hands_out_is_the_students_notebook(chapter: str, tmp_path: Path) -> None:
    source, students, items = made(chapter)
    config = Config()
    configure(config, tmp_path)
    released, resources = CheckCellMetadata().preprocess(deepcopy(source), {})
    for step in (ClearSolutions(config=config), ClearHiddenTests(config=config)):
        released, resources = step.preprocess(released, resources)
    texts = [cell.source.rstrip() for cell in released.cells]
    extra = {f"{item.item.function}()" for item in items if item.stub and not item.examples}
    assert [text for text in texts if text not in extra] == [cell.source.rstrip() for cell in students.cells]
    for item in items:
        assert not any(secret in text for secret in item.secrets for text in texts)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_hidden_tests_give_the_points(chapter: str) -> None:
    source, _, items = made(chapter)
    for item in items:
        name = item.item.function
        if not isinstance(item, FunctionItem | NumberItem):
            continue
        test = named(source, name)
        hidden = test[test.index(BEGIN) :]
        assert END in hidden and without_hidden_tests(test) + "\n" + hidden == test
        assert points(named(source, f"{name}-answer"), hidden) == pytest.approx(item.item.points)
        if isinstance(item, FunctionItem):
            assert points(item.exercise.solution, hidden) < item.item.points
            assert points(f"def {name}(*a, **k):\n    raise ValueError", hidden) == 0.0
            shown = [dict(case) for case in item.shown.cases]
            assert not any(dict(case) in shown for case in item.hidden.cases)
        else:
            assert points(f"def {name}():\n    return {item.task.value * 1.5 + 1}", hidden) == 0.0


def points(answer: str, hidden: str) -> float:
    """The value of the last line, as nbgrader gets it from a kernel."""
    *lines, last = [line for line in hidden.split("\n") if line != END]
    namespace: dict[str, Any] = {}
    exec("\n".join([answer, *lines]), namespace)
    return float(eval(last, namespace))


STUB = 'def f(a, b):\n    """Add."""\n    return ...'


@pytest.mark.parametrize(
    "solution",
    [
        'def f(a, b):\n    """Add."""\n    # both\n    c = a + b\n    return c',
        "def f(a, b):\n    # both\n    return a + b",
        "def f(a, b): return a + b",
        "import math\n\nHALF = 0.5\n\n\ndef f(a, b):\n    return math.fsum([a, b]) * HALF * 2",
        "def f(a, b):\n    return helper(a, b)\n\n\ndef helper(a, b):\n    return a + b",
    ],
)
def test_a_solution_fits_into_its_stub(solution: str) -> None:
    cell = solution_cell("f", STUB, solution)
    namespace: dict[str, Any] = {}
    exec(cell, namespace)
    assert namespace["f"](1, 2) == 3
    assert cell.startswith('def f(a, b):\n    """Add."""\n    ### BEGIN SOLUTION\n')
    assert cell.endswith("### END SOLUTION")


@pytest.mark.parametrize(
    ("stub", "solution"),
    [
        (STUB, "def g(a, b):\n    return a + b"),
        (STUB, "def f(b, a):\n    return a + b"),
        (STUB.replace("return ...", "pass"), "def f(a, b):\n    return a + b"),
    ],
)
def test_a_solution_that_does_not_fit_is_refused(stub: str, solution: str) -> None:
    with pytest.raises(AssignmentError, match=r"^f: "):
        solution_cell("f", stub, solution)


ONE = "title: A\nchapters: [momentum]\nexercises: {momentum_step: 4}\npoints: 4\n"


def test_numbers_by_student_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="vary is 'student', and nbgrader has one source for all"):
        write_course(tmp_path, parse(f"{ONE}vary: student\n", "hw"), KEY)
    assert not list(tmp_path.iterdir())


def test_settings_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    settings = tmp_path / "nbgrader_config.py"
    settings.write_text("c = get_config()\n", encoding="utf-8")
    with pytest.raises(AssignmentError, match=r"move them to .*own_settings\.py"):
        write_course(tmp_path, parse(ONE, "hw"), KEY)
    assert settings.read_text(encoding="utf-8") == "c = get_config()\n"


def test_a_second_assignment_is_added(tmp_path: Path) -> None:
    first = write_course(tmp_path, parse(ONE, "first"), KEY)
    before = first.read_bytes(), (tmp_path / "nbgrader_config.py").read_bytes()
    second = write_course(tmp_path, parse(ONE, "second"), KEY)
    assert (first.read_bytes(), (tmp_path / "nbgrader_config.py").read_bytes()) == before
    assert first.read_bytes() != second.read_bytes()
    write_course(tmp_path, parse(ONE, "first"), KEY)
    assert first.read_bytes() == before[0]
