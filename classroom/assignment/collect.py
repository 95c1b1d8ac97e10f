"""Sorts what an LMS gives as one download into ``submitted/``.

The student is told from where a notebook lies, whatever the LMS:

- ``ada/….ipynb``: the first folder;
- ``ada_LATE_123_456_averages.ipynb``, as Canvas names files: what stands before the first underscore;
- ``Ada Lovelace_123_assignsubmission_file_/averages.ipynb``, as Moodle names folders and files: what stands before
  the number;
- ``ada.ipynb``: the file's name.

``students.txt`` says who that is: a line holds the name of a student's folder and, after commas, what an LMS may
call him or her: ``ada, lovelaceada, Ada Lovelace``.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from classroom.assignment.course import Course
from classroom.assignment.spec import AssignmentError

MOODLE = re.compile(r"(.+?)_\d+_assignsubmission_\w+")
CANVAS = re.compile(r"([^_]+)_(?:LATE_)?\d+_\d+_.+")
FOLDER = re.compile(r"[\w@+][\w.@+ -]{0,80}")
LARGEST = 50 << 20


@dataclass
class Collected:
    """What was sorted in, by student, and what was left out, by its place, with the reason.

    ``late``: whom Canvas marked so. Neither LMS tells the time in its download.
    """

    files: dict[str, list[Path]] = field(default_factory=dict)
    late: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


def collect(course: Course, assignment: str, source: Path) -> Collected:
    """Copy notebooks out of a zip file or a folder to ``submitted/<student>/<assignment>/``.

    A file that is there already with other content stays; the new one gets a name of its own, and counts. A
    ``timestamp.txt`` that belongs to an earlier one is renamed.

    Raises:
        AssignmentError: ``source`` is neither a folder nor a zip file.
    """
    names = {alias.casefold(): student for student, aliases in course.aliases().items() for alias in aliases}
    found = Collected()
    for place, content in _notebooks(source):
        called = _called(place)
        student = names.get(called.casefold()) if names else called
        if content is None:
            found.left_out[str(place)] = f"it is larger than {LARGEST >> 20} MiB"
        elif student is None:
            found.left_out[str(place)] = f"students.txt doesn't name {called!r}"
        elif not FOLDER.fullmatch(student):
            found.left_out[str(place)] = f"{student!r} can't be the name of a folder"
        else:
            path = _keep(course.folder / "submitted" / student / assignment, place.name, content)
            found.files.setdefault(student, []).append(path)
            found.late += [student] if "_LATE_" in place.parts[0] else []
    return found


def _called(place: PurePosixPath) -> str:
    """What the LMS calls the student whose notebook lies there."""
    first = place.parts[0]
    for pattern in (MOODLE, CANVAS):
        if match := pattern.match(first):
            return match[1]
    return first if len(place.parts) > 1 else place.stem


def _notebooks(source: Path) -> Iterator[tuple[PurePosixPath, bytes | None]]:
    """Each notebook's place and content, None where it is too large."""
    if source.is_dir():
        for path in sorted(source.rglob("*.ipynb")):
            if path.is_file() and not path.is_symlink() and ".ipynb_checkpoints" not in path.parts:
                place = PurePosixPath(path.relative_to(source).as_posix())
                yield place, path.read_bytes() if path.stat().st_size <= LARGEST else None
    elif zipfile.is_zipfile(source):
        with zipfile.ZipFile(source) as archive:
            for entry in sorted(archive.infolist(), key=lambda entry: entry.filename):
                place = PurePosixPath(entry.filename)
                if place.suffix == ".ipynb" and not {".ipynb_checkpoints", "__MACOSX"} & set(place.parts):
                    yield place, archive.read(entry) if entry.file_size <= LARGEST else None
    else:
        raise AssignmentError(f"{source} is neither a folder nor a zip file")


def _keep(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path, count = folder / name, 1
    while path.exists() and path.read_bytes() != content:
        count += 1
        path = folder / f"{Path(name).stem}-{count}.ipynb"
    if not path.exists():
        path.write_bytes(content)
        stamp = folder / "timestamp.txt"
        if stamp.exists():  # it tells when an earlier notebook came
            stamp.replace(folder / f"timestamp-before-{path.stem}.txt")
    return path
