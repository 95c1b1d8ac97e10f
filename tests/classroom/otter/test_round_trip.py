"""Submissions of every kind, graded by otter: right marks, and nothing that a hostile one could gain."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom.grading.submission import grade_submission
from classroom.otter import LIMITS
from classroom.variants import GradedItem, graded_items
from classroom.variants.function import FunctionItem
from tests.classroom.examples import KEY
from tests.classroom.otter.handed import CONVERT, EWA, HALF, KINDS, RIGHT, STEP, Given, Submission, half_of_ewa
from tests.classroom.otter.rounds import OTTER, Made, Round, command, read_round, run_many, without_plugin


@pytest.fixture(scope="module")
def server() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0)
        yield listening


@pytest.fixture(scope="module")
def given(made: Made, server: socket.socket) -> Given:
    release = json.loads(made.student.read_text(encoding="utf-8"))
    items = {item.item.function: item for item in graded_items(made.assignment, KEY)}
    return Given(release, items, server.getsockname()[1], made.folder / "marker")


@pytest.fixture(scope="module")
def submissions(given: Given) -> dict[str, Submission]:
    return {name: make(given) for name, (make, _) in KINDS.items()}


@pytest.fixture(scope="module")
def rounds(
    made: Made, submissions: dict[str, Submission], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Round]:
    submissions = dict(submissions)
    perfect = submissions.pop("perfect")
    folder = tmp_path_factory.mktemp("rounds")
    return run_many(made, submissions, folder) | {"perfect": run_one(made, perfect, folder)}


def run_one(made: Made, submission: Submission, folder: Path) -> Round:
    """With the command itself."""
    (folder / "perfect.ipynb").write_text(json.dumps(submission), encoding="utf-8")
    arguments = ["run", "-a", str(made.archive), "-o", str(folder), str(folder / "perfect.ipynb")]
    done = command([str(OTTER), *arguments], made.folder)
    assert done.returncode == 0, done.stderr
    return read_round(folder, done.stdout)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_gets_the_right_points(name: str, rounds: dict[str, Round], given: Given) -> None:
    expected = KINDS[name][1]
    if expected is not None and expected[EWA] == HALF:
        expected = {**expected, EWA: 4.0 * half(given.items[EWA])}
    found = rounds[name].points
    assert found == (None if expected is None else pytest.approx(expected)), rounds[name].said


def half(item: GradedItem) -> float:
    """The share of the hidden cases in which ``half_right`` is right; neither none nor all, or it would show nothing."""
    assert isinstance(item, FunctionItem)
    cases = [case["values"] for case in item.hidden.cases]
    share = sum(map(half_of_ewa, cases)) / len(cases)
    assert 0 < share < 1
    return share


def test_the_instructor_is_told_the_mistakes_by_name(rounds: dict[str, Round]) -> None:
    assert "momentum_step: 0 of 4, wrong-sign" in rounds["half_right_and_known_mistakes"].said
    assert "as-in-the-book" in rounds["as_on_the_page"].said


def test_the_instructor_is_told_book_and_seed(rounds: dict[str, Round], given: Given) -> None:
    about = given.release["metadata"]["trainloop"]
    assert f"averages, book {about['book']}, seed {about['seed']}" in rounds["perfect"].said


def test_why_there_is_no_result_is_told(rounds: dict[str, Round]) -> None:
    assert "still running" in rounds["endless_loop_and_socket"].said
    assert "There is no function `momentum_step`" in rounds["syntax_error_deleted_cell_and_renamed_kernel"].said
    assert "NotJSONError" in rounds["not_a_notebook"].said


@pytest.mark.parametrize("name", [name for name, (_, expected) in KINDS.items() if expected is not None])
def test_what_students_see_holds_no_hidden_test(name: str, rounds: dict[str, Round], given: Given) -> None:
    visible = rounds[name].visible
    assert EWA in visible
    assert "hidden" not in visible
    for item in given.items.values():
        assert not [secret for secret in item.secrets if secret in visible]


def test_the_public_tests_are_told(rounds: dict[str, Round]) -> None:
    assert "All test cases passed" in rounds["perfect"].visible
    assert "there is still a `...`" in rounds["empty_with_files_beside"].visible
    assert "was returned" in rounds["half_right_and_known_mistakes"].visible


def test_nothing_reached_the_server(rounds: dict[str, Round], server: socket.socket) -> None:
    assert rounds["endless_loop_and_socket"].points
    with pytest.raises(BlockingIOError):
        server.accept()


def test_nothing_that_lay_beside_a_notebook_was_loaded(rounds: dict[str, Round], given: Given) -> None:
    assert rounds["empty_with_files_beside"].points
    assert not given.marker.exists()


@pytest.mark.parametrize("name", ["half_right_and_known_mistakes", "as_on_the_page", "fake_grade_and_tampered_checker"])
def test_the_classroom_gives_the_same_points(
    name: str, rounds: dict[str, Round], submissions: dict[str, Submission], given: Given, tmp_path: Path
) -> None:
    (tmp_path / "handed.ipynb").write_text(json.dumps(submissions[name]), encoding="utf-8")
    graded = grade_submission(tuple(given.items.values()), tmp_path / "handed.ipynb")
    earned = {mark.item.replace("-", "_"): mark.earned for mark in graded.marks}
    assert rounds[name].points == pytest.approx({function: earned[function] for function in RIGHT})


def test_the_classroom_gives_a_row_where_otter_gives_none(
    rounds: dict[str, Round], submissions: dict[str, Submission], given: Given, tmp_path: Path
) -> None:
    content = submissions["not_a_notebook"]
    assert isinstance(content, bytes)
    assert rounds["not_a_notebook"].points is None
    (tmp_path / "handed.ipynb").write_bytes(content)
    assert grade_submission(tuple(given.items.values()), tmp_path / "handed.ipynb").trouble


def test_without_the_plugin_there_are_no_marks(made: Made, tmp_path_factory: pytest.TempPathFactory) -> None:
    out = tmp_path_factory.mktemp("bare")
    arguments = [str(OTTER), "run", "-a", str(made.archive), "-o", str(out), str(made.solved)]
    done = command(arguments, out, plugin=False)
    assert done.returncode != 0
    assert "No module named 'files'" in done.stderr
    assert not list(out.iterdir())


def test_otter_alone_is_fooled_as_the_limits_say(
    made: Made, submissions: dict[str, Submission], tmp_path: Path
) -> None:
    """Or the tests above would show nothing."""
    names = ("fake_grade_and_tampered_checker", "memory_bomb_and_reads_hidden_tests")
    archive = without_plugin(made, tmp_path / "plain.zip")
    fooled = run_many(made, {name: submissions[name] for name in names}, tmp_path, archive)
    assert fooled[names[0]].points == pytest.approx(RIGHT)
    assert fooled[names[1]].points == pytest.approx({EWA: 0.0, STEP: 4.0, CONVERT: 2.0})
    assert "give itself all points, read the hidden tests" in LIMITS["otter alone"]


def test_a_step_of_the_page_is_another_one(given: Given) -> None:
    assert given.book(STEP) != given.solution(STEP)  # or as_on_the_page would show nothing
