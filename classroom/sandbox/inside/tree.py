"""The file tree of a sandbox: a small one in memory, with what Python needs of the machine, read-only.

What isn't listed doesn't exist for the submission: no home, no course folder, no key, no other submissions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable

from . import linux
from .job import Job

OLD = "/old"
WORK = "/tmp/work"
DEVICES = ("null", "zero", "full", "random", "urandom")
USERS = "student:x:1000:1000::/tmp:/bin/sh\n"
# What a submission may write in all, in files of the allowed size, and how many files.
WHOLE_FILES, MOST_FILES = 4, 4096


def build_tree(job: Job) -> None:
    """Replace the file tree that this process sees. Needs a mount namespace of its own. Raises OSError."""
    linux.mount("", "/", "", linux.RECURSIVE | linux.PRIVATE)
    linux.mount("tmpfs", "/tmp", "tmpfs", linux.NO_SET_USER | linux.NO_DEVICES, "size=1m,mode=755")
    os.mkdir("/tmp/old")
    linux.pivot_root("/tmp", "/tmp/old")
    os.chdir("/")
    size = job.limits["file_size"] * WHOLE_FILES
    options = f"size={size},nr_inodes={MOST_FILES},mode=1777"
    os.mkdir("/tmp")  # before the rest, for the book or its Python may lie below /tmp themselves
    linux.mount("tmpfs", "/tmp", "tmpfs", linux.NO_SET_USER | linux.NO_DEVICES, options)
    _show(job)
    _make_system()
    for path in job.hidden:
        _hide(path)
    linux.unmount(OLD)
    os.rmdir(OLD)
    linux.mount("", "/", "", linux.REMOUNT | linux.BIND | linux.READ_ONLY | linux.NO_SET_USER)


def _show(job: Job) -> None:
    shown: list[str] = []
    for path in sorted(job.visible):
        if not os.path.lexists(OLD + path) or _below(path, shown):
            continue
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if os.path.islink(OLD + path):
            os.symlink(os.readlink(OLD + path), path)
            continue
        _bind(OLD + path, path)
        shown.append(path)
    for link, target in job.links:
        if not _below(link, shown) and not os.path.lexists(link):
            os.makedirs(os.path.dirname(link), exist_ok=True)
            os.symlink(target, link)


def _below(path: str, folders: Iterable[str]) -> bool:
    return any(path == folder or path.startswith(folder + "/") for folder in folders)


def _bind(source: str, target: str) -> None:
    if os.path.isdir(source):
        os.makedirs(target, exist_ok=True)
    else:
        with open(target, "wb"):
            pass
    linux.bind(source, target)


def _make_system() -> None:
    """``/proc`` of its own processes, the harmless devices, and a list of users with one line."""
    os.makedirs("/proc", exist_ok=True)
    linux.mount("proc", "/proc", "proc", linux.NO_SET_USER | linux.NO_DEVICES | linux.NO_PROGRAMS)
    os.mkdir("/dev")
    for device in DEVICES:
        _bind(f"{OLD}/dev/{device}", f"/dev/{device}")
    os.symlink("/tmp", "/dev/shm")
    os.makedirs("/etc", exist_ok=True)
    with open("/etc/passwd", "w", encoding="ascii") as users:
        users.write(USERS)


def _hide(path: str) -> None:
    """Cover what stands at a path, if it is there."""
    if os.path.isdir(path):
        linux.mount("tmpfs", path, "tmpfs", linux.READ_ONLY | linux.NO_SET_USER, "size=4k,mode=555")
    elif os.path.exists(path):
        linux.mount("/dev/null", path, "", linux.BIND)
