"""All submissions of an assignment, in parallel. What is graded stays graded, whenever the process ends."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from tqdm.auto import tqdm

from classroom.assignment import Assignment, Course, book_version
from classroom.assignment.course import Handed
from classroom.book import BOOK
from classroom.grading.late import after_lateness
from classroom.grading.store import Row, Store
from classroom.grading.submission import Graded, grade_submission
from classroom.sandbox import Limits, NotIsolated, isolation
from classroom.variants import GradedItem, graded_items


@dataclass
class Summary:
    """What a run of the batch did: counts, and by student why nothing could be marked, or not even be tried.

    ``left_out``: older notebooks beside the one that counts; ``notes``: what a person should look at.
    """

    graded: int = 0
    already: int = 0
    left_out: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    troubled: dict[str, str] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def grade_all(
    course: Course,
    name: str,
    *,
    jobs: int | None = None,
    limits: Limits | None = None,
    weak: bool = False,
    again: bool = False,
    book: Path = BOOK,
    progress: bool = True,
) -> Summary:
    """Grade what was handed in for an assignment and isn't graded in its present edition.

    Args:
        course: the course's folder.
        name: the assignment's name.
        jobs: how many at a time; as many as there are cores, if None.
        limits: on each submission.
        weak: go on even where the machine can't isolate submissions from it.
        again: grade once more what has marks of this edition.
        book: the repository that chapters are read from.
        progress: show a bar, where somebody can see it.

    Raises:
        AssignmentError: the assignment can't be made.
        NotIsolated: the machine can't isolate submissions, and ``weak`` is false.
    """
    if not (isolation().complete or weak):
        raise NotIsolated(str(isolation()))
    assignment, key, store = course.assignment(name), course.key, Store(course.database)
    edition = edition_of(assignment, key) + (f"/{datetime.now(UTC):%Y%m%dT%H%M%S.%f}" if again else "")
    grade = partial(
        _grade, assignment, key, limits=limits, weak=weak, hide=(course.folder, book / "classroom"), book=book
    )
    if assignment.vary == "class":
        grade = partial(grade, items=graded_items(assignment, key, book=book))
    summary, waiting = Summary(), []
    for handed in course.handed_in(name):
        if store.has(name, handed.student, handed.digest, edition):
            summary.already += 1
        else:
            waiting.append(handed)
            summary.left_out |= {handed.student: handed.others} if handed.others else {}
    bar = tqdm(total=len(waiting), desc=f"grading {name}", unit="submission", disable=None if progress else True)
    with bar, ThreadPoolExecutor(jobs or os.cpu_count() or 1) as pool:
        for handed, done in _finished(pool, grade, waiting, ahead=2 * (jobs or os.cpu_count() or 1)):
            bar.update()
            error = done.exception()
            if error is not None:  # the grader's fault, not the student's: no row, so the next run tries again
                summary.failed[handed.student] = f"{type(error).__name__}: {error}"
            else:
                _keep(store, _row(assignment, handed, edition, done.result()), summary)
    return summary


def _keep(store: Store, row: Row, summary: Summary) -> None:
    try:
        store.add(row)
    except sqlite3.IntegrityError:  # another run of the batch was faster
        summary.already += 1
        return
    summary.graded += 1
    if row.note:
        summary.notes[row.student] = row.note
    if row.trouble:
        summary.troubled[row.student] = row.trouble


def edition_of(assignment: Assignment, key: bytes) -> str:
    """Changes with everything that decides marks: the assignment, the book, the key."""
    text = repr((assignment, book_version(), hashlib.sha256(key).hexdigest()))
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _finished(
    pool: ThreadPoolExecutor, grade: partial[Graded], waiting: Sequence[Handed], ahead: int
) -> Iterator[tuple[Handed, Future[Graded]]]:
    """Each submission once it is graded. Few are given to the pool ahead, so that an interrupt ends soon."""
    rest = iter(waiting)
    running = {pool.submit(grade, handed): handed for handed in islice(rest, ahead)}
    while running:
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            yield running.pop(future), future
        running |= {pool.submit(grade, handed): handed for handed in islice(rest, len(done))}


def _grade(
    assignment: Assignment,
    key: bytes,
    handed: Handed,
    *,
    limits: Limits | None,
    weak: bool,
    hide: Sequence[Path],
    book: Path,
    items: Sequence[GradedItem] = (),
) -> Graded:
    own = items or graded_items(assignment, key, handed.student, book=book)
    return grade_submission(own, handed.path, limits=limits, weak=weak, hide=hide)


def _row(assignment: Assignment, handed: Handed, edition: str, graded: Graded) -> Row:
    late = after_lateness(assignment, handed.student, handed.at)
    return Row(
        assignment=assignment.name,
        student=handed.student,
        digest=handed.digest,
        edition=edition,
        book=book_version(),
        seed=assignment.seed,
        handed_in=handed.at.isoformat() if handed.at else "",
        graded=datetime.now(UTC).isoformat(timespec="seconds"),
        trouble=graded.trouble,
        days_late=late.days,
        kept=late.kept,
        marks=graded.marks,
        answers=dict(graded.answers or {}),
        note=_note(assignment, handed, graded.about),
    )


def _note(assignment: Assignment, handed: Handed, about: Mapping[str, str]) -> str:
    """What is odd about a notebook's origin. A hint and no proof: metadata can be changed, and files mixed up."""
    if about.get("role") == "instructor":
        return "made from the instructor's notebook"
    if about.get("assignment", assignment.name) != assignment.name:
        return f"made from the notebook of {about['assignment']!r}"
    if about.get("student", handed.student) != handed.student:
        return f"made from the notebook of {about['student']!r}"
    return ""
