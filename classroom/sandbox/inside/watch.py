"""Watches one worker from its start to its end: reads what it reports, ends it where it goes too far."""

from __future__ import annotations

import json
import os
import select
import signal
import socket
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any

from .reasons import ended, readable_size
from .usage import Usage, descendants, end_all, used
from .worker import DEFINITIONS, NOTHING, WHOLE, start_worker

if TYPE_CHECKING:
    from .supervise import Supervisor

LOOK = 0.05
PATIENCE = 0.5
CHUNK = 1 << 16
LONGEST_LINE = 1 << 21
CUT = b"\n[the rest of the output is cut]"
Position = tuple[str, Any]
START: Position = ("start", None)
OUTSIDE: Position = ("", None)


class Watch:
    """One worker. ``finished``: it did all that was left. ``refused``: why it couldn't be started, or empty."""

    def __init__(self, supervisor: Supervisor) -> None:
        self.finished = False
        self.refused = ""
        self._of = supervisor
        self._limits = supervisor.job.limits
        self._token = os.urandom(8).hex()
        self._at = START
        self._since = monotonic()
        self._before = Usage()
        self._reason = ""
        self._interrupted = 0.0
        self._text = b""
        self._line = b""
        self._again = False
        self._to_send = b""

    def run(self) -> None:
        """Run a worker until it ended, and note what is to blame where it didn't get through."""
        ours, theirs = socket.socketpair()
        self._reports, report = ours.detach(), theirs.detach()
        self._prints, output = os.pipe()
        worker = os.fork()
        if worker == 0:
            start_worker(self._of.job, report, output, self._token, self._of.levels, sorted(self._of.answered))
        os.close(report)
        os.close(output)
        for pipe in (self._reports, self._prints):
            os.set_blocking(pipe, False)
        try:
            status = self._follow(worker)
        finally:
            end_all(os.getpid(), worker)
            os.close(self._reports)
            os.close(self._prints)
        if not self._ended:
            self._blame(self._reason or ended(status))

    @property
    def _ended(self) -> bool:
        """Whether the worker has said its last word."""
        return self.finished or self._again or bool(self.refused)

    def _follow(self, worker: int) -> int:
        """Read what comes until the worker is done or ended; its status."""
        looked = closed = 0.0
        open_pipes = {self._reports: self._read, self._prints: self._print}
        while not self._ended:
            ready = select.select([*open_pipes, self._of.lifeline], [], [], LOOK if not closed else LOOK / 10)[0]
            if self._of.lifeline in ready:
                os._exit(1)  # the trusted process is gone, and all that is in this sandbox goes as well
            for pipe in ready:
                if open_pipes[pipe]() is False:
                    del open_pipes[pipe]
            process, status = os.waitpid(worker, os.WNOHANG)
            if process:
                end_all(os.getpid(), worker)  # first, or what it left behind could go on writing
                while self._read() or self._print():
                    pass
                return status
            if self._reports not in open_pipes and not self._reason:
                closed = closed or monotonic()
                if monotonic() - closed > LOOK:  # it isn't just ending
                    self._reason = "closed what its answers go through"
                    os.kill(worker, signal.SIGKILL)
            self._confirm()
            if monotonic() - looked > LOOK:
                looked = monotonic()
                self._judge(worker)
        return 0

    def _read(self) -> bool | None:
        """Take one piece of the reports. None where there is none now, False where there will be none."""
        piece = _piece(self._reports)
        *lines, self._line = (self._line + (piece or b"")).split(b"\n")
        self._line = self._line[:LONGEST_LINE]
        for line in lines:
            with suppress(ValueError, RecursionError, TypeError, KeyError, AttributeError):
                message = json.loads(line)
                if message["id"] != self._token or self._ended:
                    continue
                if "ready" not in message:
                    self._take(message)
                    self._to_send += b"\n"
                else:
                    self._at = OUTSIDE
                    self._to_send += self._of.requests()
                self._confirm()
        return None if piece is None else bool(piece)

    def _confirm(self) -> None:
        """Let the worker go on. It waits for this, so that what it prints next is told apart."""
        if not self._ended and self._to_send:
            with suppress(OSError):  # it reads later, or never
                self._to_send = self._to_send[os.write(self._reports, self._to_send) :]

    def _take(self, message: dict[str, Any]) -> None:
        if "at" in message:
            kind, what = message["at"]
            self._at, self._since, self._before = (str(kind), what), monotonic(), self._used()
            self._print()  # what came between two cells belongs to none
            self._text = b""
        elif "cell" in message and self._at == ("cell", message["cell"]):
            self._print()  # as much as the pipe holds
            self._end_cell(int(message["cell"]), self._reason or str(message["error"]))
        elif "call" in message:
            self._of.answer(str(message["call"]), message["answer"])
            self._at = OUTSIDE
        elif "refused" in message and self._at == START:
            self.refused = str(message["refused"])
        else:
            self.finished, self._again = bool(message.get("end")), bool(message.get("again"))

    def _end_cell(self, cell: int, error: str) -> None:
        if error.startswith("MemoryError"):
            error = self._too_large()
            if self._of.levels.get(cell, WHOLE) == WHOLE:  # what filled the memory may still be there
                self._of.levels[cell] = DEFINITIONS
                self._again = True
        self._of.record(cell, self._text, error)
        self._at, self._reason, self._interrupted = OUTSIDE, "", 0.0

    def _print(self) -> bool | None:
        """Take one piece of what is printed. None where there is none now, False where there will be none."""
        piece = _piece(self._prints)
        if piece and self._at[0] == "cell" and self._at[1] not in self._of.recorded and not self._text.endswith(CUT):
            kept = piece[: self._of.room]
            self._of.room -= len(kept)
            self._text += kept if len(kept) == len(piece) else kept + CUT
        return None if piece is None else bool(piece)

    def _used(self) -> Usage:
        return used(descendants(os.getpid()))

    def _judge(self, worker: int) -> None:
        """Interrupt a worker that went too far, and end one that goes on."""
        now = monotonic()
        if self._interrupted and now - self._interrupted > PATIENCE:
            os.kill(worker, signal.SIGKILL)
        if self._reason:
            return
        processes = descendants(os.getpid())
        self._reason = self._too_far(used(processes), now)
        if self._reason:
            self._interrupted = now
            os.kill(worker, signal.SIGINT if self._can_go_on(processes, now) else signal.SIGKILL)

    def _can_go_on(self, processes: list[int], now: float) -> bool:
        """Whether the worker can be used after an interrupt. What the cell defined before it counts then.

        Other processes that the cell started would go on, and be held against the next cell.
        """
        alone = len(processes) == 1 and self._reason != self._too_large()
        return alone and self._at[0] == "cell" and now <= self._of.deadline

    def _too_far(self, usage: Usage, now: float) -> str:
        limits = self._limits
        spent, passed = usage.cpu - self._before.cpu, now - self._since
        if usage.memory > limits["memory"]:
            return self._too_large()
        if now > self._of.deadline:
            return f"the notebook took longer than {limits['wall']:g} s"
        if self._at[0] == "call":
            # Python's own clock ends what it can after limits["call"], twice where there are tensors.
            most = 3 * limits["call"] + 1
            return f"ran longer than {limits['call']:g} s" if max(spent, passed / 4) > most else ""
        if spent > limits["cpu"]:
            return f"ran longer than {limits['cpu']:g} s"
        return f"took longer than {limits['wall'] / 2:g} s" if passed > limits["wall"] / 2 else ""

    def _too_large(self) -> str:
        return f"needed more than {readable_size(self._limits['memory'])} of memory"

    def _blame(self, reason: str) -> None:
        kind, what = self._at
        if kind == "cell" and isinstance(what, int):
            self._of.levels[what] = DEFINITIONS if self._of.levels.get(what, WHOLE) == WHOLE else NOTHING
            self._of.record(what, self._text, reason)
        elif kind == "call":
            self._of.answer(str(what), {"failed": reason})


def _piece(pipe: int) -> bytes | None:
    """What a pipe holds now: empty where it was closed, None where there is nothing yet."""
    try:
        return os.read(pipe, CHUNK)
    except BlockingIOError:
        return None
    except ConnectionResetError:
        return b""
