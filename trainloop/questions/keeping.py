"""The reader's record as questions see it: the one place here that knows ``trainloop.progress``.

Several widgets, and the checks of exercises, change one record. Each widget sends all of its own,
so what it *changed* is carried over to the record as it stands in the file by now.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """A record to show, what of it is in the file, and why that isn't all; the notice is empty where it is."""

    record: Record
    saved: Record
    notice: str = ""


def load() -> Kept | None:
    """The record of the person whose notebook this runs in; None where it is nobody's."""
    from trainloop.progress import file
    from trainloop.progress.record import Refused, empty

    if not file.live():
        return None
    try:
        record = file.load()
    except (OSError, ValueError, Refused) as error:
        return Kept(empty(), empty(), f"Your progress can't be read: {_reason(error)}.")
    return Kept(record, record)


def keep(before: Kept, sent: object) -> Kept:
    """The record with the changes that a browser sent, in the file if that is possible."""
    from trainloop.progress import file
    from trainloop.progress.record import Refused, validated

    try:
        after = validated(sent)
    except Refused as refused:
        return Kept(before.record, before.saved, f"This answer wasn't kept: {_reason(refused)}.")
    try:
        file.update(lambda record: carry_over(before.saved, after, record))
        record = file.load()
    except (OSError, ValueError, Refused) as error:
        return Kept(after, before.saved, f"Your progress can't be kept: {_reason(error)}.")
    return Kept(record, record)


def carry_over(before: Mapping[str, Any], after: Mapping[str, Any], record: Record) -> None:
    """Change ``record``, entry by entry, as ``before`` became ``after``."""
    for part, entries in after.items():
        if not isinstance(entries, dict):
            continue  # format and version
        old = before.get(part, {})
        for key in old.keys() - entries.keys():
            record[part].pop(key, None)
        record[part].update({key: deepcopy(entry) for key, entry in entries.items() if old.get(key) != entry})


def _reason(error: Exception) -> str:
    """Why, as the end of a sentence."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error).rstrip(".")
