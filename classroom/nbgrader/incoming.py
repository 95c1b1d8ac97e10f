"""What is put right in a folder that was handed in, before nbgrader copies from it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbgrader.utils import parse_utc

STAMP = "timestamp.txt"


def receive(assignment: str, student: str, notebooks: list[str]) -> None:
    """The ``pre_convert_hook`` of nbgrader: called for each submission, with the paths of its notebooks.

    - Links are removed: nbgrader would copy what they lead to into the feedback, the course's key if it is that.
    - A time stamp that isn't one is renamed: nbgrader would stop at it.
    - A notebook under another name is taken for the assignment's: its path is added, and the exporter finds it.
    """
    if not notebooks:
        return
    folder = Path(notebooks[0]).parent
    for path in _links(folder):
        path.unlink()
    _check_stamp(folder / STAMP)
    named = folder / f"{assignment}.ipynb"
    notebooks[:] = sorted({*_still_there(notebooks), str(named)})


def _links(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_symlink()]


def _still_there(paths: Sequence[str]) -> list[str]:
    return [path for path in paths if Path(path).exists()]


def _check_stamp(stamp: Path) -> None:
    if not stamp.is_file():
        return
    try:
        parse_utc(stamp.read_text(encoding="utf-8").strip() or "1970-01-01")
    except (ValueError, OverflowError, TypeError):
        stamp.rename(stamp.with_name("timestamp-unreadable.txt"))
