"""Searches what an assignment gives to students, and what is public."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from classroom.assignment import AssignmentError, Course
from classroom.book import BOOK
from classroom.leaks.search import Finder
from classroom.leaks.secrets import Audience, Secrets, secrets_of
from classroom.leaks.views import views
from classroom.variants import GradedItem, graded_items


@dataclass(frozen=True)
class Leak:
    """A secret in a file. ``place`` is where in it, ``what`` the secret in words, ``around`` the text that stands there."""

    file: Path
    place: str
    what: str
    around: str

    def __str__(self) -> str:
        """The leak as one line."""
        place = f", {self.place}" if self.place else ""
        return f"{self.file}{place}: {self.what}: {self.around}"


def find_leaks(course: Course, name: str, public: Path | None = None, *, book: Path = BOOK) -> list[Leak]:
    """The leaks in all files of an assignment that students get, and in a folder that everybody gets.

    Args:
        course: the course's folder. Searched are what was handed out for the book's own grading, for nbgrader and for
            otter, and what was given back: reports and nbgrader's feedback.
        name: the assignment's name.
        public: the folder of the published site, or None.
        book: the repository that chapters are read from.

    Raises:
        AssignmentError: there is no such assignment, it can't be made, or nothing of it was handed out yet.
    """
    items = list(_items(course, name, book))
    secrets = secrets_of(items, course.key)
    places = list(_places(course, name))
    if not any(folder.exists() for folder, _ in places):
        raise AssignmentError(f"{name}: nothing was handed out yet; `python -m classroom release` does")
    if public is not None:
        if not public.is_dir():
            raise AssignmentError(f"{public} isn't a folder")
        places.append((public, "public"))
    return [leak for folder, audience in places for leak in _in_folder(folder, secrets, audience)]


def leaks_in(file: Path, finder: Finder) -> list[Leak]:
    """The leaks in one file, each secret once."""
    found: dict[str, Leak] = {}
    seen: set[str] = set()
    for place, text in [("its name", file.name), *views(file.read_bytes())]:
        if text in seen:
            continue
        seen.add(text)
        for hit in finder.find(text):
            # A later view is closer to the place: the first is the whole file.
            found[hit.secret.what + hit.secret.text] = Leak(file, place, hit.secret.what, hit.around)
    return list(found.values())


def _items(course: Course, name: str, book: Path) -> Iterator[GradedItem]:
    assignment = course.assignment(name)
    for student in course.students() if assignment.vary == "student" else ("",):
        yield from graded_items(assignment, course.key, student, book=book)


def _places(course: Course, name: str) -> Iterator[tuple[Path, Audience]]:
    """The folders that students get, of whichever tool."""
    yield course.folder / "release" / name, "handed-out"
    yield course.folder / "otter" / name / "dist" / "student", "handed-out"
    yield course.reports(name) / "students", "given-back"
    for folder in sorted((course.folder / "feedback").glob(f"*/{name}")):
        yield folder, "given-back"


def _in_folder(folder: Path, secrets: Secrets, audience: Audience) -> Iterator[Leak]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    if files:
        finder = Finder(secrets.kept_from(audience))
        for file in files:
            yield from leaks_in(file, finder)
