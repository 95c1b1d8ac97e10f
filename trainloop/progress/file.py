"""The record's file beside the notebooks, ``progress.json``.

It is written only where a person works: in a live notebook, and never while the book is built or
tested.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import NamedTemporaryFile

from trainloop.progress.record import NEWER, Record, Refused, empty, parsed, validated

NAME = "progress.json"
ASIDE = "progress.damaged.json"
PATIENCE = 2.0  # seconds after which a lock belongs to nobody; a change takes milliseconds
MARKS = (NAME, "index.ipynb")  # either says: here the notebooks begin


def live() -> bool:
    """Whether a person's notebook runs this: Jupyter Server and VS Code leave a mark, an executor doesn't."""
    if os.environ.get("JPY_SESSION_NAME"):
        return True
    return hasattr(sys.modules.get("__main__"), "__vsc_ipynb_file__")


def place(start: Path | None = None) -> Path:
    """Where the file is or will be: the nearest folder, upward, in which the notebooks begin, else this one."""
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if any((folder / mark).is_file() for mark in MARKS):
            return folder / NAME
    return here / NAME


def load(path: Path | None = None) -> Record:
    """The record in the file; an empty one where there is no file. Raises OSError, and Refused for a damaged one."""
    try:
        return parsed((path or place()).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return empty()
    except UnicodeDecodeError as error:
        raise Refused("it is damaged, or no JSON file at all") from error


def save(record: Record, path: Path | None = None) -> None:
    """Write the record, all of it or nothing. Raises OSError, and Refused for what is no record."""
    path = path or place()
    text = json.dumps(validated(record), ensure_ascii=False, indent=1, sort_keys=True)
    new = NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, prefix=f".{NAME}-", delete=False)  # noqa: SIM115
    try:
        with new:
            new.write(text + "\n")
        os.replace(new.name, path)
    except BaseException:
        os.unlink(new.name)
        raise


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Keep other notebooks from changing the file meanwhile; a lock that a killed one left behind is broken."""
    lock = path.with_name(f".{NAME}.lock")
    end = time.monotonic() + PATIENCE
    while True:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL))
            break
        except FileExistsError:
            if time.monotonic() > end:
                lock.unlink(missing_ok=True)
                end += PATIENCE  # the next one may be somebody's
            time.sleep(0.01)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def update(change: Callable[[Record], object], path: Path | None = None) -> None:
    """Change the record as it is in the file now; a damaged file is kept aside.

    Raises OSError where the file can't be written, and Refused where a newer book made it.
    """
    path = path or place()
    with _alone(path):
        try:
            record = load(path)
        except Refused as why:
            if NEWER in str(why):
                raise
            os.replace(path, path.with_name(ASIDE))
            _say(f"{NAME} was damaged. It is kept as {ASIDE}, and a new record begins.")
            record = empty()
        change(record)
        save(record, path)


@cache
def _say(notice: str) -> None:
    """Tell the reader, below the cell that runs, once in a notebook."""
    print(notice)


def note_exercise(name: str, mistake: str | None, *, passed: bool) -> None:
    """Count a try at an exercise, and keep the day on which it first passed; a stub is no try.

    Does nothing where not `live`, and never raises.
    """

    def change(record: Record) -> None:
        before = record["exercises"].get(name, {"tries": 0, "passed": None})
        day = before["passed"] or (date.today().isoformat() if passed else None)
        record["exercises"][name] = {"tries": before["tries"] + 1, "passed": day}

    try:
        if live() and mistake != "not-written":
            update(change)
    except Exception as why:  # a reader's check must answer, whatever becomes of the record
        with suppress(Exception):
            reason = why.strerror.lower() if isinstance(why, OSError) and why.strerror else str(why)
            _say(f"Your progress isn't kept: {reason}.")
