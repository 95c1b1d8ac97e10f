"""Runs a reader's code with a time limit that holds for ``while True: pass`` on every platform.

The work runs in a thread of its own, where a trace function looks at the clock before every line
and ends the work when time is up. Code that catches even that is interrupted from outside, again
and again; if it hangs where Python can't reach it (a sleep, a long computation in C), the thread is
left behind, and the notebook goes on. One thing can't be stopped from within a process: a loop
that never leaves C and never lets go of the interpreter, such as ``sum(itertools.count())``.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from time import monotonic
from types import FrameType
from typing import Any

GRACE = 0.5
PAUSE = 0.02


class TimeLimit(BaseException):
    """Time is up. Not an Exception, so that ``except Exception`` doesn't swallow it."""


class LimitedRun:
    """One run of ``work`` within ``seconds``; ``expired`` and ``left_behind`` tell how it ended."""

    def __init__(self, work: Callable[[], None], seconds: float) -> None:
        self.expired = False
        self.left_behind = False
        self._work = work
        self._seconds = seconds
        self._deadline = 0.0

    def start(self) -> None:
        """Run the work and come back when it ended, or soon after its time is up."""
        self._deadline = monotonic() + self._seconds
        context = copy_context()
        worker = threading.Thread(target=context.run, args=(self._traced,), daemon=True)
        try:
            worker.start()
        except RuntimeError:  # no threads in the browser's Python
            self._traced()
            return
        try:
            worker.join(self._seconds + PAUSE)
        finally:
            # Also when the reader interrupts the cell: the work must not go on unseen.
            self._deadline = 0.0
        if worker.is_alive():
            self._interrupt(worker)

    def _traced(self) -> None:
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            self._work()
        except TimeLimit:
            self.expired = True
        finally:
            sys.settrace(before)

    def _trace(self, frame: FrameType, event: str, argument: object) -> Any:
        if monotonic() > self._deadline:
            raise TimeLimit
        return self._trace

    def _interrupt(self, worker: threading.Thread) -> None:
        """End work that caught the first TimeLimit, or give it up."""
        self.expired = True
        end = monotonic() + GRACE
        while worker.is_alive() and monotonic() < end:
            worker.join(PAUSE)
            if worker.is_alive():
                _raise_in(worker)
        self.left_behind = worker.is_alive()


def _raise_in(worker: threading.Thread) -> None:
    try:
        from ctypes import c_ulong, py_object, pythonapi
    except ImportError:  # an interpreter without ctypes: the thread is left behind
        return
    if worker.ident is not None:
        pythonapi.PyThreadState_SetAsyncExc(c_ulong(worker.ident), py_object(TimeLimit))
