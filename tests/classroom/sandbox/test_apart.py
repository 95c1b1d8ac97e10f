"""A submission reaches nothing outside: no network, no files, no processes; and leaves nothing behind."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

import classroom
from classroom.sandbox import Limits, Ran, run
from tests.classroom.sandbox.samples import ANSWERED, ANSWERS, QUESTIONS, QUICK, isolated

pytestmark = isolated
SECRET = "the-key-of-this-course"


def printed(cell: str, *, hide: tuple[Path, ...] = (), limits: Limits = QUICK) -> str:
    """What a cell prints; it must not fail."""
    ran = run([cell], [], limits, hide=hide)
    assert (ran.trouble, ran.outputs[0].error) == ("", "")
    return ran.outputs[0].text


@pytest.fixture
def server() -> Iterator[tuple[int, list[bytes]]]:
    """A server on this machine, its port and what it got."""
    got: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                with suppress(TimeoutError):
                    connection, _ = listening.accept()
                    connection.settimeout(5)
                    with connection:
                        got.append(connection.recv(100))

        thread = threading.Thread(target=serve)
        thread.start()
        yield listening.getsockname()[1], got
        done.set()
        thread.join()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user of this machine can read."""
    with tempfile.TemporaryDirectory() as path:
        os.chmod(path, 0o755)
        yield Path(path)


def test_no_network(server: tuple[int, list[bytes]]) -> None:
    port, got = server
    call = f"import socket\nwith socket.create_connection(('127.0.0.1', {port}), 3) as s: s.sendall(b'hello')"
    ran = run([call, ANSWERS], QUESTIONS, QUICK)
    assert ran.outputs[0].error.startswith("OSError: [Errno 101] Network is unreachable")
    assert ran.answers == ANSWERED
    exec(call)  # the same code does reach it from here
    while not got:
        pass
    assert got == [b"hello"]


def test_no_socket_of_this_machine(folder: Path) -> None:
    path = folder / "socket"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(path))
        path.chmod(0o777)
        listening.listen()
        ran = run([f"import socket\nsocket.socket(socket.AF_UNIX).connect({str(path)!r})"], [], QUICK)
    assert ran.outputs[0].error.startswith("FileNotFoundError")


def test_no_file_of_the_course_or_the_home(folder: Path) -> None:
    (folder / "key").write_text(SECRET, encoding="utf-8")
    paths = [str(folder / "key"), str(folder), str(Path(classroom.__file__).parent), str(Path(__file__).parent)]
    look = "import os\nprint([os.path.exists(path) for path in PATHS])"
    assert printed(f"PATHS = {paths}\n{look}", hide=(folder,)) == "[False, False, False, False]\n"
    assert printed("import importlib.util\nprint(importlib.util.find_spec('classroom'))") == "None\n"


def test_a_search_of_all_files_finds_no_secret(folder: Path) -> None:
    name = f"secret-{uuid.uuid4().hex}"
    (folder / name).write_text(SECRET, encoding="utf-8")
    search = "import os\nprint([w for w, _, f in os.walk('/') if not w.startswith('/proc') and NAME in f])"
    text = printed(f"NAME = {name!r}\n{search}", limits=Limits())
    assert text == "[]\n"


def test_what_lies_among_pythons_packages_can_be_hidden() -> None:
    import yaml

    package = Path(yaml.__file__).parent
    assert printed("import yaml\nprint('found')") == "found\n"
    ran = run(["import yaml\nyaml.safe_load"], [], QUICK, hide=(package,))
    assert "yaml" in ran.outputs[0].error
    assert printed("import numpy\nprint('found')", hide=(package / "__init__.py",)) == "found\n"


def test_nothing_outside_its_folder_can_be_written(tmp_path: Path) -> None:
    import trainloop

    paths = [
        "/new",
        "/usr/new",
        "/etc/passwd",
        sys.prefix + "/new",
        str(Path(trainloop.__file__)),
        str(tmp_path / "new"),
    ]
    attempt = (
        "for p in PATHS:\n  try: open(p, 'a'); print('written', p)\n  except OSError as e: pass\nopen('here', 'w')"
    )
    assert printed(f"PATHS = {paths}\n{attempt}") == ""
    assert list(tmp_path.iterdir()) == []


def test_no_environment_and_no_other_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_OF_THE_COURSE", SECRET)
    look = f"""
import os, glob
found = [str(dict(os.environ))]
for path in glob.glob('/proc/[0-9]*/*'):
    try: found.append(open(path, 'rb').read(1 << 20).decode(errors='replace'))
    except OSError: pass
print('{SECRET[:9]}' + '{SECRET[9:]}' in ''.join(found), sorted(int(p[6:]) for p in glob.glob('/proc/[0-9]*')))
"""
    assert printed(look) == "False [1, 2]\n"


@pytest.mark.parametrize(
    "read",
    [
        "open('/proc/1/mem')",
        "open('/proc/1/environ')",
        "open('/proc/1/maps')",
        "os.listdir('/proc/1/fd')",
        "os.readlink('/proc/1/cwd')",
    ],
)
def test_the_supervising_process_cannot_be_read(read: str) -> None:
    assert printed(f"import os\ntry: {read}\nexcept PermissionError: print('refused')") == "refused\n"


def test_it_cannot_end_what_runs_it() -> None:
    kill = """
import os
for process in (os.getppid(), 1, -1):
    try: os.kill(process, 9)
    except OSError: pass
"""
    ran = run([ANSWERS, kill, "print('after')"], QUESTIONS, QUICK)
    assert ran.answers == ANSWERED
    assert ran.outputs[2].text == "after\n"


def test_it_has_no_rights() -> None:
    look = """
import ctypes, os
c = ctypes.CDLL(None, use_errno=True)
print([c.unshare(flag) for flag in (0x10000000, 0x20000, 0x40000000)], c.mount(b'x', b'/tmp', b'tmpfs', 0, None))
print([line.split()[1] for line in open('/proc/self/status') if line.startswith(('CapEff', 'CapPrm', 'NoNewPrivs'))])
for what in (lambda: os.setuid(0), lambda: os.chroot('/tmp'), lambda: os.memfd_create('x')):
    try: what(); print('done')
    except OSError: print('no')
"""
    assert printed(look) == "[-1, -1, -1] -1\n['0000000000000000', '0000000000000000', '1']\nno\nno\nno\n"


def processes_with(mark: str) -> list[str]:
    """The command lines on this machine that hold a text."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            line = path.read_bytes().decode(errors="replace")
            if mark in line and path.parent.name != str(os.getpid()):
                found.append(line)
    return found


@pytest.mark.parametrize("end", ["", "import os\nos._exit(0)", "while True: pass"])
def test_no_process_is_left_behind(end: str) -> None:
    mark = uuid.uuid4().hex
    daemon = f"""
import subprocess, os
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.execv({sys.executable!r}, ['python', '-S', '-c', 'import time; time.sleep(600)', '{mark}'])
    os._exit(0)
import time, glob
while not any('{mark}' in open(p).read() for p in glob.glob('/proc/[0-9]*/cmdline')): time.sleep(0.01)
print('started')
"""
    ran = run([daemon + end], [], QUICK)
    assert ran.outputs[0].text == "started\n"
    assert processes_with(mark) == []


def test_runs_at_once_do_not_disturb_each_other() -> None:
    results: list[Ran] = []
    cells = (
        [ANSWERS, "import os\nwhile True:\n  try: os.fork()\n  except OSError: pass"],
        [ANSWERS, "import threading\nthreading.Thread(target=print).start()"],
    )
    threads = [
        threading.Thread(target=lambda c: results.append(run(c, QUESTIONS, QUICK)), args=(cells[i % 2],))
        for i in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [ran.answers for ran in results] == [ANSWERED] * 4
    assert sorted(ran.outputs[1].error for ran in results) == ["", "", "ran longer than 1 s", "ran longer than 1 s"]
