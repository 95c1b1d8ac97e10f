"""The system calls that Python 3.11 doesn't offer: namespaces, mounts, capabilities.

They go through ctypes because no kept package offers them: ``os.unshare`` came with Python 3.12 and mounting never
did; bubblewrap and nsjail do all of this, but are programs that an administrator must install.
"""

from __future__ import annotations

import ctypes
import os
import platform

NEW_MOUNTS, NEW_NAMES, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USERS, NEW_PROCESSES, NEW_NETWORK = 0x10000000, 0x20000000, 0x40000000

READ_ONLY, NO_SET_USER, NO_DEVICES, NO_PROGRAMS = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18
DETACH = 2

DEATH_SIGNAL, DUMPABLE, NO_NEW_PRIVILEGES, ADOPT_ORPHANS = 1, 4, 38, 36

# pivot_root has no wrapper in the C library, and its number differs by processor.
PIVOT_ROOT = {"x86_64": 155, "aarch64": 41, "riscv64": 41, "ppc64le": 203, "s390x": 217}
MOUNT_SETATTR = 442  # one number for all of them
HERE = -100
WHOLE_TREE = 0x8000
CAPABILITIES_3 = 0x20080522


def unshare(flags: int) -> None:
    """Give this process namespaces of its own. Raises OSError."""
    _call("unshare", flags)


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system of this kind, or change a mount. Raises OSError."""
    values = [text.encode() if text else None for text in (source, target, kind)]
    _call("mount", *values, ctypes.c_ulong(flags), options.encode() if options else None)


def bind(source: str, target: str) -> None:
    """Show a file or a folder a second time, with what is mounted below it, read-only. Raises OSError."""
    mount(source, target, "", BIND | RECURSIVE)
    # A remount would leave what is mounted below writable.
    attributes = (ctypes.c_uint64 * 4)(READ_ONLY | NO_SET_USER, 0, 0, 0)
    _call(
        "syscall",
        MOUNT_SETATTR,
        HERE,
        target.encode(),
        WHOLE_TREE,
        attributes,
        ctypes.c_size_t(ctypes.sizeof(attributes)),
    )


def unmount(target: str) -> None:
    """Take a mount away with all below it. Raises OSError."""
    _call("umount2", target.encode(), DETACH)


def pivot_root(new: str, old: str) -> None:
    """Make ``new`` the root, and show the former one at ``old``. Raises OSError."""
    number = PIVOT_ROOT.get(platform.machine())
    if number is None:
        raise OSError(0, f"pivot_root isn't known on {platform.machine()}")
    _call("syscall", number, new.encode(), old.encode())


def prctl(option: int, value: int, more: int = 0) -> None:
    """Set something of this process. Raises OSError."""
    _call("prctl", option, *[ctypes.c_ulong(v) for v in (value, more, 0, 0)])


def drop_capabilities() -> None:
    """Give up every right of an administrator, also those in the namespaces. Raises OSError."""
    header = (ctypes.c_uint32 * 2)(CAPABILITIES_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _call("capset", header, nothing)
    prctl(NO_NEW_PRIVILEGES, 1)


def remove_segment(segment: int) -> None:
    """Give back shared memory, which outlives its processes. Raises OSError."""
    _call("shmctl", segment, 0, None)


def _call(name: str, *arguments: object) -> None:
    library = ctypes.CDLL(None, use_errno=True)
    if getattr(library, name)(*arguments) == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
