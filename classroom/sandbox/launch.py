"""Starts the process that becomes a sandbox, gives it its job and reads what it reports."""

from __future__ import annotations

import json
import os
import select
import site
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from time import monotonic
from typing import Any

import trainloop
from classroom.sandbox.limits import Limits

HERE = Path(__file__).resolve().parent
BOOK = Path(trainloop.__file__).resolve().parent
START = """
import sys
sys.path.insert(0, sys.argv[1])
from inside.book import load_book
load_book(sys.argv[2])
from inside.main import main
main()
"""
# What shared libraries and the processor's description need; the rest of /etc and /sys stays outside.
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store"),
    *("/etc/ld.so.cache", "/etc/alternatives", "/sys/devices/system/cpu"),
)
# The sandbox ends itself when its wall time is up; this is for one that can't.
SLACK = 20.0
LARGEST_REPORT = 64 << 20


class Broken(Exception):
    """The sandbox ended without an end; the text says what it left."""


def launch(
    cells: Sequence[str],
    requests: Sequence[dict[str, Any]],
    limits: Limits,
    hidden: Sequence[Path],
    *,
    strong: bool,
) -> list[dict[str, Any]]:
    """What a sandbox reports on these cells and requests, the last line being ``end`` or ``refused``.

    Raises:
        Broken: it ended in another way; what it had reported until then is in ``args[1]``.
    """
    with _folder(strong) as folder:
        job = {
            "cells": list(cells),
            "names": [request["name"] for request in requests],
            "limits": asdict(limits),
            "strong": strong,
            **_tree(),
            "hidden": [str(path.resolve()) for path in hidden],
            "packages": _packages(),
            "folder": folder,
        }
        process = _start()
        try:
            return _converse(process, _line(job), _line(requests), limits.wall + SLACK)
        finally:
            _end(process)


def _start() -> subprocess.Popen[bytes]:
    """A bare Python: no site, no environment but this, no terminal."""
    environment = {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "PYTHONHASHSEED": "0",  # so that sets have the same order when a submission is graded again
        "MPLBACKEND": "Agg",
        **dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"),
    }
    command = [sys.executable, "-S", "-s", "-P", "-B", "-c", START, str(HERE), str(BOOK)]
    return subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        cwd="/",
        start_new_session=True,
    )


def _line(content: object) -> bytes:
    return json.dumps(content).encode() + b"\n"


def _converse(process: subprocess.Popen[bytes], job: bytes, requests: bytes, seconds: float) -> list[dict[str, Any]]:
    """Hand over the job, and the requests when they are asked for; what the sandbox reports."""
    assert process.stdin is not None and process.stdout is not None
    deadline = monotonic() + seconds
    messages: list[dict[str, Any]] = []
    try:
        process.stdin.write(job)
        process.stdin.flush()  # it stays open: its end would end the sandbox
    except OSError as error:
        raise Broken(f"the sandbox didn't start: {_last_words(process)}", messages) from error
    rest, size = b"", 0
    while (left := deadline - monotonic()) > 0 and size < LARGEST_REPORT:
        if not select.select([process.stdout], [], [], left)[0]:
            break
        piece = os.read(process.stdout.fileno(), 1 << 16)
        if not piece:
            raise Broken(f"the sandbox ended early: {_last_words(process)}", messages)
        *lines, rest = (rest + piece).split(b"\n")
        size += len(piece)
        messages += [json.loads(line) for line in lines]
        if messages and "ask" in messages[-1]:
            messages.pop()
            process.stdin.write(requests)
            process.stdin.flush()
        if messages and messages[-1].keys() & {"end", "refused"}:
            return messages
    raise Broken("the sandbox didn't end in time", messages)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close the sandbox, and wait until nothing of it is left."""
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    for pipe in (process.stdin, process.stdout, process.stderr):
        pipe.close()
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _last_words(process: subprocess.Popen[bytes]) -> str:
    assert process.stderr is not None
    if not select.select([process.stderr], [], [], 1.0)[0]:
        return "no reason was given"
    lines = os.read(process.stderr.fileno(), 1 << 16).decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:300] if lines else "no reason was given"


@contextmanager
def _folder(strong: bool) -> Iterator[str]:
    """Where a submission works that has no file tree of its own."""
    if strong:
        yield ""
        return
    with tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True) as folder:
        yield folder


def _packages() -> list[str]:
    """The folders that installed packages are in."""
    return [path for path in dict.fromkeys([*site.getsitepackages(), *sys.path]) if _holds_packages(path)]


def _holds_packages(path: str) -> bool:
    return Path(path).name in ("site-packages", "dist-packages") and Path(path).is_dir()


def _tree() -> dict[str, Any]:
    """What the sandbox shows of this machine, and the symbolic links to it."""
    python = [sys.prefix, sys.base_prefix, *sysconfig.get_paths().values(), *_packages(), str(BOOK)]
    folders = {str(Path(path).resolve()) for path in python if Path(path).exists()}
    links = [(path, str(Path(path).resolve())) for path in dict.fromkeys(python)]
    return {
        "visible": sorted({*SYSTEM, *folders}),
        "links": [(link, target) for link, target in links if link != target and Path(target).exists()],
    }
