"""A course's folder, laid out as nbgrader's are."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from classroom.assignment.key import read_key, write_key
from classroom.assignment.spec import Assignment, AssignmentError, load


@dataclass(frozen=True)
class Handed:
    """What a student handed in: the notebook's path, and when it came, where that is known.

    ``others`` are older notebooks beside it, which don't count.
    """

    student: str
    path: Path
    at: datetime | None
    others: tuple[Path, ...] = ()

    @property
    def digest(self) -> str:
        """What tells one submission from another: the notebook, and when it came."""
        return hashlib.sha256(f"{self.at}\n".encode() + self.path.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Course:
    """The folder of one course. ``key`` never leaves it."""

    folder: Path

    @property
    def key_file(self) -> Path:
        """Where the secret is kept."""
        return self.folder / "key"

    @property
    def database(self) -> Path:
        """Where marks are kept."""
        return self.folder / "marks.sqlite"

    @property
    def key(self) -> bytes:
        """The secret. Raises AssignmentError where there is none."""
        try:
            return read_key(self.key_file)
        except (OSError, ValueError) as error:
            message = f"{self.key_file}: {error}; `python -m classroom new {self.folder}` makes a course with a key"
            raise AssignmentError(message) from error

    def begin(self) -> None:
        """Make the folder and its key, where they don't exist yet."""
        (self.folder / "assignments").mkdir(parents=True, exist_ok=True)
        if not self.key_file.exists():
            write_key(self.key_file)

    def assignments(self) -> tuple[str, ...]:
        """The names of the course's assignments."""
        return tuple(sorted(path.stem for path in (self.folder / "assignments").glob("*.yml")))

    def assignment(self, name: str) -> Assignment:
        """One assignment. Raises AssignmentError."""
        if name not in self.assignments():
            known = ", ".join(self.assignments()) or "none yet"
            raise AssignmentError(f"there is no {name!r} in {self.folder / 'assignments'}; there are: {known}")
        return load(self.folder / "assignments" / f"{name}.yml")

    def release(self, assignment: str, student: str = "") -> Path:
        """Where a student's notebook is written."""
        return self._notebook("release", assignment, student)

    def instructor(self, assignment: str, student: str = "") -> Path:
        """Where the notebook with solutions is written."""
        return self._notebook("instructor", assignment, student)

    def reports(self, assignment: str) -> Path:
        """Where reports and exports are written."""
        return self.folder / "reports" / assignment

    def students(self) -> tuple[str, ...]:
        """Who is in the course: those in ``students.txt``, or else who handed something in."""
        handed_in = (path.name for path in (self.folder / "submitted").glob("*") if path.is_dir())
        return tuple(self.aliases()) or tuple(sorted(handed_in))

    def aliases(self) -> dict[str, tuple[str, ...]]:
        """By student, what he or she may be called; empty without ``students.txt``.

        A line of that file is a student's name, as the folder in ``submitted/`` has it, and after commas others.
        """
        listed = self.folder / "students.txt"
        if not listed.exists():
            return {}
        lines = (line for line in listed.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
        names = (tuple(name.strip() for name in line.split(",") if name.strip()) for line in lines)
        return {line[0]: line for line in names if line}

    def handed_in(self, assignment: str) -> Iterator[Handed]:
        """What was handed in: ``submitted/<student>/<assignment>/<any name>.ipynb``, the newest of each student.

        The time is the one in ``timestamp.txt`` beside it, as nbgrader writes it; without that file it isn't known.
        Links are left out: they could lead to files that aren't the student's.
        """
        for folder in sorted((self.folder / "submitted").glob(f"*/{assignment}")):
            paths = sorted(_notebooks(folder), key=lambda path: (path.stat().st_mtime, path.name))
            if paths:
                yield Handed(folder.parent.name, paths[-1], _handed_at(folder), tuple(paths[:-1]))

    def strays(self, assignment: str) -> list[str]:
        """What lies in ``submitted/`` and can't be taken as it is, each with the reason."""
        submitted = self.folder / "submitted"
        place = f"it isn't in submitted/STUDENT/{assignment}/"
        found = [f"{path.relative_to(submitted)}: {place}" for path in sorted(submitted.glob("*.ipynb"))]
        found += [f"{path.relative_to(submitted)}: {place}" for path in sorted(submitted.glob("*/*.ipynb"))]
        listed = self.aliases()
        for folder in sorted(submitted.glob(f"*/{assignment}")):
            who = folder.parent.name
            if not _notebooks(folder):
                found.append(f"{who}/{assignment}: there is no notebook in it")
            if (folder / "timestamp.txt").exists() and _handed_at(folder) is None:
                found.append(f"{who}/{assignment}/timestamp.txt: it holds no time, so the submission isn't late")
            if listed and who not in listed:
                found.append(f"{who}/{assignment}: students.txt doesn't name {who}; it is graded all the same")
        return found

    def _notebook(self, kind: str, assignment: str, student: str) -> Path:
        return self.folder.joinpath(kind, assignment, *([student] if student else []), f"{assignment}.ipynb")


def _notebooks(folder: Path) -> list[Path]:
    return [path for path in folder.glob("*.ipynb") if path.is_file() and not path.is_symlink()]


def _handed_at(folder: Path) -> datetime | None:
    """What ``timestamp.txt`` says. A file's own time would be that of a copy or a download."""
    stamp = folder / "timestamp.txt"
    if not stamp.is_file() or stamp.is_symlink():
        return None
    text = stamp.read_text(encoding="utf-8", errors="replace").strip()
    try:
        at = datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)
