"""The process that runs a submission: its cells in order, then its functions on the cases.

Nothing here is trusted by anybody: the submission can change all of it. What this process sends are claims about
what functions returned, and the right numbers are elsewhere.
"""

from __future__ import annotations

import linecache
import os
import signal
import sys
import types
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from json import dumps, loads
from typing import Any

from .calls import answer_to, needed_memory
from .job import Job
from .rights import limit
from .source import definitions_of, python_of

MOST_DEFINITIONS = 20
LONGEST_ERROR = 500
MOST_OPEN = 1024
WHOLE, DEFINITIONS, NOTHING = 0, 1, 2


class Report:
    """Lines of JSON to the supervisor; each carries the process's token, so that other writing is no message."""

    def __init__(self, pipe: int, token: str) -> None:
        self._pipe = pipe
        self._token = token

    def send(self, **content: Any) -> None:
        """Send one message, and wait until it is read. Raises OSError where the submission closed the pipe."""
        # The first line feed ends what the submission may have written without one.
        line = memoryview(b"\n" + dumps({"id": self._token, **content}).encode() + b"\n")
        while line:
            line = line[os.write(self._pipe, line) :]
        os.read(self._pipe, 1)

    def fetch(self) -> Any:
        """Say that all cells have run, and read the requests, a line of JSON."""
        os.write(self._pipe, b"\n" + dumps({"id": self._token, "ready": True}).encode() + b"\n")
        line = bytearray()
        while not line.endswith(b"\n"):
            line += os.read(self._pipe, 1 << 16) or b"[]\n"  # nothing is asked by a supervisor that is gone
        return loads(line)


class Worker:
    """One run through a submission. ``levels`` says how much of a cell to run, ``done`` which functions are asked."""

    def __init__(self, job: Job, report: Report, levels: Mapping[int, int], done: Sequence[str]) -> None:
        self._job = job
        self._report = report
        self._levels = levels
        self._done = done
        self._process = os.getpid()
        self._module = types.ModuleType("__main__")
        self._module.__dict__["display"] = _display
        self._defined: dict[str, list[Callable[..., Any]]] = {name: [] for name in job.names}

    def run(self) -> None:
        """Run everything that is left, and report it."""
        sys.modules["__main__"] = self._module
        for index, cell in enumerate(self._job.cells):
            if (level := self._levels.get(index, WHOLE)) == NOTHING:
                continue
            self._report.send(at=["cell", index])
            error = self._execute(index, python_of(cell), level)
            if os.getpid() != self._process:  # the submission forked, and this is the other one
                os._exit(0)
            self._note_definitions()
            self._report.send(cell=index, error=error)
        for request in self._report.fetch() if any(self._defined.values()) else ():
            if request["name"] not in self._done and self._defined[request["name"]]:
                self._ask(request)
        self._report.send(end=True)

    def _execute(self, index: int, source: str, level: int) -> str:
        """Run a cell; gives back its error, or an empty text."""
        name = f"<cell {index + 1}>"
        linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
        error = ""
        try:
            code = compile(definitions_of(source) if level == DEFINITIONS else source, name, "exec", dont_inherit=True)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            exec(code, self._module.__dict__)
        except BaseException as raised:  # also SystemExit and KeyboardInterrupt
            error = described(raised, name)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for stream in (sys.stdout, sys.stderr):
            with suppress(Exception):  # the submission may have replaced or closed it
                stream.flush()
        return error

    def _note_definitions(self) -> None:
        for name, found in self._defined.items():
            value = self._module.__dict__.get(name)
            if callable(value) and not any(value is known for known in found):
                found.append(value)
                del found[:-MOST_DEFINITIONS]

    def _ask(self, request: dict[str, Any]) -> None:
        name = request["name"]
        self._report.send(at=["call", name])
        answer = answer_to(request, self._defined[name], self._job.limits["call"])
        if os.getpid() != self._process:
            os._exit(0)
        self._report.send(call=name, answer=answer)
        if needed_memory(answer):
            self._report.send(again=True)
            os._exit(0)


def start_worker(job: Job, pipe: int, output: int, token: str, levels: Mapping[int, int], done: Sequence[str]) -> None:
    """Be the worker, and end. Its output goes to one pipe, its reports to another."""
    report = Report(pipe, token)
    status = 1
    try:
        try:
            os.setsid()
            _redirect(pipe, output)
            limit(job)
        except (OSError, ValueError) as error:
            report.send(refused=f"starting a process with limits: {error}")
            return
        Worker(job, report, levels, done).run()
        status = 0
    finally:
        os._exit(status)


def _redirect(pipe: int, output: int) -> None:
    """Print into ``output``, and have no other file open than ``pipe``."""
    for descriptor in (1, 2):
        os.dup2(output, descriptor)
    os.closerange(3, pipe)
    os.closerange(pipe + 1, MOST_OPEN)
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - the null device
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        stream = open(descriptor, "w", buffering=1, encoding="utf-8", errors="backslashreplace")  # noqa: SIM115
        setattr(sys, name, stream)


def described(error: BaseException, file: str) -> str:
    """An error in words: its type, its text, its line in the cell."""
    try:
        text = str(error)[:LONGEST_ERROR]
    except BaseException:  # a broken __str__ is the submission's affair
        text = ""
    line = error.lineno if isinstance(error, SyntaxError) else _line(error, file)
    if isinstance(error, SyntaxError):
        text = str(error.msg)[:LONGEST_ERROR]
    where = f" (line {line})" if line else ""
    return f"{type(error).__name__[:LONGEST_ERROR]}{': ' if text else ''}{text}{where}"


def _line(error: BaseException, file: str) -> int | None:
    line = None
    step = error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    return line


def _display(*values: object, **_: object) -> None:
    """Jupyter's ``display`` as text."""
    for value in values:
        print(repr(value))
