"""What this machine can do to keep a submission apart; found out by trying."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cache

from classroom.sandbox.launch import Broken, launch
from classroom.sandbox.limits import Limits

FULL = (
    "no network",
    "processes of its own, all ended with it",
    "a file tree of its own: Python, its packages and the book, read-only; nothing of the home or the course",
    "a temporary folder in memory",
    "an unprivileged user",
    "limits on processor time, wall time, memory, processes, file size and open files",
)
REDUCED = (
    "a process of its own with an empty environment, in a temporary folder",
    "limits on processor time, wall time, file size and open files",
)
LOST = (
    "the network is open",
    "files that your user can read, such as the key of the course and other submissions, can be read",
    "other processes of your user can be signalled",
)


class NotIsolated(RuntimeError):
    """Submissions can't be isolated on this machine, and weaker isolation wasn't asked for."""


@dataclass(frozen=True)
class Isolation:
    """``complete``: submissions are kept apart in every way. ``missing``: why not; ``holds``, ``lost``: what that means.

    ``possible``: submissions can be run here at all, if weaker isolation is asked for.
    """

    complete: bool
    possible: bool
    holds: tuple[str, ...]
    lost: tuple[str, ...] = ()
    missing: str = ""

    def __str__(self) -> str:
        """What holds and what doesn't, in words."""
        text = f"A submission gets {'; '.join(self.holds)}." if self.holds else "Submissions can't be run here."
        if self.missing:
            text += f" This machine can't isolate it completely ({self.missing})"
            text += f": {'; '.join(self.lost)}." if self.lost else "."
        return text


@cache
def isolation() -> Isolation:
    """What this machine can do, by running a harmless submission once or twice."""
    if sys.platform == "win32":
        return Isolation(False, False, (), (), "Windows has none of what this needs; use WSL 2, which is Linux")
    if sys.platform == "linux":
        missing = tried(strong=True)
        if not missing:
            return Isolation(True, True, FULL)
        holds, lost = (*REDUCED, "a limit on memory"), LOST
    else:
        missing = f"namespaces exist on Linux only, and this is {sys.platform}"
        holds, lost = REDUCED, (*LOST, "the limits on memory and processes don't hold")
    in_the_way = tried(strong=False)
    if in_the_way:
        return Isolation(False, False, (), (), f"{missing}; and without it: {in_the_way}")
    return Isolation(False, True, holds, lost, missing)


def tried(*, strong: bool) -> str:
    """What is missing for isolation with or without namespaces; an empty text where nothing is."""
    try:
        messages = launch(["print(6 * 7)"], [], Limits(), (), strong=strong)
    except Broken as broken:
        return str(broken.args[0])
    if messages[0].get("text") == "42\n":
        return ""
    return str(messages[-1].get("refused") or "a harmless submission didn't run")
