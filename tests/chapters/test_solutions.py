"""Every folded solution of every chapter passes the check of its exercise; every stub doesn't yet."""

import nbformat
import pytest

from trainloop.exercises import check

from .conftest import NOTEBOOKS, definitions

NAMES = sorted(p.relative_to(NOTEBOOKS).with_suffix("").as_posix() for p in NOTEBOOKS.glob("*/*.ipynb"))
CHAPTERS = [name for name in NAMES if "chapter" in nbformat.read(NOTEBOOKS / f"{name}.ipynb", 4).metadata]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_solutions_pass_and_stubs_are_not_written_yet(chapter):
    names = vars(definitions(chapter))
    solutions = {name for name in names if name.endswith("_solution")}
    assert solutions, f"{chapter} has no function exercise"
    for name in solutions:
        report = check(names[name])
        assert report.passed, f"{chapter}: {name}: {report.message}"
        stub = check(names[name.removesuffix("_solution")])
        assert not stub.passed
        assert stub.mistake == "not-written", f"{chapter}: {name}: {stub.mistake}"
