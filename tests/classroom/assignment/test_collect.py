"""Downloads of LMSs: whose notebook is whose, what is left out, and nothing gets out of its folder."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from classroom.assignment import AssignmentError, Course, collect
from tests.classroom.examples import course

PLACES = {
    "lovelaceada_12345_678_averages.ipynb": "ada",
    "bobbuilder_LATE_12345_679_averages-1.ipynb": "bob",
    "Eve Lin_1234_assignsubmission_file_/averages.ipynb": "eve",
    "Kim Ono_77_assignsubmission_file_averages.ipynb": "kim",
    "lea/averages/averages.ipynb": "lea",
    "max.ipynb": "max",
}
STUDENTS = "ada, lovelaceada\nbob, BobBuilder\neve, Eve Lin\nkim, Kim Ono\nlea\nmax\n"


@pytest.fixture
def made(tmp_path: Path) -> Course:
    made = course(tmp_path / "course")
    (made.folder / "students.txt").write_text(STUDENTS, encoding="utf-8")
    return made


def packed(folder: Path, files: dict[str, str]) -> Path:
    path = folder / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


@pytest.mark.parametrize("zipped", [True, False])
def test_every_notebook_gets_to_its_student(made: Course, tmp_path: Path, zipped: bool) -> None:
    contents = {place: f'{{"{who}": 1}}' for place, who in PLACES.items()}
    source = packed(tmp_path, contents)
    if not zipped:
        zipfile.ZipFile(source).extractall(tmp_path / "all")
        source = tmp_path / "all"
    found = collect(made, "averages", source)
    assert found.left_out == {}
    assert {who: [path.read_text() for path in paths] for who, paths in found.files.items()} == {
        who: [f'{{"{who}": 1}}'] for who in PLACES.values()
    }
    assert {handed.student for handed in made.handed_in("averages")} == set(PLACES.values())


def test_what_nobody_can_be_found_for_is_named(made: Course, tmp_path: Path) -> None:
    found = collect(
        made, "averages", packed(tmp_path, {"zed_1_2_a.ipynb": "{}", "notes.txt": "", "__MACOSX/x.ipynb": ""})
    )
    assert found.files == {}
    assert found.left_out == {"zed_1_2_a.ipynb": "students.txt doesn't name 'zed'"}


def test_without_a_list_the_names_are_taken(tmp_path: Path) -> None:
    made = course(tmp_path / "course")
    found = collect(
        made, "averages", packed(tmp_path, {"zed_1_2_a.ipynb": "{}", "Kim Ono_7_assignsubmission_file_/a.ipynb": "{}"})
    )
    assert set(found.files) == {"zed", "Kim Ono"}


@pytest.mark.parametrize("place", ["../../key.ipynb", "..ipynb", "/etc/x.ipynb", ".hidden/x.ipynb"])
def test_nothing_gets_out_of_its_folder(tmp_path: Path, place: str) -> None:
    made = course(tmp_path / "course")
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    source = packed(tmp_path, {place: "{}"})
    collect(made, "averages", source)
    new = {path for path in tmp_path.rglob("*") if path.is_file()} - before - {source}
    assert all(made.folder / "submitted" in path.parents and path.parent.name == "averages" for path in new)
    assert not Path("/etc/x.ipynb").exists()


def test_an_earlier_notebook_stays_and_the_new_one_counts(made: Course, tmp_path: Path) -> None:
    first = collect(made, "averages", packed(tmp_path, {"max.ipynb": "{}"})).files["max"]
    again = collect(made, "averages", packed(tmp_path, {"max.ipynb": "{}"})).files["max"]
    new = collect(made, "averages", packed(tmp_path, {"max.ipynb": '{"new": 1}'})).files["max"]
    assert again == first != new
    assert [path.read_text() for path in (*first, *new)] == ["{}", '{"new": 1}']


def test_an_old_stamp_does_not_speak_for_a_new_notebook(made: Course, tmp_path: Path) -> None:
    collect(made, "averages", packed(tmp_path, {"max.ipynb": "{}"}))
    stamp = made.folder / "submitted" / "max" / "averages" / "timestamp.txt"
    stamp.write_text("2026-10-12 21:59:00 UTC", encoding="utf-8")
    collect(made, "averages", packed(tmp_path, {"max.ipynb": "{}"}))
    assert [handed.at is None for handed in made.handed_in("averages")] == [False]
    collect(made, "averages", packed(tmp_path, {"max.ipynb": '{"new": 1}'}))
    assert [handed.at for handed in made.handed_in("averages")] == [None]
    assert [path.read_text() for path in stamp.parent.glob("timestamp-*.txt")] == ["2026-10-12 21:59:00 UTC"]


def test_whom_canvas_marks_late_is_told(made: Course, tmp_path: Path) -> None:
    assert collect(made, "averages", packed(tmp_path, dict.fromkeys(PLACES, "{}"))).late == ["bob"]


def test_what_is_no_download_is_refused(made: Course, tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match="neither a folder nor a zip file"):
        collect(made, "averages", tmp_path / "none.zip")
