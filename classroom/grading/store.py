"""Marks in SQLite: a row for each submission that was graded, with those of its items.

A submission and its marks are one transaction, so a process that is killed leaves either all of them or none. Rows
are never changed: a new edition of the assignment, or another notebook of the same student, adds rows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from classroom.variants.mark import WAITING, Mark

TABLES = """
CREATE TABLE IF NOT EXISTS submissions (
    id INTEGER PRIMARY KEY,
    assignment TEXT NOT NULL, student TEXT NOT NULL, digest TEXT NOT NULL, edition TEXT NOT NULL,
    book TEXT NOT NULL, seed TEXT NOT NULL, handed_in TEXT NOT NULL, graded TEXT NOT NULL,
    trouble TEXT NOT NULL, days_late INTEGER NOT NULL, kept REAL NOT NULL, note TEXT NOT NULL,
    UNIQUE (assignment, student, digest, edition)
);
CREATE TABLE IF NOT EXISTS marks (
    submission INTEGER NOT NULL REFERENCES submissions, item TEXT NOT NULL,
    points REAL NOT NULL, earned REAL NOT NULL, outcome TEXT NOT NULL, mistake TEXT NOT NULL, message TEXT NOT NULL,
    answer TEXT NOT NULL, PRIMARY KEY (submission, item)
);
CREATE TABLE IF NOT EXISTS by_hand (
    assignment TEXT NOT NULL, student TEXT NOT NULL, item TEXT NOT NULL,
    earned REAL NOT NULL, comment TEXT NOT NULL, answer TEXT NOT NULL, PRIMARY KEY (assignment, student, item)
);
"""
COLUMNS = "assignment, student, digest, edition, book, seed, handed_in, graded, trouble, days_late, kept, note"


@dataclass(frozen=True)
class Row:
    """One graded submission. Times are ISO texts; ``kept`` is the share of the points after lateness.

    ``edition`` changes with all that decides marks; ``answers`` are texts for those who mark by hand, by item.
    ``note``: what a person should look at, such as a notebook that was made for somebody else.
    """

    assignment: str
    student: str
    digest: str
    edition: str
    book: str
    seed: str
    handed_in: str
    graded: str
    trouble: str
    days_late: int
    kept: float
    marks: tuple[Mark, ...]
    answers: dict[str, str]
    note: str = ""

    @property
    def earned(self) -> float:
        """The points of all items, before lateness."""
        return sum(mark.earned for mark in self.marks)

    @property
    def total(self) -> float:
        """The points that count, after lateness."""
        return round(self.earned * self.kept, 6)

    @property
    def waiting(self) -> tuple[str, ...]:
        """The items that a person still has to mark."""
        return tuple(mark.item for mark in self.marks if mark.message == WAITING)


class ByHand(NamedTuple):
    """What a person gave for an answer."""

    earned: float
    comment: str
    answer: str


class Store:
    """The marks of a course, in a file."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._path = path
        with self._open() as connection:
            connection.executescript(TABLES)

    def add(self, row: Row) -> None:
        """Keep a graded submission, whole. Raises sqlite3.IntegrityError if it is there already."""
        values = (
            *(row.assignment, row.student, row.digest, row.edition, row.book, row.seed),
            *(row.handed_in, row.graded, row.trouble, row.days_late, row.kept, row.note),
        )
        with self._open() as connection:
            places = ", ".join("?" * len(values))
            number = connection.execute(f"INSERT INTO submissions ({COLUMNS}) VALUES ({places})", values).lastrowid
            connection.executemany(
                "INSERT INTO marks VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (number, m.item, m.points, m.earned, m.outcome, m.mistake, m.message, row.answers.get(m.item, ""))
                    for m in row.marks
                ],
            )

    def has(self, assignment: str, student: str, digest: str, edition: str) -> bool:
        """Whether this very submission was graded in this edition."""
        query = "SELECT 1 FROM submissions WHERE assignment = ? AND student = ? AND digest = ? AND edition = ?"
        with self._open() as connection:
            return connection.execute(query, (assignment, student, digest, edition)).fetchone() is not None

    def rows(self, assignment: str, *, history: bool = False) -> list[Row]:
        """Each student's latest row, by name; with ``history`` all of them, oldest first. By hand's marks are in them."""
        with self._open() as connection:
            found = connection.execute(
                f"SELECT id, {COLUMNS} FROM submissions WHERE assignment = ? ORDER BY student, id", (assignment,)
            ).fetchall()
            by_hand = self._by_hand(connection, assignment)
            rows = [self._row(connection, entry, by_hand) for entry in found]
        return rows if history else list({row.student: row for row in rows}.values())

    def mark_by_hand(self, assignment: str, student: str, item: str, earned: float, comment: str, answer: str) -> None:
        """Keep what a person gave for this answer; a later mark of the same item takes its place."""
        with self._open() as connection:
            values = (assignment, student, item, earned, comment, _normal(answer))
            connection.execute("INSERT OR REPLACE INTO by_hand VALUES (?, ?, ?, ?, ?, ?)", values)

    @staticmethod
    def _by_hand(connection: sqlite3.Connection, assignment: str) -> dict[tuple[str, str], ByHand]:
        query = "SELECT student, item, earned, comment, answer FROM by_hand WHERE assignment = ?"
        return {(who, item): ByHand(*rest) for who, item, *rest in connection.execute(query, (assignment,))}

    @staticmethod
    def _row(connection: sqlite3.Connection, entry: Sequence[Any], by_hand: dict[tuple[str, str], ByHand]) -> Row:
        number, *values, note = entry
        query = "SELECT item, points, earned, outcome, mistake, message, answer FROM marks WHERE submission = ? ORDER BY rowid"
        marks: list[Mark] = []
        answers: dict[str, str] = {}
        for *parts, answer in connection.execute(query, (number,)):
            mark = Mark(*parts)
            given = by_hand.get((values[1], mark.item)) if mark.outcome == "by-hand" else None
            if given is not None and given.answer == _normal(answer):  # else it was given for another answer
                mark = replace(mark, earned=given.earned, message=given.comment or "Marked by a person.")
            marks.append(mark)
            answers |= {mark.item: answer} if answer else {}
        return Row(*[*values, tuple(marks), answers, note])

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A connection for one transaction; it is closed after it."""
        connection = sqlite3.connect(self._path, timeout=60)
        try:
            with connection:
                yield connection
        finally:
            connection.close()


def _normal(answer: str) -> str:
    """An answer as spreadsheets leave it alone: line ends and spaces may change."""
    return " ".join(answer.split())
