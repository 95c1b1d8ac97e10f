"""The command line, from an empty folder to reports, and what it refuses."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest

from web.project import ROOT


def classroom(*arguments: object, fails: bool = False) -> str:
    command = [sys.executable, "-m", "classroom", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert bool(done.returncode) is fails, done.stdout + done.stderr
    return done.stderr if fails else done.stdout


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course after its commands, with one perfect and one broken submission."""
    folder = tmp_path_factory.mktemp("commands") / "course"
    said = classroom("new", folder)
    assert "averages" in said and "give it to nobody" in said
    assert f"wrote {folder}/release/averages/averages.ipynb" in classroom("release", folder, "averages")
    for student in ("ada", "bob"):
        (folder / "submitted" / student / "averages").mkdir(parents=True)
    nbformat.write(_right(folder), folder / "submitted/ada/averages/mine.ipynb")
    (folder / "submitted/bob/averages/mine.ipynb").write_text("no notebook", encoding="utf-8")
    return folder


def _right(folder: Path) -> nbformat.NotebookNode:
    """The students' notebook with the instructor's functions, and something written under the open question."""
    notebook = nbformat.read(folder / "release/averages/averages.ipynb", 4)
    solutions = nbformat.read(folder / "instructor/averages/averages.ipynb", 4)
    written = iter([cell.source for cell in solutions.cells if cell.cell_type == "code"])
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.source = next(written)
        elif "trainloop" in cell.metadata:
            cell.source = "The loss is that of the parameters before the step."
    return notebook


def test_from_submissions_to_reports(folder: Path) -> None:
    said = classroom("grade", folder, "averages")
    assert "Graded 2, 0 were graded before." in said
    assert "bob: nothing could be marked: it isn't a notebook" in said
    assert "Graded 0, 2 were graded before." in classroom("grade", folder, "averages", "--jobs", 1)
    assert "Graded 2, 0 were graded before." in classroom("grade", folder, "averages", "--again")
    said = classroom("report", folder, "averages")
    for name in ("marks.csv", "canvas.csv", "moodle.csv", "class.html", "students/ada.html", "students/bob.html"):
        assert f"wrote {folder}/reports/averages/{name}" in said
    page = (folder / "reports/averages/students/ada.html").read_text()
    assert "<strong>10 of 12 points.</strong> One of your answers is still to be marked" in page


def test_marks_by_hand_and_reports_in_any_order(folder: Path) -> None:
    classroom("grade", folder, "averages")
    assert "Students who wait for marks by hand: 1." in classroom("report", folder, "averages")
    path = folder / "reports/averages/by-hand.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert text.count(",2,,,") == 1
    path.write_text(text.replace(",2,,,", ",2,1.5,Well seen,"), encoding="utf-8-sig")
    assert "wait for marks" not in classroom("report", folder, "averages")
    assert "<strong>11.5 of 12 points.</strong>" in (folder / "reports/averages/students/ada.html").read_text()
    assert "Kept 1 mark." in classroom("by-hand", folder, "averages")


def test_a_notebook_made_for_somebody_else_is_told(folder: Path) -> None:
    (folder / "submitted/eve/averages").mkdir(parents=True)
    shutil.copy(folder / "instructor/averages/averages.ipynb", folder / "submitted/eve/averages/mine.ipynb")
    assert "eve: made from the instructor's notebook" in classroom("grade", folder, "averages")
    classroom("report", folder, "averages")
    marks = (folder / "reports/averages/marks.csv").read_text()
    assert "hand-in time unknown, made from the instructor's notebook" in marks
    assert "made from the instructor&#x27;s notebook" in (folder / "reports/averages/class.html").read_text()
    shutil.rmtree(folder / "submitted/eve")


def test_a_download_is_sorted_in(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("ada_1_2_averages.ipynb", "{}")
        archive.writestr("notes.txt", "")
    said = classroom("collect", folder, "averages", tmp_path / "all.zip")
    assert "Sorted in notebooks of 1 students." in said
    assert (folder / "submitted/ada/averages/ada_1_2_averages.ipynb").read_text() == "{}"
    said = classroom("grade", folder, "averages")
    assert "ada: 2 notebooks; the newest counts, and not mine.ipynb" in said
    (folder / "submitted/ada/averages/ada_1_2_averages.ipynb").unlink()


def test_what_can_be_asked_is_listed() -> None:
    said = classroom("list")
    assert "momentum (Momentum)\n  function      momentum_step\n  number        momentum-convert\n" in said
    assert "  by hand, 3    exponentially-weighted-averages-best-for-a-sine\n" in said


def test_isolation_is_told() -> None:
    assert "A submission gets" in classroom("isolation")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("release", "{folder}", "week-9"), "classroom: there is no 'week-9' in"),
        (("grade", "{folder}/nowhere", "averages"), "there are: none yet"),
        (("by-hand", "{folder}", "averages", "{folder}/none.csv"), "No such file or directory"),
    ],
)
def test_refusals_are_sentences(folder: Path, arguments: tuple[str, ...], said: str) -> None:
    told = classroom(*(argument.format(folder=folder) for argument in arguments), fails=True)
    assert said in told
    assert "Traceback" not in told
