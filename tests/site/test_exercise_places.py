"""The place of an exercise on the page: which cells become one, and what stands there if it needs tensors."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from trainloop.exercises.task import find_task
from web.extensions import exercises
from web.extensions.exercises import Checked, Exercise, depart_exercise, read_check, task_of

STUB, CHECK = "def ewa(values, beta):\n    return ...", "check(ewa)"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("check(ewa)", Checked("function", "ewa")),
        ('check_blanks("adam", m_2=m_2, w_2=w_2)', Checked("blanks", "adam")),
        ("check(ewa_solution)\nprint(1)", None),
        ("check('ewa')", None),
        ("print(check(ewa))", None),
        ("check(", None),
    ],
)
def test_only_a_plain_check_makes_an_exercise(source: str, expected: Checked | None) -> None:
    assert read_check(source) == expected


def test_the_script_gets_what_it_needs() -> None:
    task = task_of(Checked("function", "ewa"), STUB, CHECK)
    assert task is not None
    assert (task["name"], task["stub"], task["check"]) == ("ewa", STUB, CHECK)
    assert len(task["hints"]) >= 2
    changed = task_of(Checked("function", "ewa"), STUB + "\n", CHECK)
    assert changed is not None and changed["version"] != task["version"]


def test_blanks_bring_the_names_of_the_worked_example() -> None:
    task = task_of(Checked("blanks", "exponentially-weighted-averages"), "m_3 = ...\nshare = ...", "check_blanks(…)")
    assert task is not None
    assert task["given"] == pytest.approx({"first": 3.5, "second": 6.45})


def test_an_exercise_that_needs_tensors_says_so_and_leads_to_the_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_task("ewa")
    assert found is not None
    monkeypatch.setattr(exercises, "find_task", lambda name: replace(found, needs_torch=True))
    task = task_of(Checked("function", "ewa"), STUB, CHECK)
    assert task is None
    builder = SimpleNamespace(current_docname="optimizers/adam", get_target_uri=lambda name: f"{name}.html")
    translator = SimpleNamespace(builder=builder, body=[])
    depart_exercise(translator, Exercise(name="ewa", task=task))  # type: ignore[arg-type]
    html = "".join(translator.body)
    assert "This exercise needs tensors: do it in the notebook." in html
    assert 'href="../notebooks/optimizers/adam.ipynb"' in html
    assert "application/json" not in html
