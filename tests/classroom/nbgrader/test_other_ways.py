"""The same course in formgrader, in an nbgrader without our settings, and with settings that are broken."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook

from classroom.assignment import Course
from tests.classroom.nbgrader import usual
from tests.classroom.nbgrader.handed import OPEN, POINTS, Given, expected
from tests.classroom.nbgrader.running import items_of, nbgrader, new_course

STUDENTS = ("half_right", "wrong_with_known_mistakes")
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with the assignment made and a few submissions, none of them graded."""
    made = new_course(tmp_path_factory.mktemp("course"))
    nbgrader(made.folder, "generate_assignment", "hw")
    release = json.loads((made.folder / "release/hw/hw.ipynb").read_text(encoding="utf-8"))
    for student in STUDENTS:
        path = made.folder / "submitted" / student / "hw" / "hw.ipynb"
        path.parent.mkdir(parents=True)
        notebook = usual.KINDS.all[student].make(Given(release, items_of(made), made.folder, 0))
        path.write_text(json.dumps(notebook), encoding="utf-8")
    return made


def marks(folder: Path, student: str) -> dict[str, float | None]:
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        grades = gradebook.find_submission_notebook("hw", "hw", student).grades
        return {grade.name: grade.auto_score for grade in grades if grade.name != OPEN}


@pytest.fixture(scope="module")
def formgrader(course: Course) -> Iterator[Ask]:
    """Asks a Jupyter server in the course's folder, with nbgrader's extension, for an address; ``post`` posts to it."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    options = ["--no-browser", "--allow-root", "--ip=127.0.0.1", f"--port={port}", "--IdentityProvider.token=t"]
    home = course.folder.parent / "home"
    home.mkdir()
    extensions = {"ServerApp": {"jpserver_extensions": {"nbgrader.server_extensions.formgrader": True}}}
    (home / "jupyter_server_config.json").write_text(json.dumps(extensions), encoding="utf-8")
    environment = os.environ | {"HOME": str(home), "JUPYTER_CONFIG_DIR": str(home), "JUPYTER_DATA_DIR": str(home)}
    log = course.folder.parent / "server.log"

    def ask(path: str, *, post: bool = False) -> Any:
        address = f"http://127.0.0.1:{port}/formgrader/{path}"
        request = urllib.request.Request(
            address, data=b"" if post else None, headers={"Authorization": "token t"}, method="POST" if post else "GET"
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read().decode()
        return json.loads(text) if path.startswith("api/") else text

    with log.open("w") as file:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "server", *options],
            cwd=course.folder,
            env=environment,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(ask, server, log)
        yield ask
    finally:
        server.terminate()
        server.wait(30)


def wait_for(ask: Ask, server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(120):
        assert server.poll() is None, log.read_text(encoding="utf-8")
        try:
            ask("api/status")
            return
        except urllib.error.HTTPError as error:
            raise AssertionError(log.read_text(encoding="utf-8")) from error
        except OSError:
            time.sleep(0.5)
    raise AssertionError(log.read_text(encoding="utf-8"))


def test_formgrader_shows_and_grades_the_assignment(course: Course, formgrader: Ask) -> None:
    (shown,) = formgrader("api/assignments")
    assert (shown["name"], shown["num_submissions"]) == ("hw", len(STUDENTS))
    assert shown["max_score"] == sum(POINTS.values())
    assert shown["duedate"] == "2026-10-12T21:59:00"
    for student in STUDENTS:
        done = formgrader(f"api/submission/hw/{student}/autograde", post=True)
        assert done["success"], done["log"]
        assert marks(course.folder, student) == pytest.approx(expected(usual.KINDS.all[student], items_of(course)))
    (half,) = formgrader("api/submitted_notebooks/hw/hw")[:1]
    page = formgrader(f"submissions/{half['id']}/?index=0")
    assert "momentum_step" in page and "hidden cases agree" in page


def test_without_our_settings_the_hidden_tests_give_the_same_marks(course: Course, tmp_path: Path) -> None:
    stock = tmp_path / "stock"
    stock.mkdir()
    for part in ("source", "submitted"):
        shutil.copytree(course.folder / part, stock / part)
    nbgrader(stock, "generate_assignment", "hw")
    release = (stock / "release/hw/hw.ipynb").read_text(encoding="utf-8")
    assert "HIDDEN" not in release and "raise NotImplementedError()" in release
    nbgrader(stock, "autograde", "hw")
    for student in STUDENTS:
        assert marks(stock, student) == pytest.approx(expected(usual.KINDS.all[student], items_of(course)))


BROKEN: dict[str, Callable[[Path], None]] = {
    "own_settings.py": lambda path: path.write_text("c = get_config(\n", encoding="utf-8") and None,
    "nbgrader_config.py": lambda path: (
        path.write_text(
            re.sub(r"BOOK = Path\(.*?\)", 'BOOK = Path("moved")', path.read_text(encoding="utf-8")), encoding="utf-8"
        )
        and None
    ),
}


@pytest.mark.parametrize("file", BROKEN)
def test_broken_settings_stop_it(course: Course, tmp_path: Path, file: str) -> None:
    """By itself nbgrader would go on and run the submissions in a kernel."""
    copy = tmp_path / "copy"
    shutil.copytree(course.folder, copy, ignore=shutil.ignore_patterns("autograded"))
    BROKEN[file](copy / file)
    said = nbgrader(copy, "autograde", "hw", fails=True)
    assert "nbgrader_config.py: " in said
    assert not (copy / "autograded").exists()


def test_points_that_changed_since_are_refused(course: Course, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(course.folder, copy, ignore=shutil.ignore_patterns("autograded"))
    file = copy / "assignments/hw.yml"
    text = file.read_text(encoding="utf-8").replace("ewa: 4", "ewa: 3").replace("points: 15", "points: 14")
    file.write_text(text, encoding="utf-8")
    said = nbgrader(copy, "autograde", "hw", fails=True)
    assert "ewa was 4 points when the assignment was generated, and now is 3 points" in said
