"""What the record of progress holds, and what is refused; ``js/record.js`` has the same rules."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

FORMAT = "learn-the-training-loop/progress"
VERSION = 1
LONGEST = 20_000  # characters of a text that a reader wrote
LARGEST = 2_000_000  # characters of a file
MOST = 5_000  # entries of one kind
CONCEPT = 100  # characters
WHOLE = 2**53 - 1  # the largest whole number that JavaScript is sure of
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}")
NEWER = "it was made by a newer version of the book"
FORBIDDEN = ("constructor", "prototype")  # names that mean something to JavaScript

Record = dict[str, Any]
Test = Callable[[Any], bool]


class Refused(ValueError):
    """Why something is no record of this book; its message is written for readers."""


def empty() -> Record:
    """A record without an entry."""
    return {"format": FORMAT, "version": VERSION, **{section: {} for section in ENTRIES}}


def parsed(text: str) -> Record:
    """The record in the text of a file. Raises Refused."""
    if len(text) > LARGEST:
        raise Refused("it is far too large to be a record of progress")
    try:
        value = json.loads(text, parse_constant=_no_number, parse_int=_number)
    except (ValueError, RecursionError) as error:
        raise Refused("it is damaged, or no JSON file at all") from error
    return validated(value)


def validated(value: object) -> Record:
    """A clean copy of a record; what it doesn't know is left out. Raises Refused."""
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise Refused("it is no record of progress in this book")
    version = value.get("version")
    if not isinstance(version, int | float) or not _is_whole(version):
        raise Refused("its version is no number")
    if version > VERSION:
        raise Refused(NEWER)
    if version < 1:
        raise Refused("its version is unknown")
    record = empty()
    for section, entry in ENTRIES.items():
        given = value.get(section)
        record[section] = _section(section, {} if given is None else given, entry)
    return record


def _section(section: str, entries: object, entry: Callable[[Any], Any]) -> dict[str, Any]:
    if not isinstance(entries, dict):
        raise Refused(f"{section} is no table")
    if len(entries) > MOST:
        raise Refused(f"{section} holds more than {MOST} entries")
    clean = {}
    for name, content in entries.items():
        if not NAME.fullmatch(str(name)) or name in FORBIDDEN:
            raise Refused(f"{section} has a name that can't be one")
        clean[name] = entry(content)
        if clean[name] is None:
            raise Refused(f"{section}.{name} isn't as it should be")
    return clean


def _pick(**fields: Test) -> Callable[[Any], dict[str, Any] | None]:
    def pick(entry: Any) -> dict[str, Any] | None:
        if not isinstance(entry, Mapping):
            return None
        if not all(name in entry and test(entry[name]) for name, test in fields.items()):
            return None
        return {name: entry[name] for name in fields}

    return pick


def _is_whole(value: object) -> bool:
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # JavaScript knows one kind of number
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= WHOLE


def _is_count(value: Any) -> bool:
    return _is_whole(value) and value >= 0


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _is_text(longest: int) -> Test:
    def test(value: Any) -> bool:
        try:  # JavaScript counts a character beyond the first 65,536 twice
            return isinstance(value, str) and len(value.encode("utf-16-le")) // 2 <= longest
        except UnicodeEncodeError:  # half of such a character, which no file can hold
            return False

    return test


def _is_scalar(value: object) -> bool:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return abs(value) <= sys.float_info.max  # also true or false of a whole number that no float can be
    return _is_flag(value) or _is_text(LONGEST)(value)


def _is_given(value: object) -> bool:
    if isinstance(value, list):
        return len(value) <= 100 and all(map(_is_scalar, value))
    return _is_scalar(value)


def _is_date(value: object) -> bool:
    if not isinstance(value, str) or not re.fullmatch(r"[12]\d{3}-\d\d-\d\d", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _or_none(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _number(digits: str) -> int | float:
    """A whole number; one that is too long for Python to read is infinite, as it is in JavaScript."""
    return int(digits) if len(digits) < sys.float_info.max_10_exp else float(digits)


def _no_number(name: str) -> None:
    raise ValueError(f"{name} isn't JSON")


# What an entry of each section must be; None where it isn't.
ENTRIES: dict[str, Callable[[Any], Any]] = {
    "read": lambda day: day if _is_date(day) else None,
    "exercises": _pick(tries=_is_count, passed=_or_none(_is_date)),
    "answers": _pick(
        given=_is_given,
        right=_or_none(_is_flag),
        tries=_is_count,
        first=_or_none(_is_flag),
        concept=_is_text(CONCEPT),
        when=_is_date,
    ),
    "cards": _pick(box=lambda box: _is_whole(box) and 1 <= box <= 5, due=_is_date, seen=_is_date),
    "drafts": _pick(stub=_is_text(CONCEPT), text=_is_text(LONGEST)),
}
