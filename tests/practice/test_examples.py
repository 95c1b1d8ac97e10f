"""``check_examples``: results of every kind, what it says, what it refuses."""

from __future__ import annotations

import pytest

from trainloop.exercises import check_examples
from trainloop.exercises.functions import SQUARE

STEP = [({"w": 1.0, "g": 2.0}, (0.8, 2.0)), ({"w": 3.0, "g": -1.0}, (3.1, -1.0))]


def step(w, g):
    return w - 0.1 * g, g


@pytest.mark.parametrize(
    ("fn", "examples"),
    [
        (step, STEP),
        (lambda g, w: step(w, g), STEP),
        (lambda x: 2 * x, [({"x": 1.0}, 2.0), ({"x": 3}, 6.0)]),
        (lambda xs: [x + 1 for x in xs], [({"xs": [1.0, 2.0]}, [2.0, 3.0]), ({"xs": [0.0]}, [1.0])]),
        (lambda f, x: f(x), [({"f": SQUARE, "x": 3.0}, 9.0), ({"f": SQUARE, "x": 1.0}, 1.0)]),
    ],
)
def test_right_functions_pass(fn, examples):
    report = check_examples(fn, examples)
    assert report.passed, report
    assert "All 2 cases agree with the examples." in str(report)


def test_a_wrong_number_is_shown_with_its_call():
    report = check_examples(lambda w, g: (w + 0.1 * g, g), STEP, returns=("w", "g"))
    assert not report.passed
    assert "w is 1.2, not 0.8" in report.message
    assert "(w=1.0, g=2.0)" in str(report)


@pytest.mark.parametrize(
    ("fn", "mistake"),
    [
        (lambda w, g: ..., "not-written"),
        (lambda w, g: None, "nothing-returned"),
        (lambda w, g: (g, w - 0.1 * g), "swapped-results"),
        (lambda w, g: 1 / 0, "raised"),
        (lambda w: w, "wrong-arguments"),
    ],
)
def test_mistakes_of_any_function_are_told(fn, mistake):
    assert check_examples(fn, STEP).mistake == mistake


def test_a_single_number_is_no_constant_factor():
    report = check_examples(lambda x: 3.0, [({"x": 1.0}, 2.0), ({"x": 2.0}, 3.0)])
    assert "times what it should be" not in report.message


@pytest.mark.parametrize("examples", [[], STEP[:1]])
def test_too_few_examples_are_refused(examples):
    with pytest.raises(ValueError, match="allowed: two or more pairs"):
        check_examples(step, examples)


def test_nothing_is_recorded(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    check_examples(step, STEP)
    assert list(tmp_path.iterdir()) == []
