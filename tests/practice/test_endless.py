"""A function that never ends is ended, named, and leaves nothing behind."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest

from tests.practice.cases import attempt
from trainloop.exercises import check


def refuse(self: threading.Thread) -> None:
    """No threads, as in a browser."""
    raise RuntimeError("can't start new thread")


@pytest.mark.parametrize(
    "loop",
    [
        "while True: pass",
        "while True:\n        try: x = 1\n        except Exception: pass",
        "while True:\n        try: x = 1\n        except: pass",
        "from itertools import count\n    for _ in count(): pass",
    ],
    ids=["pass", "catches-exceptions", "catches-everything", "iterator"],
)
def test_endless_loops_are_ended(loop: str) -> None:
    before = threading.active_count()
    report = attempt(loop)
    assert report.mistake == "endless-loop"
    assert report.message.endswith("and was stopped: look at each loop for what makes it end.")
    assert len(report.cases) == 5
    assert threading.active_count() == before


def test_what_cannot_be_stopped_is_left_behind_and_the_next_check_works() -> None:
    wake = threading.Event()

    def ewa(values: list[float], beta: float) -> list[float]:
        wake.wait()
        return values

    report = check(ewa)
    assert report.mistake == "endless-loop"
    assert "couldn't be stopped" in report.message
    assert attempt("return right(values, beta)").passed
    wake.set()


def test_a_slow_case_late_in_the_run_is_found_too() -> None:
    report = attempt("while beta == 0.0: pass\n    return right(values, beta)")
    assert report.mistake == "endless-loop"
    assert [case.passed for case in report.cases] == [True, True, True, False, False]


@pytest.mark.parametrize("threads", [True, False])
def test_an_import_takes_the_time_it_needs(threads: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not threads:
        monkeypatch.setattr(threading.Thread, "start", refuse)
    for name, after, mistake in (
        ("ends", "return right(values, beta)", None),
        ("hangs", "while True: pass", "endless-loop"),
    ):
        module = f"slow_import_{name}_{threads}".lower()
        source = "from time import sleep\nfor _ in range(15): sleep(0.05)\ndone = True\n"
        (tmp_path / f"{module}.py").write_text(source, encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path)
        report = attempt(f"from {module} import done\n    {after}")
        assert sys.modules.pop(module).done
        assert report.mistake == mistake


def test_without_threads_the_limit_holds_as_well(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threading.Thread, "start", refuse)
    tracer = sys.gettrace()
    assert attempt("while True: pass").mistake == "endless-loop"
    assert sys.gettrace() is tracer
    assert attempt("return right(values, beta)").passed


def test_an_interrupt_of_the_cell_stops_the_work(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupt(self: threading.Thread, timeout: float | None = None) -> None:
        raise KeyboardInterrupt

    before = set(threading.enumerate())
    with monkeypatch.context() as patch:
        patch.setattr(threading.Thread, "join", interrupt)
        with pytest.raises(KeyboardInterrupt):
            attempt("while True: pass")
    for thread in set(threading.enumerate()) - before:  # the others are pytest's, which go on
        thread.join(5)
    assert set(threading.enumerate()) <= before
