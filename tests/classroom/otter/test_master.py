"""The master notebook, and what ``otter assign`` makes of it: for students without a secret, and a zip that is whole."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
import yaml

from classroom.assignment import Assignment, AssignmentError, book_version
from classroom.otter import LIMITS, master
from classroom.otter.asked import asked_of, marks_of, read_asked, requests_of
from classroom.otter.plugin import refuse_other_book
from classroom.otter.replay import cell
from classroom.otter.replay import results_of as results
from classroom.sandbox import notebook_cells, run
from classroom.variants import GradedItem, graded_items
from classroom.variants.function import FunctionItem
from tests.classroom.examples import KEY, assignment, everything
from tests.classroom.otter.rounds import Made


def test_students_get_stubs_and_examples_under_the_functions_names(made: Made) -> None:
    cells = notebook_cells(made.student)
    for item in graded_items(made.assignment, KEY):
        assert not item.stub or item.stub in cells
        assert not item.examples or item.examples in cells


def test_students_get_one_file_and_no_secret(made: Made) -> None:
    (only,) = [path for path in made.student.parent.rglob("*") if path.is_file()]
    notebook = nbformat.read(only, as_version=4)
    sources = "\n".join(cell.source for cell in notebook.cells)
    tests = notebook.metadata.pop("otter")["tests"]
    assert "hidden_1" not in str(tests)
    whole = f"{sources}\n{json.dumps(notebook)}\n{tests}"
    for secret in secrets(made.assignment):
        assert secret not in whole


def test_the_secrets_are_in_the_master_notebook(made: Made) -> None:
    # What the test above looks for, it would find.
    sources = "\n".join(cell.source for cell in nbformat.read(made.folder / "averages.ipynb", as_version=4).cells)
    for item in graded_items(made.assignment, KEY):
        if isinstance(item, FunctionItem):
            assert all(line in sources for line in item.twisted.lines.splitlines())
        assert not item.request or item.solution in sources


def secrets(asked: Assignment) -> list[str]:
    items = graded_items(asked, KEY)
    return [KEY.hex(), *(item.seed for item in items), *(text for item in items for text in item.secrets)]


def test_book_and_seed_are_told(made: Made) -> None:
    about = nbformat.read(made.student, as_version=4).metadata["trainloop"]
    assert about == {"assignment": "averages", "book": book_version(), "seed": "first"}
    config = nbformat.read(made.folder / "averages.ipynb", as_version=4).cells[0].source
    assert f"book {book_version()}, seed first" in config


def test_an_open_question_is_left_to_a_person(made: Made) -> None:
    with zipfile.ZipFile(made.archive) as archive:
        tests = {Path(name).stem for name in archive.namelist() if name.startswith("tests/")}
    assert tests == {"ewa", "momentum_step", "momentum_convert"}
    answers = [cell.metadata.get("trainloop") for cell in nbformat.read(made.student, as_version=4).cells]
    assert {"answer": "gradients-softplus"} in answers


def test_the_hidden_tests_are_other_ones_than_the_public(made: Made) -> None:
    with zipfile.ZipFile(made.archive) as archive:
        lines = archive.read("tests/ewa.py").decode().splitlines()
    shown = [line.split("shown(")[1] for line in lines if "agree(shown(" in line]
    hidden = [line.split("hidden(")[1] for line in lines if "agree(hidden(" in line]
    assert (len(shown), len(hidden)) == (2, 8)
    assert len({*shown, *hidden}) == 10


def test_the_zip_says_what_to_install_and_holds_no_key(made: Made) -> None:
    with zipfile.ZipFile(made.archive) as archive:
        environment = yaml.safe_load(archive.read("environment.yml"))
        config = json.loads(archive.read("otter_config.json"))
        contents = [archive.read(name) for name in archive.namelist()]
    assert f"python={sys.version_info.major}.{sys.version_info.minor}" in environment["dependencies"]
    (pip,) = [entry["pip"] for entry in environment["dependencies"] if isinstance(entry, dict)]
    assert [name.partition("==")[0] for name in pip] == ["otter-grader[grading,plugins]", "anywidget"]
    assert (config["show_hidden"], config["show_stdout"]) == (False, False)
    assert not [content for content in contents if KEY in content or KEY.hex().encode() in content]


def test_what_travels_needs_no_torch_and_no_installed_book(made: Made) -> None:
    code = (
        "import sys; sys.modules['torch'] = None\n"
        "sys.meta_path = [finder for finder in sys.meta_path if 'editable' not in repr(finder).lower()]\n"
        "sys.path.insert(0, '.')\n"
        "import files.judge.load, trainloop; print(trainloop.__file__)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=made.folder, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(made.folder / "judge" / "public")


def test_the_same_assignment_gives_the_same_notebook(made: Made) -> None:
    items = [asked_of(item) for item in graded_items(made.assignment, KEY)]
    again = nbformat.writes(master.master_notebook(made.assignment, items))
    assert again.strip() == (made.folder / "averages.ipynb").read_text(encoding="utf-8").strip()
    other = assignment(seed="second")
    assert again != nbformat.writes(master.master_notebook(other, [asked_of(i) for i in graded_items(other, KEY)]))


def test_items_are_the_same_after_their_journey(made: Made) -> None:
    _, items = read_asked(made.folder / "judge" / "private")
    assert [a.graded.request for a in items] == [item.request for item in graded_items(made.assignment, KEY)]


def test_each_solution_of_the_book_passes_its_tests() -> None:
    asked = everything()
    items = [asked_of(item) for item in graded_items(asked, KEY)]
    ran = run([a.graded.solution for a in items if a.request], requests_of(items), weak=True)
    gave = {
        a.graded.item.function: results(a.request, ran.answers.get(a.graded.item.function), ran.trouble)
        for a in items
        if a.request
    }
    names: dict[str, Any] = {}
    exec(cell(gave, {}, ()), names)
    for source in sources_in(master.master_notebook(asked, items)):
        found: dict[str, Any] = {}
        exec(source, found)
        (test,) = [value for name, value in found.items() if name.startswith(("public_", "hidden_"))]
        test(*(names[name] for name in test.__code__.co_varnames[: test.__code__.co_argcount]))
    assert all(mark.outcome in ("right", "by-hand") for mark in marks_of(items, ran.answers, ran.trouble))


def sources_in(notebook: nbformat.NotebookNode) -> Sequence[str]:
    sources = [cell.source for cell in notebook.cells if cell.source.startswith('""" # BEGIN TEST CONFIG')]
    assert len(sources) > 100
    return sources


def test_numbers_that_vary_by_student_are_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="vary is 'student'; allowed for otter: class"):
        master.write_master(tmp_path, assignment(vary="student"), KEY)
    assert not list(tmp_path.iterdir())


def test_a_solution_that_fails_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(asked: Assignment, key: bytes) -> list[GradedItem]:
        item = graded_items(asked, key)[0]
        assert isinstance(item, FunctionItem)
        wrong = replace(item.exercise, solution=item.exercise.solution.replace("(1 - beta)", "beta"))
        return [replace(item, exercise=wrong)]

    monkeypatch.setattr(master, "graded_items", failing)
    with pytest.raises(AssignmentError, match="ewa: its own solution isn't right"):
        master.write_master(tmp_path, assignment(), KEY)


def test_a_zip_of_another_book_is_refused() -> None:
    refuse_other_book(book_version())
    refuse_other_book(book_version().replace("0.1.0", "0+unknown"))  # the digest is what counts
    with pytest.raises(AssignmentError, match=r"made from book 0\.1\.0\+abc"):
        refuse_other_book("0.1.0+abc")


def test_the_limits_are_told_in_words() -> None:
    assert {"resisted", "plugin needed", "containers", "damaged files", "instead"} <= LIMITS.keys()
    assert all(text.endswith(".") for text in LIMITS.values())
