"""What goes too far is ended with its reason, and costs only its own cell or function."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

import pytest

from classroom.sandbox import Limits, question_request, run
from tests.classroom.sandbox.samples import AFTER, ANSWERED, ANSWERS, QUESTIONS, QUICK, isolated, survived

pytestmark = isolated
MEMORY = "needed more than 256 MiB of memory"
SMALL = replace(QUICK, memory=256 << 20)


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "while True:\n  try:\n    while True: pass\n  except BaseException: pass",
        "import itertools\nsum(itertools.count())",
        "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass",
        "import os\nif os.fork():\n  os.wait()\nwhile True: pass",
    ],
    ids=["pass", "catches-everything", "in-c", "ignores-interrupts", "in-a-child"],
)
def test_an_endless_loop_in_a_cell(loop: str) -> None:
    assert survived(loop) == "ran longer than 1 s"


@pytest.mark.parametrize(
    "wait", ["import time\ntime.sleep(10**6)", "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)"]
)
def test_a_cell_that_waits_for_ever(wait: str) -> None:
    assert survived(wait, replace(QUICK, wall=6.0)) == "took longer than 3 s"


@pytest.mark.parametrize(
    "loop",
    ["while True: pass", "while True:\n    try: x = 1\n    except BaseException: pass"],
    ids=["pass", "catches-everything"],
)
def test_an_endless_loop_in_a_function(loop: str) -> None:
    ran = run([ANSWERS, f"def endless():\n  {loop}"], [question_request("endless"), *QUESTIONS], QUICK)
    assert ran.answers == {**ANSWERED, "endless": {"answer": None, "problem": "ran longer than 1 s"}}


def test_an_endless_loop_in_a_function_that_leaves_python() -> None:
    cell = "import itertools\ndef endless(): return sum(itertools.count())"
    ran = run([ANSWERS, cell, AFTER], [question_request("endless"), *QUESTIONS], QUICK)
    assert ran.answers == {**ANSWERED, "endless": {"failed": "ran longer than 1 s"}}
    assert ran.outputs[2].text == "after\n"


def test_what_a_cell_defined_before_it_went_too_far_counts() -> None:
    for end in ("while True: pass", "import os\nos._exit(0)", "a = []\nwhile True: a.append(bytes(10**7))"):
        ran = run([f"{ANSWERS}\n{end}"], QUESTIONS, SMALL)
        assert ran.answers == ANSWERED
        assert ran.outputs[0].error != ""


@pytest.mark.parametrize(
    "bomb",
    [
        "a = []\nwhile True: a.append(bytes(10**7))",
        "bytes(10**12)",
        "import mmap, time\nkept = []\nfor _ in range(40):\n  m = mmap.mmap(-1, 10**7)\n  m.write(b'1' * 10**7)\n  kept.append(m)\ntime.sleep(10**6)",
        "import os, time\nfor _ in range(3):\n  if not os.fork(): break\na = b'1' * 10**8\ntime.sleep(10**6)",
    ],
    ids=["list", "at-once", "shared", "in-children"],
)
def test_a_memory_bomb(bomb: str) -> None:
    assert survived(bomb, SMALL) == MEMORY


def test_a_memory_bomb_in_a_function() -> None:
    cell = "kept = []\ndef bomb():\n  while True: kept.append(bytes(10**7))"
    ran = run([cell, ANSWERS], [question_request("bomb"), *QUESTIONS], SMALL)
    assert ran.answers == {**ANSWERED, "bomb": {"answer": None, "problem": "it raised MemoryError"}}


def test_shared_memory_that_no_process_holds_counts() -> None:
    leak = (
        "import ctypes\nc = ctypes.CDLL(None)\nc.shmat.restype = ctypes.c_void_p\n"
        "for _ in range(20):\n  s = c.shmget(0, 50 << 20, 0o1600)\n  p = c.shmat(s, None, 0)\n"
        "  ctypes.memset(p, 1, 50 << 20)\n  c.shmdt(ctypes.c_void_p(p))\nimport time\ntime.sleep(1)"
    )
    assert survived(leak, SMALL) == MEMORY


def test_a_fork_bomb() -> None:
    assert "Resource temporarily unavailable" in survived("import os\nwhile True: os.fork()")


def test_a_fork_bomb_that_does_not_give_up() -> None:
    bomb = "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"
    assert survived(bomb) == "ran longer than 1 s"


def test_what_an_ended_cell_started_is_not_held_against_the_next() -> None:
    alone = "import glob, time\nwhile len(glob.glob('/proc/[0-9]*')) > 2: time.sleep(0.01)"
    ran = run([ANSWERS, "import os\nos.fork()\nwhile True: pass", alone], QUESTIONS, QUICK)
    assert ran.answers == ANSWERED
    assert [output.error for output in ran.outputs] == ["", "ran longer than 1 s", ""]


def test_threads_count_as_processes() -> None:
    bomb = "import threading, time\nfor _ in range(100): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()"
    assert survived(bomb) == "RuntimeError: can't start new thread (line 2)"


def test_files() -> None:
    assert "File too large" in survived("with open('big', 'wb') as f:\n  while True: f.write(bytes(10**6))")
    assert "No space left" in survived("for i in range(9):\n  with open(str(i), 'wb') as f: f.write(bytes(16 << 20))")
    assert "No space left" in survived("for i in range(10**5): open(str(i), 'w').close()")
    assert "Too many open files" in survived("kept = [open('/dev/null') for _ in range(100)]")


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("import os\nos._exit(0)", "ended its process"),
        ("import os\nos.kill(os.getpid(), 9)", "ended its process"),
        ("import os\nos.abort()", "crashed its process (SIGABRT)"),
        ("import ctypes\nctypes.string_at(0)", "crashed its process (SIGSEGV)"),
        ("import os, time\nos.closerange(3, 64)\ntime.sleep(5)", "closed what its answers go through"),
    ],
)
def test_a_process_that_ends(cell: str, error: str) -> None:
    assert survived(cell) == error


def test_deep_recursion() -> None:
    assert survived("def f(): return f()\nf()").startswith("RecursionError")
    deep = "import sys\nsys.setrecursionlimit(10**9)\nx = []\nfor _ in range(10**6): x = [x]\nrepr(x)"
    assert survived(deep) == "crashed its process (SIGSEGV)"


def test_huge_prints_are_cut() -> None:
    limits = replace(QUICK, output=1000)
    ran = run(["for _ in range(2000): print('x' * 1000)", AFTER, ANSWERS], QUESTIONS, limits)
    assert len(ran.outputs[0].text) < 1100
    assert ran.outputs[0].text.endswith("[the rest of the output is cut]")
    assert ran.answers == ANSWERED


def test_the_limit_on_output_is_for_all_cells() -> None:
    ran = run(["print('x' * 800)", "print('y' * 800)", "print('z')"], [], replace(QUICK, output=1000))
    assert [output.text.count(letter) for output, letter in zip(ran.outputs, "xyz", strict=True)] == [800, 199, 0]


def test_output_that_is_no_text() -> None:
    ran = run(
        ["import sys, os\nsys.stdout.buffer.write(b'\\xff\\x1b[31m')\nsys.stdout.flush()\nos.system('echo shell')"],
        [],
        QUICK,
    )
    assert ran.outputs[0].text == "\\xff\ufffd[31mshell\n"


def test_a_submission_has_a_limit_in_all() -> None:
    start = monotonic()
    ran = run(["import time\ntime.sleep(10**6)"] * 40 + [ANSWERS], QUESTIONS, replace(QUICK, wall=3.0))
    assert monotonic() - start < 20  # not 40 times as long; how long exactly is no matter of this test
    late = "not run: the notebook took longer than 3 s"
    assert ran.answers == {"rate": {"failed": late}, "letter": {"failed": late}}
    assert ran.outputs[-1].error == late


def test_a_submission_cannot_start_over_for_ever() -> None:
    ran = run(["import os\nos._exit(0)"] * 100 + [ANSWERS], QUESTIONS, QUICK)
    assert ran.answers["rate"] == {"failed": "not run: the notebook ended its process too often"}
    assert ran.outputs[0].error == "ended its process"


@pytest.mark.parametrize("name", ["cpu", "wall", "call", "memory", "processes", "file_size", "files", "output"])
def test_limits_are_positive(name: str) -> None:
    with pytest.raises(ValueError, match=f"the limit {name} is 0; it must be positive"):
        replace(Limits(), **{name: 0})
