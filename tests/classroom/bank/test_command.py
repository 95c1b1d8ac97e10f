"""``python -m classroom bank``, as an instructor types it."""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from classroom.assignment import AssignmentError
from classroom.assignment.key import write_key
from classroom.bank import moodle_reader, qti_reader
from classroom.bank.command import add_commands
from classroom.bank.posed import Matching


def run(*arguments: object) -> None:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    parsed = parser.parse_args(["bank", *map(str, arguments)])
    parsed.run(parsed)


def test_moodle_writes_what_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "adam.xml"
    run("moodle", "--chapter", "adam", "-o", file)
    read = moodle_reader.read(file)
    said = capsys.readouterr().out
    assert f"12 questions, {len(read)} with their variants" in said
    assert "Held in another way than in the book: code as plain text among the choices of a match" in said


def test_an_older_moodle_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "old.xml"
    run("moodle", "--kind", "order", "--before-4.4", "-o", file)
    assert all(isinstance(one.form, Matching) for one in moodle_reader.read(file))
    assert "questions of order as matches" in capsys.readouterr().out


def test_qti_writes_what_can_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.zip"
    run("qti", "--id", "adam-first-step", "--title", "Fall", "-o", file)
    assert [one.id for one in qti_reader.read(file)] == ["adam-first-step"]
    assert "Held in another way than in the book: nothing." in capsys.readouterr().out


def test_a_key_draws_other_numbers_for_the_same_seed(tmp_path: Path) -> None:
    write_key(tmp_path / "key")
    options = ("--chapter", "noise-and-averaging", "--kind", "numeric", "--seed", "7")
    for name, key in (("a", ()), ("b", ("--key", tmp_path / "key")), ("c", ())):
        run("moodle", *options, *key, "-o", tmp_path / name)
    a, b, c = ((tmp_path / name).read_bytes() for name in "abc")
    assert a == c != b


def test_an_exam_is_written_with_its_solutions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = ("--chapter", "adam", "--role", "quiz", "--seed", "1", "--pick", "3")
    run("exam", *chosen, "--versions", "2", "--solutions", "-o", tmp_path / "out", "--paper", "letter")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        *("exam-A-solutions.pdf", "exam-A.pdf", "exam-B-solutions.pdf", "exam-B.pdf", "exam-key.pdf")
    ]
    assert "3 questions, 3 marks." in capsys.readouterr().out


def test_a_file_that_reads_back_differently_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = moodle_reader.read
    monkeypatch.setattr(moodle_reader, "read", lambda path: [replace(one, prompt="?") for one in read(path)])
    with pytest.raises(AssignmentError, match="adam-first-step can't be read back as it was written"):
        run("moodle", "--id", "adam-first-step", "-o", tmp_path / "x.xml")


def test_list_shows_ids(capsys: pytest.CaptureFixture[str]) -> None:
    run("list", "--chapter", "adam", "--kind", "long")
    assert capsys.readouterr().out == "adam-ten-thousand-steps  (exercise, long, create)\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("moodle", "--chapter", "nope"), "chapter is 'nope'; allowed:"),
        (("qti", "--id", "nope"), "id is 'nope'"),
        (("moodle", "--key", "nowhere", "--chapter", "adam"), "a key is given without a seed"),
        (("moodle", "--key", "nowhere", "--seed", "1"), "nowhere"),
        (("exam", "--seed", "1", "--chapter", "adam", "--pick", "99"), "pick is 99; allowed: 1 to 12"),
        (("exam", "--seed", "1", "--id", "adam-first-step", "--marks", "2"), "marks are '2'; allowed: a question's id"),
        (("exam", "--seed", "1", "--id", "adam-first-step", "--marks", "adam=2"), "isn't in the exam"),
        (("moodle", "--chapter", "adam", "-o", "no/such/folder/x.xml"), "no/such/folder/x.xml"),
    ],
)
def test_mistakes_are_said_in_a_line(
    arguments: tuple[str, ...],
    message: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(AssignmentError, match=re.escape(message)) as refusal:
        run(*arguments)
    assert "\n" not in str(refusal.value)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(AssignmentError, match=re.escape("typst isn't installed: pip install -r classroom/requirem")):
        run("exam", "--seed", "1", "--id", "adam-first-step", "-o", tmp_path)


@pytest.mark.parametrize("command", ["moodle", "qti", "exam", "list"])
def test_help_names_the_chapters(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(command, "--help")
    assert "what-is-a-training-loop" in capsys.readouterr().out.replace("\n", "").replace(" ", "")
