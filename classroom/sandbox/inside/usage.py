"""What the processes of a sandbox use: time and memory, as ``/proc`` tells. Elsewhere nothing is known."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import sleep

from . import linux

PROC = Path("/proc")


@dataclass(frozen=True)
class Usage:
    """Processor time in seconds since the start, ended processes included, and memory in bytes."""

    cpu: float = 0.0
    memory: int = 0


def descendants(root: int) -> list[int]:
    """The processes below this one, the nearest first."""
    parents: dict[int, list[int]] = {}
    for entry in _entries():
        with suppress(OSError, ValueError, IndexError):
            parents.setdefault(int(_fields(entry)[1]), []).append(int(entry.name))
    found = [root]
    for process in found:
        found += parents.get(process, [])
    return found[1:]


def used(processes: list[int]) -> Usage:
    """What these processes, and those they waited for, used; and those that this one waited for."""
    mine = os.times()
    cpu = mine.children_user + mine.children_system
    ticks = os.sysconf("SC_CLK_TCK")
    memory = sum(_segments().values()) if os.getpid() == 1 else 0
    for process in processes:
        with suppress(OSError, ValueError, IndexError):
            cpu += sum(map(int, _fields(PROC / str(process))[11:15])) / ticks
            memory += _own_memory(process)
    return Usage(cpu, memory)


def end_all(root: int, worker: int) -> None:
    """End the processes below this one, wait for each, and free what outlives them.

    ``worker`` leads a group of its own.
    """
    while True:
        _end_now(root, worker)
        try:
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        except ChildProcessError:
            break
        sleep(0.001)  # until those that were just ended can be waited for
    if os.getpid() == 1:
        for segment in _segments():
            with suppress(OSError):
                linux.remove_segment(segment)


def _end_now(root: int, worker: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if os.getpid() == 1:  # all that is in this namespace, in one step that no fork can outrun
            os.kill(-1, signal.SIGKILL)
            return
        os.killpg(worker, signal.SIGKILL)
    for process in descendants(root):
        with suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def _entries() -> list[Path]:
    return [entry for entry in PROC.iterdir() if entry.name.isdigit()] if PROC.is_dir() else []


def _fields(entry: Path) -> list[str]:
    """The fields of ``stat`` from the third on: the second is a name that may hold anything."""
    return (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()


def _own_memory(process: int) -> int:
    """Bytes that aren't the content of a file: also those shared between processes."""
    kibibytes = 0
    for line in (PROC / str(process) / "status").read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith(("RssAnon:", "RssShmem:")):
            kibibytes += int(line.split()[1])
    return kibibytes * 1024


def _segments() -> dict[int, int]:
    """The pieces of shared memory of this namespace, which need belong to no process, and their bytes."""
    with suppress(OSError, ValueError, IndexError):
        head, *lines = (PROC / "sysvipc" / "shm").read_text(encoding="ascii").splitlines()
        names = head.split()
        rows = [dict(zip(names, map(int, line.split()), strict=True)) for line in lines]
        return {row["shmid"]: row["rss"] for row in rows}
    return {}
