"""Writes a course with submissions of all kinds, mixed by a seed."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal

from classroom.assignment import Course
from classroom.notebooks import student_notebook
from classroom.variants import graded_items
from tests.classroom.submissions import damaged, hostile, usual
from tests.classroom.submissions.given import ASSIGNMENT, Earned, Given, Kind

KINDS: dict[str, Kind] = usual.KINDS.all | damaged.KINDS.all | hostile.KINDS.all
KEY = "7a" * 32
FEW = 2  # of each slow kind


@dataclass(frozen=True)
class Expected:
    """What must come of one student's submission."""

    kind: str
    earned: Earned
    unreadable: bool
    mistakes: dict[str, str]


def begin(folder: Path, vary: Literal["class", "student"]) -> Course:
    """A course with one assignment, ``hw``."""
    course = Course(folder)
    course.begin()
    course.key_file.write_text(f"{KEY}\n", encoding="utf-8")
    (folder / "assignments" / "hw.yml").write_text(ASSIGNMENT.replace("VARY", vary), encoding="utf-8")
    return course


def given_to(course: Course, student: str, port: int = 9) -> Given:
    """What a student starts from."""
    assignment = course.assignment("hw")
    items = graded_items(assignment, course.key, student)
    release = json.loads(json.dumps(student_notebook(assignment, items, student)))
    return Given(release, {item.item.name: item for item in items}, course.folder, port)


def hand_in(course: Course, student: str, kind: Kind, given: Given) -> None:
    """Write a submission of this kind."""
    folder = course.folder / "submitted" / student / "hw"
    folder.mkdir(parents=True)
    made = kind.make(given)
    text = json.dumps(made) if isinstance(made, dict) else made
    (folder / kind.file).write_bytes(text.encode() if isinstance(text, str) else text)
    (folder / "timestamp.txt").write_text("2026-10-12 12:00:00 UTC", encoding="utf-8")
    os.utime(folder / kind.file, (0, 0))


def mixed(count: int, seed: int) -> dict[str, str]:
    """Students by name with the kind of each: every kind, slow ones only a few times, in a shuffled order."""
    slow = [name for name, kind in KINDS.items() if kind.slow]
    quick = [name for name, kind in KINDS.items() if not kind.slow]
    names = (slow * FEW + quick * count)[:count]
    Random(seed).shuffle(names)
    assert set(names) == set(KINDS)
    return {f"student{number:03}": name for number, name in enumerate(names)}


def write_class(course: Course, count: int, seed: int, port: int = 9) -> dict[str, Expected]:
    """Hand in so many submissions; what must come of each, by student."""
    expected = {}
    for student, name in mixed(count, seed).items():
        given, kind = given_to(course, student, port), KINDS[name]
        hand_in(course, student, kind, given)
        expected[student] = Expected(name, kind.right(given), kind.unreadable, dict(kind.mistakes))
    return expected
