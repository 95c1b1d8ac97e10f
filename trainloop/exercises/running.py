"""Runs a reader's code with a time limit that holds for ``while True: pass`` on every platform.

The work runs in a thread of its own, where a trace function looks at the clock before every
instruction and ends the work when time is up. Code that catches even that is interrupted from
outside, again and again. If it hangs where Python can't reach it (a sleep, a long computation in
C), the thread is left behind, and the notebook goes on. One thing can't be stopped from within a
process: a loop that never leaves C and never lets go of the interpreter, such as
``sum(itertools.count())``.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from contextvars import copy_context
from time import monotonic
from types import FrameType
from typing import Any

GRACE = 0.5
PAUSE = 0.02


class TimeLimit(BaseException):
    """Time is up. Not an Exception, so that ``except Exception`` doesn't swallow it."""


class LimitedRun:
    """One run of ``steps``, all within ``seconds``; the attributes tell how it ended.

    ``expired``: time was up before the last step had ended. ``left_behind``: the step that was
    running then couldn't be stopped.
    """

    def __init__(self, steps: Iterable[Callable[[], None]], seconds: float) -> None:
        self.expired = False
        self.left_behind = False
        self._steps = steps
        self._seconds = seconds
        self._deadline = 0.0

    def start(self) -> None:
        """Run the steps and come back when they ended, or soon after their time is up."""
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
        try:
            for step in self._steps:
                self._look_at_clock()
                # Again for each step: Python drops a trace function that raised.
                sys.settrace(self._trace)
                step()
        except TimeLimit:
            self.expired = True
        finally:
            sys.settrace(before)

    def _trace(self, frame: FrameType, event: str, argument: object) -> Any:
        self._look_at_clock()
        # Lines aren't enough: `while True: pass` on one line is a jump to itself.
        frame.f_trace_opcodes = True
        return self._trace

    def _look_at_clock(self) -> None:
        if monotonic() > self._deadline:
            raise TimeLimit

    def _interrupt(self, worker: threading.Thread) -> None:
        """End work that caught the first TimeLimit, or give it up."""
        self.expired = True
        end = monotonic() + GRACE
        worker.join(PAUSE)
        while worker.is_alive() and monotonic() < end:
            _raise_in(worker.ident, TimeLimit)
            worker.join(PAUSE)
        self.left_behind = worker.is_alive()
        if self.left_behind:
            _withdraw(worker.ident)


def _raise_in(thread: int | None, exception: type[BaseException] | None) -> None:
    """Have an exception raised in a thread at its next step in Python; None takes it back."""
    try:
        from ctypes import c_ulong, py_object, pythonapi
    except ImportError:  # an interpreter without ctypes: the thread is left behind
        return
    if thread is not None:
        value = py_object() if exception is None else py_object(exception)
        pythonapi.PyThreadState_SetAsyncExc(c_ulong(thread), value)


def _withdraw(thread: int | None) -> None:
    """Take back an exception that a thread can't receive because it hangs outside Python.

    While one is waiting, Python 3.11 stalls every *other* thread that is traced, so the next check
    would stop at its first line. Taking the exception back isn't enough: Python goes on looking
    for it until some thread receives one. This one does.
    """
    _raise_in(thread, None)
    try:
        _raise_in(threading.get_ident(), TimeLimit)
        end = monotonic() + PAUSE
        while monotonic() < end:
            pass
    except TimeLimit:
        pass
