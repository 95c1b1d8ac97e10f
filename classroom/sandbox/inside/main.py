"""Prepares the sandbox and becomes its first process.

The job comes as one line on standard input, which stays open: its end means that the trusted process is gone.
Reports go to standard output, a line of JSON each.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import tempfile
from pathlib import Path

from . import linux, rights, tree
from .job import Job, Refused, read_job
from .supervise import Supervisor


def main() -> None:
    """Do the job on standard input."""
    job = _read()
    sys.path[:] = [path for path in sys.path if Path(path) != Path(__file__).parents[1]] + list(job.packages)
    out = os.dup(1)
    lifeline = os.dup(0)
    try:
        if job.strong:
            rights.separate()
    except Refused as refused:
        _refuse(out, refused)
    child = os.fork()
    if child:
        os.close(out)
        for descriptor in (0, 1, lifeline):
            os.close(descriptor)
        os._exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0)
    try:
        _prepare(job)
        _silence()
    except Refused as refused:
        _refuse(out, refused)
    Supervisor(job, out, lifeline).run()
    os._exit(0)


def _read() -> Job:
    """The line that the job is in, read without reading on."""
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1 << 16)
        if not piece:
            os._exit(1)
        line += piece
    return read_job(bytes(line))


def _prepare(job: Job) -> None:
    if job.strong:
        if os.getpid() != 1:
            raise Refused("processes of its own: this one isn't the first")
        rights.step("a file tree of its own", lambda: tree.build_tree(job))
        rights.become_student()
        folder = tree.WORK
        rights.step("a folder to work in", lambda: os.mkdir(folder))
    else:
        folder = job.folder
        if sys.platform == "linux":
            linux.prctl(linux.ADOPT_ORPHANS, 1)
        rights.leave_root_alone(job)
    os.chdir(folder)
    tempfile.tempdir = folder
    os.environ.update(HOME=folder, TMPDIR=folder)
    if sys.platform == "linux":
        linux.prctl(linux.DEATH_SIGNAL, signal.SIGKILL)
        rights.close_to_others()


def _silence() -> None:
    """Take the pipes to the outside away from where a worker would look for its input and output."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)


def _refuse(out: int, refused: Refused) -> None:
    os.write(out, json.dumps({"refused": str(refused)}).encode() + b"\n")
    os._exit(2)
