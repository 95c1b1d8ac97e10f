"""An assignment's file: what is asked, for how many points, until when, and drawn from which seed.

The format, of which ``title``, ``chapters``, ``points`` and at least one exercise or question must stand::

    title: Averages and momentum
    chapters: [exponentially-weighted-averages, momentum]
    exercises:                        # functions, by name, with their points
      ewa: 4
      momentum_step: 4
    questions:                        # of the bank, by id; generated ones, or open ones marked by hand
      momentum-convert: 2
    points: 10                        # what the items add up to
    due: 2026-10-12 23:59 +02:00      # with its offset from UTC; without a date there is no deadline
    late: {per_day: 0.1, days: 7, grace: 15 minutes}
    extra_time: {ada: 2 days}         # by student
    seed: autumn-2026                 # another seed, other numbers
    vary: class                       # or student: numbers of their own for each
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal, cast

import yaml

NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
KEYS = ("title", "chapters", "exercises", "questions", "points", "due", "late", "extra_time", "seed", "vary")
UNITS = {"minute": "minutes", "min": "minutes", "hour": "hours", "h": "hours", "day": "days", "d": "days"}
DURATION = re.compile(r"(\d+(?:\.\d+)?) *([a-z]+?)s?")


class AssignmentError(ValueError):
    """An assignment or a course that can't be used; the message says where, what stands there, what is allowed."""


@dataclass(frozen=True)
class Item:
    """One thing that is asked for, and its points. ``name`` is a function's, or a question's id."""

    kind: Literal["function", "question"]
    name: str
    points: float

    @property
    def function(self) -> str:
        """The name of the function that a student writes."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Late:
    """What lateness costs: the share ``per_day`` for each started day after the grace, everything after ``days``.

    Without a policy nothing is taken off; ``days`` is None where any lateness is taken.
    """

    per_day: float = 0.0
    days: int | None = None
    grace: timedelta = timedelta()


@dataclass(frozen=True)
class Assignment:
    """What is asked in one assignment. ``due`` carries its offset from UTC."""

    name: str
    title: str
    chapters: tuple[str, ...]
    items: tuple[Item, ...]
    points: float
    seed: str
    vary: Literal["class", "student"] = "class"
    due: datetime | None = None
    late: Late = Late()
    extra_time: Mapping[str, timedelta] = field(default_factory=dict)


def load(path: Path) -> Assignment:
    """Read an assignment's file; its name is the file's. Raises AssignmentError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AssignmentError(f"{path}: {error}") from error
    return parse(text, path.stem)


def parse(text: str, name: str) -> Assignment:
    """The assignment in a file's text.

    What the book has to say about it (whether the chapters and exercises exist) is looked at when its items are made.

    Raises:
        AssignmentError: the text isn't an assignment.
    """
    if not NAME.fullmatch(name):
        raise AssignmentError(f"the assignment's name is {name!r}; allowed: small letters, digits, - and _")
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise AssignmentError(f"{name}: not YAML: {error}") from error
    if not isinstance(content, dict):
        raise AssignmentError(f"{name}: {content!r}; allowed: the keys {', '.join(KEYS)}")
    unknown = [key for key in content if key not in KEYS]
    if unknown:
        raise AssignmentError(f"{name}: there is no key {unknown[0]!r}; allowed: {', '.join(KEYS)}")
    at = _Reader(content, name)
    items = (*at.items("function", "exercises"), *at.items("question", "questions"))
    if not items:
        raise AssignmentError(f"{name}: nothing is asked; allowed: one exercise or question, or more")
    points = at.number("points", low=0)
    total = math.fsum(item.points for item in items)
    if not math.isclose(points, total, rel_tol=1e-9):
        raise AssignmentError(f"{name}: points is {points:g}, and the items add up to {total:g}; allowed: the same")
    return Assignment(
        name=name,
        title=at.text("title"),
        chapters=at.names("chapters"),
        items=items,
        points=points,
        seed=at.text("seed", "0"),
        vary=cast(Literal["class", "student"], at.one_of("vary", ("class", "student"))),
        due=at.moment("due"),
        late=at.late(),
        extra_time={
            str(who): at.duration(f"extra_time: {who}", time) for who, time in at.mapping("extra_time").items()
        },
    )


@dataclass(frozen=True)
class _Reader:
    """Reads the fields of a file's content, and says what is wrong with them."""

    content: Mapping[str, Any]
    name: str

    def fail(self, key: str, value: object, allowed: str) -> AssignmentError:
        return AssignmentError(f"{self.name}: {key} is {value!r}; allowed: {allowed}")

    def text(self, key: str, default: str = "") -> str:
        value = self.content.get(key, default)
        if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
            raise self.fail(key, value, "a text")
        return str(value).strip()

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        value = self.content.get(key, allowed[0])
        if value not in allowed:
            raise self.fail(key, value, " or ".join(allowed))
        return str(value)

    def names(self, key: str) -> tuple[str, ...]:
        value = self.content.get(key)
        if not isinstance(value, list) or not value or not all(isinstance(one, str) for one in value):
            raise self.fail(key, value, "a list of one name or more")
        return tuple(value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.content.get(key) or {}
        if not isinstance(value, dict):
            raise self.fail(key, value, "names with a value each")
        return value

    def number(self, key: str, *, low: float, value: object = None) -> float:
        value = self.content.get(key) if value is None else value
        if isinstance(value, bool) or not isinstance(value, int | float) or not low < value < math.inf:
            raise self.fail(key, value, f"a number above {low:g}")
        return float(value)

    def items(self, kind: Literal["function", "question"], key: str) -> list[Item]:
        found = self.mapping(key).items()
        return [Item(kind, str(name), self.number(f"{key}: {name}", low=0, value=points)) for name, points in found]

    def moment(self, key: str) -> datetime | None:
        value = self.content.get(key)
        if value is None:
            return None
        try:
            found = value if isinstance(value, datetime) else datetime.fromisoformat(_tight(str(value)))
        except ValueError:
            found = None
        if found is None or found.tzinfo is None:
            raise self.fail(key, str(value), "a date, a time and an offset from UTC, such as 2026-10-12 23:59 +02:00")
        return found

    def duration(self, key: str, value: object) -> timedelta:
        match = DURATION.fullmatch(str(value).strip().lower())
        if match is None or match[2] not in UNITS:
            raise self.fail(key, value, "a time such as 15 minutes, 12 hours or 2 days")
        return timedelta(**{UNITS[match[2]]: float(match[1])})

    def late(self) -> Late:
        given = self.mapping("late")
        unknown = [key for key in given if key not in ("per_day", "days", "grace")]
        if unknown:
            raise self.fail("late", unknown[0], "per_day, days and grace")
        per_day, days = given.get("per_day", Late.per_day), given.get("days", Late.days)
        if isinstance(per_day, bool) or not isinstance(per_day, int | float) or not 0 <= per_day <= 1:
            raise self.fail("late: per_day", per_day, "a share of the points, from 0 to 1")
        if days is not None and (isinstance(days, bool) or not isinstance(days, int) or days < 0):
            raise self.fail("late: days", days, "a whole number of days, from 0")
        return Late(float(per_day), days, self.duration("late: grace", given.get("grace", "0 minutes")))


def _tight(text: str) -> str:
    """A moment without the space before its offset, as Python reads it."""
    return re.sub(r" (?=[+-]\d\d:?\d\d$|Z$)", "", text.strip())
