"""The file of marks: whole rows or none, the latest of each student, marks by hand, tables for gradebooks."""

from __future__ import annotations

import csv
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from classroom.assignment import AssignmentError
from classroom.grading import Row, Store
from classroom.grading.by_hand import read_marked, write_waiting
from classroom.grading.gradebook import write_tables
from classroom.variants import graded_items
from classroom.variants.mark import WAITING, Mark
from tests.classroom.examples import KEY, assignment

MARKS = (
    Mark("ewa", 4, 4, "right", "", "All agree."),
    Mark("momentum_step", 4, 1, "partly", "wrong-sign", "The sign is wrong."),
    Mark("momentum-convert", 2, 0, "missing", "missing", "There is none."),
    Mark("gradients-softplus", 5, 0, "by-hand", "", WAITING),
)
ROW = Row(
    *("averages", "ada", "d1", "e1", "0.1.0+abc", "first", "2026-10-12T22:00:00+00:00", "2026-10-13T08:00:00+00:00"),
    *("", 1, 0.9, MARKS, {"gradients-softplus": 'Because, "it"\nis smooth.'}),
)

ITEMS = graded_items(assignment(), KEY)
ASKED = {"ada": ITEMS}
ANSWER = ROW.answers["gradients-softplus"]
STUDENTS = {"ada": ("ada17", "Ada Lovelace"), "bob": ("bob",), "eve": ("eve",)}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    made = Store(tmp_path / "marks.sqlite")
    made.add(ROW)
    return made


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def test_a_row_comes_back_as_it_was(store: Store, tmp_path: Path) -> None:
    assert store.rows("averages") == Store(tmp_path / "marks.sqlite").rows("averages") == [ROW]
    assert (ROW.earned, ROW.total, ROW.waiting) == (5, 4.5, ("gradients-softplus",))
    assert store.rows("other") == []


def test_the_same_submission_is_kept_once(store: Store) -> None:
    assert store.has("averages", "ada", "d1", "e1")
    with pytest.raises(sqlite3.IntegrityError):
        store.add(ROW)
    assert len(store.rows("averages", history=True)) == 1


def test_a_row_that_fails_half_way_leaves_nothing(store: Store) -> None:
    twice = replace(ROW, student="bob", marks=(*MARKS, MARKS[0]))
    with pytest.raises(sqlite3.IntegrityError):
        store.add(twice)
    assert not store.has("averages", "bob", "d1", "e1")
    assert [row.student for row in store.rows("averages")] == ["ada"]


def test_a_new_edition_adds_and_the_latest_counts(store: Store) -> None:
    newer = replace(ROW, edition="e2", marks=(replace(MARKS[0], earned=3.0), *MARKS[1:]))
    store.add(newer)
    assert store.rows("averages") == [newer]
    assert store.rows("averages", history=True) == [ROW, newer]


def test_marks_by_hand_go_out_and_come_back(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "by-hand.csv"
    assert write_waiting(store, "averages", ASKED, path) == 1
    (line,) = table(path)
    assert line == {
        "student": "ada",
        "item": "gradients-softplus",
        "points": "5",
        "earned": "",
        "comment": "",
        "answer": 'Because, "it"\nis smooth.',
        "question": ITEMS[3].statement,
        "to look for": ITEMS[3].notes,
        "model answer": ITEMS[3].solution,
    }
    filled = path.read_text(encoding="utf-8-sig").replace("softplus,5,,,", 'softplus,5,"3,5",Well said,')
    path.write_text(filled, encoding="utf-8-sig")
    assert read_marked(store, "averages", path) == 1
    (row,) = store.rows("averages")
    assert (row.marks[3].earned, row.marks[3].message, row.waiting) == (3.5, "Well said", ())
    assert row.total == pytest.approx(0.9 * 8.5)
    write_waiting(store, "averages", ASKED, path)
    assert (table(path)[0]["earned"], table(path)[0]["comment"]) == ("3.5", "Well said")


@pytest.mark.parametrize("separator", [";", "\t"])
def test_tables_come_back_as_spreadsheets_save_them(store: Store, tmp_path: Path, separator: str) -> None:
    path = tmp_path / "by-hand.csv"
    write_waiting(store, "averages", ASKED, path)
    (line,) = table(path)
    with path.open("w", newline="", encoding="utf-8-sig") as file:
        writer = csv.DictWriter(file, line, delimiter=separator)
        writer.writeheader()
        writer.writerow(line | {"earned": "2,5", "answer": line["answer"].replace("\n", "\r\n")})
    assert read_marked(store, "averages", path) == 1
    assert store.rows("averages")[0].marks[3].earned == 2.5


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"student,item,points\nada,gradients-softplus,5\n", "its first line lacks 'earned'"),
        (b"", "its first line lacks 'student'"),
        ("student,item\n".encode("utf-16"), "isn't UTF-8; save it as CSV UTF-8"),
    ],
)
def test_what_is_not_that_table_is_refused(store: Store, tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "by-hand.csv"
    path.write_bytes(content)
    with pytest.raises(AssignmentError) as refused:
        read_marked(store, "averages", path)
    assert said in str(refused.value)
    assert path.read_bytes() == content


def test_another_answer_waits_again(store: Store) -> None:
    store.mark_by_hand("averages", "ada", "gradients-softplus", 2, "Good.", ANSWER)
    assert store.rows("averages")[0].waiting == ()
    store.add(replace(ROW, digest="d2", answers={"gradients-softplus": "Something else."}))
    (row,) = store.rows("averages")
    assert (row.waiting, row.marks[3].earned) == (("gradients-softplus",), 0)
    assert store.rows("averages", history=True)[0].waiting == ()


def test_marks_by_hand_survive_a_new_edition(store: Store) -> None:
    store.mark_by_hand("averages", "ada", "gradients-softplus", 2, "", ANSWER)
    store.add(replace(ROW, edition="e2"))
    assert store.rows("averages")[0].earned == 7


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ada,gradients-softplus,5,6,,", "line 3: earned is '6'; allowed: a number from 0 to 5"),
        ("ada,gradients-softplus,5,good,,", "line 3: earned is 'good'"),
        ("eve,gradients-softplus,5,1,,", "line 3: 'eve' has no answer to 'gradients-softplus'"),
    ],
)
def test_a_damaged_table_keeps_nothing(store: Store, tmp_path: Path, line: str, said: str) -> None:
    path = tmp_path / "x.csv"
    good = "ada,gradients-softplus,5,1,,"
    path.write_text(f"student,item,points,earned,comment,answer\n{good}\n{line}\n", encoding="utf-8")
    with pytest.raises(AssignmentError) as refused:
        read_marked(store, "averages", path)
    assert said in str(refused.value)
    assert store.rows("averages") == [ROW]


def test_nothing_waits_and_no_table_is_written(tmp_path: Path) -> None:
    made = Store(tmp_path / "marks.sqlite")
    made.add(replace(ROW, marks=MARKS[:3]))
    assert write_waiting(made, "averages", ASKED, tmp_path / "by-hand.csv") == 0
    assert not (tmp_path / "by-hand.csv").exists()


def test_gradebooks_hold_everybody(store: Store, tmp_path: Path) -> None:
    store.add(replace(ROW, student="bob", trouble="it isn't a notebook", marks=()))
    write_tables(tmp_path, assignment(), store.rows("averages"), STUDENTS)
    marks = {line["student"]: line for line in table(tmp_path / "marks.csv")}
    assert {who: (line["total"], line["status"]) for who, line in marks.items()} == {
        "ada": ("4.5", "waiting for a mark by hand"),
        "bob": ("0", "not readable: it isn't a notebook"),
        "eve": ("0", "not handed in"),
    }
    assert (marks["ada"]["ewa"], marks["ada"]["mistakes"]) == (
        *("4", "momentum_step: wrong-sign; momentum-convert: missing"),
    )
    assert (marks["ada"]["book"], marks["ada"]["seed"], marks["ada"]["edition"]) == ("0.1.0+abc", "first", "e1")
    assert table(tmp_path / "canvas.csv")[1]["Student"] == "Ada Lovelace"
    canvas = table(tmp_path / "canvas.csv")
    assert canvas[0]["Student"].strip() == "Points Possible" and canvas[0]["Averages and momentum"] == "15"
    assert {line["SIS Login ID"]: line["Averages and momentum"] for line in canvas[1:]} == {
        "ada": "",
        "bob": "0",
        "eve": "0",
    }
    moodle = {line["username"]: line for line in table(tmp_path / "moodle.csv")}
    assert moodle["ada"]["Averages and momentum"] == ""
    store.mark_by_hand("averages", "ada", "gradients-softplus", 1, "", ANSWER)
    write_tables(tmp_path, assignment(), store.rows("averages"), STUDENTS)
    moodle = {line["username"]: line for line in table(tmp_path / "moodle.csv")}
    assert moodle["ada"]["Averages and momentum"] == "5.4"
    assert "momentum_step: The sign is wrong." in moodle["ada"]["Averages and momentum (feedback)"]
    assert moodle["eve"]["Averages and momentum (feedback)"] == "not handed in"
