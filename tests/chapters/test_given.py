"""Where the cells can't run, readers get the worked example's names: the same numbers as in the notebook."""

import pytest
import torch

from trainloop.exercises.filling import find_given, known_blanks

from .conftest import NOTEBOOKS, worked_example

CHAPTERS = {path.stem: path.relative_to(NOTEBOOKS).with_suffix("").as_posix() for path in NOTEBOOKS.glob("*/*.ipynb")}


@pytest.mark.parametrize("chapter", known_blanks())
def test_given_names_have_the_notebook_s_numbers(chapter):
    assigned = worked_example(CHAPTERS[chapter])
    given = find_given(chapter)
    assert set(given) == set(assigned)
    for name, value in assigned.items():
        number = value.tolist() if isinstance(value, torch.Tensor) else value
        assert given[name] == pytest.approx(number, rel=1e-12), name


def test_given_lists_belong_to_the_reader():
    find_given("linear-regression")["points_x"].clear()
    assert find_given("linear-regression")["points_x"] == [0.0, 1.0, 2.0]
