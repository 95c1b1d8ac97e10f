"""The first process of a sandbox: runs the submission in workers and tells what came.

A worker that dies or hangs costs the cell or the function that it was at: the next worker leaves that out. Of a cell
it still runs the definitions, once.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from time import monotonic
from typing import Any

from .job import Job
from .watch import Watch

MOST_WORKERS = 12


class Supervisor:
    """One submission. ``out`` is the pipe to the trusted process; the end of file on ``lifeline`` ends all."""

    def __init__(self, job: Job, out: int, lifeline: int) -> None:
        self.job = job
        self.lifeline = lifeline
        self.deadline = monotonic() + job.limits["wall"]
        self.levels: dict[int, int] = {}
        self.recorded: set[int] = set()
        self.answered: set[str] = set()
        self.room = int(job.limits["output"])
        self._out = out
        self._asked = set(job.names)
        self._requests = b""

    def run(self) -> None:
        """Start workers until everything is done or given up, and tell so."""
        reason = "not run: the notebook ended its process too often"
        for _ in range(MOST_WORKERS):
            watch = Watch(self)
            watch.run()
            if watch.finished or watch.refused:
                self.tell({"end": True} if watch.finished else {"refused": watch.refused})
                return
            if monotonic() > self.deadline:
                reason = f"not run: the notebook took longer than {self.job.limits['wall']:g} s"
                break
        self._give_up(reason)

    def record(self, cell: int, text: bytes, error: str) -> None:
        """Tell what a cell printed, and its error; only the first time that it runs."""
        if cell in self.recorded or cell not in range(len(self.job.cells)):
            return
        self.recorded.add(cell)
        self.tell({"cell": cell, "text": text.decode("utf-8", errors="backslashreplace"), "error": error})

    def answer(self, name: str, answer: Any) -> None:
        """Tell what a function gave; the first answer holds."""
        if name in self._asked - self.answered:
            self.answered.add(name)
            self.tell({"call": name, "answer": answer})

    def requests(self) -> bytes:
        """What is to be called, a line of JSON from the trusted process. Ends the sandbox where that is gone.

        From now on nothing that a cell prints or raises is told, whoever asked.
        """
        for index in range(len(self.job.cells)):
            self.record(index, b"", "")
        if not self._requests:
            self.tell({"ask": True})
            line = bytearray()
            while not line.endswith(b"\n"):
                piece = os.read(self.lifeline, 1 << 16)
                if not piece:
                    os._exit(1)
                line += piece
            self._requests = bytes(line)
        return self._requests

    def tell(self, content: Mapping[str, Any]) -> None:
        """Write one line to the trusted process. Ends the sandbox where that is gone."""
        line = memoryview(json.dumps(content).encode() + b"\n")
        try:
            while line:
                line = line[os.write(self._out, line) :]
        except OSError:
            os._exit(1)

    def _give_up(self, reason: str) -> None:
        for index in range(len(self.job.cells)):
            self.record(index, b"", reason)
        for name in sorted(self._asked):
            self.answer(name, {"failed": reason})
        self.tell({"end": True})
