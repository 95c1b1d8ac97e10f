"""Real otter commands on an assignment, each in a process with limits of its own."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from classroom.assignment import Assignment
from classroom.otter.master import write_master
from tests.classroom.examples import KEY, assignment

ROOT = Path(__file__).parents[3]
OTTER = Path(sys.executable).with_name("otter")
MEMORY = 4 << 30  # bytes, for otter, its kernel and each submission
SECONDS = 240

# What `otter run` calls, for many submissions in one process: otter itself takes seconds to start.
MANY = """
import contextlib, io, json, sys
from pathlib import Path
from otter.run import main
archive, folder, *submissions = sys.argv[1:]
for submission in submissions:
    said, out = io.StringIO(), Path(folder, Path(submission).parent.name)
    out.mkdir()
    try:
        with contextlib.redirect_stdout(said):
            main(submission, autograder=archive, output_dir=str(out), no_logo=True)
    except Exception as error:
        said.write(f"{type(error).__name__}: {error}")
    (out / "said.txt").write_text(said.getvalue())
"""


PLAIN = """
def call(env, name, arguments=None):
    return env[name](**(arguments or {}))


def agree(given, expected, tolerance=1e-6):
    given = [*given] if isinstance(given, (list, tuple)) else [given]
    expected = expected if isinstance(expected, list) else [expected]
    assert len(given) == len(expected) and all(abs(a - b) <= 1e-5 for a, b in zip(given, expected))
"""


@dataclass(frozen=True)
class Made:
    """What ``otter assign`` made of an assignment."""

    assignment: Assignment
    folder: Path

    @property
    def student(self) -> Path:
        """The students' notebook."""
        return self.folder / "dist" / "student" / "averages.ipynb"

    @property
    def solved(self) -> Path:
        """The notebook with solutions."""
        return self.folder / "dist" / "autograder" / "averages.ipynb"

    @property
    def archive(self) -> Path:
        """The zip for Gradescope."""
        (path,) = (self.folder / "dist" / "autograder").glob("*.zip")
        return path


@dataclass(frozen=True)
class Round:
    """What otter gave for one submission; no points where it gave no result."""

    points: dict[str, float] | None
    said: str
    visible: str


def make(folder: Path, **changes: object) -> Made:
    """Write a master notebook and run ``otter assign`` on it."""
    asked = assignment(**changes)
    master = write_master(folder, asked, KEY)
    done = command([str(OTTER), "assign", master.name, "dist"], folder)
    assert done.returncode == 0, done.stderr
    return Made(asked, folder)


def without_plugin(made: Made, target: Path) -> Path:
    """The zip as otter alone would have it: no plugin, and tests that call the student's functions themselves."""
    with zipfile.ZipFile(made.archive) as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist() if not name.startswith("files/")}
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in contents.items():
            if name.startswith("tests/"):
                content = f"{PLAIN}\n{content}"
                content = re.sub(r"def (public_\d|hidden_\d)[(].*[)]:", r"def \1(env):", content)
                content = re.sub(r"\b(shown|hidden)[(]", "call(env, ", content)
            elif name == "otter_config.json":
                content = json.dumps(json.loads(content) | {"plugins": []})
            archive.writestr(name, content)
    return target


def command(arguments: list[str], folder: Path, *, plugin: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command in the master notebook's folder, with the plugin on Python's path or without."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment |= {"OMP_NUM_THREADS": "1"} | ({"PYTHONPATH": "."} if plugin else {})
    limit = partial(resource.setrlimit, resource.RLIMIT_AS, (MEMORY, MEMORY))
    return subprocess.run(
        arguments, cwd=folder, env=environment, capture_output=True, text=True, timeout=SECONDS, preexec_fn=limit
    )


def run_many(
    made: Made, submissions: dict[str, dict[str, Any] | bytes], folder: Path, archive: Path | None = None
) -> dict[str, Round]:
    """Grade submissions, by name, as ``otter run`` does: notebooks, or the bytes of a zip or of anything else."""
    paths = []
    for name, content in submissions.items():
        (folder / "in" / name).mkdir(parents=True)
        zipped = isinstance(content, bytes) and content.startswith(b"PK")
        path = folder / "in" / name / ("handed.zip" if zipped else "handed.ipynb")
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        paths.append(str(path))
    (folder / "out").mkdir()
    # -P: as with the command, the current folder, which is the submission's in the end, isn't imported from.
    arguments = [sys.executable, "-P", "-c", MANY, str(archive or made.archive), str(folder / "out"), *paths]
    done = command(arguments, made.folder)
    assert done.returncode == 0, done.stderr
    return {name: read_round(folder / "out" / name) for name in submissions}


def read_round(folder: Path, said: str = "") -> Round:
    """What otter wrote into a folder."""
    said = said or (folder / "said.txt").read_text(encoding="utf-8")
    if not (folder / "results.json").exists():
        return Round(None, said, "")
    tests = json.loads((folder / "results.json").read_text(encoding="utf-8"))["tests"]
    visible = "".join(test["output"] for test in tests if test["visibility"] == "visible")
    return Round({test["name"]: test["score"] for test in tests if "score" in test}, said, visible)
