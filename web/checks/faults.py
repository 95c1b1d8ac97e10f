"""Faults: what is wrong, in which file, in which cell, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing that a build refuses."""

    file: str
    why: str
    line: int | None = None
    cell: str = ""

    def __str__(self) -> str:
        """The fault as a line that editors can follow: file:line: cell: why."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.cell, self.why) if part)


class BuildError(Exception):
    """The build stops; the message lists what is wrong."""


def refuse(faults: Sequence[Fault]) -> None:
    """Raise BuildError if there is a fault."""
    if faults:
        count = "1 fault" if len(faults) == 1 else f"{len(faults)} faults"
        raise BuildError("\n".join([*map(str, faults), f"The build stops: {count}."]))
