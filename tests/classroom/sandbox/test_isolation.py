"""Isolation that isn't complete is refused, unless weaker isolation is asked for; both work for any user."""

from __future__ import annotations

import importlib
import os
import platform
import subprocess
import sys

import pytest

from classroom.sandbox import Isolation, NotIsolated, isolation, launch, run
from classroom.sandbox.inside.refused import PROCESSORS
from classroom.sandbox.isolation import LOST, REDUCED, tried
from tests.classroom.sandbox.samples import ANSWERED, ANSWERS, QUESTIONS, QUICK, isolated

run_module = importlib.import_module("classroom.sandbox.run")
isolation_module = importlib.import_module("classroom.sandbox.isolation")
WITHOUT = tried(strong=False)


@pytest.fixture
def incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    able = Isolation(False, True, REDUCED, LOST, "namespaces: not here")
    monkeypatch.setattr(run_module, "isolation", lambda: able)


def test_incomplete_isolation_is_refused(incomplete: None) -> None:
    with pytest.raises(NotIsolated) as raised:
        run([ANSWERS], QUESTIONS, QUICK)
    assert "namespaces: not here" in str(raised.value)
    assert "the network is open" in str(raised.value)


@pytest.mark.skipif(bool(WITHOUT), reason=WITHOUT)
def test_incomplete_isolation_can_be_asked_for(incomplete: None) -> None:
    cells = [ANSWERS, "while True: pass", "a = []\nwhile True: a.append(bytes(10**7))", "open('here', 'w').write('x')"]
    ran = run(cells, QUESTIONS, QUICK, weak=True)
    assert ran.answers == ANSWERED
    assert [o.error for o in ran.outputs] == ["", "ran longer than 1 s", "needed more than 1 GiB of memory", ""]


def test_without_namespaces_no_submission_is_root() -> None:
    messages = launch.launch(["import os\nprint(os.getuid(), os.geteuid())"], [], QUICK, (), strong=False)
    if "refused" not in messages[-1]:
        assert "0" not in messages[0]["text"].split()


def test_where_nothing_can_be_run_asking_does_not_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "isolation", lambda: Isolation(False, False, (), (), "no processes"))
    with pytest.raises(NotIsolated, match=r"Submissions can't be run here\. .*no processes"):
        run([ANSWERS], QUESTIONS, QUICK, weak=True)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_other_systems_say_what_is_missing(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(isolation_module, "tried", lambda *, strong: "")
    able = isolation.__wrapped__()
    assert not able.complete
    assert able.possible is (platform == "darwin")
    assert ("WSL" in able.missing) is (platform == "win32")


@isolated
def test_a_part_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launch, "SYSTEM", (*launch.SYSTEM, "/dev"))  # which the tree makes itself
    assert tried(strong=True).startswith("a file tree of its own: [Errno 17] File exists")


LOCKED = """
from classroom.sandbox import NotIsolated, isolation, run
from classroom.sandbox.inside import linux, refused
linux.prctl(linux.NO_NEW_PRIVILEGES, 1)
refused.refuse_calls()
try:
    run(["print(1)"], [])
except NotIsolated as error:
    print(error)
print(isolation().complete)
"""


@pytest.mark.skipif(platform.machine() not in PROCESSORS, reason="no filter for this processor")
@isolated
def test_a_machine_that_refuses_namespaces_is_noticed() -> None:
    # The filter forbids what a container's usual settings forbid.
    done = run_python("-c", LOCKED)
    assert "namespace" in done.stdout and "[Errno 1] Operation not permitted" in done.stdout, done.stderr
    assert done.stdout.endswith("\nFalse\n")


def run_python(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Another Python that can import what this one can."""
    environment = {**os.environ, "PYTHONPATH": os.getcwd(), "PYTHONDONTWRITEBYTECODE": "1", "HOME": "/tmp"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=120)


AS_USER = """
import os, sys
from pathlib import Path
from classroom.sandbox.inside import linux

def is_closed(path):
    return not path.stat().st_mode & 1

user, *command = sys.argv[1:]
if os.geteuid() == 0:
    # Python may stand where only root can go: show it once more, in a file tree of this process alone.
    places = [Path(place) for place in dict.fromkeys([sys.base_prefix, sys.prefix, os.getcwd()])]
    linux.unshare(linux.NEW_MOUNTS)
    linux.mount("", "/", "", linux.RECURSIVE | linux.PRIVATE)
    linux.mount("tmpfs", "/mnt", "tmpfs", 0, "mode=755")
    for index, place in enumerate(places):
        os.mkdir(f"/mnt/{index}")
        linux.mount(str(place), f"/mnt/{index}", "", linux.BIND | linux.RECURSIVE)
    for index, place in enumerate(places):
        closed = [parent for parent in reversed(place.parents) if is_closed(parent)]
        if closed:
            linux.mount("tmpfs", str(closed[0]), "tmpfs", 0, "mode=755")
            place.mkdir(parents=True)
            linux.mount(f"/mnt/{index}", str(place), "", linux.BIND | linux.RECURSIVE)
    os.setgroups([])
    os.setresgid(*[int(user)] * 3)
    os.setresuid(*[int(user)] * 3)
os.execv(command[0], command)
"""

CHECK = """
import os
from classroom.sandbox import isolation
from classroom.sandbox.launch import launch
from tests.classroom.sandbox.samples import ANSWERED, ANSWERS, QUESTIONS, QUICK, is_right, submitted, SOLUTION, survived
assert os.geteuid() != 0
assert isolation().complete, isolation()
assert is_right(submitted(SOLUTION))
assert survived("import socket\\nsocket.create_connection(('127.0.0.1', 9))").startswith("OSError: [Errno 101]")
assert "Resource temporarily unavailable" in survived("import os\\nwhile True: os.fork()")
assert survived("open('/proc/1/environ')").startswith("PermissionError")
assert survived("while True: pass") == "ran longer than 1 s"
messages = launch([ANSWERS, "while True: pass"], QUESTIONS, QUICK, (), strong=False)
assert {m["call"]: m["answer"] for m in messages if "call" in m} == ANSWERED, messages
assert messages[1]["error"] == "ran longer than 1 s", messages
print("all well")
"""


@isolated
def test_an_ordinary_user_has_the_same() -> None:
    done = run_python("-c", AS_USER, "12345", sys.executable, "-c", CHECK)
    assert done.stdout == "all well\n", done.stderr
