"""What the sandbox is asked to do, as it comes from outside."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any


class Refused(Exception):
    """One of the sandbox's parts can't be had on this machine; the text says which and why."""


@dataclass(frozen=True)
class Job:
    """One submission. Times are in seconds, sizes in bytes; ``limits`` has the fields of the outer ``Limits``.

    ``names`` are the functions that will be asked. With what arguments comes later, when all cells have run: what a
    cell could find in memory, it could print.

    ``strong``: with namespaces. ``visible`` are the only paths of the machine that the submission sees, read-only,
    and ``links`` the symbolic links to them; ``hidden`` are taken out again. ``packages`` are folders to import
    from. ``folder`` is where a submission without namespaces works.
    """

    cells: tuple[str, ...]
    names: tuple[str, ...]
    limits: dict[str, Any]
    strong: bool
    visible: tuple[str, ...]
    links: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...]
    packages: tuple[str, ...]
    folder: str


def read_job(line: bytes) -> Job:
    """The job that a line of JSON describes."""
    given = json.loads(line)
    return Job(
        cells=tuple(given["cells"]),
        names=tuple(given["names"]),
        limits=given["limits"],
        strong=given["strong"],
        visible=tuple(given["visible"]),
        links=tuple((link, target) for link, target in given["links"]),
        hidden=tuple(given["hidden"]),
        packages=tuple(given["packages"]),
        folder=given["folder"],
    )
