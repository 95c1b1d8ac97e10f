"""The record's file: only where a person works, all or nothing, never in the way of a check."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.progress.samples import FULL
from trainloop.exercises import check
from trainloop.progress import file, progress
from trainloop.progress.record import NEWER, Refused, empty


@pytest.fixture
def notebooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of notebooks with a chapter's notebook open in it."""
    folder = tmp_path / "notebooks"
    (folder / "optimizers").mkdir(parents=True)
    (folder / "index.ipynb").write_text("{}", encoding="utf-8")
    file._say.cache_clear()
    monkeypatch.chdir(folder / "optimizers")
    monkeypatch.setenv("JPY_SESSION_NAME", str(folder / "optimizers" / "adam.ipynb"))
    yield folder


def ewa(values: list[float], beta: float) -> list[float]:
    averages, m = [], 0.0
    for x in values:
        m = beta * m + (1 - beta) * x
        averages.append(m)
    return averages


def kept(folder: Path) -> dict[str, object]:
    record: dict[str, object] = json.loads((folder / file.NAME).read_text(encoding="utf-8"))
    return record


def test_nothing_is_written_where_nobody_works(notebooks: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME")
    assert check(ewa).passed
    assert not (notebooks / file.NAME).exists()
    assert "Nothing is kept here" in repr(progress())


def test_a_check_is_counted_beside_all_notebooks(notebooks: Path) -> None:
    def stub(values: list[float], beta: float) -> object:
        return ...

    stub.__name__ = "ewa"
    check(stub)
    assert not (notebooks / file.NAME).exists()
    check(lambda values, beta: values)  # no exercise of this name
    wrong = type(ewa)(stub.__code__.replace(co_consts=(None, [1.0])), {}, "ewa")
    check(wrong)
    check(ewa)
    check(ewa)
    entry = kept(notebooks)["exercises"]
    assert isinstance(entry, dict)
    assert entry["ewa"]["tries"] >= 2
    assert entry["ewa"]["passed"] is not None
    assert "Exercises passed: ewa" in repr(progress())
    assert "ewa" in progress()._repr_html_()


def test_vs_code_is_a_persons_notebook_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert not file.live()
    monkeypatch.setattr(sys.modules["__main__"], "__vsc_ipynb_file__", "adam.ipynb", raising=False)
    assert file.live()


def test_without_a_first_page_the_file_lies_beside_the_notebook(tmp_path: Path) -> None:
    assert file.place(tmp_path) == tmp_path / file.NAME


def test_a_record_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    path = tmp_path / file.NAME
    assert file.load(path) == empty()
    file.save(FULL, path)
    assert file.load(path) == FULL
    assert [each.name for each in tmp_path.iterdir()] == [file.NAME]


def test_a_damaged_file_is_kept_aside(tmp_path: Path) -> None:
    path = tmp_path / file.NAME
    path.write_text("{ damaged", encoding="utf-8")
    with pytest.raises(Refused):
        file.load(path)
    file.update(lambda record: record["read"].update(adam="2026-11-21"), path)
    assert file.load(path)["read"] == {"adam": "2026-11-21"}
    assert path.with_name(file.ASIDE).read_text(encoding="utf-8") == "{ damaged"


def test_a_newer_books_file_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / file.NAME
    newer = json.dumps({**FULL, "version": 2})
    path.write_text(newer, encoding="utf-8")
    with pytest.raises(Refused, match=NEWER):
        file.update(lambda record: None, path)
    assert path.read_text(encoding="utf-8") == newer


def test_a_change_that_is_no_record_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / file.NAME
    file.save(FULL, path)
    with pytest.raises(Refused):
        file.update(lambda record: record["read"].update(adam="yesterday"), path)
    assert file.load(path) == FULL


def test_a_write_that_breaks_off_leaves_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / file.NAME
    file.save(FULL, path)

    def cut(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "replace", cut)
    with pytest.raises(OSError, match="no space left"):
        file.update(lambda record: record["read"].clear(), path)
    monkeypatch.undo()
    assert file.load(path) == FULL
    assert [each.name for each in tmp_path.iterdir()] == [file.NAME]


def test_a_check_answers_although_nothing_can_be_written(
    notebooks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def forbidden(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(file, "NamedTemporaryFile", forbidden)
    assert check(ewa).passed
    assert check(ewa).passed
    assert not (notebooks / file.NAME).exists()
    assert capsys.readouterr().out == "Your progress isn't kept: permission denied.\n"  # once, not at every check


def test_a_check_says_that_a_damaged_file_was_kept_aside(notebooks: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notebooks / file.NAME).write_text("{ damaged", encoding="utf-8")
    check(ewa)
    assert "progress.json was damaged. It is kept as progress.damaged.json" in capsys.readouterr().out
    assert progress().record["exercises"]["ewa"]["tries"] == 1


def test_an_unreadable_file_is_said_and_not_raised(notebooks: Path) -> None:
    (notebooks / file.NAME).write_bytes(b"\xff\xfe")
    assert "progress.json isn't used: it is damaged" in repr(progress())


def test_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    path, each = tmp_path / file.NAME, 40
    code = (
        "import sys; from pathlib import Path; from trainloop.progress.file import update\n"
        "for i in range({each}): update(lambda r: r['read'].update({{f'{name}{{i}}': '2026-11-21'}}), Path(sys.argv[1]))"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code.format(each=each, name=name), str(path)]) for name in "abc"]
    assert [run.wait(60) for run in runs] == [0, 0, 0]
    assert len(file.load(path)["read"]) == 3 * each
    assert [left.name for left in tmp_path.iterdir()] == [file.NAME]


def test_a_killed_process_keeps_nobody_from_writing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "PATIENCE", 0.05)
    path = tmp_path / file.NAME
    code = (
        "import os, sys; from pathlib import Path; from trainloop.progress.file import update\n"
        "update(lambda record: os._exit(9), Path(sys.argv[1]))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(path)], check=False).returncode == 9
    file.update(lambda record: record["read"].update(adam="2026-11-21"), path)
    assert file.load(path)["read"] == {"adam": "2026-11-21"}
    assert [left.name for left in tmp_path.iterdir()] == [file.NAME]
