"""The zip in a container such as Gradescope's: root without the right to make namespaces, and no book installed."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from socket import create_server, socket
from typing import Any

import pytest
from otter.run.run_autograder.runners import create_runner

from classroom.otter import LIMITS
from classroom.variants import graded_items
from tests.classroom.examples import KEY
from tests.classroom.otter.handed import CONVERT, EWA, STEP, Given
from tests.classroom.otter.rounds import ROOT, Made, Round, command, read_round

MOUNT = ["unshare", "--mount"]

# Everything happens in mounts that end with the process. A process whose root was changed can't make user
# namespaces, and without one right, root can't make others: as in a container.
CONTAINER = """
set -e
mount --make-rprivate /
mkdir -p {folder}/root
mount --rbind / {folder}/root
cd {folder}/root
mount -t tmpfs tmpfs ./mnt
mkdir ./mnt/autograder
mount --bind {autograder} ./mnt/autograder
{closed}
{not_installed}
exec chroot . setpriv --bounding-set -sys_admin --inh-caps -sys_admin {python} /mnt/autograder/source/run_otter.py
"""

LOOK = """
import os, socket

def tried(what, do):
    try:
        do()
    except OSError as error:
        return f"{what}: {type(error).__name__}"
    return f"{what}: reached"

def parents():
    parent = os.getppid()
    while parent > 1:
        open(f"/proc/{parent}/environ").read()
        parent = int(open(f"/proc/{parent}/stat").read().rsplit(")", 1)[1].split()[1])

def found():
    grader = "/mnt/autograder"
    tests = [f"{grader}/source/tests", f"{grader}/submission/tests"]
    return "; ".join([
        f"user: {os.getuid()}",
        tried("seeds", lambda: open(f"{grader}/source/files/judge/private/assignment.json")),
        *(tried("tests", lambda: os.listdir(folder)) for folder in tests),
        tried("results", lambda: open(f"{grader}/results/results.json", "w")),
        tried("parents", parents),
        tried("network", lambda: socket.create_connection(("127.0.0.1", PORT), 2)),
    ])

def momentum_step(*arguments):
    raise ValueError(found())
"""


@pytest.fixture(scope="module")
def server() -> Iterator[socket]:
    with create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.fixture(scope="module")
def graded(made: Made, server: socket, tmp_path_factory: pytest.TempPathFactory) -> Round:
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run([*MOUNT, "true"], check=False).returncode:
        pytest.skip("a container can be imitated by Linux's root only")
    release = json.loads(made.student.read_text(encoding="utf-8"))
    items = {item.item.function: item for item in graded_items(made.assignment, KEY)}
    given = Given(release, items, server.getsockname()[1], made.folder / "marker")
    look = LOOK.replace("PORT", str(given.port))
    return in_container(made, given.notebook(momentum_step=look), tmp_path_factory.mktemp("container"))


def in_container(made: Made, submission: dict[str, Any], folder: Path) -> Round:
    """Grade a submission as Gradescope does: unpack the zip, and run its ``run_otter.py``."""
    root = folder / "autograder"
    for name in ("source", "submission", "results"):
        (root / name).mkdir(parents=True)
    with zipfile.ZipFile(made.archive) as archive:
        archive.extractall(root / "source")
    (root / "submission" / "handed.ipynb").write_text(json.dumps(submission), encoding="utf-8")
    (root / "submission_metadata.json").write_text("{}", encoding="utf-8")
    start = root / "source" / "run_otter.py"
    start.write_text(start.read_text(encoding="utf-8").replace('"/autograder"', '"/mnt/autograder"'), encoding="utf-8")
    script = folder / "container.sh"
    script.write_text(
        CONTAINER.format(
            folder=folder,
            autograder=root,
            closed=close_home(),
            not_installed=take_book_away(),
            python=sys.executable,
        ),
        encoding="utf-8",
    )
    done = command([*MOUNT, "sh", str(script)], folder, plugin=False)
    assert done.returncode == 0, done.stderr + done.stdout
    return read_round(root / "results", done.stdout)


def close_home() -> str:
    """Commands that put a closed folder around Python, as root's home is around the autograder's."""
    kept = sorted({str(Path(path).resolve()) for path in (sys.base_prefix, sys.prefix, ROOT)})
    homes = sorted(
        {f"/{Path(path).parts[1]}" for path in kept if len(Path(path).parts) > 2 and Path(path).parts[1] != "usr"}
    )
    inside = [path for path in kept if any(path.startswith(f"{home}/") for home in homes)]
    lines = [
        line for n, path in enumerate(inside) for line in (f"mkdir ./mnt/kept{n}", f"mount --bind {path} ./mnt/kept{n}")
    ]
    lines += [f"mount -t tmpfs -o mode=700 tmpfs .{home}" for home in homes]
    lines += [f"mkdir -p .{path}; mount --bind ./mnt/kept{n} .{path}" for n, path in enumerate(inside)]
    return "\n".join(lines)


def take_book_away() -> str:
    """Commands that take the installed book out of Python's packages."""
    paths = [path for folder in sys.path for path in Path(folder).glob("__editable__*trainloop*.pth")]
    return "\n".join(f"mount --bind /dev/null .{path}" for path in paths)


def test_what_is_right_gets_its_points(graded: Round) -> None:
    assert graded.points == pytest.approx({EWA: 4.0, STEP: 0.0, CONVERT: 2.0}), graded.said


def seen(graded: Round) -> str:
    """What the submission could reach, as its own public test says."""
    return graded.visible


def test_the_submission_is_another_user_and_reads_nothing_secret(graded: Round) -> None:
    assert re.findall(r"user: (\d+)", seen(graded))[0] != "0"
    for what in ("seeds", "tests", "results", "parents"):
        assert f"{what}: PermissionError" in seen(graded)
        assert f"{what}: reached" not in seen(graded)


def test_the_network_is_open_as_the_limits_say(graded: Round, server: socket) -> None:
    assert "network: reached" in seen(graded)
    server.accept()[0].close()
    assert "it has the container's network" in LIMITS["containers"]


@pytest.mark.parametrize(("metadata", "error"), [("", json.JSONDecodeError), ("{}", ModuleNotFoundError)])
def test_otter_reads_an_empty_metadata_file_no_better_than_the_limits_say(
    metadata: str, error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", os.environ["PATH"])  # otter changes it
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "handed.py").write_text("", encoding="utf-8")
    (tmp_path / "submission_metadata.json").write_text(metadata, encoding="utf-8")
    runner = create_runner({"plugins": ["files.judge.load.Judge"]}, autograder_dir=str(tmp_path))
    with contextlib.chdir(tmp_path), pytest.raises(error):
        runner.run()
    assert "submission_metadata.json" in LIMITS["otter grade"]
