"""What a process of the sandbox may do: its user, its namespaces, its limits."""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from . import linux
from .job import Job, Refused
from .refused import refuse_calls

NOBODY = 65534
STUDENT = 1000
FIRST_USER, USERS = 30_000, 30_000
# Address space beyond the memory: code of libraries, and what is reserved and never used.
RESERVED = 1 << 30
APART = linux.NEW_MOUNTS | linux.NEW_PROCESSES | linux.NEW_NETWORK | linux.NEW_IPC | linux.NEW_NAMES


def step(what: str, do: Callable[[], object]) -> None:
    """Do one part of the isolation. Raises :class:`Refused`, which names the part, where it fails."""
    try:
        do()
    except (OSError, AttributeError) as error:
        raise Refused(f"{what}: {error}") from error


def separate() -> None:
    """Namespaces for all that follows, also a user namespace where this isn't root. Raises :class:`Refused`."""
    if os.geteuid() == 0:
        step("namespaces", lambda: linux.unshare(APART))
        return
    user, group = os.geteuid(), os.getegid()
    step("a user namespace", lambda: linux.unshare(linux.NEW_USERS))
    step("a user namespace", lambda: _map(user, group))
    step("namespaces", lambda: linux.unshare(APART))


def become_student() -> None:
    """Be an unprivileged user without any right, in a user namespace that has no other. Raises :class:`Refused`.

    The limit on processes is counted by user namespace, so submissions that run at once don't disturb each other.
    """
    if os.geteuid() == 0:
        step("an unprivileged user", lambda: _leave_root(NOBODY))
        step("a user namespace", lambda: linux.unshare(linux.NEW_USERS))
        step("a user namespace", lambda: _map(NOBODY, NOBODY))
    with suppress(OSError):  # more than is needed: the kernel is a smaller target without user namespaces inside
        Path("/proc/sys/user/max_user_namespaces").write_text("0", encoding="ascii")
    step("giving up rights", linux.drop_capabilities)
    with suppress(OSError):  # a second lock on the same doors
        refuse_calls()


def close_to_others() -> None:
    """Let no process of the same user read this one's memory, files or environment."""
    step("a process that others can't read", lambda: linux.prctl(linux.DUMPABLE, 0))


def limit(job: Job) -> None:
    """Put the limits on this process and all that it starts. Sizes in bytes, times in seconds."""
    limits = job.limits
    wanted = {
        "RLIMIT_CORE": 0,
        "RLIMIT_CPU": int(limits["wall"]) + 1,
        "RLIMIT_FSIZE": limits["file_size"],
        "RLIMIT_NOFILE": limits["files"],
        "RLIMIT_NPROC": _processes(job),
        "RLIMIT_DATA": limits["memory"],
        "RLIMIT_AS": limits["memory"] + RESERVED,
    }
    for name, most in wanted.items():
        number = getattr(resource, name, None)
        if number is None or most is None:
            continue
        hard = resource.getrlimit(number)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(number, (value, value))
        except (OSError, ValueError):
            if job.strong:
                raise


def leave_root_alone(job: Job) -> None:
    """Without namespaces: give up root, for as root a submission could end or change anything on the machine.

    Raises:
        Refused: Python itself can't be read by another user.
    """
    if os.geteuid() != 0:
        return
    user = FIRST_USER + os.getpid() % USERS  # one each, so that those that run at once can't end each other
    os.chown(job.folder, user, user)
    step("an unprivileged user", lambda: _leave_root(user))
    for path in (*sys.path, *job.visible):
        try:
            os.stat(path)
        except PermissionError as error:
            raise Refused(f"an unprivileged user: only root can read {path}") from error
        except OSError:  # it isn't there
            continue


def _leave_root(user: int) -> None:
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    if sys.platform == "linux":
        linux.prctl(linux.DUMPABLE, 1)  # or this process couldn't write its own user map


def _map(user: int, group: int) -> None:
    """Call this user 1000 inside. Raises OSError."""
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{STUDENT} {user} 1"),
        ("gid_map", f"{STUDENT} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text, encoding="ascii")


def _processes(job: Job) -> int | None:
    """How many processes the user may have: without namespaces, those that run already count as well."""
    allowed = int(job.limits["processes"])
    if job.strong:
        return allowed
    if sys.platform != "linux" or os.geteuid() == 0:
        return None
    mine = 0
    for entry in Path("/proc").iterdir():
        with suppress(OSError):
            if entry.name.isdigit() and entry.stat().st_uid == os.geteuid():
                mine += len(os.listdir(entry / "task"))
    return mine + allowed
