"""Runs a reader's code with a time limit that holds for ``while True: pass`` on every platform.

The work runs in a thread of its own, where a trace function looks at the clock before every
instruction of the reader's and at every call in libraries, and ends the work when time is up. Code
that catches even that is interrupted from outside, again and again. If it hangs where Python can't
reach it (a sleep, a long computation in C), the thread is left behind, and the notebook goes on.
One thing can't be stopped from within a process: a loop that never leaves C and never lets go of
the interpreter, such as ``sum(itertools.count())``.

The clock stands still during an import: the first step of one of torch's optimizers imports for
more than a second, and torch stays broken until a restart if that is interrupted.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterable
from contextvars import copy_context
from time import monotonic
from types import FrameType
from typing import Any, Protocol, TypeVar

GRACE = 0.5
LONGEST_IMPORT = 60.0
PAUSE = 0.02


class TimeLimit(BaseException):
    """Time is up. Not an Exception, so that ``except Exception`` doesn't swallow it."""


Result = TypeVar("Result")


class Watch(Protocol):
    """Calls what may not end, and gives back what it returns."""

    def __call__(self, work: Callable[[], Result], /) -> Result:
        """The result of the work."""


def unwatched(work: Callable[[], Result], /) -> Result:
    """Call what is sure to end."""
    return work()


class LimitedRun:
    """One run of ``steps``, all within ``seconds``; the attributes tell how it ended.

    A step hands what may not end to the function that it is called with. ``expired``: time was up
    before the last step had ended. ``left_behind``: the step that was running then couldn't be
    stopped. ``names`` are the globals of the reader's function.
    """

    def __init__(self, steps: Iterable[Callable[[Watch], None]], seconds: float, names: object) -> None:
        self.expired = False
        self.left_behind = False
        self._steps = steps
        self._seconds = seconds
        self._names = names
        self._deadline = 0.0
        self._left_after_import: float | None = None
        self._stopped = False

    def start(self) -> None:
        """Run the steps and come back when they ended, or soon after their time is up."""
        self._deadline = monotonic() + self._seconds
        context = copy_context()
        worker = threading.Thread(target=context.run, args=(self._work,), daemon=True)
        try:
            worker.start()
        except RuntimeError:  # no threads in the browser's Python
            self._work()
            return
        try:
            while worker.is_alive() and (left := self._deadline + PAUSE - monotonic()) > 0:
                worker.join(min(left, self._seconds))  # an import moves the deadline, and back
        finally:
            # Also when the reader interrupts the cell: the work must not go on unseen.
            self._stopped = True
        if worker.is_alive():
            self._interrupt(worker)

    def _work(self) -> None:
        try:
            for step in self._steps:
                self._look_at_clock()
                step(self._watched)
        except TimeLimit:
            self.expired = True

    def _watched(self, work: Callable[[], Result], /) -> Result:
        before = sys.gettrace()
        sys.settrace(self._trace)
        try:
            return work()
        finally:
            sys.settrace(before)

    def _trace(self, frame: FrameType, event: str, argument: object) -> Any:
        self._look_at_clock()
        names = frame.f_globals
        if names is self._names or names.get("__spec__") is None:
            # Lines aren't enough for a reader: `while True: pass` on one line is a jump to itself.
            frame.f_trace_opcodes = True
        elif names.get("__package__") != __package__:
            return self._trace_library(frame)
        return self._trace

    def _trace_library(self, frame: FrameType) -> Any:
        """Its calls are enough; in an import, only the return from it counts."""
        code = frame.f_code
        importing = code.co_name == "_find_and_load" and code.co_filename.startswith("<frozen importlib")
        if not importing or self._left_after_import is not None:
            return None
        self._left_after_import = self._deadline - monotonic()
        self._deadline += LONGEST_IMPORT
        frame.f_trace_lines = False
        return self._trace_import

    def _trace_import(self, frame: FrameType, event: str, argument: object) -> Any:
        if event == "return" and self._left_after_import is not None:
            self._deadline = monotonic() + self._left_after_import
            self._left_after_import = None
        return self._trace_import

    def _look_at_clock(self) -> None:
        if self._stopped or monotonic() > self._deadline:
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
