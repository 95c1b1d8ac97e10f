"""A course's folder: its key, what was handed in, and when."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from classroom.assignment import AssignmentError, Course, draw_seed, read_key, write_key
from tests.classroom.examples import KEY, course


def handed(made: Course, student: str, name: str = "a.ipynb", content: str = "{}") -> Path:
    path = made.folder / "submitted" / student / "averages" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_a_key_is_kept_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    made = course(tmp_path / "course")
    assert read_key(made.key_file) == made.key and len(made.key) == 32
    assert made.key_file.stat().st_mode & 0o777 == 0o600
    before = made.key
    made.begin()
    assert made.key == before
    with pytest.raises(FileExistsError):
        write_key(made.key_file)
    assert course(tmp_path / "other").key != made.key


@pytest.mark.parametrize("content", ["", "00", "x" * 64])
def test_a_damaged_key_is_refused(tmp_path: Path, content: str) -> None:
    made = course(tmp_path)
    made.key_file.write_text(content, encoding="utf-8")
    with pytest.raises(AssignmentError, match="a key of 64 hexadecimal digits"):
        _ = made.key


def test_seeds_keep_their_parts_apart() -> None:
    seeds = {
        draw_seed(KEY, "ab", "c"),
        draw_seed(KEY, "a", "bc"),
        draw_seed(KEY, "abc"),
        draw_seed(bytes(32), "ab", "c"),
    }
    assert len(seeds) == 4
    assert draw_seed(KEY, "ab", "c") in seeds


def test_the_newest_notebook_of_each_student_counts(tmp_path: Path) -> None:
    made = course(tmp_path)
    old, new = handed(made, "ada", "old.ipynb"), handed(made, "ada", "new.ipynb")
    os.utime(old, (1_000_000, 1_000_000))
    os.utime(new, (2_000_000, 2_000_000))
    handed(made, "eve", "notes.txt")
    (found,) = made.handed_in("averages")
    assert (found.student, found.path, found.at, found.others) == ("ada", new, None, (old,))


@pytest.mark.parametrize("stamp", ["2026-10-12 21:59:00.000000 UTC", "2026-10-12T23:59:00+02:00"])
def test_a_stamp_tells_when(tmp_path: Path, stamp: str) -> None:
    made = course(tmp_path)
    (handed(made, "ada").parent / "timestamp.txt").write_text(f"{stamp}\n", encoding="utf-8")
    (found,) = made.handed_in("averages")
    assert found.at == datetime(2026, 10, 12, 21, 59, tzinfo=UTC)


def test_without_a_stamp_nobody_knows_when(tmp_path: Path) -> None:
    made = course(tmp_path)
    path = handed(made, "ada")
    assert [found.at for found in made.handed_in("averages")] == [None]
    (path.parent / "timestamp.txt").write_text("soon", encoding="utf-8")
    assert [found.at for found in made.handed_in("averages")] == [None]
    assert made.strays("averages") == ["ada/averages/timestamp.txt: it holds no time, so the submission isn't late"]


def test_a_new_stamp_makes_another_submission(tmp_path: Path) -> None:
    made = course(tmp_path)
    path = handed(made, "ada")
    (before,) = made.handed_in("averages")
    (path.parent / "timestamp.txt").write_text("2026-10-12 21:59:00 UTC", encoding="utf-8")
    (after,) = made.handed_in("averages")
    assert before.digest != after.digest


def test_what_lies_elsewhere_is_named(tmp_path: Path) -> None:
    made = course(tmp_path)
    handed(made, "Bob")
    (tmp_path / "submitted" / "zed_1_2_a.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "submitted" / "Bob" / "a.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "submitted" / "eve" / "averages").mkdir(parents=True)
    (tmp_path / "students.txt").write_text("bob\neve\n", encoding="utf-8")
    place = "it isn't in submitted/STUDENT/averages/"
    assert made.strays("averages") == [
        *(f"zed_1_2_a.ipynb: {place}", f"Bob/a.ipynb: {place}"),
        "Bob/averages: students.txt doesn't name Bob; it is graded all the same",
        "eve/averages: there is no notebook in it",
    ]


def test_links_are_left_out(tmp_path: Path) -> None:
    made = course(tmp_path)
    folder = handed(made, "eve", "own.ipynb").parent
    (folder / "own.ipynb").unlink()
    (folder / "link.ipynb").symlink_to(made.key_file)
    assert list(made.handed_in("averages")) == []


def test_students_are_listed_or_those_who_handed_in(tmp_path: Path) -> None:
    made = course(tmp_path)
    handed(made, "eve")
    assert made.students() == ("eve",)
    (tmp_path / "students.txt").write_text("# ours\nada\n\nbob \n", encoding="utf-8")
    assert made.students() == ("ada", "bob")


def test_an_unknown_assignment_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssignmentError, match=r"there is no 'week-9' in .*; there are: averages"):
        course(tmp_path).assignment("week-9")
