"""Why something was ended, in short words for students and instructors."""

from __future__ import annotations

import os
import signal

CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL)


def ended(status: int) -> str:
    """How a process ended by itself, from what ``waitpid`` gave."""
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in CRASHES:
        return f"crashed its process ({signal.Signals(os.WTERMSIG(status)).name})"
    return "ended its process"


def readable_size(size: int) -> str:
    """Bytes in the largest unit that gives a round number: "1 GiB"."""
    for unit, power in (("GiB", 30), ("MiB", 20), ("KiB", 10)):
        if size >= 1 << power:
            return f"{size / (1 << power):g} {unit}"
    return f"{size} bytes"
